"""Reads what a reader sees as what it means, strictly: what is not understood is refused, never guessed."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, partial, reduce
from itertools import groupby, pairwise

import numpy as np

from xent.pages.equations import arithmetic
from xent.pages.equations.arithmetic import RELATIONS, TIGHT, Draw, Meaning, Refusal, Value, lifted, of_numbers, scalar
from xent.pages.equations.symbols import FUNCTION_NAMES, FUNCTIONS, SYMBOLS, Domain
from xent.pages.equations.tree import WORDS, Glyph, Line, Row, full_name, seen, split

_PREFIXES = {"log": of_numbers(math.log), "log_2": of_numbers(math.log2), "exp": of_numbers(math.exp)}
_PREFIXES["ln"] = _PREFIXES["log"]
_COMPOUND: dict[str, Callable[..., Value]] = {"√(·)": of_numbers(math.sqrt), "|·|": of_numbers(abs)}
_COMPOUND["(·) over (·)"] = lambda a, b: a / scalar(b, "a denominator")
_CHOICES = of_numbers(lambda n, k: float(math.comb(arithmetic.whole(n), arithmetic.whole(k))))
_FACTORIAL = of_numbers(lambda n: float(math.factorial(arithmetic.whole(n))))
_CONSTANTS = {"π": math.pi, "e": math.e, "upright e": math.e}
_SLOPES = r"write \frac{\partial}{\partial z}, \nabla_z or \nabla_z^2, and a second derivative as ∂/∂z of a bracket"
_PARTIAL = Glyph("sign", "∂")
_DIFFERENTIALS = ("d", "upright d", "𝐝", "δ", "∂")
_GATHER: dict[str, Callable[[Draw, list[Value]], Value]] = {
    "∑": arithmetic.folded(arithmetic.add, 0.0),
    "∏": arithmetic.folded(arithmetic.multiply, 1.0),
    "max": lambda _, found: float(max(scalar(each, "a maximum") for each in found)),
    "min": lambda _, found: float(min(scalar(each, "a minimum") for each in found)),
}
_HINTS = dict.fromkeys("([{|", ": where does it end? Bars are an absolute value")
_HINTS |= {"/": r": write \frac", "the end": ": something is missing; a minus behind a sign or function takes brackets"}
_DOTS = (Glyph("sign", "⋅"), Glyph("sign", "×"))
_QUOTIENT = re.compile(r"\(\d+\) over \(\d+\)")
_DENIES = re.compile(r"\d|(?:not|n[’']t|\b(?:no|never|false|wrong|untrue))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Definition:
    """What a name stands for, the symbols in it, and the one it depends on: as its index, or a function in brackets."""

    body: Meaning
    needs: frozenset[str]
    parameter: str
    places: Meaning | None  # all that the parameter runs through, where it is a vector over that


@dataclass(frozen=True)
class Side:
    """One side of a relation: what it means, how it is seen, and the number of its row."""

    meaning: Meaning
    text: str
    at: int
    relation: str = ""


def _clauses(row: Row, *, new: bool) -> Iterator[Row]:
    """What stands between gaps, and words that state nothing, without the comma or the full stop behind it."""
    for glyph, right in pairwise((*row, Glyph("gap", " "))):
        if "words" in (glyph.kind, right.kind) and "gap" not in (glyph.kind, right.kind):
            raise Refusal(r"words inside a formula: set them off with \quad, or in the column of reasons")
        if glyph.kind == "words" and (not WORDS.fullmatch(glyph.text) or _DENIES.search(glyph.text)):
            raise Refusal(f"these words state something that nothing checks: {glyph.text}")
    if not new and len(split(row, RELATIONS)) == 1:
        raise Refusal("a row under a right side begins with its relation; or give it a left side")
    for blank, group in groupby(row, key=lambda glyph: glyph.kind in ("gap", "words")):
        part = tuple(group)
        if blank:
            new |= any(glyph.kind == "words" for glyph in part)
            continue
        if not new and part[0].kind in ("sign", "group") and part[0].text[0] in "+−([⋅×":
            raise Refusal(f"does {part[0].text[0]} go on with what stands before? Set a comma, words or a left side")
        new = part[-1] in (Glyph("sign", ","), Glyph("sign", "."))
        yield part[:-1] if new else part


@dataclass
class Reader:
    """Finds the meaning of rows, which is a function from a draw to a value; holds what the names of one fence mean."""

    own: dict[str, Domain | Definition] = field(default_factory=dict)  # declared or defined
    bound: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)  # names used, and not bound, in the definition that is being read
    public: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)  # numbers that stand before a bracket, where a function could
    ranges: set[str] = field(default_factory=set)  # what runs through its domain, which is part of the equation then
    tolerance: float = TIGHT  # ROUGH where something is found numerically
    wide: bool = False  # an interior draw could flatter it

    def statements(self, lines: Sequence[Line], where: str = "") -> list[list[Side]]:
        """The chains of relations in their order; definitions are declared. Refusal: with the row, or where."""
        chains: list[list[Side]] = []
        for at, line in enumerate(lines):
            try:
                for clause in _clauses(line.row, new=at == 0 or not line.goes_on):
                    self.clause(clause, at, chains)
            except Refusal as refusal:
                raise Refusal(f"{where}{refusal}", None if where else at) from None
        if alone := [chain[0] for chain in chains if len(chain) == 1]:
            raise Refusal(f"{where}nothing is claimed of {alone[0].text}", None if where else alone[0].at)
        return [chain for chain in chains if chain]

    def clause(self, row: Row, at: int, chains: list[list[Side]]) -> None:
        """Read a definition, a new chain, or more of the last one."""
        (_, first), *others = split(row, RELATIONS)
        if first[-1:] == (Glyph("sign", ":"),):
            if [sign for sign, _ in others] != ["="]:
                raise Refusal("a definition is := and one right side: set a gap before what follows")
            self.definition(first[:-1], others[0][1])
            chains.append([])
            return
        if first or not (others and chains):
            chains.append([Side(self.expression(first), seen(first), at)])
        elif not chains[-1] or sum(any(side.at == chains[-1][-1].at for side in chain) for chain in chains) > 1:
            raise Refusal("which chain does this row continue? Give it a left side")
        chains[-1] += [Side(self.expression(part), seen(part), at, relation) for relation, part in others]

    def definition(self, head: Row, body: Row) -> None:
        """Read «name := …», «name(x) := …» or «name_c := …»."""
        match head:
            case Glyph("name", key, (), (), ()), Glyph("group", "(·)", ((Glyph("name", x, (), (), ()),),), (), ()):
                parameter = x
            case (Glyph("name", letter, (), sub, ()),):
                index = self.domain(seen(sub))
                counted = index and index.kind in ("index", "label", "set", "bit")
                key, parameter = (letter, seen(sub)) if counted else (full_name(head[0]), "")
            case _:
                raise Refusal(f"{seen(head) or 'nothing'} is no name, nor one with its argument: it cannot be defined")
        domain = self.domain(parameter)
        if parameter and not domain:
            raise self.undeclared(parameter)
        self.use(parameter)
        self.free = set()
        self.bound.append(parameter)
        meaning = self.expression(body)
        self.bound.pop()
        places: Meaning | None = domain.members if domain and domain.kind in ("label", "index", "set") else None
        self.declare(key, Definition(meaning, frozenset(self.free), parameter, places))

    # Expressions.

    def expression(self, row: Row) -> Meaning:
        """What the whole row means: terms with + and − between them."""
        terms = split(row, "+−")
        if row[:1] == (Glyph("sign", "−"),):
            terms = terms[1:]
        if any(glyph.text == "arg" for _, part in terms[:-1] for glyph in part):
            raise Refusal("what is minimised? Write brackets")
        found = [(sign, self.term(part)) for sign, part in terms]
        signed = [lifted(partial(arithmetic.multiply, -1), value) if sign == "−" else value for sign, value in found]
        return reduce(lambda left, right: lifted(arithmetic.add, left, right), signed)

    def term(self, row: Row, *, gathered: bool = False, alone: str = "") -> Meaning:
        """Factors side by side, or with a dot or a cross between them; gathered of no dots; or one factor alone."""
        left, rest = self.factor(row)
        if alone and (rest or any(glyph in _DOTS for glyph in row)):
            raise Refusal(f"{alone} Write brackets around all of it, and other factors before")
        while rest:
            before, ahead = row[-len(rest) - 1], rest[0]
            if gathered and (ahead in _DOTS or ahead.text in _GATHER):
                raise Refusal(f"what does {ahead.text} go on with? Write brackets around what is gathered")
            if ahead in _DOTS:
                rest = rest[1:]
            elif ahead.kind == "number" or (before.kind == "number" and _QUOTIENT.fullmatch(seen((ahead,)))):
                raise Refusal(f"a number behind {seen((before,))}: is it a factor or added? Write it first, or a sign")
            right, rest = self.factor(rest)
            left = lifted(arithmetic.multiply, left, right)
        return left

    def factor(self, row: Row) -> tuple[Meaning, Row]:
        """An atom with its factorial, and what stands behind."""
        value, rest = self.atom(row)
        if rest and rest[0].text == "!":
            value, rest = self.scripted(lifted(_FACTORIAL, value), rest[0]), rest[1:]
        return value, rest

    def atom(self, row: Row) -> tuple[Meaning, Row]:
        """The smallest part that has a value, and what stands behind."""
        glyph, rest = row[0] if row else Glyph("gap", "the end"), row[1:]
        if glyph.kind in ("gap", "words") or (glyph.kind == "sign" and glyph.text not in "∑∏∇"):
            hint = _HINTS.get(glyph.text, ': a number, a name or a bracket is, or say unchecked="…"')
            raise Refusal(f"{seen((glyph,)) or 'a gap'} is not understood here{hint}")
        below = glyph.rows[-1] if glyph.kind == "fraction" else ()
        if glyph.text == "∇" or (below[1:] and below[0].text in _DIFFERENTIALS):
            return self.derivative(glyph, rest)
        if glyph.text in _CONSTANTS and not self.hides(glyph.text):
            return self.scripted(lambda _: _CONSTANTS[glyph.text], glyph), rest
        if glyph.kind not in ("name", "sign"):
            return self.scripted(self.whole(glyph), glyph), rest
        if glyph.text in _GATHER:
            return self.gathered(glyph, rest)
        if glyph.text == "arg":
            return self.minimum(glyph, rest)
        return self.name(glyph, rest)

    def scripted(self, value: Meaning, glyph: Glyph) -> Meaning:
        """The value with the glyph's index and power."""
        if glyph.sub:
            value = arithmetic.entry(value, self.index(glyph.sub))
        if seen(glyph.sup) == "⊤":
            return lifted(arithmetic.Transposed, value)
        if glyph.sup:
            if re.fullmatch(r"\([^)]*\)|\[[^]=≠<>≤≥]*\]", seen(glyph.sup)):  # the first x, or that of a layer
                raise Refusal("a bracket as an exponent is no power: leave it out")
            self.wide |= any(each.kind == "fraction" or "." in each.text for each in glyph.sup)  # a root
            value = lifted(of_numbers(arithmetic.power), value, self.expression(glyph.sup))
        return value

    def index(self, row: Row) -> Meaning:
        """An index, which is one expression and not two letters or numbers side by side."""
        if len(row) > 1 and all(glyph.kind in ("name", "number") for glyph in row):
            raise Refusal(f"two signs side by side in the index {seen(row)}: indices of what? A product takes \\cdot")
        return self.expression(row)

    def whole(self, glyph: Glyph) -> Meaning:
        """A number, a quotient, a root or what stands in brackets, without its scripts."""
        match glyph:
            case Glyph("number", text) if re.fullmatch(r"\d+(\.\d+)?", text):
                number = float(text) if "." in text else int(text)
                return lambda _: number
            case Glyph("group", "(·)", ((Glyph("binomial", "(·) above (·)", choices, (), ()),),)):
                return lifted(_CHOICES, *map(self.expression, choices))
            case Glyph("group", "[·]", (row,)) if len(split(row, RELATIONS)) == 2:
                return self.iverson(row)
            case Glyph("group", "(·)" | "[·]" | "{·}", (row,)):
                return self.expression(row)
            case Glyph("root" | "group", "√(·)" | "|·|") | Glyph("fraction", "(·) over (·)", _, (), ()):
                self.wide |= glyph.kind != "fraction"
                return lifted(_COMPOUND[glyph.text], *map(self.expression, glyph.rows))
            case Glyph("group", text) if set(text) == set("(·,)"):
                found = [self.expression(row) for row in glyph.rows]
                return lambda draw: np.array([float(scalar(part(draw), "a vector's entry")) for part in found])
        raise Refusal(f"{seen((glyph,))} is not understood here; a fraction with an index or a power takes brackets")

    def iverson(self, row: Row) -> Meaning:
        """Iverson's bracket: 1 if the relation holds, and 0 if not."""
        (_, left), (relation, right) = split(row, RELATIONS)
        self.wide, holds = True, RELATIONS[relation]
        true = of_numbers(lambda a, b: int(holds(np.float64(a - b), TIGHT * max(abs(a), abs(b)))))
        value = lifted(true, self.expression(left), self.expression(right))
        return lambda draw: value(replace(draw, noise=None) if draw.noise else draw)  # no last digit decides yes or no

    def prefix(self, name: str, rest: Row) -> tuple[Meaning, Row]:
        """A logarithm or exponential of a bracket, or of one factor."""
        if not rest or rest[0].text not in ("(·)", "[·]", "{·}"):
            return lifted(_PREFIXES[name], self.term(rest, alone="where does the function's argument end?")), ()
        if rest[0].sub or rest[0].sup or (rest[1:] and rest[1].text == "!"):
            raise Refusal("of the function or of its argument? Write brackets")
        return lifted(_PREFIXES[name], self.whole(rest[0])), rest[1:]

    def name(self, glyph: Glyph, rest: Row) -> tuple[Meaning, Row]:
        """A number, an entry of a vector, a look-up or a call."""
        full, functions = full_name(glyph), _PREFIXES.keys() | FUNCTION_NAMES
        name = full if full in functions else glyph.text
        if name in functions and not (self.hides(full) or self.hides(name)):
            if glyph.sup or name != full:
                raise Refusal(f"an index or a power of the function {name}: write it behind ({name} …), or \\log_2")
            return self.prefix(name, rest) if name in _PREFIXES else self.call(name, rest)
        key, index = self.find(glyph)
        known = None if key in self.bound else self.known(key)
        parameter = known.parameter if isinstance(known, Definition) else ""
        argument, scripts = None, replace(glyph, sub=())
        bracket = rest[0] if rest and rest[0].kind == "group" and rest[0].text[0] in "([" and not glyph.sup else None
        if index:
            if isinstance(known, Definition) and parameter and not known.places:
                raise Refusal(f"{key} takes its argument in brackets")
            # p_{ic} of an array that was declared so has two indices, a letter and a glyph each; all others have one.
            pair = len(key.partition("_")[2]) == len(index) == 2
            argument, scripts = self.index(index[:1] if pair else index), replace(glyph, sub=index[1:] if pair else ())
        elif bracket and bracket.text == "(·)" and (parameter or (isinstance(known, Domain) and known.is_vector)):
            argument, scripts, rest = self.expression(bracket.rows[0]), bracket, rest[1:]
        elif bracket:
            self.factors.add(key)
            product = f"the product {key}{bracket.text.replace('·', '…')}"
            return lifted(partial(scalar, what=product), self.meaning(key)), rest
        return self.scripted(self.meaning(key, argument), scripts), rest

    def call(self, name: str, rest: Row) -> tuple[Meaning, Row]:
        """A function of the site's table."""
        function = FUNCTIONS.get(name + rest[0].text) if rest else None
        if function is None:
            known = [form for form in FUNCTIONS if form.partition("(")[0] == name]
            raise Refusal(f"{name} is a function: write {' or '.join(known)}")
        self.public.update(function.public.split())
        call, found = function.call, [self.expression(row) for row in rest[0].rows]
        return self.scripted(lambda draw: draw.rounded(call(draw, *[part(draw) for part in found])), rest[0]), rest[1:]

    def variable(self, row: Row) -> tuple[str, Meaning | None, Domain]:
        """A declared name that is to be varied, or an entry of a declared vector, and where it is drawn from."""
        if len(row) == 1 and row[0].kind == "name" and not row[0].sup:
            key, index = self.find(row[0])
            if domain := self.domain(key):
                self.use(key)
                return key, self.index(index) if index else None, domain
        raise Refusal(f"{seen(row) or 'nothing'} is no variable that is drawn: {_SLOPES}, or \\arg\\min_z")

    def derivative(self, glyph: Glyph, rest: Row) -> tuple[Meaning, Row]:
        """∂/∂z or ∂/∂z_c, of the numerator or of the factor that follows; ∇_z or ∇_z^2 of that factor."""
        whole, power = glyph.text == "∇", seen(glyph.sup)
        above, below = ((_PARTIAL,), (_PARTIAL, *glyph.sub)) if whole else glyph.rows
        key, index, _ = self.variable(below[1:])
        readable = f"{glyph.text}{power}" in ("∇", "∇2", "(·) over (·)") and not (index if whole else glyph.sub)
        if not readable or not above[:1] == below[:1] == (_PARTIAL,):
            raise Refusal(f"a derivative of another kind: {_SLOPES}")
        self.tolerance = arithmetic.ROUGH
        if not above[1:]:
            body, rest = self.term(rest, alone="what is differentiated?"), ()
        elif rest and rest[0].text == "(·)":
            raise Refusal("a derivative at what stands in brackets, or times it? Write the factor before")
        else:
            body = self.expression(above[1:])
        units = lifted(lambda at: np.eye(len(at)), self.meaning(key))
        along = units if whole else arithmetic.entry(units, index) if index else lambda _: 1.0

        def slope(draw: Draw, step: float) -> Value:
            at, units = draw.values[key], along(draw)
            once = cache(lambda *entries: body(draw.having(key, np.array(entries))))  # differences that share a place
            of = (lambda value: once(*value)) if power else lambda value: body(draw.having(key, value))
            first = partial(arithmetic.derivative, of, step=step, along=units)
            return arithmetic.derivative(first, at, step, units) if power else first(at)

        def meaning(draw: Draw) -> Value:
            # A difference of differences loses more digits.
            step = draw.domains[key].step(draw.values[key]) * (5 if power else 1)
            return (4 * slope(draw, step / 2) - slope(draw, step)) / 3  # the leading error removed

        return meaning, rest

    def minimum(self, arg: Glyph, rest: Row) -> tuple[Meaning, Row]:
        """Where the term that follows is least."""
        least = rest[0] if rest else arg
        if (arg, least) != (Glyph("name", "arg"), Glyph("name", "min", sub=least.sub)):
            raise Refusal(r"only a minimum is read: \arg\min_{a}")
        key, _, domain = self.variable(least.sub)
        self.ranges.add(key)
        body, (low, high) = self.term(rest[1:]), domain.interval()
        self.tolerance = arithmetic.ROUGH
        return (lambda draw: arithmetic.minimiser(lambda t: body(draw.having(key, t)), low, high)), ()

    def gathered(self, glyph: Glyph, rest: Row) -> tuple[Meaning, Row]:
        """A sum, product or extreme of one term over a range; an extreme also of what stands in brackets."""
        gather = _GATHER[glyph.text]
        if glyph.kind == "name":  # max, min
            self.wide = True
            if not (glyph.sub or glyph.sup) and rest and rest[0].rows and set(rest[0].text) <= set("({·,})"):
                found = [self.expression(row) for row in rest[0].rows]
                return self.scripted(lambda draw: gather(draw, [part(draw) for part in found]), rest[0]), rest[1:]
        name, each = self.range(glyph)
        self.bound.append(name)
        body = self.term(rest, gathered=glyph.text != "∑")
        self.bound.pop()
        return (lambda draw: gather(draw, [body(draw.having(name, value)) for value in each(draw)])), ()

    def range(self, glyph: Glyph) -> tuple[str, Callable[[Draw], Sequence[int]]]:
        """A name, and what it runs through: from one number to another, a set, or all its values or all but one."""
        (_, names), *limits = split(glyph.sub, "=≠∈")
        relation, below = limits[0] if limits else ("", ())
        name = seen(names)
        plain = names == (Glyph("name", name),) and len(limits) < 2 and not {*names} & {*below, *glyph.sup}
        if plain and relation == "=" and glyph.sup:
            start, end = self.expression(below), self.expression(glyph.sup)
            return name, lambda draw: range(arithmetic.whole(start(draw)), arithmetic.whole(end(draw)) + 1)
        key = seen(below) if relation == "∈" else name
        domain = self.domain(key) if plain and relation != "=" and not glyph.sup else None
        if domain is None or (relation == "∈" and (domain.kind != "set" or len(below) > 1)):
            told = "i=1 below and N above, or only x∈𝒳, of a set by its name, or an index that is declared"
            raise Refusal(f"{seen((glyph,))} has no range: write {told}; or brackets behind max and min")
        self.ranges.add(key)
        self.use(key, binds=name)
        if relation != "≠":
            return name, domain.members
        other = self.expression(below)
        return name, lambda draw: [each for each in domain.members(draw) if each != other(draw)]

    # What a name means: declared, defined, bound by a sum, or from the site's table.

    def declare(self, name: str, known: Domain | Definition) -> None:
        """Say what a name stands for. Refusal: it has a meaning in this fence already, or reads as something else."""
        if name in self.own or (name in FUNCTION_NAMES and isinstance(known, Definition)):
            raise Refusal(f"{name} is declared twice, or a function of this site")
        if re.fullmatch(".+_[a-z]", name) and isinstance(known, Domain) and not known.is_vector:
            raise Refusal(f"{name} has entries: how many? Write its domain with ^N behind it")
        self.own[name] = known
        for each in self.own:  # which the new one may be an entry of, or have as one
            base, _, index = each.partition("_")
            plain = base.rstrip("′")
            whole, place, function = self.known(base), self.domain(index), self.own.get(plain)
            if len(base) > 1 and base[:2].isalpha():
                raise Refusal(f"{each} reads as a function, not as a number: take one letter")
            if plain != base and (plain in FUNCTION_NAMES or (isinstance(function, Definition) and function.parameter)):
                raise Refusal(f"{each} reads as a derivative")
            counts = index.isdecimal() or (place and place.kind in ("size", "index", "label", "upto", "count"))
            is_entry = counts or (index and base in self.own)
            if is_entry and whole and (isinstance(whole, Definition) or whole.is_vector):
                raise Refusal(f"{each} is an entry of a vector that is drawn")

    def domain(self, name: str) -> Domain | None:
        """Where the values of a name come from, if it is drawn: this fence's word before the site's."""
        known = self.known(name)
        return known if isinstance(known, Domain) else None

    def known(self, name: str) -> Domain | Definition | None:
        """What a name stands for where no sum binds it."""
        return self.own.get(name) or SYMBOLS.get(name)

    def use(self, name: str, binds: str = "") -> Domain | Definition | None:
        """What a name stands for, marked as used with all it needs; not free where it is bound, or binds itself."""
        known, new = self.known(name), name not in self.used
        self.used.add(name)
        needs = known.needs if known else frozenset()
        if clash := needs.intersection(self.bound):
            raise Refusal(f"{', '.join(clash)} in the definition of {name} is another one here")
        for needed in needs if new else ():
            self.use(needed)
        if isinstance(known, Domain) and known.kind == "empirical":
            self.public.add("empirical_distribution")
            sample = self.domain(known.size)
            if not sample or (sample.kind, sample.size) != ("label", "K"):
                raise Refusal(f"{name}: empirical takes a sample that is declared as label(K)^N")
        self.free |= needs.union({name}.difference(self.bound, {binds}))
        return known

    def find(self, glyph: Glyph) -> tuple[str, Row]:
        """The key of a name, and what is left of its index: the name as it stands, an entry of the x_i, or a letter."""
        vectors = [key for key, own in self.own.items() if isinstance(own, Domain) and own.is_vector]
        family = next((key for key in vectors if re.fullmatch(f"{glyph.text}_[a-z]+", key)), "")
        full = full_name(glyph)
        if full != family and self.hides(full):  # x_i of a declared sample is an entry, no name of its own
            return full, ()
        if family or self.hides(glyph.text) or glyph.text in SYMBOLS:
            return family or glyph.text, glyph.sub
        raise self.undeclared(full)

    def meaning(self, key: str, index: Meaning | None = None) -> Meaning:
        """How the value of a key, its entry or its value at an argument is found in a draw."""
        known = None if key in self.bound else self.use(key)
        if isinstance(known, Definition) and known.parameter:
            name, places = known.parameter, known.places
            if index:
                at = arithmetic.entry(places, index) if places else index
                return lambda draw: known.body(draw.having(name, at(draw)))
            if not places:
                raise Refusal("a function without its argument")
            return lambda draw: np.array([known.body(draw.having(name, each)) for each in places(draw)])
        value = known.body if isinstance(known, Definition) else lambda draw: draw.values[key]
        return arithmetic.entry(value, index) if index else value

    def hides(self, name: str) -> bool:
        """Whether this fence gives the name a meaning of its own."""
        return name in self.own or name in self.bound

    def undeclared(self, name: str) -> Refusal:
        """The refusal of a name that has no meaning here, with a known one that looks like it."""
        known = {other.lower(): other for other in (*self.own, *SYMBOLS, *FUNCTION_NAMES)}
        near = [f": did you mean {known[close]}?" for close in get_close_matches(name.lower(), known, 1, 0.75)]
        return Refusal("".join([f"{name} is declared nowhere in this fence", *near]))
