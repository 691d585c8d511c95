"""A displayed equation: set, executed as it is set, and marked with what was done."""

import re
from collections.abc import Iterator
from html import escape

from xent.pages import formulas, words
from xent.pages.equations import DRAWS, Held, Refusal, Refuted, hold
from xent.pages.faults import Fault
from xent.pages.fences import Fence
from xent.pages.marks import piece

# Why a displayed formula may go unchecked; the reader sees the reason.
UNCHECKED = ("approximation", "definition", "integral", "limit", "notation", "quotation")


def displayed(fence: Fence) -> str:
    """The equation as HTML. Fault: it is false, or it cannot be checked and says no reason."""
    mathml = formulas.mathml(fence.text, fence.line, displaystyle=True)
    name = fence.options.get("name")
    mark = _excused(fence, mathml) if "unchecked" in fence.options else _marked(fence, _checked(fence, mathml))
    return piece(
        '<div class="xent-equation">'
        f'<div class="xent-math" data-search-exclude role="group" aria-label="Equation" tabindex="0">{mathml}</div>'
        f"{mark}</div>",
        anchor=f"eq-{name}" if name else "",
    )


def _excused(fence: Fence, mathml: str) -> str:
    reason = fence.options["unchecked"]
    if reason not in UNCHECKED:
        raise Fault(fence.line, "why is this equation not checked?", " or ".join(UNCHECKED), reason)
    mark = f'<p class="xent-mark" data-search-exclude>– not checked: {escape(reason)}</p>'
    try:
        hold(mathml)
    except Refuted as refuted:
        if reason in ("approximation", "quotation"):
            return mark
        raise Fault(fence.line, "this equation is false", refuted.expected, refuted.got) from None
    except Exception:  # it cannot be executed, whatever for
        return mark
    raise Fault(fence.line, "this equation can be executed, and holds", "no unchecked", f'unchecked="{reason}"')


def _marked(fence: Fence, held: Held) -> str:
    used = " ".join(words.used(held))
    beside = f'<p class="xent-notes" data-search-exclude>{used}</p>' if any(held.tags) and used else ""
    details = " ".join([*([] if beside else [used]), *words.wider(held), *_details(fence, held)])
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
    if held.conditions:
        yield (
            "Values outside were tried too: a step that is false there uses the condition, "
            "a line with a side that is not defined there needs it."
        )
    for definition in filter(str.strip, fence.options.get("let", "").split(r"\\")):
        yield f"Here {formulas.mathml(definition, fence.line, displaystyle=False)}."
    if fence.options.get("base") == "0":
        yield "Classes are counted from 0."
    for name in held.factors:
        yield f"{words.name_html(name)} before a bracket multiplies it."


def _checked(fence: Fence, mathml: str) -> Held:
    options = fence.options
    given, let, needs = (options.get(name, "") for name in ("given", "let", "needs"))
    try:
        return hold(mathml, given=given, let=let, needs=needs, base=int(options.get("base", "1")))
    except Refusal as refusal:
        line, row = _place(fence, refusal.at)
        raise Fault(line, f"this equation cannot be checked{row}", "what can be executed", str(refusal)) from None
    except Refuted as refuted:
        line, row = _place(fence, refuted.at)
        raise Fault(line, f"this equation does not hold{row}", refuted.expected, refuted.got) from None
    except Exception as error:  # whatever the reader of equations did not foresee still has its page and line
        what = f"this equation cannot be checked: {type(error).__name__}"
        raise Fault(fence.line, what, "what can be executed", str(error)) from error


def _place(fence: Fence, row: int | None) -> tuple[int, str]:
    """The line of a row of the equation, and the row's name: its number, or which it is."""
    rows = fence.text.split(r"\\")
    if row is None or row >= len(rows):
        return fence.line, ""
    # Down to the row's first sign.
    blank = re.sub(r"^((?:\[\w+\]|\s|\\begin\{\w+\})*).*", r"\1", rows[row], flags=re.DOTALL)
    tag = re.search(r"\\tag\{(\d+)\}", rows[row])
    name = f", step ({tag[1]})" if tag else f", row {row + 1}" if len(rows) > 1 else ""
    return fence.line + 1 + "".join([*rows[:row], blank]).count("\n"), name
