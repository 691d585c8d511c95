"""Cuts LaTeX into what it says, leaving out what only places it on the page."""

import re
from dataclasses import dataclass

from xent.pages.equations.values import Refusal

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[a-zA-Z0-9]|\S", re.DOTALL)
_LAYOUT = {"~", r"\,", r"\;", r"\!", r"\:", "\\ ", "\\\n", r"\left", r"\right", r"\displaystyle"}
_LAYOUT |= {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
_LAYOUT_WITH_GROUP = {r"\tag", r"\label", r"\color", r"\textcolor"}
_ENVIRONMENTS = {"align", "align*", "aligned", "gather", "gather*", "gathered"}
SEPARATORS = {r"\\", r"\quad", r"\qquad", r"\text"}
# Words stand in the column of reasons or between gaps, where no reader takes them for a part of a formula.
_BEFORE_TEXT = re.compile(r".*(?:&&|\\q?quad)\s*", re.DOTALL)
_BEHIND_TEXT = re.compile(r"\s*(?:\\\\|\\tag\b|\\q?quad\b|\\end\b|$)")


@dataclass(frozen=True)
class Token:
    """A piece of LaTeX and its place in the source."""

    text: str
    at: int


def tokens(tex: str) -> list[Token]:
    """The tokens. Refusal: a comment, an environment that is no alignment, two equations in a row."""
    found, position, column = [], 0, 0
    while match := _TOKEN.search(tex, position):
        text, at = match.group(), match.start()
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
            if not (_BEFORE_TEXT.fullmatch(tex, 0, at) and _BEHIND_TEXT.match(tex, position)):
                raise Refusal("text inside a formula: set it off with \\quad, or in the column of reasons", at)
            found.append(Token(text, at))
        elif text == r"\underbrace":
            position = _unbrace(tex, position, found)
        elif text not in _LAYOUT:
            if column > 1:
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


def _unbrace(tex: str, position: int, found: list[Token]) -> int:
    """An underbrace groups nothing for the reader; what is written under it must be words."""
    body, end = _group(tex, position)
    start = end - len(body) - 1
    found += [Token(token.text, token.at + start) for token in tokens(body)]
    under = re.compile(r"\s*_").match(tex, end)
    if not under:
        raise Refusal("an underbrace without its text", end)
    note, end = _group(tex, under.end())
    if not re.fullmatch(r"\\text\{[^\W\d_][^\W\d_ ]*( [^\W\d_]+)*\}", note.strip()):
        raise Refusal("only words stand under a brace", under.end())
    return end
