"""Finds where a condition is used: beyond a symbol's domain, which rows have no value, which step is false first?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xent.pages.equations.domains import Domain
from xent.pages.equations.tree import name_of
from xent.pages.equations.values import Refusal

# For these domains: the rows without a value, and the rows that are false. Whether `needs` states some is told too.
Beyond = Callable[[dict[str, Domain], bool], tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Condition:
    """A symbol, where it was drawn, the widest domain where all holds, and the rows that end it there."""

    name: str
    drawn: Domain
    widest: Domain
    asked: tuple[int, ...] = ()
    used: tuple[int, ...] = ()

    @property
    def rows(self) -> set[int]:
        """The rows that use the condition."""
        return {*self.asked, *self.used}


def search(drawn: Mapping[str, Domain], beyond: Beyond, needs: str, tags: Sequence[str]) -> tuple[Condition, ...]:
    """A condition for each symbol whose domain has a wider one. Refusal: `needs` states one, and it is not so."""
    parts = [part.partition(":") for part in needs.split(";") if part.strip()]
    stated = [(name_of(name), " ".join(rest.split())) for name, _, rest in parts]
    found = []
    for name, domain in drawn.items():
        condition = Condition(name, domain, domain)
        while not condition.rows and (wider := condition.widest.wider()):
            asked, used = beyond({**drawn, name: wider}, name in dict(stated))
            widest = condition.widest if asked or used else wider
            condition = Condition(name, domain, widest, asked, used)
        if domain.wider():
            found.append(condition)
    # Each alone may be wider, and still not all at once.
    widened = {one.name: one.widest for one in found if one.widest != one.drawn}
    if len(widened) > 1 and any(beyond({**drawn, **widened}, bool(stated))):
        found = [one if one.widest == one.drawn else Condition(one.name, one.drawn, one.drawn) for one in found]
    true = {f"{one.name}: {one.widest.kind} at {tags[row] or row + 1}" for one in found for row in one.rows}
    for need in map(": ".join, stated):
        if need not in true:
            raise Refusal(f"needs={need!r} is not so: {'; '.join(sorted(true)) or 'no condition is needed'}")
    return tuple(found)
