"""Looks once more at the finished HTML: nothing that should have been executed or set may stand there as text."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from xent.pages import marks
from xent.pages.faults import Fault
from xent.pages.formulas import DOLLAR

_RAW = re.compile(r"\$|\\[a-zA-Z]+|`{3,}|~{3,}|>>>|^!!!? |^===|\]\[|\[\^|\{ ?[#:.]")
_ONLY_MADE = {"pre": "listing", "math": "formula", "svg": "figure"}  # what only a fence or a formula makes
_SHOWS = {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4"}
_SHOWS |= {"h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "q", "s", "span", "strong", "sub", "sup", "table"}
_SHOWS |= {"tbody", "td", "th", "thead", "tr", "u", "ul"}
_SAYS = {"alt", "class", "href", "id", "name", "rel", "role", "scope", "src", "start", "style", "title", "type"}
_ALIGNED = re.compile(r"text-align: (left|right|center);")
_FENCE, _PLAIN = "a fence at the margin or in a list", "Markdown, or plain HTML"


class Reader(HTMLParser):
    """What stands on the page outside the pieces that the build made."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: Counter[int] = Counter()
        self.inside_code = 0
        self.heading, self.formula = "", False  # the text of the last one, and whether a formula came after its start
        self.raw: list[str] = []
        self.strays: list[list[str]] = []  # what it is, what should stand there, and what does
        self.nameless: list[list[str]] = []  # those told by the first words to come, by which their line is found
        self.code = ""  # the last tag that began code

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == marks.MADE:
            if not self.inside_code:
                self.pieces[int(given["line"] or "0")] += 1
            return
        text = self.get_starttag_text() or tag
        if tag in ("code", "pre"):
            self.inside_code += 1
            self.code = text
        if re.fullmatch("h[1-6]", tag):
            self.heading, self.formula = "", False
        ours = [name for name in (given.get("class") or "").split() if name.startswith("xent-") or name == "highlight"]
        style = given.get("style")
        address = re.sub(r"[\0- ]", "", given.get("href") or given.get("src") or "").lower()  # as browsers read it
        if tag == marks.FORMULA:
            self.formula = True
        elif tag in _ONLY_MADE or ours:
            self.strays.append([f"this {_ONLY_MADE.get(tag, ' '.join(ours))} stands in no fence", _FENCE, text])
            self.nameless.append(self.strays[-1])
        elif (
            tag not in _SHOWS
            or not given.keys() <= _SAYS
            or len(given) < len(attrs)  # of two alike a browser takes the first
            or (style and not _ALIGNED.fullmatch(style))
            or address.startswith("javascript:")
        ):
            self.strays.append(["raw HTML can hide or change what is shown", _PLAIN, text])

    def handle_endtag(self, tag: str) -> None:
        self.inside_code -= tag in ("code", "pre")
        if re.fullmatch("h[1-6]", tag) and self.formula:
            what = "a formula stands in a heading, which links and searches show as text"
            self.strays.append([what, "words", self.heading.removesuffix("¶")])
        if self.inside_code < 0:
            self.inside_code = 0
            self.strays.append(["raw HTML can hide or change what is shown", "<code> before", f"</{tag}>"])

    def handle_comment(self, data: str) -> None:
        if re.match(r"-?>|\[", data) or "--!>" in data:  # where a browser ends it, and older Pythons do not
            self.strays.append(["raw HTML can hide or change what is shown", "<!-- a comment -->", f"<!--{data}"])

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(f"[{data}")

    def handle_data(self, data: str) -> None:
        self.heading += data
        while data.strip() and self.nameless:
            self.nameless.pop()[2] = data.strip().partition("\n")[0]
        if re.search("[✓✔☑✅🗸]", data):
            self.strays.append(["this tick stands under no equation", "a math fence", data.strip()])
        if self.inside_code:
            if re.match(r"\s*>>>\s*\S", data):
                self.strays.append(["this prompt runs nowhere", "a pycon fence", data.strip()])
        else:
            self.raw += [line.strip() for line in data.splitlines() if _RAW.search(line)]


def read(html: str) -> Reader:
    """What stands in this HTML that no fence and no formula made."""
    reader = Reader()
    reader.feed(marks.cut(html).replace(DOLLAR, ""))
    reader.close()
    if reader.inside_code:
        reader.strays.append(["raw HTML can hide or change what is shown", "</code>", reader.code])
    return reader


def last_look(html: str, made: Counter[int], line_of: Callable[[str], int]) -> None:
    """Fault: raw text, a listing that no fence made, a fence whose piece is missing or stands there twice."""
    reader = read(html)
    for name, count in Counter(re.findall(r"""<[^>]*\sid=["']?([^"'\s>]+)""", html)).items():
        if count > 1:
            raise Fault(line_of(name), "two parts of the page have one name", f'id="{name}" once', f"{count} times")
    for line in sorted(made.keys() | reader.pieces.keys()):
        if made[line] != reader.pieces[line]:
            what = "what this fence made does not stand on the page"
            raise Fault(line, what, f"{made[line]} shown", f"{reader.pieces[line]}: is it in a comment or in raw HTML?")
    for text in reader.raw:
        remedy = r"none; write \$, or put code between backticks"
        raise Fault(line_of(text), "raw LaTeX or Markdown is left in the text", remedy, text)
    for what, wanted, text in reader.strays:
        raise Fault(line_of(text), what, wanted, text)
