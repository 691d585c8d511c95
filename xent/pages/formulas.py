"""Sets LaTeX as MathML while the page is built; LaTeX that cannot be set is a fault."""

import re

from math_core import LatexError, LatexToMathML

from xent.pages.equations.symbols import ROLES
from xent.pages.faults import Fault
from xent.pages.marks import span

# As in Pandoc, a blank inside a dollar or a digit behind one means money; money is written \$.
# The punctuation behind a formula goes with it, or it could begin a line.
INLINE = r"\\\$|\$(?!\s)([^$]*[^$\s\\])\$(?!\d)([,.;:)]*)"
DOLLAR = "&#36;"
_NAME = re.compile(r'(<mover accent="true">)?<mi>([^<]+)</mi>')
_UNDER = re.compile(r"_\{[^{}]*\}")
_RELATION = re.compile(r"[=<>]|\\(?:[lg]eq?|neq?|approx|equiv)(?![a-zA-Z])")


def inline(latex: str, line: int, behind: str = "") -> str:
    """A formula in a sentence. The span keeps it in its paragraph: math alone is block-level to Markdown.

    Fault: a chain of relations, which only an equation's fence would check.
    """
    if len(_RELATION.findall(_UNDER.sub("", latex))) > 1:
        raise Fault(line, "a chain of relations stands in a math fence, where it is checked", "one relation", latex)
    return span(mathml(latex, line, displaystyle=False) + behind, 'class="xent-math"')


def _with_role(found: re.Match[str]) -> str:
    """A letter, or one under a hat, with the class of its role: math-core has no command for classes."""
    hat, letter = found.groups()
    role = ROLES.get(rf"\hat{{{letter}}}" if hat else letter)
    return re.sub(r"^<(mi|mover)", rf'<\1 class="xent-{role}"', found[0]) if role else found[0]


def mathml(latex: str, line: int, *, displaystyle: bool) -> str:
    """LaTeX as MathML, truth and model in their colours. Fault: it cannot be set."""
    try:
        html = LatexToMathML(fancy_error=False).convert_with_local_state(latex, displaystyle=displaystyle)
        return _NAME.sub(_with_role, html)
    except LatexError as error:
        raise Fault(line, "this LaTeX cannot be set", "LaTeX that math-core knows", f"{latex}\n{error}") from None
