"""Sets LaTeX as MathML while the page is built; LaTeX that cannot be set is a fault."""

import re

from math_core import LatexError, LatexToMathML

from xent.pages.faults import Fault

# As in Pandoc, a blank inside a dollar or a digit behind one means money; money is written \$.
INLINE = r"\\\$|\$(?!\s)([^$]*[^$\s\\])\$(?!\d)"
DOLLAR = "&#36;"
_OUTSIDE = re.compile(r"\$\$|\\\[|\\\(|\\begin\b|^ {0,3}#.*\$.*")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


def display(code: list[str], line: int) -> str:
    """A displayed formula, in a box of its own that scrolls where it is wide."""
    mathml = _mathml("\n".join(code), line, displaystyle=True)
    return f'<div class="xent-math" role="group" aria-label="Formula" tabindex="0">{mathml}</div>'


def inline(latex: str, line: int) -> str:
    """A formula in a sentence. The span keeps it in its paragraph: math alone is block-level to Markdown."""
    return f'<span class="xent-math">{_mathml(latex, line, displaystyle=False)}</span>'


def refuse_outside(line: str, number: int) -> None:
    """Fault: a displayed formula outside a math fence, or a formula in a heading."""
    found = _OUTSIDE.search(_CODE.sub("", line))
    if found:
        raise Fault(number, "math here is $…$ in a sentence or a math fence", "```math", found.group())


def _mathml(latex: str, line: int, *, displaystyle: bool) -> str:
    try:
        return LatexToMathML(fancy_error=False).convert_with_local_state(latex, displaystyle=displaystyle)
    except LatexError as error:
        raise Fault(line, "this LaTeX cannot be set", "LaTeX that math-core knows", f"{latex}\n{error}") from None
