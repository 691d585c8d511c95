"""Looks once more at the finished HTML: nothing that should have been executed or set may stand there as text."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from xent.pages.faults import Fault
from xent.pages.formulas import DOLLAR
from xent.pages.listings import MARKS

_RAW = re.compile(r"\$|\\[a-zA-Z]+|`{3,}|~{3,}|>>>|^!!!? |\]\[|\[\^|\{ ?[#:.]")
_SHOWN = {"xent-equation": "equation", "xent-figure": "figure"}
_VERBATIM = {"code", "pre", "math", "script", "style"}


class _Reader(HTMLParser):
    """Raw text outside code and formulas, and the first words of listings that no fence made."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.raw: list[str] = []
        self.shown: Counter[str] = Counter()
        self.strays: list[str] = []
        self.parent: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class")
        if tag == "pre":
            self.shown["listing"] += 1
            if self.parent not in MARKS:
                self.strays.append("")
        if tag in _VERBATIM:
            self.inside.append(tag)
        if kind in _SHOWN:
            self.shown[_SHOWN[kind]] += 1
        self.parent = kind

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.strays and "\n" not in self.strays[-1].lstrip("\n"):
            self.strays[-1] += data
        if not self.inside:
            self.raw += [line.strip() for line in data.splitlines() if _RAW.search(line)]


def shown(html: str) -> Counter[str]:
    """How many listings, equations and figures there are in this HTML."""
    return _read(html).shown


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html.replace(DOLLAR, ""))
    reader.close()
    return reader


def last_look(html: str, wanted: Counter[str], line_of: Callable[[str], int]) -> None:
    """Fault: raw text, a listing that no fence made, or more or less on the page than its fences showed."""
    reader = _read(html)
    for text in reader.raw:
        raise Fault(line_of(text), "raw LaTeX or Markdown is left in the text", "none", text)
    for text in reader.strays:
        raise Fault(line_of(text), "this code stands in no fence", "a fence at the margin or in a list", text.strip())
    for kind in wanted | reader.shown:
        if reader.shown[kind] != wanted[kind]:
            what = f"the page does not show every {kind} that its fences made, and no other"
            raise Fault(1, what, f"{wanted[kind]}", f"{reader.shown[kind]}")
