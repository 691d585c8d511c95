"""A displayed equation: executed, set, and marked with what was done."""

from html import escape

from xent.pages import formulas
from xent.pages.equations import DRAWS, Refusal, Refuted, hold
from xent.pages.faults import Fault
from xent.pages.fences import Fence
from xent.pages.marks import piece

# Why a displayed formula may go unchecked; the reader sees the reason.
UNCHECKED = ("approximation", "definition", "integral", "limit", "notation", "quotation")


def displayed(fence: Fence, number: int, root: str) -> str:
    """The equation of that number on its page, as HTML. Fault: it is false, or cannot be checked and says no reason."""
    mathml = formulas.mathml("\n".join(fence.code), fence.line, displaystyle=True)
    sign, done = ("–", _excused(fence)) if "unchecked" in fence.options else ("✓", _held(fence))
    return piece(
        f'<div class="xent-equation" id="eq-{number}">'
        f'<div class="xent-math" data-search-exclude role="group" aria-label="Equation {number}" tabindex="0">'
        f"{mathml}</div>"
        f'<details data-search-exclude><summary aria-label="Equation {number}, how it is checked">'
        f"{sign} {number}</summary>"
        f'<p><a href="#eq-{number}">Equation {number}</a> {done}. <a href="{root}checks/">How this is checked</a>.</p>'
        "</details></div>"
    )


def _excused(fence: Fence) -> str:
    reason = fence.options["unchecked"]
    if reason not in UNCHECKED:
        raise Fault(fence.line, "why is this equation not checked?", " or ".join(UNCHECKED), reason)
    return f"is not checked: {escape(reason)}"


def _held(fence: Fence) -> str:
    tex, options = "\n".join(fence.code), fence.options
    given, let, base = options.get("given", ""), options.get("let", ""), options.get("base", "1")
    if base not in ("0", "1"):
        raise Fault(fence.line, "the first index", 'base="0" or base="1"', base)
    try:
        held = hold(tex, given=given, let=let, base=int(base))
    except Refusal as refusal:
        what = "this equation cannot be checked"
        raise Fault(_line(fence, refusal.at), what, "LaTeX that can be executed", str(refusal)) from None
    except Refuted as refuted:
        what = f"this equation does not hold, row {_line(fence, refuted.at) - fence.line}"
        raise Fault(_line(fence, refuted.at), what, refuted.expected, refuted.got) from None
    except Exception as error:  # whatever the reader of equations did not foresee still has its page and line
        what = f"this equation cannot be checked: {type(error).__name__}"
        raise Fault(fence.line, what, "LaTeX that can be executed", str(error)) from error
    done = f"holds on {DRAWS} random draws"
    done += f" of <code>{escape(given)}</code>" if given else ""
    done += f", where <code>{escape(let)}</code>" if let else ""
    names = ", ".join(f"<code>xent.{name}</code>" for name in held.public)
    return done + (f", through {names}" if names else "")


def _line(fence: Fence, at: int) -> int:
    return fence.line + 1 + "\n".join(fence.code)[:at].count("\n")
