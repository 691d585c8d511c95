"""The two tables of names on "Which loss is this?": a function takes what its row says, and returns what it says."""

import importlib
import re
import warnings
from itertools import product

import numpy as np
import pytest
from building import ROOT
from numpy.testing import assert_allclose
from peers import FRAMEWORKS
from scipy import special

HOMES = {"PyTorch": "torch.nn.functional", "Keras": "keras.losses", "scikit-learn": "sklearn.metrics", "xent": "xent"}
# Examples that differ: a mean is no sum, and arguments that changed places are told.
LOGITS = np.array([[1.0, 0.0, -1.0], [0.5, 0.0, 2.0], [0.0, 0.3, 0.1]])
P = np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1]])
Q = special.softmax(LOGITS, axis=-1)
TAKEN = {
    "Two": {
        "labels": np.array([0.9, 0.2, 0.5]),
        "hard labels": np.array([1.0, 0.0, 1.0]),
        "logits": LOGITS[:, 0],
        "probabilities": special.expit(LOGITS[:, 0]),
    },
    "K": {
        "one-hot rows": np.eye(3),
        "classes": [0, 1, 2],
        "logits": LOGITS,
        "probabilities": Q,
        "log-probabilities": np.log(Q),
        **dict.fromkeys(("labels", "distributions", "distributions p"), P),
        "q": Q,
    },
}
PREDICTIONS = {"logits", "probabilities", "log-probabilities", "q"}
RETURNED = {
    "mean": np.mean,
    "one per element": np.asarray,
    "one per example": np.asarray,
    "KL divergence, divided by all elements": lambda cross: np.sum(cross - special.entr(P).sum(axis=-1)) / P.size,
    "KL divergence, not CE; one per row with `axis=-1`": lambda cross: cross - special.entr(P).sum(axis=-1),
}


def rows():
    """The number of classes, the framework, its function, the words for one way to call it, and for what it returns."""
    text = (ROOT / "docs" / "which-loss.md").read_text(encoding="utf-8")
    for number, table in re.findall(r"^(Two|K) classes:\n\n((?:\|.*\n)+)", text, re.MULTILINE):
        for row in table.splitlines()[2:]:
            framework, functions, takes, returned = row.strip("| ").split(" | ")
            for name, way in product(re.findall("`(.*?)`", functions), takes.replace("**", "").split("; ")):
                # «logits with an option» stands for the predictions alone
                words = way if "," in way else f"{takes.partition(',')[0]}, {way}"
                yield number, framework.strip("`"), name, words, returned


def function(framework, name, options):
    """What has that name; of a class one of its objects."""
    home, _, name = f"{HOMES.get(framework) or FRAMEWORKS[framework][0]}.{name}".rpartition(".")
    if name[0].isupper():
        return getattr(importlib.import_module(home.removesuffix(".functional")), name)(**options)
    return getattr(importlib.import_module(home), name)


def losses(number, truth):
    """The cross entropy of each example, from its truth."""
    if number == "Two":
        k, z = TAKEN["Two"][truth], LOGITS[:, 0]
        return -k * special.log_expit(z) - (1 - k) * special.log_expit(-z)
    return -np.sum((np.eye(3) if truth == "classes" else TAKEN["K"][truth]) * np.log(Q), axis=-1)


ROWS = [*rows()]


def test_each_framework_has_its_rows():
    assert {framework for _, framework, *_ in ROWS} == {"xent", *FRAMEWORKS}


@pytest.mark.parametrize(
    ("number", "framework", "name", "words", "returned"), ROWS, ids=[f"{r[1]}-{r[2]}" for r in ROWS]
)
def test_a_function_takes_and_returns_what_its_row_says(number, framework, name, words, returned):
    for module in (FRAMEWORKS.get(framework, ["xent"])[0], "torch" if framework == "Keras" else "xent"):
        pytest.importorskip(module, reason=f"{framework} is not installed: tests/peers.txt")
    words, _, option = words.partition(" with ")
    call = function(framework, name, {"from_logits": True} if option else {})
    for taken in product(*(each.split(" or ") for each in words.split(", "))):
        values = [np.asarray(TAKEN[number][each]) for each in taken]
        if framework == "PyTorch":
            values = [importlib.import_module("torch").tensor(value) for value in values]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns of its own default in kl_div, JAX of float64
            got = np.asarray(call(*values, **({"axis": -1} if framework == "SciPy" else {})))
        [truth] = {*taken} - PREDICTIONS
        assert_allclose(got, RETURNED[returned](losses(number, truth)), rtol=2e-6)
