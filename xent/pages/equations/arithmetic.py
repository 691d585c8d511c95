"""What the parts of an equation are worth: numbers, vectors, matrices, and the arithmetic that they allow."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np

_NUMBER: tuple[type[Any], ...] = (int, float, np.integer)  # numpy's float64 is a float
TIGHT, ROUGH = 1e-12, 1e-6  # parts that two sides may differ by; the second where a derivative or a minimum is found
_MANY = 10_000  # terms of a sum, factors of a factorial: more would keep a build waiting
Value = Any
Meaning = Callable[["Draw"], Value]

# Each relation, of what the left side exceeds the right one by; all entries, for ≠ any; a strict one beyond the slack.
RELATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda d, slack: (abs(d) <= slack).all(),
    "≠": lambda d, slack: (abs(d) > slack).any(),
    "≥": lambda d, slack: (d >= -slack).all(),
    "≤": lambda d, slack: (d <= slack).all(),
    ">": lambda d, slack: (d > slack).all(),
    "<": lambda d, slack: (d < -slack).all(),
}


class Refusal(Exception):
    """This is not an equation that can be checked: why, and in which row."""

    def __init__(self, why: str, at: int | None = None) -> None:
        super().__init__(why)
        self.at = at


@dataclass
class Draw:
    """One random draw: what every symbol is worth, and what rounds at random."""

    base: int
    values: dict[str, Value] = field(default_factory=dict)
    noise: np.random.Generator | None = None
    domains: Mapping[str, Any] = field(default_factory=dict)  # where they were drawn from

    def having(self, name: str, value: Value) -> "Draw":
        """The same draw with one symbol changed: definitions are worked out anew from it."""
        return Draw(self.base, {**self.values, name: value}, self.noise, self.domains)

    def rounded(self, value: Value) -> Value:
        """The value; moved to a neighbouring float where it is asked how much rounding matters."""
        if self.noise is None or np.asarray(value).dtype != np.float64:
            return value
        moved = np.nextafter(value, np.copysign(np.inf, self.noise.uniform(-1, 1, np.shape(value))))
        return np.where(value == 0, value, moved)[()]


@dataclass(frozen=True)
class Transposed:
    """A transposed vector: x⊤."""

    vector: np.ndarray


def scalar(value: Value, what: str) -> Value:
    """The value, which has to be one number."""
    if not isinstance(value, _NUMBER):
        raise Refusal(f"{what} takes a number")
    return value


def add(a: Value, b: Value) -> Value:
    """Sum of two numbers, or of two arrays of one shape."""
    numbers = isinstance(a, _NUMBER) and isinstance(b, _NUMBER)
    if not numbers and (Transposed in (type(a), type(b)) or np.shape(a) != np.shape(b)):
        raise Refusal("a sum of a number and a vector, or of two shapes")
    return a + b


def multiply(a: Value, b: Value) -> Value:
    """Product of numbers, of a number and an array, or of a vector and a transposed one."""
    if isinstance(b, Transposed):
        return np.outer(a, b.vector) if np.ndim(a) == 1 else Transposed(scalar(a, "this product") * b.vector)
    if isinstance(a, Transposed) and np.shape(a.vector) == np.shape(b):
        return float(a.vector @ b)
    if isinstance(a, Transposed) or not (isinstance(a, _NUMBER) or isinstance(b, _NUMBER)):
        raise Refusal("a product of two vectors, or of two shapes")
    return a * b


def power(a: float, b: float) -> float:
    """A power of numbers. ValueError: it is a root of a negative number, or too small for a float."""
    value = math.pow(a, b)
    if value == 0 and a != 0:
        raise ValueError
    return value


def whole(number: float) -> int:
    """The whole number that a float may hold. ValueError: it is none."""
    if number != int(number) or abs(number) > _MANY:
        raise ValueError(f"{number:g} is no whole number, or more than {_MANY}")
    return int(number)


def folded(operation: Callable[[Value, Value], Value], nothing: float) -> Callable[[Draw, list[Value]], Value]:
    """The sum or the product of all, rounded at each step."""
    return lambda draw, found: reduce(lambda a, b: draw.rounded(operation(a, b)), found or [nothing])


def derivative(of: Callable[[Value], Value], at: Value, step: float = 1e-4, along: Value = 1.0) -> Value:
    """By a central difference; where `of` takes a vector, along one direction or each of several."""
    if np.ndim(along) == 2:
        return np.stack([derivative(of, at, step, unit) for unit in along], axis=-1)
    if np.shape(at) != np.shape(along):
        raise Refusal("a derivative takes a number: write ∇ for a vector, or an index")
    high, low = at + step * along, at - step * along
    return (of(high) - of(low)) / np.sum(high - low)  # of one entry, as rounded


def minimiser(of: Callable[[float], float], low: float, high: float) -> float:
    """Where the slope changes sign between the two ends, if it does so once."""
    grid = [float(t) for t in np.linspace(low, high, 64)]
    rises = [derivative(of, t) >= 0 for t in grid]
    if rises[0] or not rises[-1] or rises != sorted(rises):
        raise Refusal("one minimum inside the domain, and no other, is what can be found")
    low, high = grid[rises.index(True) - 1], grid[rises.index(True)]
    while high - low > 1e-10:
        middle = (low + high) / 2
        low, high = (middle, high) if derivative(of, middle) < 0 else (low, middle)
    return low


def lifted(function: Callable[..., Value], *parts: Meaning) -> Meaning:
    """The function of the parts' values."""
    return lambda draw: draw.rounded(function(*[part(draw) for part in parts]))


def entry(vector: Meaning, index: Meaning) -> Meaning:
    """An entry of a vector, or a row of an array, counted from the fence's base."""

    def meaning(draw: Draw) -> Value:
        entries, number = vector(draw), scalar(index(draw), "an index")
        position = int(number) - draw.base
        if not isinstance(entries, (np.ndarray, range)) or number != int(number) or not 0 <= position < len(entries):
            raise Refusal(f"the index {number:g} is none of this vector's")
        return entries[position]

    return meaning


def of_numbers(function: Callable[..., float]) -> Callable[..., Value]:
    """The function, which is of numbers. Refusal: it is not defined for all, and not for these."""

    def value(*numbers: Value) -> float:
        try:
            return function(*[scalar(number, "this function") for number in numbers])
        except (ValueError, OverflowError):
            raise Refusal(f"no value at {', '.join(f'{number:g}' for number in numbers)}") from None

    return value


def worth(meaning: Meaning, draw: Draw) -> Value:
    """The value of a side, as an array; or the refusal, where it has none that is finite."""
    try:
        with np.errstate(divide="raise", invalid="raise"):
            value = meaning(draw)
        number = np.asarray(value, dtype=np.float64)
    except Refusal as refusal:
        return refusal
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:  # values that do not fit where they stand
        return Refusal(f"it has no value: {error}")
    finite = np.isfinite(number).all() and not isinstance(value, range)
    return number if finite else Refusal("a side that is no finite number")
