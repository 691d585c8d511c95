"""Reads the MathML that a page shows as rows of what a reader sees: groups that nobody sees are none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from xml.etree import ElementTree

from math_core import LatexError, LatexToMathML

from xent.pages.equations.arithmetic import Refusal

Row = tuple["Glyph", ...]

_CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|"}
_ACCENTS = {"ˆ": "\u0302", "¯": "\u0304", "˜": "\u0303"}
# Letters and signs that look alike are one: slanted letters, ∥ and ‖, ″ and two ′.
_ALIKE = {0x1D434 + n: chr(ord("A") + n if n < 26 else ord("a") + n - 26) for n in range(52)}
_ALIKE |= str.maketrans({"∥": "‖", "″": "′′"})
# Greek capitals and omicron, upright and slanted.
_LOOK_ALIKES = {*"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", *(chr(0x1D6E2 + n) for n in (0, 1, 4, 5, 6, 8, 9, 11, 12, 14, 16, 19, 20, 22, 40))}
_PADDED = re.compile(r"padding-(left|right):[\d.]+em;")  # a thin space behind the power of a bracket that grows
_INVISIBLE = "\u2061\u2062\u2063\ufe00"
WORDS = re.compile(r"(?:[^\W_]|[ .,:;!?'’“”()]|(?<=[^\W_])-(?=[^\W_]))*")  # letters, digits, punctuation


@dataclass(frozen=True)
class Glyph:
    """What stands in one place of a row: a name, a number, a sign, words, a gap; or what holds rows, each a · in text.

    These are a fraction, a binomial, a root, and a group: a pair of brackets, which has the scripts of the closing one.
    """

    kind: str
    text: str
    rows: tuple[Row, ...] = ()
    sub: Row = ()
    sup: Row = ()


@dataclass(frozen=True)
class Line:
    """A row of an alignment, or all of an equation that has none: its cells, and its number."""

    cells: Sequence[ElementTree.Element]
    tag: str = ""

    @property
    def row(self) -> Row:
        """What stands on it. Refusal: behind its second & stands something else than a reason."""
        for glyph in (glyph for cell in self.cells[2:] for glyph in _row(*cell)):
            if glyph.kind != "gap" and not (glyph.kind == "words" and WORDS.fullmatch(glyph.text)):
                raise Refusal(f"behind && a row holds words only, and not {seen((glyph,))}: give it a row of its own")
        return _row(*(element for cell in self.cells[:2] for element in cell))

    @property
    def goes_on(self) -> bool:
        """Whether nothing stands at the left; in a single column every row may go on with the one above."""
        return len(self.cells) == 1 or all(glyph.kind == "gap" for glyph in _row(*self.cells[0]))


def mathml(latex: str, *, displaystyle: bool = True) -> str:
    """LaTeX as MathML. Refusal: it cannot be set, or holds what no reader sees."""
    if re.search(r"(?<!\\)%", latex):
        raise Refusal("a comment has no place in an equation")
    tags = [braced or bare for braced, bare in re.findall(r"\\tag\s*(?:\{([^}]*)\}|(.))", latex)]
    for tag in tags:
        if not tag.isdecimal() or tags.count(tag) > 1:
            raise Refusal(f"the number ({tag}): whole numbers, each once")
    try:
        setting = LatexToMathML(fancy_error=False)
        # The space below a row: math-core would show it as a bracket.
        return setting.convert_with_local_state(re.sub(r"\\\\\[\d+pt\]", r"\\\\", latex), displaystyle=displaystyle)
    except LatexError as error:
        raise Refusal(f"{latex}\n{error}") from None


def name_of(latex: str) -> str:
    """The name that a reader sees: \\hat p and \\hat{p} are one, x_{i} and x_i are one."""
    [row] = [line.row for line in lines(mathml(latex))]
    if len(row) != 1 or row[0].kind != "name" or row[0].sup:
        raise Refusal(f"{latex.strip()} is no name")
    return full_name(row[0])


def named(text: str) -> list[tuple[str, str]]:
    """The names in «name: what; name: what», and what is said of each."""
    parts = (part.partition(":") for part in text.split(";") if part.strip())
    return [(name_of(name), " ".join((told or name).split())) for name, _, told in parts]


def full_name(glyph: Glyph) -> str:
    """The name with its subscript: x_i, BCE_logit."""
    return glyph.text + (f"_{seen(glyph.sub)}" if glyph.sub else "")


def seen(row: Row) -> str:
    """The row in one line of plain text."""
    text = ""
    for glyph in row:
        spaced = glyph.text in "=≠≥≤<>+" or (glyph.kind == "name" and len(glyph.text) > 2)
        text += f" {glyph.text} " if spaced else glyph.text
        for inner in glyph.rows:
            text = text.replace("·", seen(inner), 1)
        for mark, script in (("_", seen(glyph.sub)), ("^", seen(glyph.sup))):
            text += mark + (script if len(script) == 1 else f"{{{script}}}") if script else ""
    return text.replace("  ", " ").strip()


def split(row: Row, signs: Iterable[str]) -> list[tuple[str, Row]]:
    """What stands between these signs, each part with the sign before it; a sign with scripts is another one."""
    parts: list[tuple[str, Row]] = [("", ())]
    for glyph in row:
        if glyph.text in {*signs} and glyph == Glyph("sign", glyph.text):
            parts.append((glyph.text, ()))
        else:
            sign, part = parts[-1]
            parts[-1] = sign, (*part, glyph)
    return parts


def lines(mathml: str) -> list[Line]:
    """The rows of an equation. Refusal: an element, a colour or a place for words that the reading does not know."""
    mended = re.sub("<mo[^>]*>≔</mo>", "<mrow><mo>:</mo><mo>=</mo></mrow>", mathml.replace("&ApplyFunction;", ""))
    root = ElementTree.fromstring(mended.translate(_ALIKE))
    for element in root.iter():
        if element.tag not in ("mi", "mn", "mo", "mtext") and (element.text or "").strip():
            raise Refusal(f"{(element.text or '').strip()} stands in no element")
    if len({(bar.get("stretchy"), bar.get("minsize")) for bar in root.iter("mo") if bar.text == "|"}) > 1:
        raise Refusal("bars of two sizes: which belong together? Define what stands inside")
    tables = list(root.iter("mtable"))
    if not tables:
        return [Line([root])]
    [table, *others] = tables
    if others or [*root] != tables or table.get("displaystyle") != "true":
        raise Refusal("rows and columns are those of one align, aligned or gather, and it stands alone")
    if "width: 100%" not in table.get("style", ""):
        return [Line(row[:]) for row in table]
    # As math-core numbers an align: an empty cell first, the number in the last.
    return [Line(row[1:-1], "".join(row[-1].itertext()).strip("() ")) for row in table]


def _row(*elements: ElementTree.Element) -> Row:
    """What stands in the elements, groups and all, from left to right. Neighbouring spaces are a gap from an em on."""
    found: list[Glyph] = []
    for kind, group in groupby((glyph for each in elements for glyph in _glyphs(each)), key=lambda glyph: glyph.kind):
        glyphs = [*group]
        if kind != "gap":
            found += glyphs
        elif sum(float(glyph.text) for glyph in glyphs) >= 1:
            found.append(Glyph("gap", " "))
    return _grouped(found)


def _grouped(glyphs: list[Glyph]) -> Row:
    """The row with each pair of brackets, and all that stands inside, as one glyph; other brackets stay signs."""
    opened: list[tuple[str, Row]] = []  # each opening bracket, and what stands before it
    found: Row = ()
    for glyph in glyphs:
        bracket = glyph.text if glyph.kind == "sign" else ""
        if opened and bracket == _CLOSING[opened[-1][0]]:
            opening, before = opened.pop()
            signs, rows = zip(*split(found, ",;‖"), strict=True)
            group = replace(glyph, kind="group", text=opening + "·".join(signs) + "·" + bracket, rows=rows)
            found = (*before, group)
        elif bracket in _CLOSING and not (glyph.sub or glyph.sup):
            opened.append((bracket, found))
            found = ()
        else:
            found = (*found, glyph)
    for opening, before in reversed(opened):
        found = (*before, Glyph("sign", opening), *found)
    return found


def _glyphs(element: ElementTree.Element) -> Iterator[Glyph]:
    tag, text = element.tag, "".join(element.itertext()).strip(_INVISIBLE)
    style = element.get("style", "")
    if "color" in style:
        raise Refusal("a colour may hide what is checked: leave it out")
    if element.get("scriptlevel", "0") != "0":
        raise Refusal(f"smaller than it means: {text}")
    if tag == "mrow" or (tag == "mpadded" and _PADDED.fullmatch(style)):
        for child in element:
            yield from _glyphs(child)
    elif tag == "mspace":
        if "-" in style + element.get("width", ""):
            raise Refusal("a space of negative width may hide what is checked: leave it out")
        yield Glyph("gap", re.sub("[a-z]+$", "", element.get("width", "0em")))
    elif set(text) & _LOOK_ALIKES:
        raise Refusal(f"{text} looks like a Latin letter")
    elif tag == "mn":
        yield Glyph("number", text)
    elif tag in ("mi", "mo"):
        if text.isalpha():
            upright = element.get("mathvariant") == "normal"  # of one letter
            yield Glyph("name", f"upright {text}" if upright else text)
        elif text:
            yield Glyph("sign", text)
    elif tag == "mtext":
        yield Glyph("words", " ".join(text.split()))
    elif tag == "mfrac":
        binomial = element.get("linethickness") == "0"
        kind, text = ("binomial", "(·) above (·)") if binomial else ("fraction", "(·) over (·)")
        yield Glyph(kind, text, tuple(map(_row, element)))
    elif tag == "msqrt":
        yield Glyph("root", "√(·)", (_row(*element),))
    elif tag in ("msub", "msup", "msubsup", "munder", "munderover") or (tag == "mover" and element[1].text in _ACCENTS):
        yield from _scripted(element)
    else:
        raise Refusal(f"<{tag}> is not read: {text}")


def _scripted(element: ElementTree.Element) -> Iterator[Glyph]:
    """The last glyph of the base carries the scripts, as it does for the eye; accents and primes belong to its name."""
    base, *scripts = map(_row, element)
    accent = _ACCENTS[element[1].text or ""] if element.tag == "mover" else ""
    alone = base and not (base[-1].sub or base[-1].sup or (accent and base[1:]))
    if not alone or any(glyph.kind in ("gap", "words") for glyph in base):
        raise Refusal(f"what do the accent or the scripts stand at? Write brackets: {seen(base)}")
    sub = scripts[0] if element.tag not in ("msup", "mover") else ()
    sup = scripts[-1] if element.tag in ("msup", "msubsup", "munderover") else ()
    text = base[-1].text + accent
    while sup and sup[0].text in ("′", "′′"):
        text += sup[0].text
        sup = sup[1:]
    yield from base[:-1]
    yield replace(base[-1], text=text, sub=sub, sup=sup)
