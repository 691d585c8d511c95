"""The explorer on the home page: its table, computed by `xent`, and the markup that its script moves."""

import numpy as np

import xent
from xent.pages.marks import piece

LABELS = np.linspace(0, 1, 11)
_ENDS = np.array([0.02, 0.03, 0.04, 0.06, 0.08])  # where the curve bends most
PREDICTIONS = np.concatenate([_ENDS, np.linspace(0.1, 0.9, 17), 1 - _ENDS[::-1]])
_START = (10, 19)  # label 1, prediction 0.8
_TOP = 4.0  # the largest loss in the table is below


def table() -> np.ndarray:
    """For each label and prediction: two terms of the binary formula, two of the two-class formula, loss, floor."""
    k, q = (grid.ravel() for grid in np.meshgrid(LABELS, PREDICTIONS, indexing="ij"))
    p, model = np.stack([1 - k, k], axis=-1), np.stack([1 - q, q], axis=-1)
    one, zero = np.ones_like(k), np.zeros_like(k)
    columns = [
        k * xent.binary_cross_entropy(one, q),
        (1 - k) * xent.binary_cross_entropy(zero, q),
        p[:, 1] * xent.cross_entropy(np.tile([0.0, 1.0], (k.size, 1)), model),
        p[:, 0] * xent.cross_entropy(np.tile([1.0, 0.0], (k.size, 1)), model),
        xent.cross_entropy(p, model),
        xent.entropy(p),
    ]
    return np.stack(columns, axis=-1).reshape(LABELS.size, PREDICTIONS.size, len(columns))


def explorer() -> str:
    """The markup at its first position. Without JavaScript it stays hidden, and a figure stands in its place."""
    rows = ";".join(",".join(" ".join(f"{value:.4f}" for value in cell) for cell in row) for row in table())
    k, q = LABELS[_START[0]], PREDICTIONS[_START[1]]
    return piece(f"""<div class="xent-explorer" data-top="{_TOP:g}" data-table="{rows}">
<div class="xent-sliders">
{_slider("label", "Label k", LABELS, _START[0])}
{_slider("prediction", "Prediction q", PREDICTIONS, _START[1])}
</div>
{_bar("binary", "Binary formula", ("label's part", "the rest's part"))}
{_bar("classes", "Two-class formula", ("class 1", "class 0"))}
<svg class="xent-curve" viewBox="0 0 320 150" aria-hidden="true">
<line x1="20" y1="130" x2="310" y2="130" class="axis"/><line x1="20" y1="10" x2="20" y2="130" class="axis"/>
<polyline class="curve" points=""/><line class="floor" x1="20" x2="310" y1="130" y2="130"/><circle class="point" r="5"/>
<text x="165" y="146">prediction q</text><text x="48" y="18" class="start">loss</text>
</svg>
<p class="xent-says" role="status" data-search-exclude>Label {k:g}, prediction {q:.2f}.</p>
</div>""")


def _slider(name: str, title: str, values: np.ndarray, start: int) -> str:
    listed = " ".join(f"{value:.2f}" for value in values)
    return (
        f'<div><label for="xent-{name}">{title}</label> '
        f'<output for="xent-{name}" class="{name}">{values[start]:.2f}</output>'
        f'<input type="range" id="xent-{name}" class="{name}" min="0" max="{values.size - 1}" value="{start}" '
        f'data-values="{listed}" aria-valuetext="{values[start]:.2f}"></div>'
    )


def _bar(name: str, title: str, parts: tuple[str, str]) -> str:
    terms = "".join(
        f'<span class="term {role}" title="{part}"></span>' for role, part in zip(("one", "zero"), parts, strict=True)
    )
    track = f'<span class="track">{terms}</span><output></output>'
    return f'<div class="xent-bar {name}"><span class="name">{title}</span>{track}</div>'
