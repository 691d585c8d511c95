"""Cuts LaTeX into what it says, leaving out what only places it on the page."""

import re
from dataclasses import dataclass

from xent.pages.equations.values import Refusal

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[a-zA-Z0-9]|\S", re.DOTALL)
_LAYOUT = {"~", r"\,", r"\;", r"\!", r"\:", "\\ ", "\\\n", r"\left", r"\right", r"\displaystyle"}
_LAYOUT |= {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
_LAYOUT_WITH_GROUP = {r"\tag", r"\label", r"\color", r"\textcolor"}
_ENVIRONMENTS = {"align", "align*", "aligned", "gather", "gather*", "gathered"}
_GAPS = {r"\quad", r"\qquad"}
SEPARATORS = {r"\\", r"\text", *_GAPS}
_TEXT_INSIDE = "text inside a formula: set it off with \\quad, or in the column of reasons"


@dataclass(frozen=True)
class Token:
    """A piece of LaTeX and its place in the source."""

    text: str
    at: int


def tokens(tex: str) -> list[Token]:
    """The tokens. Refusal: a comment, an environment that is no alignment, two equations in a row."""
    tex = _without_underbraces(tex)
    found, position, column = list[Token](), 0, 0
    while match := _TOKEN.search(tex, position):
        text, at, before = match.group(), match.start(), found[-1].text if found else ""
        position = match.end()
        if text in ("%", "#", "$", '"'):
            raise Refusal(f"{text} has no place in an equation", at)
        if text in (r"\begin", r"\end", r"\\"):
            column = 0
        if text == "&":
            column += 1
        elif text in (r"\begin", r"\end"):
            name, position = _group(tex, position)
            if name not in _ENVIRONMENTS:
                raise Refusal(f"the environment {name} cannot be checked", at)
            found.append(Token(r"\\", at))
        elif text in _LAYOUT_WITH_GROUP:
            _, position = _group(tex, position)
        elif text == r"\text":
            _, position = _group(tex, position)
            if column < 2 and before not in _GAPS:
                raise Refusal(_TEXT_INSIDE, at)
            found.append(Token(text, at))
        elif text not in _LAYOUT:
            if before == r"\text" and text not in SEPARATORS:
                raise Refusal(_TEXT_INSIDE, at)
            if column > 1 and text not in SEPARATORS:
                raise Refusal("behind its second & a row holds words only: give the equation a row of its own", at)
            found.append(Token(text, at))
    return found


def _group(tex: str, position: int) -> tuple[str, int]:
    """What stands between the next braces, and the place behind them."""
    opening = re.compile(r"\s*\{").match(tex, position)
    if not opening:
        raise Refusal("a group in braces is missing", position)
    depth, end = 1, opening.end()
    while depth:
        if end >= len(tex):
            raise Refusal("a group does not end", position)
        depth += {"{": 1, "}": -1}.get(tex[end], 0)
        end += 1
    return tex[opening.end() : end - 1], end


def _without_underbraces(tex: str) -> str:
    """The LaTeX with blanks for underbraces, which group nothing for the reader, and for the words under them."""
    while brace := re.search(r"\\underbrace(?![a-zA-Z])", tex):
        body, end = _group(tex, brace.end())
        under = re.compile(r"\s*_").match(tex, end)
        if not under:
            raise Refusal("an underbrace without its text", end)
        note, behind = _group(tex, under.end())
        if not re.fullmatch(r"\\text\{[^\W\d_]+( [^\W\d_]+)*\}", note.strip()):
            raise Refusal("only words stand under a brace", under.end())
        start = end - 1 - len(body)
        tex = tex[: brace.start()] + " " * (start - brace.start()) + body + " " * (behind - end + 1) + tex[behind:]
    return tex
