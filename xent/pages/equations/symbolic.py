"""Reads what has a name: symbols, calls, sums over a range, derivatives, minima and expectations."""

from collections.abc import Callable, Sequence

import numpy as np

from xent.pages.equations import values
from xent.pages.equations.parser import Parser
from xent.pages.equations.values import Draw, Meaning, Refusal, Value, scalar


class Symbolic(Parser):
    """The parser with everything that looks names up."""

    def value_of(self, name: str) -> Meaning:
        """The value of a name that stands alone."""
        key = self.scope.find(name, self.scope.family(name))
        if key is None:
            if name == "e":
                return lambda _: np.e
            raise self.refusal(
                f"{name} is a function" if self.scope.is_function(name) else f"{name} is declared nowhere"
            )
        return self.scope.meaning(key)

    def symbol(self) -> Meaning:
        """A number, an entry of a vector, or a call; or one of the operators that bind a name."""
        if self.next in (r"\sum", r"\prod"):
            return self.over_range(values.total if self.take() == r"\sum" else values.product)
        if self.next in (r"\max", r"\min"):
            return self.extreme(np.max if self.take() == r"\max" else np.min)
        if self.accept(r"\arg"):
            return self.minimum()
        if self.accept(r"\nabla"):
            return self.nabla()
        name = self.name()
        if name == r"\mathbb{E}" and self.next == "_":
            return self.expectation()
        name = self.with_subscript(name)
        if self.next == "'" and self.scope.is_function(name):
            self.take()
            return self.slope(name)
        if self.scope.is_function(name):
            return self.indexed(self.call(name))
        return self.indexed(self.looked_up(name))

    def looked_up(self, name: str) -> Meaning:
        """A name with what stands in brackets behind it: an entry of a vector, or a definition's argument."""
        family = self.scope.family(name)
        if self.next == "_" and family:
            return self.scope.meaning(family)
        value = self.value_of(name)
        key = self.scope.find(name, family)
        if self.next != "(" or key is None:
            return value
        definition = self.scope.defined.get(key) if key not in self.scope.bound else None
        if definition and definition.parameter and not definition.is_vector:
            argument, parameter, body = self.group(), definition.parameter, definition.body
            return lambda draw: body(draw.having(parameter, argument(draw)))
        vector = self.scope.is_vector(key)
        if vector is None:
            return lambda draw: scalar(value(draw), f"the product {name}(…)")
        if vector:
            index = self.group()
            return lambda draw: values.at_index(draw, value(draw), index(draw))
        return value

    def indexed(self, value: Meaning) -> Meaning:
        """The value, or its entry where an index follows."""
        if not self.accept("_"):
            return value
        index = self.group() if self.next == "{" else self.single()
        return lambda draw: values.at_index(draw, value(draw), index(draw))

    def arguments(self) -> tuple[str, list[Meaning]]:
        """What stands in the brackets of a call, and the separators between it."""
        self.expect("(")
        bars, self.inside_bars = self.inside_bars, False
        parts, separators = [self.expression()], "·"
        while self.next in (",", ";", r"\|"):
            separators += self.take() + "·"
            parts.append(self.expression())
        self.inside_bars = bars
        self.expect(")")
        return separators, parts

    def call(self, name: str) -> Meaning:
        """A function of the site's table."""
        if self.next != "(":
            raise self.refusal(f"{name} is a function: give it its argument in brackets")
        separators, parts = self.arguments()
        function = self.scope.function(name, separators)
        if function is None:
            raise self.refusal(f"no function {name}({separators}) is known")
        if function.public:
            self.scope.public.add(function.public)
        call = function.call

        def meaning(draw: Draw) -> Value:
            try:
                return call(draw, *(part(draw) for part in parts))
            except ValueError as error:
                raise Refusal(str(error)) from None

        return meaning

    def slope(self, name: str) -> Meaning:
        """The derivative of a function of one argument, σ'(z)."""
        function = self.scope.function(name, "·")
        separators, parts = self.arguments()
        if function is None or separators != "·":
            raise self.refusal(f"{name}' takes one argument")
        self.scope.rough = True
        self.scope.public.add(function.public)
        call = function.call
        return lambda draw: values.derivative(lambda t: call(draw, t), scalar(parts[0](draw), "a derivative"))

    def fraction(self) -> Meaning:
        """A quotient, or the derivative of the term that follows."""
        if [token.text for token in self.tokens[self.place : self.place + 3]] != ["{", r"\partial", "}"]:
            return super().fraction()
        self.place += 3
        self.expect("{")
        self.expect(r"\partial")
        key, index = self.variable()
        self.expect("}")
        body = self.term()
        self.scope.rough = True

        def meaning(draw: Draw) -> Value:
            if index is not None:
                return values.at_index(
                    draw, values.gradient(lambda z: body(draw.having(key, z)), draw.values[key]), index(draw)
                )
            return values.derivative(lambda t: body(draw.having(key, t)), scalar(draw.values[key], "a derivative"))

        return meaning

    def variable(self) -> tuple[str, Meaning | None]:
        """A declared name, or an entry of a declared vector."""
        name = self.with_subscript(self.name())
        key = self.scope.find(name, self.scope.family(name))
        if key is None or key in self.scope.defined:
            raise self.refusal(f"{name} is no variable")
        self.scope.use(key)
        if not self.accept("_"):
            return key, None
        return key, self.group() if self.next == "{" else self.single()

    def nabla(self) -> Meaning:
        """The gradient of the term that follows, or with ^2 its second derivatives."""
        self.expect("_")
        key, index = self.variable()
        second = bool(self.accept("^"))
        if second:
            self.expect("2")
        if index is not None:
            raise self.refusal("a gradient by one entry: write a derivative")
        body = self.term()
        self.scope.rough = True

        differences = values.curvature if second else values.gradient
        return lambda draw: differences(lambda z: body(draw.having(key, z)), draw.values[key])

    def minimum(self) -> Meaning:
        """Where the term that follows is least."""
        self.expect(r"\min")
        self.expect("_")
        braces = self.accept("{")
        key, _ = self.variable()
        if braces:
            self.expect("}")
        body, domain = self.term(), self.scope.domain(key)
        if self.next in ("+", "-"):
            raise self.refusal("what is minimised? Write brackets")
        self.scope.rough = True

        def meaning(draw: Draw) -> float:
            if domain is None:
                raise Refusal("a minimum over nothing")
            return values.minimiser(lambda t: body(draw.having(key, t)), *domain.interval())

        return meaning

    def expectation(self) -> Meaning:
        """The average of a bracket over a distribution, E_{x ~ p}[…]."""
        self.expect("_")
        self.expect("{")
        name = self.name()
        self.expect(r"\sim")
        weights = self.value_of(self.name())
        self.expect("}")
        self.scope.bound.append(name)
        if self.next not in ("[", "("):
            raise self.refusal("an expectation takes brackets")
        body = self.group()
        self.scope.bound.pop()

        def meaning(draw: Draw) -> float:
            p = np.asarray(weights(draw))
            return float(sum(draw.term(p[j] * body(draw.having(name, j + draw.base))) for j in range(len(p))))

        return meaning

    def extreme(self, of: Callable[[list[float]], float]) -> Meaning:
        """The largest or the least, of what stands in brackets or over a range."""
        if self.next == "_":
            return self.over_range(lambda _, found: float(of(found)))
        _, parts = self.arguments()
        return lambda draw: float(of([scalar(part(draw), "a maximum") for part in parts]))

    def over_range(self, gather: Callable[[Draw, list[Value]], Value]) -> Meaning:
        """A sum, product or extreme of one term over a range."""
        self.expect("_")
        braces = self.accept("{")
        name = self.name()
        each = self.range_of(name)
        if braces and self.next != "^":
            self.expect("}")
        if isinstance(each, tuple):
            self.expect("^")
            each = values.whole_range(*each, self.argument())
        self.scope.bound.append(name)
        body = self.term()
        self.scope.bound.pop()
        return lambda draw: gather(draw, [body(draw.having(name, value)) for value in each(draw)])

    def range_of(self, name: str) -> Callable[[Draw], Sequence[int]] | tuple[Meaning]:
        """What follows the name under a sum: = a start, in a set, unequal to another, or nothing."""
        if self.accept("="):
            return (self.expression(),)
        if self.accept(r"\in"):
            return self.value_of(self.name())
        domain = self.scope.domain(name)
        if domain is None:
            raise self.refusal(f"{name} has no range")
        self.scope.use(name)
        if self.accept(r"\ne", r"\neq"):
            other = self.value_of(self.name())
            return lambda draw: [each for each in domain.values(draw) if each != other(draw)]
        return domain.values
