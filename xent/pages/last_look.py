"""Looks once more at the finished page: nothing that should have been executed or set may stand there as text."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from xent.pages.faults import Fault

_RAW = re.compile(r"\$|\\[a-zA-Z]+|`{3,}|~{3,}|>>>|^!!!? |^===|\]\[|\[\^|\{ ?[#:.]")
_SET = re.compile(f"{STX}[^{ETX}]*{ETX}|\n")  # what Markdown has set already, and a line's end
_SAYS = {"alt", "class", "href", "id", "name", "rel", "role", "src", "start", "style", "title"}


def last_look(root: Element, made: dict[str, int], stash: str, line_of: Callable[[str], int]) -> None:
    """Fault: raw text, a listing that no fence made, a fence whose piece is missing or stands there twice.

    `made` has the line of each piece by the place that it holds in the tree, `stash` the HTML of them all.
    """
    names = Counter([*(element.get("id") for element in root.iter()), *re.findall(r'<[^>]*\sid="([^"]+)"', stash)])
    for name, count in names.items():
        if name and count > 1:
            raise Fault(line_of(name), "two parts of the page have one name", f'id="{name}" once', f"{count} times")
    texts = "\n".join(_outside_code(root))
    shown = Counter(found.group() for found in HTML_PLACEHOLDER_RE.finditer(texts))
    for place, line in made.items():
        if shown[place] != 1:
            got = f"{shown[place]}: is it in a list, by four spaces a level?"
            raise Fault(line, "what this fence made does not stand on the page", "1 shown", got)
    for what, wanted, text in [*_left(texts), *(stray for element in root.iter() for stray in _strays(element))]:
        raise Fault(line_of(text), what, wanted, text)


def _outside_code(element: Element) -> Iterator[str]:
    """The texts in it and behind it, as they are shown."""
    if element.tag != "code":
        yield unescape(element.text or "")
        for child in element:
            yield from _outside_code(child)
    yield unescape(element.tail or "")


def _left(texts: str) -> Iterator[tuple[str, str, str]]:
    """What the text should not have: what it is, what should stand there, and what does."""
    for text in map(str.strip, _SET.split(texts)):
        if _RAW.search(text):
            yield "raw LaTeX or Markdown is left in the text", r"none; write \$, or put code between backticks", text
        if re.search("[✓✔☑✅🗸]", text):
            yield "this tick stands under no equation", "a math fence", text


def _strays(element: Element) -> Iterator[tuple[str, str, str]]:
    """What an element should not be, as above."""
    if element.tag == "pre":
        yield "this listing stands in no fence", "a fence at the margin or in a list", "".join(element.itertext())
    if re.fullmatch("h[1-6]", element.tag) and HTML_PLACEHOLDER_RE.search(words := "".join(element.itertext())):
        yield "a formula stands in a heading, which links and searches show as text", "words", _SET.sub("", words)
    given = element.attrib
    address = re.sub(r"[\0- ]", "", unescape(given.get("href", given.get("src", "")))).lower()  # as browsers read it
    if (
        not given.keys() <= _SAYS
        or not re.fullmatch("text-align: (left|right|center);", given.get("style", "text-align: left;"))
        or re.search(r"\b(xent-|highlight\b)", given.get("class", ""))  # the names of what the build makes
        or address.startswith("javascript:")
    ):
        shown = " ".join(f'{name}="{value}"' for name, value in given.items())
        yield "this can hide or change what is shown", "no such attribute, class or address", shown
