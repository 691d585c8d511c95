"""Reads the statements of a fence: definitions, and chains of relations that may run over several rows."""

import re
from dataclasses import dataclass

from xent.pages.equations.scope import Definition, Scope
from xent.pages.equations.symbolic import Symbolic
from xent.pages.equations.tokens import SEPARATORS
from xent.pages.equations.values import RELATIONS, Meaning, Refusal


@dataclass(frozen=True)
class Side:
    """One side of a relation: what it means, how it is written and where."""

    meaning: Meaning
    tex: str
    at: int
    relation: str = ""


def statements(tex: str, scope: Scope) -> list[list[Side]]:
    """The chains of relations, in their order; an empty one where a definition stands."""
    parser, found = Symbolic(tex, scope), list[list[Side]]()
    while True:
        _gap(parser)
        if not parser.next:
            return found
        found.append([] if _definition(parser) else _chain(parser))


def _definition(parser: Symbolic) -> bool:
    """Read «name := …», «name(x) := …» or «name_c := …» if one is ahead."""
    start = parser.place
    try:
        name, parameter = parser.name(), ""
        if parser.accept("_"):
            index = parser.raw()
            if parser.scope.domain(index):
                parameter = index
            else:
                name += f"_{index}"
        elif parser.accept("("):
            parameter = parser.name()
            parser.expect(")")
        if not parser.accept(r"\coloneqq"):
            parser.expect(":")
            parser.expect("=")
    except Refusal:
        parser.place = start
        return False
    domain = parser.scope.domain(parameter)
    if parameter and domain is None:
        raise parser.refusal(f"{parameter} is declared nowhere")
    if parameter:
        parser.scope.use(parameter)
    body = parser.expression()
    _end(parser)
    parser.scope.declare(name, Definition(body, parameter, domain))
    return True


def _chain(parser: Symbolic) -> list[Side]:
    aside = _stands_aside(parser)
    sides = [_side(parser)]
    while True:
        place = parser.place
        _gap(parser)
        if parser.next not in RELATIONS:
            parser.place = place
            break
        if aside and r"\\" in [token.text for token in parser.tokens[place : parser.place]]:
            raise parser.refusal("which chain does this row continue? Give the condition a row of its own")
        at = parser.at
        relation = RELATIONS[parser.take()]
        sides.append(_side(parser, relation, at))
    if len(sides) == 1:
        raise Refusal("nothing is claimed", sides[0].at)
    _end(parser)
    return sides


def _stands_aside(parser: Symbolic) -> bool:
    """Whether something else stands before in the same row."""
    for token in reversed(parser.tokens[: parser.place]):
        if token.text not in SEPARATORS:
            return True
        if token.text == r"\\":
            return False
    return False


def _side(parser: Symbolic, relation: str = "", at: int | None = None) -> Side:
    before = parser.tokens[parser.place - 1]
    start = before.at + len(before.text) if relation else parser.at
    meaning = parser.expression()
    written = re.split(r"&&|\\\\|\\tag|\\text|\\end|\\q?quad", parser.tex[start : parser.at])[0]
    return Side(meaning, written.strip("& \n"), start if at is None else at, relation)


def _gap(parser: Symbolic) -> None:
    """Pass what stands between statements."""
    while parser.accept(*SEPARATORS):
        pass


def _end(parser: Symbolic) -> None:
    """Pass a comma or a full stop, if one is there; then a gap or the end must follow."""
    parser.accept(",", ".")
    if parser.next and parser.next not in SEPARATORS:
        raise parser.refusal(f"{parser.next} is not understood here")
