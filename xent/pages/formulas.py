"""Sets LaTeX as MathML while the page is built; LaTeX that cannot be set, or claims what nothing checks, is a fault."""

import re

from xent.pages.equations import Refusal, states
from xent.pages.equations import mathml as plain
from xent.pages.equations.symbols import ROLES
from xent.pages.faults import Fault

# As in Pandoc, a blank inside a dollar or a digit behind one means money; money is written \$.
# The punctuation behind a formula goes with it, or it could begin a line.
INLINE = r"(?<!\\)\$(?!\s)([^$]*[^$\s\\])\$(?!\d)([,.;:)]*)"
_NAME = re.compile(r'(<mover accent="true">)?<mi>([^<]+)</mi>')


def inline(latex: str, line: int, behind: str = "") -> str:
    """A formula in a sentence. The span keeps it in its paragraph: math alone is block-level to Markdown.

    Fault: a claim, a relation with a function of the site in it, which only an equation's fence would check.
    """
    html = mathml(latex, line, displaystyle=False)
    try:
        if states(html):
            raise Fault(line, "a claim stands in a math fence, where it is checked", "```math", latex)
    except Refusal as refusal:
        got = f"{latex}: {refusal}"
        raise Fault(line, "this formula is not understood", "what an equation may hold", got) from None
    return f'<span class="xent-math">{html}{behind}</span>'


def _with_role(found: re.Match[str]) -> str:
    """A letter, or one under a hat, with the class of its role: math-core has no command for classes."""
    hat, letter = found.groups()
    role = ROLES.get(letter + "\u0302" if hat else letter)
    return re.sub(r"^<(mi|mover)", rf'<\1 class="xent-{role}"', found[0]) if role else found[0]


def mathml(latex: str, line: int, *, displaystyle: bool) -> str:
    """LaTeX as MathML, truth and model in their colours. Fault: it cannot be set."""
    try:
        return _NAME.sub(_with_role, plain(latex, displaystyle=displaystyle))
    except Refusal as refusal:
        raise Fault(line, "this LaTeX cannot be set", "LaTeX that math-core knows", str(refusal)) from None
