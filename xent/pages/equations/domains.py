"""Where a symbol's values come from: `given="k: bit; x_i: label(K)^N"`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

import xent
from xent.pages.equations.values import Draw, Refusal, Value

_FORM = re.compile(
    r"(real|pos|unit|bit|count|size|upto|index|label|simplex|onehot|set|empirical)(?:\((\w+)\))?(?:\^(\w+))?"
)
_WITH_SIZE = {"upto", "index", "label", "simplex", "onehot", "set", "empirical"}
# Interior, so that no honest equation meets an overflow, an underflowing likelihood or a log of 0: extremes belong
# to the module's own tests.
_RANGES = {"real": (-3.0, 3.0), "pos": (0.5, 3.0), "unit": (0.05, 0.95)}


@dataclass(frozen=True)
class Domain:
    """A kind, the symbol or number in its brackets, and the one in its exponent."""

    kind: str
    size: str = ""
    power: str = ""

    @property
    def needs(self) -> set[str]:
        """The symbols that are drawn before."""
        return {name for name in (self.size, self.power) if name and not name.isdecimal()}

    @property
    def is_vector(self) -> bool:
        """Whether its values have entries."""
        return bool(self.power) or self.kind in ("simplex", "onehot", "empirical")

    def values(self, draw: Draw) -> range:
        """Everything it holds, in order, where that is a list."""
        if self.kind not in ("index", "label", "set", "bit") or self.power:
            raise Refusal(f"a sum over {self.kind}")
        return range(2) if self.kind == "bit" else range(draw.base, draw.base + _number(draw, self.size))

    def interval(self) -> tuple[float, float]:
        """Its ends, for a minimum inside."""
        if self.kind not in _RANGES or self.power:
            raise Refusal(f"a minimum over {self.kind}")
        return _RANGES[self.kind]


def read_domain(text: str) -> Domain:
    """`label(K)^N` and the like."""
    form = _FORM.fullmatch(text.replace(" ", ""))
    if not form or (form[1] in _WITH_SIZE) != bool(form[2]):
        raise Refusal(f"{text!r} is no domain")
    return Domain(form[1], form[2] or "", form[3] or "")


def draw_all(domains: Mapping[str, Domain], base: int, random: np.random.Generator) -> Draw:
    """A value for every symbol, sizes first."""
    draw, left = Draw(base), dict(domains)
    while left:
        ready = [name for name, domain in left.items() if not domain.needs & set(left)]
        if not ready:
            raise Refusal(f"{', '.join(left)} need each other")
        for name in ready:
            draw.values[name] = _draw(left.pop(name), draw, random)
    return draw


def _number(draw: Draw, size: str) -> int:
    if size.isdecimal():
        return int(size)
    if size not in draw.values or not isinstance(draw.values[size], int):
        raise Refusal(f"{size} is no size")
    return int(draw.values[size])


def _draw(domain: Domain, draw: Draw, random: np.random.Generator) -> Value:
    if not domain.power:
        return _one(domain, draw, random)
    return np.array([_one(domain, draw, random) for _ in range(_number(draw, domain.power))])


def _one(domain: Domain, draw: Draw, random: np.random.Generator) -> Value:
    kind = domain.kind
    if kind in _RANGES:
        return float(random.uniform(*_RANGES[kind]))
    if kind == "bit":
        return int(random.integers(2))
    if kind == "count":
        return int(random.integers(9))
    if kind == "size":
        return int(random.integers(2, 6))
    if kind == "empirical":
        sample = np.asarray(draw.values[domain.size])
        return xent.empirical_distribution(sample - draw.base, int(draw.values["K"]))
    size = _number(draw, domain.size)
    if kind == "upto":
        return int(random.integers(size + 1))
    if kind in ("index", "label"):
        return int(random.integers(draw.base, draw.base + size))
    if kind == "onehot":
        return np.eye(size)[random.integers(size)]
    if kind == "simplex":
        weights = random.uniform(0.1, 1.0, size)
        return weights / weights.sum()
    return range(draw.base, draw.base + size)
