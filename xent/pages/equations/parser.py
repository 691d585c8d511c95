"""Reads expressions strictly: what is written is what is evaluated, and what is not understood is refused."""

import math
from collections.abc import Callable

import numpy as np

from xent.pages.equations import values
from xent.pages.equations.reader import Reader
from xent.pages.equations.values import HOLDS, RELATIONS, Meaning, scalar

_FUNCTIONS: dict[str, Callable[[float], float]] = {r"\log": math.log, r"\ln": math.log, r"\exp": math.exp}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


class Parser(Reader):
    """From tokens to a meaning: a function from a draw to a value."""

    inside_bars = False
    bare = False  # the last factor was a function without brackets: nothing may follow it

    def expression(self) -> Meaning:
        """Terms with + and - between them."""
        if self.next == "+":
            raise self.refusal("a + without a left side")
        minus = self.accept("-")
        left = self.term()
        if minus:
            left = _negative(left)
        while sign := self.accept("+", "-"):
            right = self.term()
            left = _sum(left, right if sign == "+" else _negative(right))
        return left

    def term(self) -> Meaning:
        """Factors side by side, or with a dot, a cross or one slash between them."""
        left = self.factor()
        while True:
            if self.accept(r"\cdot", r"\times"):
                self.refuse_tail()
                left = values.lifted(values.multiply, left, self.factor())
            elif self.accept("/"):
                self.refuse_tail()
                if self.next in (r"\sum", r"\prod", r"\max", r"\min"):
                    raise self.refusal("what does the slash divide? Write a fraction")
                left = values.lifted(values.divide, left, self.factor())
                if self.starts_factor() or self.next == "/":
                    raise self.refusal("what does the slash divide? Write a fraction")
            elif self.starts_factor():
                self.refuse_tail()
                if self.next.isdecimal():
                    raise self.refusal("a number behind a factor: write it first")
                left = values.lifted(values.multiply, left, self.factor())
            else:
                self.bare = False
                return left

    def refuse_tail(self) -> None:
        """Refusal: a factor behind a function without brackets, as in log 2x."""
        if self.bare:
            raise self.refusal("where does the function's argument end? Write brackets")

    def starts_factor(self) -> bool:
        """Whether another factor is ahead."""
        return (
            self.starts_name()
            or self.next.isdecimal()
            or self.next in ("(", "[", "{", r"\frac", r"\binom", r"\sqrt", r"\pi", r"\nabla", r"\arg", *_FUNCTIONS)
            or self.next in (r"\sum", r"\prod", r"\max", r"\min")
            or (self.next == "|" and not self.inside_bars)
        )

    def factor(self) -> Meaning:
        """An atom with its powers and factorials."""
        self.bare = False
        value = self.atom()
        while not self.bare:
            if self.accept("!"):
                value = values.of_numbers(lambda n: float(math.factorial(n)), value)
            elif self.accept("^"):
                if self.accept(r"\top"):
                    value = values.lifted(values.Row, value)
                    continue
                value = values.lifted(values.power, value, self.exponent())
                if self.next in ("^", "_"):
                    raise self.refusal("a power of a power")
            else:
                break
        return value

    def exponent(self) -> Meaning:
        """A group in braces, or one token."""
        if self.next == "{":
            if self.tokens[self.place + 1].text == "(":
                raise self.refusal("a bracket as an exponent is no power")
            return self.group()
        at, value = self.at, self.single()
        if self.next.isdecimal() and self.at == at + 1:
            raise self.refusal("TeX takes one digit here: write braces")
        return value

    def single(self) -> Meaning:
        """One digit or one symbol, as TeX takes it."""
        if not self.next.isdecimal():
            return self.value_of(self.name())
        digit = int(self.take())
        return lambda _: digit

    def argument(self) -> Meaning:
        """What a fraction, a binomial or a root takes: a group in braces, or one token."""
        return self.group() if self.next == "{" else self.single()

    def group(self) -> Meaning:
        """An expression in brackets of any kind."""
        opening = self.take()
        bars, self.inside_bars = self.inside_bars, False
        value = self.expression()
        self.inside_bars = bars
        self.expect(_BRACKETS[opening])
        return value

    def invisible(self) -> Meaning:
        """One atom in braces: no reader sees them, so more would need brackets."""
        self.expect("{")
        value = self.atom()
        self.expect("}")
        return value

    def atom(self) -> Meaning:
        """The smallest part that has a value. Symbols, sums and operators are the subclass's."""
        text = self.next
        if text.isdecimal():
            return self.number()
        if text == "{":
            return self.invisible()
        if text == "(":
            return self.tuple()
        if text == "[":
            return self.bracket()
        if text == "|":
            return self.bars()
        if text in _FUNCTIONS:
            return self.prefix()
        if self.accept(r"\pi"):
            return lambda _: math.pi
        if self.accept(r"\frac"):
            return self.fraction()
        if self.accept(r"\binom"):
            return values.of_numbers(lambda n, k: float(math.comb(n, k)), self.argument(), self.argument())
        if self.accept(r"\sqrt"):
            if self.next == "[":
                raise self.refusal("a root of another order")
            return values.of_numbers(math.sqrt, self.argument())
        return self.symbol()

    def number(self) -> Meaning:
        """Digits, with a decimal point between digits."""
        digits, at = "", self.at
        while self.next.isdecimal() or (self.next == "." and digits and "." not in digits and self.digit_behind()):
            if self.at != at + len(digits):
                raise self.refusal("two numbers side by side")
            digits += self.take()
        value = float(digits) if "." in digits else int(digits)
        return lambda _: value

    def digit_behind(self) -> bool:
        """Whether a digit stands behind the next token."""
        return self.place + 1 < len(self.tokens) and self.tokens[self.place + 1].text.isdecimal()

    def tuple(self) -> Meaning:
        """A group, or a vector written out: (1-k, k)."""
        self.expect("(")
        bars, self.inside_bars = self.inside_bars, False
        parts = [self.expression()]
        while self.accept(","):
            parts.append(self.expression())
        self.inside_bars = bars
        self.expect(")")
        if len(parts) == 1:
            return parts[0]
        return lambda draw: np.array([float(scalar(part(draw), "a vector's entry")) for part in parts])

    def bracket(self) -> Meaning:
        """A group in square brackets, or Iverson's: 1 if the relation holds, and 0 if not."""
        self.expect("[")
        left = self.expression()
        if self.next not in RELATIONS:
            self.expect("]")
            return left
        holds = HOLDS[RELATIONS[self.take()]]
        right = self.expression()
        self.expect("]")
        return values.of_numbers(lambda a, b: int(holds(a, b)), left, right)

    def bars(self) -> Meaning:
        """An absolute value."""
        self.expect("|")
        self.inside_bars = True
        value = self.expression()
        self.inside_bars = False
        self.expect("|")
        return values.of_numbers(abs, value)

    def prefix(self) -> Meaning:
        """A logarithm or exponential of a bracket, or of one factor."""
        name = self.take()
        function = _FUNCTIONS[name]
        if name == r"\log" and self.accept("_"):
            self.expect("2")
            function = math.log2
        if self.next in ("^", "_"):
            raise self.refusal("an index or a power of a function")
        if self.next in ("(", "["):
            value = values.of_numbers(function, self.group())
            if self.next in ("^", "_", "!"):
                raise self.refusal("of the function or of its argument?")
            return value
        value = values.of_numbers(function, self.factor())
        self.bare = True
        return value

    def fraction(self) -> Meaning:
        """A quotient; the subclass reads derivatives."""
        return values.lifted(values.divide, self.argument(), self.argument())

    def symbol(self) -> Meaning:
        """A name with its arguments or indices: the subclass's."""
        raise NotImplementedError

    def value_of(self, name: str) -> Meaning:
        """The value of a name alone: the subclass's."""
        raise NotImplementedError


def _sum(left: Meaning, right: Meaning) -> Meaning:
    return lambda draw: values.add(draw, left(draw), right(draw))


def _negative(of: Meaning) -> Meaning:
    return values.lifted(lambda value: values.multiply(-1, value), of)
