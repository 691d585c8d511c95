"""Sets LaTeX as MathML: in a sentence, where it may claim nothing; displayed, where it is executed as it is set."""

import re
from collections.abc import Iterator

from xent.pages import words
from xent.pages.equations import DRAWS, Held, Refusal, Refuted, hold, mathml, states
from xent.pages.equations.symbols import FUNCTION_NAMES, ROLES
from xent.pages.faults import TICK, Fault
from xent.pages.fences import Fence
from xent.pages.pieces import piece

# As in Pandoc, a blank inside a dollar or a digit behind one means money; money is written \$.
# The punctuation behind a formula goes with it, or it could begin a line.
INLINE = r"(?<!\\)\$(?!\s)([^$]*[^$\s\\])\$(?!\d)([,.;:)]*)"
_NAME = re.compile(r'(<mover accent="true">)?<mi>([^<]+)</mi>')
# Why a displayed formula may go unchecked, which the reader sees, and what in it shows so.
UNCHECKED = {
    "approximation": "[≈≃∼∝]",
    "definition": "≔|:=|≡",
    "expectation": "𝔼",
    "integral": "∫",
    "limit": "lim|→|∞",
    "quotation": "",
}


def inline(latex: str, line: int, behind: str = "") -> str:
    """A formula in a sentence, in a span: math alone is block-level to Markdown. Fault: it is a claim."""
    html = _set(latex, line, displaystyle=False)
    try:
        if states(html):
            raise Fault(line, "a claim stands in a math fence, where it is checked", "```math", latex)
    except (Refusal, SyntaxError, RecursionError) as refusal:  # where code stands in it, it is no XML
        raise Fault(line, "this formula is not understood", "what can be read", f"{latex}: {refusal}") from None
    return f'<span class="xent-math">{html}{behind}</span>'


def _with_role(found: re.Match[str]) -> str:
    """A letter, or one under a hat, with the class of its role: math-core has no command for classes."""
    hat, letter = found.groups()
    role = ROLES.get(letter + "\u0302" if hat else letter)
    return re.sub(r"^<(mi|mover)", rf'<\1 class="xent-{role}"', found[0]) if role else found[0]


def _set(latex: str, line: int, *, displaystyle: bool) -> str:
    """LaTeX as MathML, truth and model in their colours. Fault: it cannot be set."""
    try:
        html = _NAME.sub(_with_role, mathml(latex, displaystyle=displaystyle))
    except Refusal as refusal:
        raise Fault(line, "this LaTeX cannot be set", "LaTeX that math-core knows", str(refusal)) from None
    if re.search(TICK, html):
        raise Fault(line, "this tick stands in a formula", "no tick but the one under it", latex)
    return html


def displayed(fence: Fence) -> str:
    """The equation as HTML. Fault: it is false, or it cannot be checked and says no reason."""
    html, options = _set(fence.text, fence.line, displaystyle=True), fence.options
    reason = options.get("unchecked")
    if reason:
        _refuse_reason(fence, reason, re.sub("<[^>]+>", "", html))
    given, let, needs = (options.get(name, "") for name in ("given", "let", "needs"))
    try:
        held = hold(html, given=given, let=let, needs=needs, base=int(options.get("base", "1")))
    except Exception as wrong:  # what the reader of equations did not foresee has its page and line too
        if not reason or (isinstance(wrong, Refuted) and reason != "quotation"):
            raise _fault(fence, wrong) from wrong
        mark = f'<p class="xent-mark" data-search-exclude>– not checked: {reason}</p>'
    else:
        if reason:
            raise Fault(fence.line, "this equation can be executed, and holds", "no unchecked", f'unchecked="{reason}"')
        mark = _marked(fence, held)
    return piece(
        '<div class="xent-equation">'
        f'<div class="xent-math" data-search-exclude role="group" aria-label="Equation" tabindex="0">{html}</div>'
        f"{mark}</div>",
        anchor=f"eq-{options['name']}" if "name" in options else "",
    )


def _refuse_reason(fence: Fence, reason: str, seen: str) -> None:
    """Fault: nothing in the equation shows why it is not checked."""
    if reason not in UNCHECKED or not re.search(UNCHECKED[reason], seen):
        wanted = f"its symbols declared with given, or {' or '.join(UNCHECKED)}"
        raise Fault(fence.line, f"no {reason} is seen in this equation", wanted, f'unchecked="{reason}"')
    if reason == "definition" and seen.partition("(")[0] in {name.replace("_", "") for name in FUNCTION_NAMES}:
        raise Fault(fence.line, "the site has a function of this name", "an equation, which is executed", fence.text)


def _fault(fence: Fence, wrong: Exception) -> Fault:
    """It is told at the first sign of its row, whose number it names, or which row it is."""
    rows, at = fence.text.split(r"\\"), getattr(wrong, "at", None)
    line, row = fence.line, ""
    if at is not None and at < len(rows):
        blank = re.sub(r"^((?:\[\w+\]|\s|\\begin\{\w+\})*).*", r"\1", rows[at], flags=re.DOTALL)
        line += 1 + "".join([*rows[:at], blank]).count("\n")
        tag = re.search(r"\\tag\{(\d+)\}", rows[at])
        row = f", step ({tag[1]})" if tag else f", row {at + 1}" if len(rows) > 1 else ""
    if isinstance(wrong, Refuted):
        return Fault(line, f"this equation does not hold{row}", wrong.expected, wrong.got)
    got = str(wrong) if isinstance(wrong, Refusal) else f"{type(wrong).__name__}: {wrong}"
    return Fault(line, f"this equation cannot be checked{row}", "what can be executed", got)


def _marked(fence: Fence, held: Held) -> str:
    used = " ".join(words.used(held))
    beside = f'<p class="xent-notes" data-search-exclude>{used}</p>' if any(held.tags) and used else ""
    details = " ".join(filter(None, ["" if beside else used, *words.wider(held), *_details(fence, held)]))
    of = words.drawn(held)
    tick = f"✓ checked on {DRAWS} random draws" + (f" of {of}" if of else "")
    return f"{beside}<details data-search-exclude><summary>{tick}</summary><p>{details}</p></details>"


def _details(fence: Fence, held: Held) -> Iterator[str]:
    far = f" and {held.far} extreme ones" if held.far else ""
    names = ", ".join(f"<code>xent.{name}</code>" for name in held.public)
    yield f"Every side was computed for {DRAWS} random draws{far}{', through ' if names else ''}{names}."
    if held.unequal:
        yield "“≠” claims that they differ in general, not always."
    if held.drawn:
        yield f"Drawn: {words.domains(held)}."
    for definition in filter(str.strip, fence.options.get("let", "").split(r"\\")):
        yield f"Here {_set(definition, fence.line, displaystyle=False)}."
    if fence.options.get("base") == "0":
        yield "Classes are counted from 0."
    if held.factors:
        yield f"What multiplies a bracket behind it: {', '.join(map(words.name_html, held.factors))}."
