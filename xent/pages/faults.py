"""What is wrong on a page, and what no page may hold: what a reader cannot see, or a claim that nothing checks."""

import io
import os
import re
import tokenize
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX
from mkdocs.exceptions import BuildError

Told = tuple[str, str, str]  # what is wrong, what should stand there, and what does

TICK = "[✓✔☑✅🗸🗹]"
_DRAWING = "figure|TRUTH|MODEL|INK|FAINT|THIRD|Moving|Slider"
_NAMES = rf"{_DRAWING}|answers|asked|digits|facts|functions|how_to_install|of_page|reference|symbols"
_MACHINERY = rf"\. *pages\b(?!\.[a-z_]+ import ({_NAMES})(, ({_NAMES}))*$)|import [^#]*\bpages\b|^\W*pages\W*$"
_TAG = r"^(\$[^$]+\$|[^$])*?(?<!\\)<(?!https?:)[a-zA-Z/!?]"  # in no formula
_BOX = "admonition( (abstract|danger|example|info|note|question|quote|success|tip|warning)|-title)"
_MARKS = r"\$|\\[a-zA-Z]+|`{3,}|~{3,}|>>>|^!!!? |^===|^\||\*\*|~~|^[*+-] |\]\[|\[\^|\{ ?([#:.]|\w+ ?=)"
# Rules: a pattern, what it finds, and what should stand there.
LISTING = [(".{79}", "this line does not fit a listing", "at most 78 columns")]
EXECUTED = [
    *LISTING,
    ("#.*doctest:", "an output is compared as it stands", "no # doctest:"),
    ("^(Syntax|Indentation|Tab)Error:", "this input is no Python", "one statement, or norun"),
    ("matplotlib", "a figure is drawn with xent.pages.figures", "with figure(…) as ax:"),
    (_MACHINERY, "what executes a page is not for its code", "from xent.pages.figures import …, names in one line"),
]
SENTENCE = [
    (">>>", "a prompt stands in a sentence, where nothing runs it", "a pycon fence"),
    (r"\$\$|\\\[|\\\(|\\begin\b|\\displaystyle\b", "math here is $…$ in a sentence or a math fence", "```math"),
    (_TAG, "raw HTML can hide or change what is shown", r"Markdown, or \< where it is no tag"),
]
PRINTED = [
    (r"`{3}|~{3}|\$|\\[a-zA-Z\[(]", "a block may not print fences or formulas", "a figure or a table"),
    (r"\w\*\w", "Markdown takes this sign away", r"\*, or code between backticks"),
    (r"\bnan\b", "the block prints a nan", "a number, or the word in backticks"),
]
LEFT = [  # in the page's text when all is set
    (_MARKS, "raw LaTeX or Markdown is left in the text", r"none; write \$, or put code between backticks"),
    (TICK, "this tick stands under no equation", "a math fence"),
]

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
# No form of an ASCII character, and no letter that looks like one.
_PLAIN = re.compile("[ -~À-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿαβγδεζηθλμξπρσςτφχψωΓΔΘΛΞΠΣΦΨΩ½²³¹⁰⁴-⁹⁺⁻ⁿ₀-₉−×·±≈≠≤≥∞→«»“”‘’–—]*")
_RESULT = re.compile(r"[\d½¼¾∞=→≈<>]|->|\b(?:inf|true|false|none|nan)\b", re.IGNORECASE)
_STEP = re.compile(r"\(\d{1,2}\)")
_WITHOUT_SHAPE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SET = re.compile(f"{STX}[^{ETX}]*{ETX}")  # what Markdown has set already


class Fault(BuildError):
    """A fault at a line. It stops MkDocs with exit status 1, and Zensical, which does not name the page itself."""

    page = ""  # until it is known

    def __init__(self, line: int, what: str, expected: str, got: str) -> None:
        super().__init__(what)
        self.line, self.what, self.expected, self.got = line, what, expected, got

    def __str__(self) -> str:
        expected, got = (text.rstrip("\n").replace("\n", "\n" + " " * 12) for text in (self.expected, self.got))
        return f"{self.page or 'page'}:{self.line}: {self.what}\n  expected: {expected}\n  got:      {got}"


@contextmanager
def faults_of(page: Path | None) -> Iterator[None]:
    """Name the page of a fault, where it is known. One with a page is of another page."""
    try:
        yield
    except Fault as fault:
        if page and not fault.page:
            fault.page = os.path.relpath(page)
        raise


def broken(rules: Iterable[Told], text: str) -> Iterator[Told]:
    """What is told of the text by the rules that it breaks."""
    return ((what, wanted, text.strip()) for pattern, what, wanted in rules if re.search(pattern, text))


def _refuse(number: int, characters: str, rules: Iterable[Told], text: str) -> None:
    """Fault: there are characters that may not be, or the text breaks a rule."""
    for character in characters:
        got = f"U+{ord(character):04X}, {unicodedata.name(character, 'a control character')}"
        what = "no reader sees this character, or it looks like another one"
        raise Fault(number, what, "ASCII, Greek, a sign, or its name", got)
    for told in broken(rules, text):
        raise Fault(number, *told)


def refuse_code(rules: Iterable[Told], code: Sequence[str], first_line: int) -> None:
    """Fault: a line of code that breaks a rule, or has a character that no reader sees or takes for another one."""
    for number, line in enumerate(code, first_line):
        _refuse(number, _PLAIN.sub("", line), rules, line)


def refuse_results(source: str, first_line: int) -> None:
    """Fault: a comment that states a result, which nobody compares. It may hold words and step numbers."""
    with suppress(tokenize.TokenError, SyntaxError):  # the interpreter says what is wrong with it
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and _RESULT.search(_STEP.sub("", token.string)):
                line = first_line + token.start[0] - 1
                raise Fault(line, "a comment states a result, which nothing checks", "words, or (1)", token.string)


def refuse_front_matter(lines: Sequence[str]) -> None:
    """Fault: a line that is of no title, description or exclusion from the search, or that might hide the page."""
    refuse_claims(lines, 1)
    text = r'[^"<\\\n]*'  # the theme writes it into its HTML as it is
    known = rf'^\n*(---\n+((title|description|search):( "{text}"|{text})\n([ \t]{text}\n|\n)*)*(---\n\s*)?)?'
    if rest := re.sub(known, "", "\n".join([*lines, ""])).split("\n")[:-1]:
        wanted = 'title, description, search; “ ” for a " in them, no < and no \\'
        raise Fault(1 + len(lines) - len(rest), "the engines take this for front matter", wanted, rest[0])


def refuse_claims(lines: Sequence[str], first_line: int) -> None:
    """Fault: what a reader cannot see or what nothing executes. Code between backticks is text, but for a prompt."""
    for number, line in enumerate(lines, first_line):
        text = _CODE.sub(lambda code: code[2] if re.match(r"\s*>>>\s*\S", code[2]) else "", line)
        unseen = (sign for sign in unescape(line) if unicodedata.category(sign)[0] == "C" or _WITHOUT_SHAPE.match(sign))
        _refuse(number, "".join(unseen), SENTENCE, text)


def refuse_printed(text: str, line: int) -> None:
    """Fault: what a block prints, to be read as Markdown, is more than text and tables, or is not a number."""
    for printed in text.split("\n"):  # no other line end, which nobody sees
        refuse_claims([printed], line)
        _refuse(line, "", PRINTED, unescape(_CODE.sub("", printed)))


def last_look(root: Element, made: dict[int, int], line_of: Callable[[str], int]) -> None:
    """Fault: raw text, what no fence made, a piece (`made` has its fence's line by its number) that is not there."""
    inside = ("a", "em", "strong", "td")  # what stands in these begins no line, nor does a tail
    texts = ["…" * (one.tag in inside) + (one.text or "") for one in root.iter() if one.tag != "code"]
    texts += ["…" + (one.tail or "") for one in root.iter()]
    seen = unescape("\n".join(texts))
    shown = HTML_PLACEHOLDER_RE.findall(seen)
    for number, line in made.items():
        if shown.count(str(number)) != 1:
            got = f"{shown.count(str(number))}: is it in a list, by four spaces a level?"
            raise Fault(line, "what this fence made does not stand on the page", "1 shown", got)
    left = [told for text in _SET.sub("…", seen).split("\n") for told in broken(LEFT, text.lstrip())]
    strays = [told for element in root.iter() for told in _strays(element)]
    for what, wanted, text in left + strays:
        raise Fault(line_of(text), what, wanted, text)


def _strays(element: Element) -> Iterator[Told]:
    """What is told of an element that no page may have."""
    text = "".join(element.itertext())
    if element.tag == "pre":
        yield "this listing stands in no fence", "a fence at the margin or in a list", text
    for plain in [*element.attrib.values(), text if re.fullmatch("h[1-6]", element.tag) else ""]:
        if HTML_PLACEHOLDER_RE.search(plain):
            words = _SET.sub("", plain).removesuffix("para;")  # the sign of the link to it
            yield "a formula stands in a heading or a title, which are text", "words", words
    if (kind := element.get("class", "")).startswith("admonition") and not re.fullmatch(_BOX, kind):
        yield "a box of this kind can hide what is shown", '!!! note "Title"', kind.partition(" ")[2]
    for name, value in element.attrib.items():
        address = unescape(value).strip() if name in ("href", "src") else ""
        if re.match("(?!https?:|mailto:)[a-z]+:", address, re.IGNORECASE):
            yield "this address is of no page, picture or person", "https://…, or the name of a file", value
