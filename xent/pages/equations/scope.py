"""Which name means what inside one fence: declared, defined, bound by a sum, or from the site's table."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from xent.pages.equations.arithmetic import TIGHT, Meaning, Refusal, entry
from xent.pages.equations.domains import Domain
from xent.pages.equations.symbols import FUNCTION_NAMES, SYMBOLS
from xent.pages.equations.tree import Glyph, Row, full_name


@dataclass(frozen=True)
class Definition:
    """What a name stands for, the symbols in it, and the one it depends on in brackets or as its index."""

    body: Meaning
    needs: frozenset[str]
    parameter: str
    places: Meaning | None  # all that the parameter runs through, where it is a vector over that

    def at(self, argument: Meaning | None) -> Meaning:
        """Its value where the parameter is the argument; without one, the number or the vector of all its values."""
        parameter, places = self.parameter, self.places
        if not parameter:
            return entry(self.body, argument) if argument else self.body
        if argument:
            at = entry(places, argument) if places else argument
            return lambda draw: self.body(draw.having(parameter, at(draw)))
        if not places:
            raise Refusal("a function without its argument")
        return lambda draw: np.array([self.body(draw.having(parameter, each)) for each in places(draw)])


@dataclass
class Scope:
    """The names of one fence, and which of them have been used."""

    own: dict[str, Domain | Definition] = field(default_factory=dict)  # declared or defined
    bound: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)  # names used, and not bound, in the definition that is being read
    public: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)  # numbers that stand before a bracket, where a function could
    ranges: set[str] = field(default_factory=set)  # what runs through its domain, which is part of the equation then
    tolerance: float = TIGHT  # ROUGH where something is found numerically
    wide: bool = False  # an interior draw could flatter it

    def declare(self, name: str, known: Domain | Definition) -> None:
        """Say what a name stands for. Refusal: it has a meaning in this fence already, or reads as something else."""
        if name in self.own or (name in FUNCTION_NAMES and isinstance(known, Definition)):
            raise Refusal(f"{name} is declared twice, or a function of this site")
        if re.fullmatch(".+_[a-z]", name) and isinstance(known, Domain) and not known.is_vector:
            raise Refusal(f"{name} has entries: how many? Write its domain with ^N behind it")
        self.own[name] = known
        for each in self.own:
            self.refuse_name(each)

    def refuse_name(self, name: str) -> None:
        """Refusal: the name reads as a function, or is an entry of a vector that is drawn or defined."""
        base, _, index = name.partition("_")
        if len(base) > 1 and base[:2].isalpha():
            raise Refusal(f"{name} reads as a function, not as a number: take one letter")
        plain = base.rstrip("′")
        function = self.own.get(plain)
        if plain != base and (plain in FUNCTION_NAMES or (isinstance(function, Definition) and function.parameter)):
            raise Refusal(f"{name} reads as a derivative")
        whole, place = self.known(base), self.domain(index)
        counts = index.isdecimal() or (place and place.kind in ("size", "index", "label", "upto", "count"))
        is_entry = counts or (index and base in self.own)
        if is_entry and whole and (isinstance(whole, Definition) or whole.is_vector):
            raise Refusal(f"{name} is an entry of a vector that is drawn")

    def domain(self, name: str) -> Domain | None:
        """Where the values of a name come from, if it is drawn: this fence's word before the site's."""
        known = self.known(name)
        return known if isinstance(known, Domain) else None

    def known(self, name: str) -> Domain | Definition | None:
        """What a name stands for where no sum binds it."""
        return self.own.get(name) or SYMBOLS.get(name)

    def use(self, name: str, binds: str = "") -> None:
        """Mark a name as used, with everything that it needs; it is not free where it is bound, or binds itself."""
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

    def takes_argument(self, key: str) -> bool:
        """Whether a bracket behind the name holds an index or an argument."""
        known = None if key in self.bound else self.known(key)
        return bool(known and (known.parameter if isinstance(known, Definition) else known.is_vector))

    def meaning(self, key: str, index: Meaning | None = None) -> Meaning:
        """How the value of a key, its entry or its value at an argument is found in a draw."""
        if key not in self.bound:
            self.use(key)
            if isinstance(known := self.known(key), Definition):
                return known.at(index)
        return entry(lambda draw: draw.values[key], index) if index else lambda draw: draw.values[key]

    def hides(self, name: str) -> bool:
        """Whether this fence gives the name a meaning of its own."""
        return name in self.own or name in self.bound

    def undeclared(self, name: str) -> Refusal:
        """The refusal of a name that has no meaning here, with a known one that looks like it."""
        known = {other.lower(): other for other in (*self.own, *SYMBOLS, *FUNCTION_NAMES)}
        near = [f": did you mean {known[close]}?" for close in get_close_matches(name.lower(), known, 1, 0.75)]
        return Refusal("".join([f"{name} is declared nowhere", *near]))
