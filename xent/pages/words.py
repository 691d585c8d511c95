"""Says in words what was drawn for an equation, and which of its rows need a condition."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any

from xent.pages.equations import RANGES, Condition, Domain, Held

# What is drawn, for the line under an equation. Sizes, indices and what follows from a sample go without saying.
_DRAWN = {
    "simplex": "distributions {}",
    "onehot": "one-hot {}",
    "label": "samples {}",
    "bit": "{} of 0 or 1",
    "unit": "{} between 0 and 1",
    "count": "counts {}",
    "upto": "counts {}",
    "pos": "positive {}",
    "real": "numbers {}",
}
# What a domain asks for, of one symbol and of several.
_ASKS = {
    "simplex": ("{} sums to 1", "{} each sum to 1"),
    "onehot": ("{} is one-hot", "{} are one-hot"),
    "bit": ("{} is 0 or 1", "{} are 0 or 1"),
    "unit": ("{} lies between 0 and 1", "{} lie between 0 and 1"),
    "pos": ("{} is positive", "{} are positive"),
    "empirical": ("{} counts this very sample", "{} count this very sample"),
}
# What a wider domain lets in.
_TOO = {
    ("bit", "unit"): "soft labels {}",
    ("onehot", "simplex"): "soft truths {}",
    ("empirical", "simplex"): "every distribution {}",
    ("simplex", "unit"): "numbers {} that sum to something else",
    ("unit", "pos"): "{} above 1",
    ("pos", "real"): "negative {}",
}


def drawn(held: Held) -> str:
    """What was drawn, in the fewest words."""
    parts = []
    for kind, words in _DRAWN.items():
        names = [name for name, domain in held.drawn.items() if domain.kind == kind]
        names = [name for name in names if kind != "label" or held.drawn[name].power]
        parts += [words.format(_listed(names))] if names else []
    return ", ".join(parts)


def domains(held: Held) -> str:
    """What was drawn, symbol by symbol."""
    return "; ".join(f"{name_html(name)}: {_domain(domain)}" for name, domain in held.drawn.items())


def _domain(domain: Domain) -> str:
    low, high = RANGES.get(domain.kind, ("", ""))
    return f"<code>{domain}</code>" + (f" from {low:g} to {high:g}" if low != high else "").replace("-", "−")


def notes(held: Held) -> Iterator[str]:
    """A sentence for each condition that a row needs, and for each that none does."""
    wider = [((one.drawn.kind, one.widest.kind), one.name) for one in held.conditions if one.widest != one.drawn]
    for kinds, names in _grouped(wider):
        yield f"Holds for {_TOO.get(kinds, 'other numbers {}').format(_listed(names))} too."
    for (step, rows, domain), names in _grouped((_key(one), one.name) for one in held.conditions if one.rows):
        asks = _ASKS[domain.kind][len(names) > 1].format(_listed(names))
        if not any(held.tags):
            yield f"It needs that {asks}." if step is not None else ""
        elif step is not None:
            yield f"Step {held.tags[step]} needs that {asks}{f'; {_lines(rows, held)} only there' if rows else ''}."
        else:
            yield f"{_lines(rows, held).capitalize()} only where {asks}{_rest(domain, rows, held)}."


def _key(one: Condition) -> tuple[int | None, tuple[int, ...], Domain]:
    return one.used, one.asked, one.widest


def _lines(rows: Sequence[int], held: Held) -> str:
    if len(rows) == len(held.tags):
        return "each line is defined"
    numbers = _and([held.tags[row] for row in rows])
    return f"line {numbers} is defined" if len(rows) == 1 else f"lines {numbers} are defined"


def _rest(domain: Domain, rows: Sequence[int], held: Held) -> str:
    wider = domain.wider()
    if wider is None or len(rows) == len(held.tags):
        return ""
    too = _TOO[domain.kind, wider.kind].replace(" {}", "").replace("{} ", "values ")
    return f"; the other lines hold for {too} too"


def _grouped(pairs: Iterable[tuple[Any, str]]) -> Iterator[tuple[Any, list[str]]]:
    for key, group in groupby(sorted(pairs, key=lambda pair: str(pair[0])), key=lambda pair: pair[0]):
        yield key, [name for _, name in group]


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _listed(names: list[str]) -> str:
    return _and([name_html(name) for name in names])


def name_html(name: str) -> str:
    """A symbol as it is set in a sentence."""
    letter, _, index = name.partition("_")
    return f"<i>{escape(letter)}</i>" + (f"<sub>{escape(index.strip('{}'))}</sub>" if index else "")
