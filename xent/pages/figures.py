"""Draws a figure as inline SVG: one file for light and dark, with its text alternative."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from xent.pages.moving import Moving
from xent.pages.pieces import piece

# Matplotlib wants fixed colours, the page's palette is not: these stand in for it until the file is written.
_PALETTE = {"#010203": "truth", "#020304": "model", "#030405": "ink", "#040506": "faint", "#050607": "third"}
TRUTH, MODEL, INK, FAINT, THIRD = _PALETTE  # the keys
_DIGITS = re.compile(r"\d+\.\d\d+")  # more than an eye sees: a tenth will do, as where the points move

_STYLE: Any = dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), INK) | {
    "svg.fonttype": "none",
    "font.size": 11,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "patch.facecolor": "none",  # not the first colour of a cycle, which every edge of the axes would look up
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2.2,
    "legend.frameon": False,
}
_MARGINS = {"left": 0.13, "right": 0.95, "wspace": 0.4, "hspace": 0.45}  # fixed: to measure labels is to draw twice


@contextmanager
def figure(
    title: str, seen: str, *, moving: Moving | None = None, rows: int = 1, columns: int = 1, height: float = 3.2
) -> Iterator[Any]:
    """The axes to draw on (an array of them for several); printed at the end of the block.

    `seen` says what a reader sees: it is the caption, and what a screen reader reads. What `moving` has drawn on the
    axes follows its sliders.
    """
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    if not name:
        raise ValueError(f"a figure is named by the letters of its title, and {title!r} has none")
    with style.context([_STYLE, {"svg.hashsalt": title}], after_reset=True):
        drawing = Figure(figsize=(5.2, height), dpi=72)  # as an SVG is drawn
        drawing.subplots_adjust(bottom=0.54 / height, top=1 - 0.13 / height, **_MARGINS)
        yield drawing.subplots(rows, columns)
        for ax in drawing.axes:
            if not (np.isfinite(ax.dataLim.get_points()).any() or ax.texts):
                raise ValueError("nothing finite is drawn on the axes")
        for number, part in enumerate(moving.parts if moving else ()):
            part.artist.set_gid(f"{name}-{number}")  # the script finds it by this name
        out = io.StringIO()
        drawing.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        moves = moving.markup(name, drawing.bbox.height) if moving else ""
    print(_framed(out.getvalue(), name, title, seen, moves))


def _framed(svg: str, name: str, title: str, seen: str, moves: str) -> str:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'(<g|<path) id="[\w.]*_\d+"', r"\1", svg)  # the same in every figure, and linked by none
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    svg = re.sub(r' d="[^"]*"', lambda path: _DIGITS.sub(lambda found: f"{float(found[0]):.1f}", path[0]), svg)
    svg = re.sub(r" font-family: [^;\"]*;", "", svg)  # the page's own
    for sentinel, role in _PALETTE.items():
        svg = svg.replace(sentinel, f"var(--xent-{role})")
    opening = f'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-seen"'
    svg = svg.replace("<svg", opening, 1).replace(">", f'><title id="{name}-title">{escape(title)}</title>', 1)
    caption = f'<figcaption id="{name}-seen">{escape(seen)}</figcaption>'
    body = re.sub(r"\n\s*", "\n", svg).strip()
    return piece(f'<figure class="xent-figure">\n{body}\n{moves}{caption}\n</figure>')
