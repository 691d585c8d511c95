"""Holds a displayed equation: reads the MathML that the reader sees, draws its symbols, and evaluates both sides.

One entry point, `hold`. Deleting this folder would cost the rest of the machinery nothing else.
"""

import re
import zlib
from dataclasses import dataclass

import numpy as np

from xent.pages.equations.arithmetic import Refusal
from xent.pages.equations.domains import RANGES, WIDER, Domain, read_domain
from xent.pages.equations.parser import Reader
from xent.pages.equations.symbols import FUNCTION_NAMES
from xent.pages.equations.tree import lines, mathml, named, seen
from xent.pages.equations.trial import DRAWS, Condition, Refuted, Trial

__all__ = ["DRAWS", "RANGES", "WIDER", "Condition", "Domain", "Held", "Refusal", "Refuted", "hold", "mathml", "states"]

_NO_RELATIONS = {*"+−⋅×±·()[]{}|‖,;.:!?…/∑∏√⊤∂∇_^′'’“”\u0302\u0303\u0304"}  # any other sign relates its two sides
# BCE alone states something of the function; H or D alone may be a number.
_NAMES = {name.partition("_")[0] for name in FUNCTION_NAMES}
_SCRIPTS = r"(?:[_^](?:\{[^}]*\}+|.))*"
_CALL = re.compile("|".join(name if len(name) > 1 else rf"(?<![_^]){name}{_SCRIPTS}[(\[√]" for name in _NAMES))


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


def hold(
    formula: str, *, given: str = "", let: str = "", needs: str = "", base: int = 1, seed: int | None = None
) -> Held:
    """Check every relation of the MathML on random draws.

    Refusal: it is not an equation that can be checked. Refuted: it is, and it is false.
    """
    reader = Reader()
    for name, domain in sorted(named(given)):  # q before q_1, which is an entry of the site's q
        reader.declare(name, read_domain(domain))
    for definition in filter(str.strip, let.split(r"\\")):
        try:
            claims = reader.statements(lines(mathml(definition)))
        except Refusal as refusal:
            raise Refusal(f"let: {refusal}") from None  # in no row of the equation
        if claims:
            raise Refusal("let holds definitions only")
    rows = lines(formula)
    chains = reader.statements(rows)
    if not chains:
        raise Refusal("nothing is claimed")
    if unused := [name for name in reader.own if name not in reader.used]:
        raise Refusal(f"{', '.join(unused)}: declared and not used")
    relations = [side.relation for chain in chains for side in chain[1:]]
    reader.wide |= bool(set(relations) & set("≥≤<>"))
    drawn = {name: known for name in sorted(reader.used) if (known := reader.domain(name))}
    seed = zlib.crc32(f"{formula}{given}{let}".encode()) if seed is None else seed
    trial = Trial(chains, reader, base, np.random.default_rng(seed))
    for wrong in trial.tried(drawn, DRAWS, DRAWS // 2):
        if wrong:
            raise wrong[0]
    far, tags = trial.reached, tuple(row.tag for row in rows)  # before the search, whose far draws count too
    conditions = trial.conditions(drawn, needs, tags)
    public, factors = tuple(sorted(reader.public)), tuple(sorted(reader.factors))
    return Held(public, drawn, conditions, tags, factors, unequal="≠" in relations, far=far)


def states(formula: str) -> bool:
    """Whether the MathML claims something: there is a relation in it, and a call of a function of the site.

    Refusal: it holds what the reading of equations does not know.
    """
    text = "".join(seen(line.row) for line in lines(formula)).replace(" ", "")
    signs = {sign for sign in text if not sign.isalnum()}
    return bool(signs - _NO_RELATIONS and _CALL.search(text))
