"""Reads what a reader sees as what it means, strictly: what is not understood is refused, never guessed."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from xent.pages.equations import values
from xent.pages.equations.domains import Domain
from xent.pages.equations.scope import Definition, Scope
from xent.pages.equations.symbols import FUNCTIONS
from xent.pages.equations.tree import WORDS, Glyph, Line, Row, full_name, seen
from xent.pages.equations.values import HOLDS, Draw, Meaning, Refusal, Value, lifted, of_numbers, scalar

_FUNCTIONS: dict[str, Callable[[float], float]] = {"log": math.log, "ln": math.log, "exp": math.exp}
_CONSTANTS = {"π": math.pi, "e": math.e, "upright e": math.e}
_DIFFERENTIALS = ("d", "upright d", "𝐝", "δ", "∂")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "|": "|"}
_GATHER: dict[str, Callable[[Draw, list[Value]], Value]] = {
    "∑": values.total,
    "∏": values.product,
    "max": lambda _, found: float(max(scalar(each, "a maximum") for each in found)),
    "min": lambda _, found: float(min(scalar(each, "a minimum") for each in found)),
}
_ATOMS = ("name", "number", "fraction", "root", "binomial")
_GOES_ON = ("+", "−", "(", "[", "⋅", "×")
_NEXT_TO = ("(", "[", "{", "∑", "∏")  # signs that begin a factor
_LABEL = re.compile(r"\([^)]*\)|\[[^]=≠<>≤≥]*\]")  # x^{(1)} may be the first x, and x^{[1]} that of a layer
_DENIES = re.compile(r"\d|\b(?:not?|never|false|wrong|untrue)\b", re.IGNORECASE)
_END = Glyph("end", "the end")


@dataclass(frozen=True)
class Side:
    """One side of a relation: what it means, how it is seen, and the number of its row."""

    meaning: Meaning
    text: str
    at: int
    relation: str = ""


def statements(lines: Sequence[Line], scope: Scope) -> list[list[Side]]:
    """The chains of relations in their order; definitions go into the scope."""
    chains: list[list[Side]] = []
    for at, line in enumerate(lines):
        parser = Parser(line.row, scope)
        try:
            parser.statements(chains, at, line.under_right_side)
        except Refusal as refusal:
            raise Refusal(str(refusal), at if refusal.at is None else refusal.at) from None
    for chain in chains:
        if len(chain) == 1:
            raise Refusal(f"nothing is claimed of {chain[0].text}", chain[0].at)
    return [chain for chain in chains if chain]


class Parser:
    """A place in a row: from there to a meaning, which is a function from a draw to a value."""

    def __init__(self, row: Row, scope: Scope) -> None:
        self.row, self.scope = row, scope
        self.place = 0
        self.inside_bars = False
        self.open_ended = False  # the last factor was a function without brackets: nothing may follow it

    # The row, glyph by glyph.

    @property
    def next(self) -> Glyph:
        """The glyph ahead, or the end."""
        return self.row[self.place] if self.place < len(self.row) else _END

    def is_sign(self, *texts: str) -> bool:
        """Whether one of these signs is ahead, without scripts."""
        return self.next.kind == "sign" and self.next.text in texts and not (self.next.sub or self.next.sup)

    def accept(self, *texts: str) -> str:
        """Pass one of these signs, if it is ahead."""
        if not self.is_sign(*texts):
            return ""
        self.place += 1
        return self.row[self.place - 1].text

    def inner(self, row: Row) -> Meaning:
        """What a whole row of its own means: a script, a part of a fraction."""
        parser = Parser(row, self.scope)
        value = parser.expression()
        parser.refuse_rest()
        return value

    def refuse_rest(self, hint: str = "") -> None:
        """Refusal: something stands behind what was read."""
        if self.next is not _END:
            hint = r": write \frac" if self.next.text == "/" else hint
            raise Refusal(f"{seen((self.next,))} is not understood here{hint}")

    # Statements.

    def statements(self, chains: list[list[Side]], at: int, under_right_side: bool) -> None:
        """Read all that stands on the row: definitions, new chains, or at first the going on of the last chain."""
        self.gap()
        relates = any(glyph.text in HOLDS for glyph in self.row)
        if under_right_side and (self.is_sign(*_GOES_ON) or not relates):
            raise Refusal("a row under a right side begins with its relation; or give it a left side")
        while self.next is not _END:
            if self.is_sign(*HOLDS) and chains:
                chain = chains[-1]
                if not chain or sum(any(side.at == chain[-1].at for side in other) for other in chains) > 1:
                    raise Refusal("which chain does this row continue? Give it a left side")
            else:
                chain = []
                chains.append(chain)
                if not self.definition():
                    chain.append(self.side(at))
            while chain and (relation := self.accept(*HOLDS)):
                chain.append(self.side(at, relation))
            comma = self.accept(",", ".")
            if self.next.kind not in ("gap", "words"):
                self.refuse_rest('; say unchecked="…"' if self.next.kind == "sign" else "")
            words = self.gap()
            if not (comma or words) and self.is_sign(*_GOES_ON):
                raise Refusal(f"does {self.next.text} go on with what stands before the gap? Set a comma or words")

    def side(self, at: int, relation: str = "") -> Side:
        """The expression ahead, as a side of a relation."""
        start = self.place
        return Side(self.expression(), seen(self.row[start : self.place]), at, relation)

    def gap(self) -> bool:
        """Pass gaps, and words between gaps that state nothing. Whether there were words."""
        start = self.place
        while self.next.kind in ("gap", "words"):
            if self.next.kind == "words":
                beside = self.row[max(self.place - 1, 0) : self.place] + self.row[self.place + 1 : self.place + 2]
                if any(glyph.kind != "gap" for glyph in beside):
                    raise Refusal(r"words inside a formula: set them off with \quad, or in the column of reasons")
                if not WORDS.fullmatch(self.next.text) or _DENIES.search(self.next.text):
                    raise Refusal(f"these words state something that nothing checks: {self.next.text}")
            self.place += 1
        return any(glyph.kind == "words" for glyph in self.row[start : self.place])

    def definition(self) -> bool:
        """Read «name := …», «name(x) := …» or «name_c := …» if one is ahead."""
        start, name, parameter = self.place, self.next, ""
        behind = self.row[start + 1 : start + 4]
        if len(behind) == 3 and behind == (Glyph("sign", "("), Glyph("name", behind[1].text), Glyph("sign", ")")):
            parameter = behind[1].text
        self.place += 4 if parameter else 1
        plain = name.kind == "name" and not name.sup and not (parameter and name.sub)
        if not (plain and (self.accept("≔") or (self.accept(":") and self.accept("=")))):
            self.place = start
            return False
        index = self.scope.domain(seen(name.sub))
        if index and index.kind in ("index", "label", "set", "bit"):
            parameter = seen(name.sub)
        key = name.text if parameter else full_name(name)
        domain = self.scope.domain(parameter)
        if domain:
            self.scope.use(parameter)
        elif parameter:
            raise self.scope.undeclared(parameter)
        self.scope.free = set()
        self.scope.bound.append(parameter)
        body = self.expression()
        self.scope.bound.pop()
        places = domain.values if domain and domain.kind in ("label", "index", "set") else None
        self.scope.declare(key, Definition(body, frozenset(self.scope.free), parameter, places))
        return True

    # Expressions.

    def expression(self) -> Meaning:
        """Terms with + and − between them."""
        minus = self.accept("−")
        left = self.term()
        if minus:
            left = _negative(left)
        while sign := self.accept("+", "−"):
            right = self.term()
            left = lifted(values.add, left, right if sign == "+" else _negative(right))
        return left

    def term(self, *, dots: bool = True) -> Meaning:
        """Factors side by side, or with a dot or a cross between them."""
        left = self.factor()
        while True:
            sign = self.accept("⋅", "×")
            if sign and not dots:
                raise Refusal(f"what does {sign} go on with? Write brackets around what is gathered")
            if not sign and not self.starts_factor():
                self.open_ended = False
                return left
            if self.open_ended:
                raise Refusal("where does the function's argument end? Write brackets")
            before = self.row[self.place - 1]
            if not sign and self.next.kind == "number":
                raise Refusal("a number behind a factor: write it first")
            numeric = self.next.kind == "fraction" and all(seen(row).isdecimal() for row in self.next.rows)
            if not sign and before.kind == "number" and numeric:
                raise Refusal("a number before a fraction of numbers is their sum or their product: write which")
            left = lifted(values.multiply, left, self.factor())

    def starts_factor(self) -> bool:
        """Whether another factor is ahead."""
        if self.next.kind == "sign":
            return self.next.text in _NEXT_TO or (self.next.text == "|" and not self.inside_bars)
        return self.next.kind in _ATOMS

    def factor(self) -> Meaning:
        """An atom with its factorial."""
        self.open_ended = False
        value = self.atom()
        while self.next.kind == "sign" and self.next.text == "!":
            value = self.scripted(of_numbers(lambda n: float(math.factorial(values.whole(n))), value), self.next)
            self.place += 1
        return value

    def atom(self) -> Meaning:
        """The smallest part that has a value."""
        glyph = self.next
        if not self.starts_factor():
            raise Refusal(f"expected a number, a name or a bracket, got {seen((glyph,))}")
        if glyph.text in _BRACKETS:
            return self.group()
        self.place += 1
        if glyph.kind == "number":
            if not re.fullmatch(r"\d+(\.\d+)?", glyph.text):
                raise Refusal(f"{glyph.text} is no number")
            number = float(glyph.text) if "." in glyph.text else int(glyph.text)
            return self.scripted(lambda _: number, glyph)
        if glyph.kind == "fraction":
            return self.fraction(glyph)
        if glyph.kind == "binomial":
            return self.binomial(glyph)
        if glyph.kind == "root":
            self.scope.wide = True
            return self.scripted(of_numbers(math.sqrt, self.inner(glyph.rows[0])), glyph)
        if glyph.text in _FUNCTIONS:
            return self.prefix(glyph)
        if glyph.text in _GATHER:
            return self.gathered(glyph)
        if glyph.text == "arg":
            return self.minimum(glyph)
        if glyph.text == "∇":
            return self.nabla(glyph)
        if glyph.text in _CONSTANTS and not self.scope.hides(glyph.text):
            constant = _CONSTANTS[glyph.text]
            return self.scripted(lambda _: constant, glyph)
        return self.name(glyph)

    def scripted(self, value: Meaning, glyph: Glyph) -> Meaning:
        """The value with the glyph's index and power."""
        if glyph.sub:
            value = values.entry(value, self.index(glyph.sub))
        if seen(glyph.sup) == "⊤":
            return lifted(values.Transposed, value)
        if glyph.sup:
            if _LABEL.fullmatch(seen(glyph.sup)):
                raise Refusal("a bracket as an exponent is no power: leave it out")
            self.scope.wide |= glyph.sup[0].kind == "fraction"  # a root
            value = lifted(values.power, value, self.inner(glyph.sup))
        return value

    def index(self, row: Row) -> Meaning:
        """An index, which is one expression and not two letters side by side."""
        if len(row) > 1 and all(glyph.kind == "name" for glyph in row):
            raise Refusal(f"two letters side by side in the index {seen(row)}: of what are they indices?")
        return self.inner(row)

    def closed(self, opening: str, read: Callable[[], Value]) -> tuple[Value, Glyph]:
        """What `read` finds between two brackets, and the closing one, which carries the scripts."""
        if not self.accept(opening):
            raise Refusal(f"expected {opening}, got {seen((self.next,))}")
        bars, self.inside_bars = self.inside_bars, opening == "|"
        value = read()
        self.inside_bars = bars
        closing = self.next
        if closing.kind != "sign" or closing.text != _BRACKETS[opening]:
            raise Refusal(f"expected {_BRACKETS[opening]}, got {seen((closing,))}")
        self.place += 1
        return value, closing

    def group(self) -> Meaning:
        """A group; in round brackets also a vector written out, in square ones Iverson's, in bars an absolute value."""
        opening = self.next.text
        inside = {"(": self.listed, "[": self.bracketed, "{": self.expression, "|": self.absolute}
        value, closing = self.closed(opening, inside[opening])
        return self.scripted(value, closing)

    def binomial(self, glyph: Glyph) -> Meaning:
        """A number of choices, in its own brackets."""
        around = self.row[max(self.place - 2, 0) : self.place + 1]
        if "".join(each.text for each in around) != "()" or glyph.sub or glyph.sup:
            raise Refusal("two rows without brackets")
        return of_numbers(lambda n, k: float(math.comb(values.whole(n), values.whole(k))), *map(self.inner, glyph.rows))

    def listed(self) -> Meaning:
        """One expression, or a vector written out: (1-k, k)."""
        parts = self.parts(",")[1]
        if len(parts) == 1:
            return parts[0]
        return lambda draw: np.array([float(scalar(part(draw), "a vector's entry")) for part in parts])

    def bracketed(self) -> Meaning:
        """One expression, or Iverson's bracket: 1 if the relation holds, and 0 if not."""
        left = self.expression()
        relation = self.accept(*HOLDS)
        if not relation:
            return left
        self.scope.wide, holds = True, HOLDS[relation]
        value = of_numbers(lambda a, b: int(holds(a, b)), left, self.expression())
        return lambda draw: value(replace(draw, noise=None))  # yes or no: a last digit that decides it explains nothing

    def parts(self, *separators: str) -> tuple[str, list[Meaning]]:
        """Expressions, and what separates them."""
        found, between = [self.expression()], "·"
        while sign := self.accept(*separators):
            between += sign + "·"
            found.append(self.expression())
        return between, found

    def absolute(self) -> Meaning:
        """An absolute value."""
        self.scope.wide = True
        return of_numbers(abs, self.expression())

    def prefix(self, glyph: Glyph) -> Meaning:
        """A logarithm or exponential of a bracket, or of one factor."""
        function = _FUNCTIONS[glyph.text]
        if glyph.text == "log" and seen(glyph.sub) == "2":
            function, glyph = math.log2, replace(glyph, sub=())
        if glyph.sub or glyph.sup:
            raise Refusal("an index or a power of a function: only the base 2 is read")
        if self.is_sign("(", "[", "{"):
            value, closing = self.closed(self.next.text, self.listed)
            if closing.sub or closing.sup or self.is_sign("!"):
                raise Refusal("of the function or of its argument? Write brackets")
            return of_numbers(function, value)
        value = of_numbers(function, self.factor())
        self.open_ended = True
        return value

    # Names.

    def name(self, glyph: Glyph) -> Meaning:
        """A number, an entry of a vector, a look-up or a call."""
        for name in (full_name(glyph), glyph.text):
            if self.scope.is_function(name):
                return self.call(name, glyph)
        key, index = self.scope.find(glyph)
        glyph = replace(glyph, sub=index)
        if index:
            here = self.scope.defined.get(key)
            if here and here.parameter and not here.places:
                raise Refusal(f"{key} takes its argument in brackets")
            # p_{ic} of an array that was declared so has two indices, a letter and a glyph each; all others have one.
            pair = len(key.partition("_")[2]) == len(index) == 2
            first, second = (index[:1], index[1:]) if pair else (index, ())
            return self.scripted(self.scope.look_up(key, self.index(first)), replace(glyph, sub=second))
        opening = self.next.text
        if opening not in ("(", "[") or glyph.sup:
            return self.scripted(self.scope.meaning(key), glyph)
        if opening == "(" and self.scope.takes_argument(key):
            argument, closing = self.closed("(", self.expression)
            return self.scripted(self.scope.look_up(key, argument), closing)
        self.scope.factors.add(key)
        value = self.scope.meaning(key)
        return lambda draw: scalar(value(draw), f"the product {key}{opening}…{_BRACKETS[opening]}")

    def call(self, name: str, glyph: Glyph) -> Meaning:
        """A function of the site's table."""
        if not self.is_sign("("):
            raise Refusal(f"{name} is a function: give it its argument in brackets")
        if glyph.sup or name != full_name(glyph):
            raise Refusal(f"an index or a power of the function {name}")
        (separators, arguments), closing = self.closed("(", lambda: self.parts(",", ";", "‖"))
        function = FUNCTIONS.get(f"{name}({separators})")
        if function is None:
            raise Refusal(f"no function {name}({separators}) is known")
        self.scope.public.update(function.public.split())
        call = function.call
        return self.scripted(lambda draw: draw.rounded(call(draw, *[part(draw) for part in arguments])), closing)

    # What binds a name.

    def variable(self, row: Row) -> tuple[str, Meaning | None, Domain]:
        """A declared name that is to be varied, or an entry of a declared vector, and where it is drawn from."""
        if len(row) != 1 or row[0].kind != "name" or row[0].sup:
            raise Refusal(f"{seen(row)} is no variable")
        key, index = self.scope.find(row[0])
        domain = self.scope.domain(key)
        if domain is None or key in self.scope.defined:
            raise Refusal(f"{seen(row)} is no variable")
        self.scope.use(key)
        return key, self.index(index) if index else None, domain

    def fraction(self, glyph: Glyph) -> Meaning:
        """A quotient, or a derivative of its numerator or of the factor that follows."""
        above, below = glyph.rows
        if glyph.sup or glyph.sub:
            raise Refusal("an index or a power of a fraction: write brackets")
        if above[0].text != "∂":
            if len(below) > 1 and below[0].text in _DIFFERENTIALS:
                raise Refusal(r"write a derivative with \partial")
            return lifted(values.divide, self.inner(above), self.inner(below))
        if not above[0] == below[0] == Glyph("name", "∂"):
            raise Refusal(r"a derivative of another kind than ∂/∂z: a second one is ∂/∂z of a bracket with ∂/∂z")
        key, index, domain = self.variable(below[1:])
        body = self.inner(above[1:]) if above[1:] else self.differentiated()
        if index is None:
            return _varied(values.derivative, body, key, domain)
        return values.entry(_varied(values.gradient, body, key, domain), index)

    def nabla(self, glyph: Glyph) -> Meaning:
        """The gradient of the factor that follows, or with a 2 its second derivatives."""
        if not glyph.sub:
            raise Refusal(r"a gradient by what? Write \nabla_z")
        key, index, domain = self.variable(glyph.sub)
        if index is not None or seen(glyph.sup) not in ("", "2"):
            raise Refusal("a gradient by one entry, or of another order than 2")
        return _varied(values.curvature if glyph.sup else values.gradient, self.differentiated(), key, domain)

    def differentiated(self) -> Meaning:
        """The factor that follows. Refusal: another one behind it, which a reader could take for either."""
        self.scope.rough = True
        body = self.factor()
        if self.starts_factor() or self.is_sign("⋅", "×"):
            raise Refusal("what is differentiated? Write brackets around all of it, and other factors before")
        return body

    def minimum(self, arg: Glyph) -> Meaning:
        """Where the term that follows is least."""
        glyph = self.next
        if glyph.text != "min" or not glyph.sub or glyph.sup or arg.sub or arg.sup:
            raise Refusal(r"only a minimum is read: \arg\min_{a}")
        self.place += 1
        key, _, domain = self.variable(glyph.sub)
        body = self.term()
        if self.is_sign("+", "−"):
            raise Refusal("what is minimised? Write brackets")
        low, high = domain.interval()
        self.scope.rough = True
        return lambda draw: values.minimiser(lambda t: body(draw.having(key, t)), low, high)

    def gathered(self, glyph: Glyph) -> Meaning:
        """A sum, product or extreme of one term over a range; an extreme also of what stands in brackets."""
        gather = _GATHER[glyph.text]
        if glyph.kind == "name":  # max, min
            self.scope.wide = True
            if glyph.sup:
                raise Refusal("a power of a function")
            if not glyph.sub:
                if not self.is_sign("(", "{"):
                    raise Refusal(f"{glyph.text} takes brackets or a range")
                (_, found), closing = self.closed(self.next.text, lambda: self.parts(","))
                return self.scripted(lambda draw: gather(draw, [part(draw) for part in found]), closing)
        below = Parser(glyph.sub, self.scope)
        name = below.next
        if name.kind != "name" or name.sub or name.sup:
            raise Refusal(f"{seen((glyph,))} has no range")
        below.place += 1
        if below.accept("="):
            if not glyph.sup:
                raise Refusal(f"{seen((glyph,))}: where does the range end?")
            each: Callable[[Draw], Sequence[int]] = values.whole_range(below.expression(), self.inner(glyph.sup))
        elif glyph.sup:
            raise Refusal(f"{seen((glyph,))}: where does the range begin?")
        elif below.accept("∈"):
            domain = self.scope.domain(below.next.text)
            if domain is None or domain.kind != "set":
                raise Refusal(f"{seen(glyph.sub)}: a range is a set by its name, or runs from one number to another")
            each = below.expression()
        else:
            each = self.declared_range(name.text, below)
        below.refuse_rest()
        self.scope.bound.append(name.text)
        body = self.term(dots=glyph.text == "∑")
        self.scope.bound.pop()
        return lambda draw: gather(draw, [body(draw.having(name.text, value)) for value in each(draw)])

    def declared_range(self, name: str, below: "Parser") -> Callable[[Draw], Sequence[int]]:
        """All values of the name, or all but one."""
        domain = self.scope.domain(name)
        if domain is None:
            raise Refusal(f"{name} has no range")
        self.scope.bound.append(name)
        self.scope.use(name)
        self.scope.bound.pop()
        if not below.accept("≠"):
            return domain.values
        other = below.expression()
        return lambda draw: [each for each in domain.values(draw) if each != other(draw)]


def _negative(of: Meaning) -> Meaning:
    return lifted(lambda value: values.multiply(-1, value), of)


def _varied(how: Callable[..., Value], body: Meaning, key: str, domain: Domain) -> Meaning:
    """A derivative of the body by the symbol, where it is drawn."""

    def meaning(draw: Draw) -> Value:
        at = draw.values[key]
        return how(lambda value: body(draw.having(key, value)), at, domain.step(at))

    return meaning
