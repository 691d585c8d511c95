"""Holds a displayed equation: reads the LaTeX that the reader sees, draws its symbols, and evaluates both sides.

One entry point, `hold`. Deleting this folder would cost the rest of the machinery nothing else.
"""

import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from xent.pages.equations.domains import Domain, draw_all, read_domain
from xent.pages.equations.reader import canonical
from xent.pages.equations.scope import Scope
from xent.pages.equations.statements import Side, statements
from xent.pages.equations.values import Draw, Refusal, Value

__all__ = ["DRAWS", "Held", "Refusal", "Refuted", "hold"]

DRAWS = 20
_TIGHT, _ROUGH = 1e-9, 1e-6  # the second where a derivative or a minimum is found numerically
_LOSS = 1000  # how much larger than the sides a term that cancels may be


@dataclass(frozen=True)
class Held:
    """What was done: how many relations hold, and which public names were called."""

    relations: int
    public: tuple[str, ...]


class Refuted(Exception):
    """A relation that does not hold: its place, its two sides with their values, and the draw."""

    def __init__(self, at: int, expected: str, got: str) -> None:
        super().__init__(f"expected {expected}, got {got}")
        self.at, self.expected, self.got = at, expected, got


def hold(tex: str, *, given: str = "", let: str = "", base: int = 1, seed: int | None = None) -> Held:
    """Check every relation on random draws.

    Refusal: it is not an equation that can be checked. Refuted: it is, and it is false.
    """
    scope = Scope(_declared(given))
    for statement in statements(let, scope):
        if statement:
            raise Refusal("let holds definitions only")
    chains = [chain for chain in statements(tex, scope) if chain]
    if not chains:
        raise Refusal("nothing is claimed")
    scope.refuse_unused()
    domains = {name: domain for name in scope.used if (domain := scope.domain(name)) and name not in scope.defined}
    if any(domain.kind == "empirical" for domain in domains.values()):
        scope.public.add("empirical_distribution")
    random = np.random.default_rng(zlib.crc32(f"{tex}{given}{let}".encode()) if seed is None else seed)
    for _ in range(DRAWS):
        try:
            draw = draw_all(dict(sorted(domains.items())), base, random)
        except (KeyError, ValueError) as error:
            raise Refusal(f"the symbols cannot be drawn: {error}") from None
        for chain in chains:
            _check(chain, draw, _ROUGH if scope.rough else _TIGHT)
    return Held(sum(len(chain) - 1 for chain in chains), tuple(sorted(scope.public)))


def _declared(given: str) -> dict[str, Domain]:
    found: dict[str, Domain] = {}
    for part in filter(None, (part.strip() for part in given.split(";"))):
        name, colon, domain = part.partition(":")
        if not colon:
            raise Refusal(f"{part!r} declares nothing")
        key = canonical(name)
        if key in found:
            raise Refusal(f"{key} is declared twice")
        found[key] = read_domain(domain)
        if re.search("_[a-z]$", key) and not found[key].is_vector:
            raise Refusal(f"{key} has entries: how many? Write {domain.strip()}^N")
    return found


def _check(chain: list[Side], draw: Draw, tolerance: float) -> None:
    draw.terms.clear()
    worth = []
    for side in chain:
        try:
            value = side.meaning(draw)
            worth.append(np.asarray(value, dtype=np.float64))
        except Refusal as refusal:
            raise Refusal(str(refusal), refusal.at or side.at) from None
        except (ArithmeticError, TypeError, ValueError) as error:  # values that do not fit where they stand
            raise Refusal(f"it has no value: {error}", side.at) from None
        if isinstance(value, range) or not np.all(np.isfinite(worth[-1])):
            raise Refusal("a side that is no finite number", side.at)
    for (left, a), (right, b) in pairwise(zip(chain, worth, strict=True)):
        if np.shape(a) != np.shape(b):
            raise Refusal("the two sides have different shapes", right.at)
        size = float(max(np.max(np.abs(a)), np.max(np.abs(b))))
        # A term that is large inside a logarithm excuses no large error outside.
        slack = tolerance * min(max(size, *draw.terms, 0.0), _LOSS * max(size, 1.0))
        if not _holds(right.relation, a, b, slack):
            shown = "; ".join(f"{name} = {_shown(value)}" for name, value in draw.values.items())
            raise Refuted(
                right.at,
                f"{left.tex} {right.relation} {_shown(b)}",
                f"{_shown(a)}\nright side: {right.tex}\nat {shown}",
            )


def _holds(relation: str, a: np.ndarray, b: np.ndarray, slack: float) -> bool:
    if relation == "=":
        return bool(np.all(np.abs(a - b) <= slack))
    if relation == "≠":
        return bool(np.any(np.abs(a - b) > slack))
    room = slack if relation in "≥≤" else -slack
    return bool(np.all(a >= b - room)) if relation in "≥>" else bool(np.all(a <= b + room))


def _shown(value: Value) -> str:
    return np.array2string(np.asarray(value), precision=8, separator=", ").replace("\n", "")
