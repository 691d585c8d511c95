"""Holds a displayed equation: reads the MathML that the reader sees, draws its symbols, and evaluates both sides.

One entry point, `hold`. Deleting this folder would cost the rest of the machinery nothing else.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from xent.pages.equations.conditions import Condition, search
from xent.pages.equations.domains import RANGES, WIDER, Domain, draw_all, far_ends, read_domain
from xent.pages.equations.parser import Side, statements
from xent.pages.equations.scope import Scope
from xent.pages.equations.symbols import FUNCTIONS
from xent.pages.equations.tree import WORDS, lines, mathml, name_of, within
from xent.pages.equations.values import Draw, Refusal, Value, worth

__all__ = ["DRAWS", "RANGES", "WIDER", "Condition", "Domain", "Held", "Refusal", "Refuted", "hold", "mathml", "states"]

DRAWS = 20  # and more near the ends of the domains, where an interior draw could flatter a bound
_MOVES = 16  # of all last digits, and 64 times what they move the sides is let pass
_BEYOND, _STATED = 8, 24  # draws for each wider domain; the second where `needs` states what comes
_OPERATORS = {*"+−⋅×·±()[]{}|‖,;.:!…/∑∏√⊤∂∇"}  # any other sign relates what stands on its two sides
_TIGHT, _ROUGH = 1e-12, 1e-6  # the second where a derivative or a minimum is found numerically


@dataclass(frozen=True)
class Held:
    """What was done: public names called, what was drawn, which rows need a condition."""

    public: tuple[str, ...]
    drawn: dict[str, Domain]
    conditions: tuple[Condition, ...]
    tags: tuple[str, ...]  # of each row, "" where it has none
    factors: tuple[str, ...]  # numbers before a bracket, where a function could stand
    unequal: bool
    far: int  # draws near the ends of the domains where every side had a value


class Refuted(Exception):
    """A relation that does not hold: its row, its two sides with their values, and the draw."""

    def __init__(self, at: int, expected: str, got: str) -> None:
        super().__init__(f"expected {expected}, got {got}")
        self.at, self.expected, self.got = at, expected, got


def hold(
    formula: str, *, given: str = "", let: str = "", needs: str = "", base: int = 1, seed: int | None = None
) -> Held:
    """Check every relation of the MathML on random draws.

    Refusal: it is not an equation that can be checked. Refuted: it is, and it is false.
    """
    scope = Scope(_declared(given))
    for name in scope.given:
        scope.refuse_name(name)
    for definition in filter(str.strip, let.split(r"\\")):
        if statements(lines(mathml(definition)), scope):
            raise Refusal("let holds definitions only")
    rows = lines(formula)
    chains = statements(rows, scope)
    if not chains:
        raise Refusal("nothing is claimed")
    scope.refuse_unused()
    relations = [side.relation for chain in chains for side in chain[1:]]
    scope.wide |= bool(set(relations) & set("≥≤<>"))
    drawn = {name: domain for name in sorted(scope.used - scope.defined.keys()) if (domain := scope.domain(name))}
    if any(domain.kind == "empirical" for domain in drawn.values()):
        scope.public.add("empirical_distribution")
    seed = zlib.crc32(f"{formula}{given}{let}".encode()) if seed is None else seed
    trial = _Trial(chains, scope, base, np.random.default_rng(seed))
    for found, draw in trial.refutations(drawn):
        raise found if isinstance(found, Refusal) else found.refuted(draw)
    far, tags = trial.reached, tuple(row.tag for row in rows)  # before the search, whose far draws count too
    conditions = search(drawn, trial.beyond, needs, tags)
    return Held(
        tuple(sorted(scope.public)), drawn, conditions, tags, tuple(sorted(scope.factors)), "≠" in relations, far
    )


def states(formula: str) -> bool:
    """Whether the MathML claims something: there is a relation in it, and a call of a function of the site.

    Refusal: it holds what the reading of equations does not know.
    """
    found = [pair for row in lines(formula) for pair in within(row.row)]
    functions = {re.split(r"[(_]", form)[0] for form in FUNCTIONS}
    names = [(name.text.removeprefix("upright "), behind) for name, behind in found]
    # BCE alone states something of the function; H or D alone may be a number.
    calls = (name in functions and (len(name) > 1 or (behind and behind.text in "([")) for name, behind in names)
    signs = {sign for glyph, _ in found if glyph.kind == "sign" for sign in glyph.text}
    words = any(glyph.kind == "words" and not WORDS.fullmatch(glyph.text) for glyph, _ in found)
    return words or (any(calls) and bool(signs - _OPERATORS))


def _declared(given: str) -> dict[str, Domain]:
    found: dict[str, Domain] = {}
    for part in filter(None, (part.strip() for part in given.split(";"))):
        name, colon, domain = part.partition(":")
        if not colon:
            raise Refusal(f"{part!r} declares nothing: write «name: domain»")
        key = name_of(name)
        if key in found:
            raise Refusal(f"{key} is declared twice")
        found[key] = read_domain(domain)
        subscript = key.partition("_")[2]
        if len(subscript) == 1 and subscript.islower() and subscript.isascii() and not found[key].is_vector:
            raise Refusal(f"{key} has entries: how many? Write {domain.strip()}^N")
    for key, fractions in found.items():
        sample = found.get(fractions.size)
        if fractions.kind == "empirical" and not (sample and (sample.kind, sample.size) == ("label", "K")):
            raise Refusal(f"{key}: empirical takes a sample that is declared as label(K)^N")
    return found


@dataclass(frozen=True)
class _Link:
    """Two neighbouring sides of a chain with their values."""

    left: Side
    right: Side
    a: np.ndarray
    b: np.ndarray

    def holds(self, slack: np.ndarray, relation: str = "") -> bool:
        """Whether the relation, or the one given, is true up to the slack; a strict one by more than it."""
        relation, d = relation or self.right.relation, self.a - self.b
        if relation == "≠":
            return bool(np.any(np.abs(d) > slack))
        d = {"=": -np.abs(d), "≥": d, ">": d - 2 * slack, "≤": -d, "<": -d - 2 * slack}[relation]
        return bool(np.all(d >= -slack))

    def excused(self, draw: Draw, random: np.random.Generator, *, far: bool) -> bool:
        """Whether rounding alone moves the sides so far out of step, when the last digit of each value is moved."""
        relation = self.right.relation
        if far:  # where strict bounds are reached
            relation = {">": "≥", "<": "≤"}.get(relation, relation)
        if relation in "≠><":
            return False
        noisy, moved = Draw(draw.base, noise=random), []
        try:
            for _ in range(_MOVES):
                noisy.values = {name: noisy.rounded(value) for name, value in draw.values.items()}
                moved.append(worth(self.left.meaning, noisy) - worth(self.right.meaning, noisy))
                spread = np.ptp(moved, axis=0)
                if self.holds(64 * spread, relation):
                    return True
                if not far and len(moved) > 4 and np.any(spread) and not self.holds(1e6 * spread, relation):
                    return False  # more will not help, and would cost a tenth of an equation's time
        except Refusal:  # far out, rounding may decide whether there is a value at all
            return far
        return False

    def refuted(self, draw: Draw) -> Refuted:
        """What is told of it."""
        at = "; ".join(f"{name} = {_digits(value)}" for name, value in draw.values.items())
        expected = f"{self.left.text} {self.right.relation} {_digits(self.b)}"
        return Refuted(self.right.at, expected, f"{_digits(self.a)}\nright side: {self.right.text}\nat {at}")


@dataclass
class _Trial:
    """An equation's chains on random draws: what is false there."""

    chains: list[list[Side]]
    scope: Scope
    base: int
    random: np.random.Generator
    reached: int = 0  # draws near the ends where every side had a value

    def refutations(self, domains: dict[str, Domain]) -> Iterator[tuple[_Link | Refusal, Draw]]:
        """What is false on the domains, or has no value, each with its draw."""
        for _ in range(DRAWS):
            draw = draw_all(domains, self.base, self.random)
            yield from ((found, draw) for found in self.false(draw))
        yield from self.far(domains, DRAWS // 2)

    def false(self, draw: Draw, *, far: bool = False) -> Iterator[_Link | Refusal]:
        """The links that do not hold, and not by rounding alone, and the refusals of those without a value."""
        tolerance = _ROUGH if self.scope.rough else _TIGHT
        for found in (found for chain in self.chains for found in _links(chain, draw)):
            if isinstance(found, Refusal) or not (
                found.holds(tolerance * np.maximum(np.abs(found.a), np.abs(found.b)))
                or found.excused(draw, self.random, far=far)
            ):
                yield found

    def far(self, domains: dict[str, Domain], together: int = 0) -> Iterator[tuple[_Link, Draw]]:
        """Those near the ends of the domains, where there is a bound."""
        for ends in far_ends(len(domains), together) if self.scope.wide and domains else ():
            draw = draw_all(domains, self.base, self.random, ends)
            far = max(ends) >= 0
            found = [*self.false(draw, far=far)]
            links = [link for link in found if isinstance(link, _Link)]
            self.reached += far and len(links) == len(found)  # a side without a value claims nothing so far out
            yield from ((link, draw) for link in links)

    def beyond(self, domains: dict[str, Domain], stated: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """On these domains, the rows without a value and the rows that are false."""
        asked: set[int] = set()
        used: set[int] = set()
        for _ in range(_STATED if stated else _BEYOND):
            told = len(asked) + len(used)
            for found in self.false(draw_all(domains, self.base, self.random)):
                if isinstance(found, Refusal):
                    asked.add(found.at or 0)  # a link has its row
                else:
                    used.add(found.right.at)
            if used and told == len(asked) + len(used):  # another tells nothing new
                break
        else:
            used |= {link.right.at for link, _ in self.far(domains)}
        return tuple(sorted(asked)), tuple(sorted(used))


def _links(chain: list[Side], draw: Draw) -> Iterator[_Link | Refusal]:
    """The links of a chain. Where a side has no value, a refusal at the right one's row."""
    found: list[tuple[Side, np.ndarray | Refusal]] = []
    for side in chain:
        try:
            found.append((side, worth(side.meaning, draw)))
        except Refusal as refusal:
            found.append((side, refusal))
    for (left, a), (right, b) in pairwise(found):
        if isinstance(a, Refusal) or isinstance(b, Refusal):
            yield Refusal(str(a if isinstance(a, Refusal) else b), right.at)
        elif np.shape(a) != np.shape(b):
            raise Refusal("the two sides have different shapes", right.at)
        else:
            yield _Link(left, right, a, b)


def _digits(value: Value) -> str:
    return np.array2string(np.asarray(value), precision=8, separator=", ", threshold=12).replace("\n", "")
