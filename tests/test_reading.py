"""What is written in the usual signs, brackets left out where one leaves them out, is read as it is meant.

Random expressions are written as LaTeX and, apart from the reader of equations, computed with `math`.
"""

import math
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xent.pages.equations import Domain, mathml
from xent.pages.equations.arithmetic import Draw, worth
from xent.pages.equations.parser import Reader
from xent.pages.equations.tree import lines

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

A, B, Z = 1.37, 0.61, [0.3, -1.2, 0.8]
SUM, PRODUCT, FACTOR, ATOM = range(4)  # how close its parts hold together


class Written(NamedTuple):
    """An expression: its LaTeX, what it is worth at each i, and whether it goes on behind its end."""

    tex: str
    worth: Callable[[int], float]
    holds: int = FACTOR
    open: bool = False

    def at_least(self, holds, *, closed=False):
        """The LaTeX, in brackets where it would fall apart in its place."""
        return rf"\left({self.tex}\right)" if self.holds < holds or (closed and self.open) else self.tex


def number(text):
    return Written(text, lambda i: float(text), ATOM)


LEAVES = st.sampled_from(
    [
        number("2"),
        number("0.5"),
        Written("a", lambda i: A, ATOM),
        Written("b", lambda i: B, ATOM),
        Written("i", lambda i: i, ATOM),
        Written("z_i", lambda i: Z[i - 1], ATOM),
        Written("z_{4-i}", lambda i: Z[3 - i]),
        Written(r"\operatorname{softmax}(z)_2", lambda i: math.exp(Z[1]) / sum(map(math.exp, Z))),
    ]
)


def add(x, y):
    return Written(f"{x.tex} + {y.at_least(PRODUCT)}", lambda i: x.worth(i) + y.worth(i), SUM, y.open)


def subtract(x, y):
    return Written(f"{x.tex} - {y.at_least(PRODUCT)}", lambda i: x.worth(i) - y.worth(i), SUM, y.open)


def negative(x, _):
    return Written(f"-{x.at_least(PRODUCT)}", lambda i: -x.worth(i), SUM, x.open)


def multiply(x, y, sign=""):
    left, right = x.at_least(PRODUCT, closed=True), y.at_least(FACTOR)
    if not sign and re.match(r"\d|\\frac\{\d+\}", right):  # digits run together, a number and a fraction add up
        right = f"({right})"
    return Written(f"{left} {sign} {right}", lambda i: x.worth(i) * y.worth(i), PRODUCT, y.open)


def dot(x, y):
    return multiply(x, y, r"\cdot")


def divide(x, y):
    return Written(rf"\frac{{{x.tex}}}{{{y.tex}}}", lambda i: x.worth(i) / y.worth(i))


def square(x, _):
    return Written(f"{x.at_least(ATOM)}^2", lambda i: x.worth(i) ** 2)


def power(x, _):
    def worth(i):
        return math.exp(x.worth(i)) or 1 / 0  # too small for a float

    return Written(f"e^{{{x.tex}}}", worth)


def log(x, _):
    of = x.at_least(ATOM + 1 if x.tex.startswith(r"\left(") else FACTOR, closed=True)  # (…)^2 could be of the logarithm
    return Written(rf"\log {of}", lambda i: math.log(x.worth(i)), open=True)


def log_2(x, _):
    return Written(rf"\log_2({x.tex})", lambda i: math.log2(x.worth(i)))


def root(x, _):
    return Written(rf"\sqrt{{{x.tex}}}", lambda i: math.sqrt(x.worth(i)), ATOM)


def bars(x, _):
    inside = x.at_least(ATOM + 1 if "|" in x.tex else SUM)  # bars inside bars need a bracket around them
    return Written(rf"\left|{inside}\right|", lambda i: abs(x.worth(i)), ATOM)


def sigmoid(x, _):
    return Written(rf"\sigma({x.tex})", lambda i: 1 / (1 + math.exp(-x.worth(i))))


def greater(x, y):
    return Written(rf"\max({x.tex}, {y.tex})", lambda i: max(x.worth(i), y.worth(i)))


def total(x, _):
    return Written(rf"\sum_{{i=1}}^3 {x.at_least(PRODUCT)}", lambda i: sum(map(x.worth, (1, 2, 3))), PRODUCT, open=True)


def product(x, _):
    return Written(
        rf"\prod_{{i=1}}^3 {x.at_least(FACTOR)}", lambda i: math.prod(map(x.worth, (1, 2, 3))), PRODUCT, True
    )


SIGNS = [add, subtract, negative, multiply, dot, divide, square, power, log, log_2, root, bars, sigmoid, greater]
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda parts: st.builds(lambda sign, x, y: sign(x, y), st.sampled_from([*SIGNS, total, product]), parts, parts),
)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(EXPRESSIONS)
def test_what_is_written_is_what_is_read(written):
    written = total(written, written)  # which binds every i
    try:
        expected = written.worth(0)
    except (ArithmeticError, ValueError):  # of this there is no value
        assume(False)
    assume(abs(expected) < 1e9)
    reader = Reader({"a": Domain("pos"), "b": Domain("pos"), "z": Domain("real", power="3")})
    ((side, _),) = reader.statements(lines(mathml(f"{written.tex} = 0")))
    got = worth(side.meaning, Draw(1, {"a": A, "b": B, "z": np.array(Z)}))
    assert got == pytest.approx(expected, rel=1e-9, abs=1e-6)
