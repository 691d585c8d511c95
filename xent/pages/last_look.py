"""Looks once more at the finished HTML: nothing that should have been executed or set may stand there as text."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from xent.pages import marks
from xent.pages.faults import Fault
from xent.pages.formulas import DOLLAR

_RAW = re.compile(r"\$|\\[a-zA-Z]+|`{3,}|~{3,}|>>>|^!!!? |\]\[|\[\^|\{ ?[#:.]")
_MADE = {"pre": "listing", "math": "formula", "svg": "figure"}  # what only a fence or a formula makes
_SHOWS = {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4"}
_SHOWS |= {"h5", "h6", "hr", "i", "img", "input", "kbd", "label", "li", "ol", "p", "q", "s", "span", "strong", "sub"}
_SHOWS |= {"sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"}
_ALIGNED = re.compile(r"text-align: (left|right|center);")


class _Reader(HTMLParser):
    """What stands on the page outside the pieces that the build made."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: Counter[int] = Counter()
        self.inside_code = 0
        self.raw: list[str] = []
        self.strays: list[list[str]] = []  # what it is, and the words in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "xent-made":
            self.pieces[int(given["line"] or "0")] += not self.inside_code
            return
        self.inside_code += tag in ("code", "pre")
        ours = [name for name in (given.get("class") or "").split() if name.startswith("xent-") or name == "highlight"]
        style = given.get("style")
        if tag in _MADE or ours:
            self.strays.append([f"this {_MADE.get(tag, ' '.join(ours))} stands in no fence", ""])
        elif tag not in _SHOWS or "hidden" in given or (style and not _ALIGNED.fullmatch(style)):
            self.strays.append(["raw HTML can hide or change what is shown", self.get_starttag_text() or tag])

    def handle_endtag(self, tag: str) -> None:
        self.inside_code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        for stray in self.strays:
            stray[1] = stray[1] or data.strip().partition("\n")[0]
        if "✓" in data:
            self.strays.append(["this tick stands under no equation", data.strip()])
        if not self.inside_code:
            self.raw += [line.strip() for line in data.splitlines() if _RAW.search(line)]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(marks.cut(html).replace(DOLLAR, ""))
    reader.close()
    return reader


def strays(html: str) -> list[list[str]]:
    """What only a fence may make and none has made, each with its first words."""
    return _read(html).strays


def last_look(html: str, made: Counter[int], line_of: Callable[[str], int]) -> None:
    """Fault: raw text, a listing that no fence made, a fence whose piece is missing or stands there twice."""
    reader = _read(html)
    for line in sorted(made.keys() | reader.pieces.keys()):
        if made[line] != reader.pieces[line]:
            what = "what this fence made does not stand on the page"
            raise Fault(line, what, f"{made[line]} shown", f"{reader.pieces[line]}: is it in a comment or in raw HTML?")
    for text in reader.raw:
        remedy = r"none; write \$, or put code between backticks"
        raise Fault(line_of(text), "raw LaTeX or Markdown is left in the text", remedy, text)
    for what, text in reader.strays:
        raise Fault(line_of(text), what, "a fence at the margin or in a list", text or "nothing in it")
