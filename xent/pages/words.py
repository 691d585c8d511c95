"""Says in words what was drawn for an equation, and which of its rows need a condition."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from xent.pages.equations import RANGES, WIDER, Condition, Held


class _Kind(NamedTuple):
    """A domain in full, what the line under an equation says of it, what it asks, what the next wider one lets in."""

    full: str
    drawn: str = ""
    asks: str = ""
    too: str = ""


_NUMBER, _WHOLE = "a number from {low} to {high}", "a whole number from {low} to {high}"
_KINDS = {
    "simplex": _Kind(
        "a distribution over {size} classes", "distributions {}", "sums to 1", "numbers {} between 0 and 1 with any sum"
    ),
    "onehot": _Kind("a one-hot vector of {size} classes", "one-hot {}", "is one-hot", "soft truths {}"),
    "label": _Kind("one of {size} classes", "samples {}"),
    "bit": _Kind("0 or 1", "{} of 0 or 1", "is 0 or 1", "soft labels {}"),
    "unit": _Kind(_NUMBER, "{} between 0 and 1", "lies between 0 and 1", "{} up to 3"),
    "count": _Kind(_WHOLE, "counts {}"),
    "upto": _Kind("a whole number from 0 to {size}", "counts {}"),
    "pos": _Kind(_NUMBER, "positive {}", "is positive", "negative {} down to −3"),
    "real": _Kind(_NUMBER, "numbers {}"),
    "size": _Kind(_WHOLE),
    "index": _Kind("one of {size} places"),
    "set": _Kind("the {size} classes"),
    "empirical": _Kind("the fractions of the sample", "", "is the distribution of this sample", "any distribution {}"),
}


def drawn(held: Held) -> str:
    """What was drawn, in the fewest words."""
    told = {name: domain.kind for name, domain in held.drawn.items() if domain.kind != "label" or domain.power}
    found = ((words.drawn, [name for name in told if told[name] == kind]) for kind, words in _KINDS.items())
    return _and([words.format(_listed(names)) for words, names in found if words and names])


def domains(held: Held) -> str:
    """What was drawn, symbol by symbol."""
    told = []
    for name, domain in held.drawn.items():
        low, high = (f"{end:g}".replace("-", "−") for end in RANGES.get(domain.kind, (0, 0)))
        words = _KINDS[domain.kind].full.format(low=low, high=high, size=domain.size)
        many = f"{domain.power} entries, each " if domain.power else ""
        told.append(f"{name_html(name)}, {many}{words}")
    return "; ".join(told)


def wider(held: Held) -> Iterator[str]:
    """A sentence for each condition that nothing needs."""
    found = [((one.drawn.kind, one.widest.kind), one.name) for one in held.conditions if one.widest != one.drawn]
    for (kind, widest), names in _grouped(found):
        too = _KINDS[kind].too if widest == WIDER[kind] else "other numbers {}"
        yield f"Holds for {too.format(_listed(names))} too."


def used(held: Held) -> Iterator[str]:
    """A sentence for each condition that a row uses: a step is false without it, a line has no value."""
    for (steps, lines, words), names in _grouped((_key(one, held), one.name) for one in held.conditions if one.rows):
        that = f"{'each of ' if len(names) > 1 else ''}{_listed(names)} {words.asks}"
        if not any(held.tags):
            if steps:
                yield f"It uses that {that}."
        elif steps:
            too = f"; {_rows('line', lines, 'needs', 'need')} it too" if lines else ""
            yield f"{_rows('Step', steps, 'uses', 'use')} that {that}{too}."
        elif len(lines) == len(held.tags):
            yield f"Every line needs that {that}."
        else:
            others = words.too.format(_listed(names))
            yield f"{_rows('Line', lines, 'needs', 'need')} that {that}; the other steps hold for {others} too."


def _key(one: Condition, held: Held) -> tuple[list[str], list[str], _Kind]:
    """The steps that are false without the condition, the lines not defined without it, and where it holds."""
    rows = [(held.tags[row] or str(row + 1), false) for row, false in one.rows.items()]
    steps, lines = [row for row, false in rows if false], [row for row, false in rows if not false]
    return steps, lines, _KINDS[one.widest.kind]


def _rows(word: str, rows: list[str], one: str, many: str) -> str:
    return f"{word} {rows[0]} {one}" if len(rows) == 1 else f"{word}s {_and(rows)} {many}"


def _grouped(pairs: Iterable[tuple[Any, str]]) -> Iterator[tuple[Any, list[str]]]:
    for key, group in groupby(sorted(pairs, key=lambda pair: str(pair[0])), key=lambda pair: pair[0]):
        yield key, [name for _, name in group]


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _listed(names: list[str]) -> str:
    return _and([name_html(name) for name in names])


def name_html(name: str) -> str:
    """A symbol as it is set in a sentence."""
    letter, _, index = name.replace("upright ", "").partition("_")
    return f"<i>{escape(letter)}</i>" + (f"<sub>{escape(index)}</sub>" if index else "")
