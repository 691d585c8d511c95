"""Holds a displayed equation: reads the MathML that the reader sees, draws its symbols, and evaluates both sides.

One entry point, `hold`; `mathml` sets what it reads, and `states` asks of a formula in a sentence.
"""

import re
import zlib
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np

from xent.pages.equations.arithmetic import RELATIONS, ROUGH, Draw, Refusal, Value, worth
from xent.pages.equations.parser import Reader, Side
from xent.pages.equations.symbols import FUNCTION_NAMES, RANGES, WIDER, Domain, draws, far_ends, read_domain
from xent.pages.equations.tree import lines, mathml, named, seen

__all__ = ["DRAWS", "RANGES", "WIDER", "Condition", "Domain", "Held", "Refusal", "Refuted", "hold", "mathml", "states"]

DRAWS = 20  # and more near the ends of the domains, where an interior draw could flatter a bound
_MOVES = 16  # of all last digits
_EXPLAINED = 64  # so many times what they move the sides is let pass
_FEW = 3  # draws of a wider domain where a side may lack its value by chance: near 0 a density underflows
_NO_RELATIONS = {*"+−⋅×±·()[]{}|‖,;.:!?…/∑∏√⊤∂∇_^′'’“”\u0302\u0303\u0304"}  # any other sign relates its two sides
# BCE alone states something of the function; H or D alone may be a number.
_NAMES = {name.partition("_")[0] for name in FUNCTION_NAMES}
_SCRIPTS = r"(?:[_^](?:\{[^}]*\}+|.))*"
_CALL = re.compile("|".join(name if len(name) > 1 else rf"(?<![_^]){name}{_SCRIPTS}[(\[√]" for name in _NAMES))


@dataclass(frozen=True)
class Condition:
    """A symbol, where it was drawn, the widest domain where all holds, and the rows that fail on the next wider one."""

    name: str
    drawn: Domain
    widest: Domain
    rows: dict[int, bool]  # whether it is false there; else it has a side without a value


class Refuted(Exception):
    """A relation that does not hold: its row, its two sides with their values, and the draw."""

    def __init__(self, left: Side, right: Side, values: tuple[np.ndarray, np.ndarray], draw: Draw) -> None:
        self.at, self.relation = right.at, right.relation
        self.expected = f"{left.text} {right.relation} {right.text}"
        a, b, apart = map(_digits, (*values, np.max(np.abs(np.subtract(*values)), initial=0)))
        at = "; ".join(f"{name} = {_digits(value)}" for name, value in draw.values.items())
        self.got = f"{a} on the left side, {b} on the right, {apart} apart\nat {at}"


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


@dataclass
class Trial:
    """An equation's relations on random draws: what is false there."""

    pairs: list[tuple[Side, Side]]
    reader: Reader
    base: int
    random: np.random.Generator
    reached: int = 0  # draws near the ends where every side had a value

    def tried(
        self, domains: dict[str, Domain], together: int = 0, known: Container[tuple[int, bool]] = ()
    ) -> Iterator[list[Refuted | Refusal]]:
        """What is false or has no value on each draw, then what is false near the ends where there is a bound."""
        many = [list[int]()] * DRAWS + (far_ends(len(domains), together) if self.reader.wide and domains else [])
        for ends, draw in zip(many, draws(domains, self.base, self.random, many), strict=True):
            far = max(ends, default=-1) >= 0
            found = [*self.on(draw, known, far=far)]
            middle = ends.count(-1) > 1  # where two may be equal, and ≠ is claimed in general
            refuted = [each for each in found if isinstance(each, Refuted) and not (middle and each.relation == "≠")]
            self.reached += far and (refuted == found)  # a side without a value claims nothing so far out
            yield [*refuted] if ends else found

    def on(self, draw: Draw, known: Container[tuple[int, bool]], *, far: bool) -> Iterator[Refuted | Refusal]:
        """What is false on the draw, not by rounding alone, or has no value; rows known to be false are left out."""
        value = cache(lambda meaning: worth(meaning, draw))  # of a side that two relations share
        for left, right in (pair for pair in self.pairs if (pair[1].at, True) not in known):
            a = value(left.meaning)
            b = a if isinstance(a, Refusal) else value(right.meaning)
            if isinstance(b, Refusal):
                yield Refusal(str(b), right.at)
                continue
            if np.shape(a) != np.shape(b):
                raise Refusal("the two sides have different shapes", right.at)
            slack = self.reader.tolerance * np.maximum(np.abs(a), np.abs(b))
            if not (RELATIONS[right.relation](a - b, slack) or self.excused(left, right, a, b, draw, far=far)):
                yield Refuted(left, right, (a, b), draw)

    def excused(self, left: Side, right: Side, a: Value, b: Value, draw: Draw, *, far: bool) -> bool:
        """Whether rounding alone moves the sides so far out of step, when the last digit of each value is moved."""
        weak = {">": "≥", "<": "≤"} if far else {}  # strict bounds are reached far out
        holds = RELATIONS[weak.get(right.relation, right.relation)]
        size = np.maximum(np.abs(a), np.abs(b))
        # In the middle no honest equation loses more than that to rounding.
        if not (far or holds(a - b, ROUGH * np.maximum(1.0, size))):
            return False
        noisy, moved = replace(draw, noise=self.random), []
        for _ in range(_MOVES):
            noisy.values = {name: noisy.rounded(value) for name, value in draw.values.items()}
            nearby = worth(left.meaning, noisy), worth(right.meaning, noisy)
            if Refusal in map(type, nearby):  # rounding decides whether there is a value at all: it may, far out
                return far
            moved.append(nearby[0] - nearby[1])
            span = np.ptp(moved, axis=0)  # none where a strict bound is reached, and not by rounding
            if (np.any(span) or not np.all(a * b)) and holds(a - b, self.reader.tolerance * size + _EXPLAINED * span):
                return True
        return False

    def conditions(self, drawn: dict[str, Domain], needs: str, tags: Sequence[str]) -> tuple[Condition, ...]:
        """A condition for each symbol that is drawn. Refusal: `needs` states one, and it is not so."""
        found = []
        for name in sorted(drawn.keys() - self.reader.ranges):
            widest, faults = drawn[name], Counter[tuple[int, bool]]()  # which row, whether false, on how many draws
            while not faults and (wider := widest.wider()):
                for fails in self.tried({**drawn, name: wider}, known=faults):
                    faults.update({(each.at or 0, isinstance(each, Refuted)) for each in fails})
                widest = widest if faults else wider
            rows = {row: false for (row, false), count in sorted(faults.items()) if false or count > _FEW}
            found.append(Condition(name, drawn[name], widest, rows))
        # Each alone may be wider, and still not all at once.
        widened = {one.name: one.widest for one in found if one.widest != one.drawn}
        if len(widened) > 1 and any(self.tried({**drawn, **widened})):
            found = [replace(one, widest=one.drawn, rows={}) if one.name in widened else one for one in found]
        true = {f"{one.name}: {one.widest.kind} at {tags[row] or row + 1}" for one in found for row in one.rows}
        if wrong := [need for need in map(": ".join, named(needs)) if need not in true]:
            raise Refusal(f"needs={wrong[0]!r} is not so: {'; '.join(sorted(true)) or 'no condition is needed'}")
        return tuple(found)


def _digits(value: Value) -> str:
    return np.array2string(np.asarray(value), precision=8, separator=", ", threshold=12).replace("\n", "")


def hold(html: str, *, given: str = "", let: str = "", needs: str = "", base: int = 1, seed: int | None = None) -> Held:
    """Check every relation of the MathML on random draws. Refusal: it cannot be checked. Refuted: it is false."""
    reader = Reader()
    for name, domain in sorted(named(given)):  # q before q_1, which is an entry of the site's q
        reader.declare(name, read_domain(domain))
    for definition in filter(str.strip, let.split(r"\\")):
        if reader.statements(lines(mathml(definition)), "let: "):
            raise Refusal("let holds definitions only")
    rows = lines(html)
    if not (chains := reader.statements(rows)):
        raise Refusal("nothing is claimed")
    if unused := [name for name in reader.own if name not in reader.used]:
        raise Refusal(f"{', '.join(unused)}: declared and not used")
    relations = [side.relation for chain in chains for side in chain[1:]]
    reader.wide |= bool(set(relations) & set("≥≤<>"))
    drawn = {name: known for name in sorted(reader.used) if (known := reader.domain(name))}
    seed = zlib.crc32(f"{html}{given}{let}".encode()) if seed is None else seed
    trial = Trial([pair for chain in chains for pair in pairwise(chain)], reader, base, np.random.default_rng(seed))
    for wrong in filter(None, trial.tried(drawn, DRAWS // 2)):
        raise wrong[0]
    far, tags = trial.reached, tuple(row.tag for row in rows)  # before the search, whose far draws count too
    public, factors = tuple(sorted(reader.public)), tuple(sorted(reader.factors))
    return Held(public, drawn, trial.conditions(drawn, needs, tags), tags, factors, unequal="≠" in relations, far=far)


def states(html: str) -> bool:
    """Whether the MathML claims something, a relation with a call of the site's in it. Refusal: it cannot be read."""
    text = "".join(seen(line.row) for line in lines(html)).replace(" ", "")
    signs = {sign for sign in text if not sign.isalnum()}
    return bool(signs - _NO_RELATIONS and _CALL.search(text))
