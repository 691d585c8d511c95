"""Tries the chains on random draws: what is false there, by which step; and which row needs which condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from xent.pages.equations.arithmetic import RELATIONS, ROUGH, Draw, Refusal, Value, worth
from xent.pages.equations.domains import Domain, draw_all, far_ends
from xent.pages.equations.parser import Reader, Side
from xent.pages.equations.tree import named

DRAWS = 20  # and more near the ends of the domains, where an interior draw could flatter a bound
_MOVES = 16  # of all last digits
_EXPLAINED = 64  # so many times what they move the sides is let pass
_BEYOND, _STATED = 8, 24  # draws for each wider domain; the second where `needs` states what comes


@dataclass(frozen=True)
class Condition:
    """A symbol, where it was drawn, the widest domain where all holds, and the rows that are otherwise beyond."""

    name: str
    drawn: Domain
    widest: Domain
    undefined: tuple[int, ...] = ()
    false: tuple[int, ...] = ()

    @property
    def rows(self) -> set[int]:
        """The rows that use the condition."""
        return {*self.undefined, *self.false}


class Refuted(Exception):
    """A relation that does not hold: its row, its two sides with their values, and the draw."""

    def __init__(self, left: Side, right: Side, values: tuple[np.ndarray, np.ndarray], draw: Draw) -> None:
        self.at, self.relation = right.at, right.relation
        self.expected = f"{left.text} {right.relation} {_digits(values[1])}"
        at = "; ".join(f"{name} = {_digits(value)}" for name, value in draw.values.items())
        self.got = f"{_digits(values[0])}\nright side: {right.text}\nat {at}"
        super().__init__(f"expected {self.expected}, got {self.got}")


@dataclass
class Trial:
    """An equation's chains on random draws: what is false there."""

    chains: list[list[Side]]
    reader: Reader
    base: int
    random: np.random.Generator
    reached: int = 0  # draws near the ends where every side had a value

    def tried(self, domains: dict[str, Domain], draws: int, together: int = 0) -> Iterator[list[Refuted | Refusal]]:
        """What is false or has no value on each draw, then what is false near the ends where there is a bound."""
        for _ in range(draws):
            yield [*self.on(draw_all(domains, self.base, self.random))]
        for ends in far_ends(len(domains), together) if self.reader.wide and domains else ():
            far = max(ends) >= 0
            found = [*self.on(draw_all(domains, self.base, self.random, ends), far=far)]
            middle = ends.count(-1) > 1  # where two may be equal, and ≠ is claimed in general
            refuted = [each for each in found if isinstance(each, Refuted) and not (middle and each.relation == "≠")]
            self.reached += far and refuted == found  # a side without a value claims nothing so far out
            yield [*refuted]

    def on(self, draw: Draw, *, far: bool = False) -> Iterator[Refuted | Refusal]:
        """What is false on the draw, and not by rounding alone, or has no value."""
        chains = ([(side, worth(side.meaning, draw)) for side in chain] for chain in self.chains)
        for (left, a), (right, b) in (pair for chain in chains for pair in pairwise(chain)):
            if isinstance(a, Refusal) or isinstance(b, Refusal):
                yield Refusal(str(a if isinstance(a, Refusal) else b), right.at)
                continue
            if np.shape(a) != np.shape(b):
                raise Refusal("the two sides have different shapes", right.at)
            slack = self.reader.tolerance * np.maximum(np.abs(a), np.abs(b))
            if not (_holds(right.relation, a - b, slack) or self.excused(left, right, (a, b), draw, far=far)):
                yield Refuted(left, right, (a, b), draw)

    def excused(self, left: Side, right: Side, values: tuple[np.ndarray, np.ndarray], draw: Draw, *, far: bool) -> bool:
        """Whether rounding alone moves the sides so far out of step, when the last digit of each value is moved."""
        relation = right.relation
        if far:  # where strict bounds are reached
            relation = {">": "≥", "<": "≤"}.get(relation, relation)
        a, b = values
        size = np.maximum(np.abs(a), np.abs(b))
        # In the middle no honest equation loses more than that to rounding.
        if not (far or _holds(relation, a - b, ROUGH * np.maximum(1.0, size))):
            return False
        noisy, moved = Draw(draw.base, noise=self.random), []
        for _ in range(_MOVES):
            noisy.values = {name: noisy.rounded(value) for name, value in draw.values.items()}
            nearby = worth(left.meaning, noisy), worth(right.meaning, noisy)
            if Refusal in map(type, nearby):  # rounding decides whether there is a value at all: it may, far out
                return far
            moved.append(nearby[0] - nearby[1])
            spread = np.ptp(moved, axis=0)
            if not np.any(spread) and np.all(a * b):
                continue  # a strict bound that is reached, and not by rounding
            if _holds(relation, a - b, self.reader.tolerance * size + _EXPLAINED * spread):
                return True
        return False

    def conditions(self, drawn: dict[str, Domain], needs: str, tags: Sequence[str]) -> tuple[Condition, ...]:
        """A condition for each symbol whose domain has a wider one. Refusal: `needs` states one, and it is not so."""
        stated, found = named(needs), []
        for name, domain in drawn.items():
            if name in self.reader.ranges or not domain.wider():
                continue
            condition = Condition(name, domain, domain)
            while not condition.rows and (wider := condition.widest.wider()):
                undefined, false = self.beyond({**drawn, name: wider}, name in dict(stated))
                widest = condition.widest if undefined or false else wider
                condition = Condition(name, domain, widest, undefined, false)
            found.append(condition)
        # Each alone may be wider, and still not all at once.
        widened = {one.name: one.widest for one in found if one.widest != one.drawn}
        if len(widened) > 1 and any(self.beyond({**drawn, **widened}, bool(stated))):
            found = [one if one.widest == one.drawn else Condition(one.name, one.drawn, one.drawn) for one in found]
        true = {f"{one.name}: {one.widest.kind} at {tags[row] or row + 1}" for one in found for row in one.rows}
        if wrong := [need for need in map(": ".join, stated) if need not in true]:
            raise Refusal(f"needs={wrong[0]!r} is not so: {'; '.join(sorted(true)) or 'no condition is needed'}")
        return tuple(found)

    def beyond(self, domains: dict[str, Domain], stated: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """On these domains, the rows without a value and the rows that are false."""
        undefined: set[int] = set()
        false: set[int] = set()
        draws = _STATED if stated else _BEYOND
        for number, wrong in enumerate(self.tried(domains, draws)):
            rows = [{each.at or 0 for each in wrong if isinstance(each, kind)} for kind in (Refusal, Refuted)]
            if number < draws and false and rows[0] <= undefined and rows[1] <= false:  # another tells nothing new
                break
            undefined, false = undefined | rows[0], false | rows[1]
        return tuple(sorted(undefined)), tuple(sorted(false))


def _holds(relation: str, difference: np.ndarray, slack: np.ndarray) -> bool:
    """Whether the relation is true of all entries up to the slack, or for ≠ of any."""
    true = RELATIONS[relation](difference, slack)
    return bool(np.any(true) if relation == "≠" else np.all(true))


def _digits(value: Value) -> str:
    return np.array2string(np.asarray(value), precision=8, separator=", ", threshold=12).replace("\n", "")
