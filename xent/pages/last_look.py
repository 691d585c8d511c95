"""Looks once more at the finished HTML: nothing that should have been executed or set may stand there as text."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from xent.pages.faults import Fault
from xent.pages.formulas import DOLLAR
from xent.pages.listings import MARKS

_RAW = re.compile(r"\$|\\[a-zA-Z]+|`{3,}|~{3,}|>>>")
_VERBATIM = {"code", "pre", "math", "script", "style"}


class _Reader(HTMLParser):
    """Raw text outside code and formulas, and the first words of listings that no fence made."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.raw: list[str] = []
        self.listings = 0
        self.strays: list[str] = []
        self.parent: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self.listings += 1
            if self.parent not in MARKS:
                self.strays.append("")
        if tag in _VERBATIM:
            self.inside.append(tag)
        self.parent = dict(attrs).get("class")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.strays and "\n" not in self.strays[-1].lstrip("\n"):
            self.strays[-1] += data
        if not self.inside:
            self.raw += [line.strip() for line in data.splitlines() if _RAW.search(line)]


def last_look(html: str, listings: int, line_of: Callable[[str], int]) -> None:
    """Fault: raw text, a listing that no fence made, or a fence that made none."""
    reader = _Reader()
    reader.feed(html.replace(DOLLAR, ""))
    reader.close()
    for text in reader.raw:
        raise Fault(line_of(text), "raw LaTeX, a fence mark or a prompt is left in the text", "none", text)
    for text in reader.strays:
        raise Fault(line_of(text), "this code stands in no fence", "a fence at the margin or in a list", text.strip())
    if reader.listings != listings:
        raise Fault(1, "a fence is executed but not shown", f"{listings} listings", f"{reader.listings}")
