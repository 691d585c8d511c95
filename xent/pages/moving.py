"""Moves a figure: what its sliders change is computed for each of their places while the page is built."""

import json
import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, NamedTuple

import numpy as np
from matplotlib.transforms import offset_copy
from numpy.typing import ArrayLike

Drawn = Any  # matplotlib's axes, its artists and their options


class Slider(NamedTuple):
    """What a slider is called, the values it goes through, the number of the first one, and how they are written."""

    title: str
    values: np.ndarray
    start: int
    form: str = ".2f"


class _Part(NamedTuple):
    """What moves: the sliders that move it, its artist, its points for each of their places, and its words."""

    by: str
    artist: Drawn
    x: np.ndarray
    y: np.ndarray
    words: list[str]


class Moving:
    """The sliders of a figure, and what they move.

    `by` names the sliders that move a part. They have the first axes of its arrays; the last one has its points.
    """

    def __init__(self, **sliders: Slider) -> None:
        self.sliders = sliders
        self.parts: list[_Part] = []
        self.sentences: list[str] = []

    def plot(self, by: str, ax: Drawn, x: ArrayLike, y: ArrayLike, *style: str, **options: Drawn) -> None:
        """A line, or points, as `ax.plot` draws them."""
        self._add(by, x, y, lambda *at: ax.plot(*at, *style, **options)[0])

    def fill(self, by: str, ax: Drawn, x: ArrayLike, low: ArrayLike, high: ArrayLike, **options: Drawn) -> None:
        """The area between two lines over the same points; over two points, a bar."""
        x, low, high = np.broadcast_arrays(x, low, high)
        x, y = np.concatenate([x, x[..., ::-1]], axis=-1), np.concatenate([high, low[..., ::-1]], axis=-1)
        self._add(by, x, y, lambda *at: ax.fill(*at, **options)[0])

    def number(self, by: str, ax: Drawn, x: ArrayLike, y: ArrayLike, values: ArrayLike, form: str, up: int = 7) -> None:
        """A number, so many points above a point."""
        words = np.vectorize(lambda value: _written(format(value, form)))(np.broadcast_to(values, self._sizes(by)))
        beside = offset_copy(ax.transData, ax.figure, y=up, units="points")
        first = words[self._first(by)]
        self._add(by, x, y, lambda x, y: ax.text(x[0], y[0], first, transform=beside, ha="center"), words.ravel())

    def say(self, sentence: str, **numbers: np.ndarray) -> None:
        """What is seen, in words: `{k}` is the value of slider k, `{loss:.4f}` a number for each place of them all."""
        for at in np.ndindex(self._sizes(" ".join(self.sliders))):
            own = {key: format(one.values[n], one.form) for n, (key, one) in zip(at, self.sliders.items(), strict=True)}
            self.sentences.append(_written(sentence.format(**own, **{key: n[at] for key, n in numbers.items()})))

    def markup(self, name: str, height: float) -> str:
        """The sliders, the sentence, and all that the script puts in their place."""
        if not self.sentences:
            raise ValueError("a figure that moves says in words what is seen: moving.say(…)")
        names = [*self.sliders]
        every = " ".join(names)
        first = self.sentences[np.ravel_multi_index(self._first(every), self._sizes(every))]
        parts = [{"by": [*map(names.index, part.by.split())], **_seen(part, height)} for part in self.parts]
        data = json.dumps({"parts": parts, "says": self.sentences}, separators=(",", ":"), ensure_ascii=False)
        data = data.replace("<", r"\u003c")  # or it could end the script that holds it
        sliders = "".join(_slider(f"{name}-{key}", slider) for key, slider in self.sliders.items())
        return (
            f'<div class="xent-sliders" data-of="{name}" data-search-exclude>{sliders}'
            f'<script type="application/json">{data}</script></div>\n'
            f'<p class="xent-says" role="status" data-search-exclude>{escape(first)}</p>\n'
        )

    def _sizes(self, by: str) -> tuple[int, ...]:
        return tuple(len(self.sliders[name].values) for name in by.split())

    def _first(self, by: str) -> tuple[int, ...]:
        return tuple(self.sliders[name].start for name in by.split())

    def _add(self, by: str, x: ArrayLike, y: ArrayLike, draw: Callable[..., Drawn], words: Iterable[str] = ()) -> None:
        """Draw it where the sliders begin, and keep its points for each of their places."""
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            raise ValueError("what moves has to be finite wherever the sliders stand")
        first = self._first(by)
        x, y = (np.broadcast_to(part, (*self._sizes(by), np.shape(part)[-1])) for part in (x, y))
        self.parts.append(_Part(by, draw(x[first], y[first]), x, y, [*words]))


def _seen(part: _Part, height: float) -> dict[str, Any]:
    """The points as they are drawn, to a tenth; what is the same everywhere is told once."""
    seen = part.artist.get_transform().transform(np.stack([part.x.ravel(), part.y.ravel()], axis=-1))
    rows = seen.reshape(-1, part.x.shape[-1], 2)
    told = {"x": rows[..., 0].round(1), "y": (height - rows[..., 1]).round(1)}
    once = {key: (values[:1] if (values == values[0]).all() else values).tolist() for key, values in told.items()}
    return {**once, "words": part.words}


def _written(text: str) -> str:
    """The text with a minus before its numbers, as the axes have it, and no hyphen."""
    return re.sub(r"(?<!\w)-(?=\d)", "−", text)


def _slider(name: str, slider: Slider) -> str:
    values = [_written(format(value, slider.form)) for value in slider.values]
    first = values[slider.start]
    return (
        f'<div><label for="{name}">{escape(slider.title)}:</label> <span>{first}</span>'
        f'<input type="range" id="{name}" autocomplete="off" min="0" max="{len(values) - 1}" value="{slider.start}" '
        f'data-values="{" ".join(values)}" aria-valuetext="{first}"></div>'
    )
