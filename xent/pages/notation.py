"""The Notation page's tables, rendered from the symbols that the equations are checked with."""

from collections.abc import Sequence
from html import escape

from xent.pages.equations.symbols import FUNCTIONS, TABLE
from xent.pages.formulas import inline
from xent.pages.pieces import piece


def symbols() -> str:
    """Every symbol with its meaning and its role."""
    rows = [(inline(symbol.tex, 1), escape(symbol.meaning), symbol.role) for symbol in TABLE]
    return _table(("Symbol", "Meaning", "Role"), rows)


def functions() -> str:
    """Every function with its meaning and the public name that it calls."""
    rows = []
    for function in FUNCTIONS.values():
        call = ", ".join(f"<code>xent.{name}</code>" for name in function.public.split())
        rows.append((inline(function.form.replace("·", r"\cdot"), 1), escape(function.meaning), call))
    return _table(("In an equation", "Meaning", "Calls"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return piece(f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>")
