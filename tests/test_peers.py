"""The frameworks: what the pages say of them is recomputed, and what they get right agrees with xent."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_allclose
from peers import CALLS, FILE, FRAMEWORKS, answer

import xent

FACTS = json.loads(FILE.read_text(encoding="utf-8"))
RNG = np.random.default_rng(6)


def installed(module):
    """The framework's module; where there is none, the test is skipped and says what brings it."""
    return pytest.importorskip(module, reason=f"{module} is not installed: tests/peers.txt")


def test_every_call_has_its_answer():
    asked = {
        name: (framework, FRAMEWORKS[framework][1], call)
        for framework, calls in CALLS.items()
        for name, call in calls.items()
    }
    assert {name: (fact["framework"], fact["imports"], fact["call"]) for name, fact in FACTS.items()} == asked
    assert all(fact.keys() >= {"version", "answer", "date"} for fact in FACTS.values())


@pytest.mark.parametrize("name", FACTS)
def test_a_recorded_answer_is_given_again(name):
    framework, recorded = FACTS[name]["framework"], FACTS[name]["answer"]
    installed(FRAMEWORKS[framework][0])
    if framework == "Keras":
        pytest.importorskip("tensorflow", reason="Keras runs on TensorFlow here: tests/peers.txt")
    expected = recorded if isinstance(recorded, str) else pytest.approx(recorded, rel=2e-6, abs=1e-30)
    assert answer(framework, FACTS[name]["call"]) == expected


@pytest.mark.parametrize("backend", ["torch", "jax"])
def test_keras_clips_behind_a_sigmoid_where_tensorflow_goes_back_to_the_logits(backend):
    for module in ("keras", backend):
        installed(module)
    again = "from peers import CALLS, answer\nprint(answer('Keras', CALLS['Keras']['keras-model']))"
    environment = {**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": str(FILE.parents[2] / "tests")}
    told = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True, env=environment)
    assert float(told.stdout) == pytest.approx(FACTS["keras-bce-1"]["answer"], rel=2e-6)
    assert FACTS["keras-model"]["answer"] == 200


def test_torch_agrees_on_ordinary_logits():
    torch = installed("torch")
    k, z, rows = RNG.random(200), RNG.normal(0, 3, 200), RNG.normal(0, 3, (200, 5))
    c = RNG.integers(0, 5, 200)
    functional = torch.nn.functional
    theirs = functional.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(k), reduction="none")
    assert_allclose(xent.binary_cross_entropy_with_logits(k, z), theirs.numpy(), rtol=1e-9)
    theirs = functional.cross_entropy(torch.tensor(rows), torch.tensor(c), reduction="none")
    assert_allclose(xent.softmax_cross_entropy(c, rows), theirs.numpy(), rtol=1e-9)
    theirs = functional.cross_entropy(torch.tensor(rows), torch.tensor(c), reduction="none", label_smoothing=0.1)
    smooth = xent.smooth_labels(np.eye(5)[c], 0.1)
    assert_allclose(xent.softmax_cross_entropy(smooth, rows), theirs.numpy(), rtol=1e-9)


def test_a_tensor_that_numpy_cannot_read_is_refused():
    torch = installed("torch")
    for tensor in (torch.ones(2, requires_grad=True), torch.ones(2, dtype=torch.bfloat16)):
        with pytest.raises(ValueError, match=r"^z: expected what numpy can read, got Tensor: "):
            xent.sigmoid(tensor)


def test_where_torch_is_wrong():
    """At z = -40, k = 0 the truth is log(1 + exp(-40)), not 0."""
    torch = installed("torch")
    z, k = torch.tensor(-40.0, dtype=torch.float64), torch.tensor(0.0, dtype=torch.float64)
    assert float(torch.nn.functional.binary_cross_entropy_with_logits(z, k)) == 0.0
    assert xent.binary_cross_entropy_with_logits(0, -40.0) == pytest.approx(4.248354255291589e-18, rel=1e-15)


def test_optax_agrees_with_its_arguments_the_other_way_round():
    optax = installed("optax")
    k, z = RNG.random(50).astype(np.float32), RNG.normal(0, 3, 50).astype(np.float32)
    assert_allclose(xent.binary_cross_entropy_with_logits(k, z), optax.sigmoid_binary_cross_entropy(z, k), rtol=1e-4)


def test_the_losses_run_on_dask_as_they_are():
    dask = installed("dask.array")
    k, z = RNG.random(1000), RNG.normal(0, 5, 1000)
    chunks = [dask.from_array(values, chunks=300) for values in (k, z)]
    lazy = dask.map_blocks(xent.binary_cross_entropy_with_logits, *chunks, dtype=float)
    assert_allclose(lazy.compute(), xent.binary_cross_entropy_with_logits(k, z))
    assert float(lazy.mean().compute()) == pytest.approx(xent.mean_loss(xent.binary_cross_entropy_with_logits, k, z))


@pytest.mark.parametrize(
    ("framework", "call", "weights"),
    [
        ("PyTorch", "F.binary_cross_entropy(tensor([0.1, 0.5]), tensor([1.0, 0.0]), weight=tensor([5.0, 1.0]))", False),
        (
            "PyTorch",
            "F.nll_loss(tensor([[0.9, 0.1], [0.5, 0.5]]).log(), tensor([1, 0]), weight=tensor([1.0, 5.0]))",
            True,
        ),
        ("scikit-learn", "log_loss([1, 0], [0.1, 0.5], sample_weight=[5, 1])", True),
        (
            "Keras",
            "losses.BinaryCrossentropy()(np.eye(2)[:, :1], np.array([[0.1], [0.5]]), np.array([5.0, 1.0]))",
            False,
        ),
    ],
)
def test_a_weighted_mean_is_divided_by_the_number_or_by_the_weights(framework, call, weights):
    installed(FRAMEWORKS[framework][0])
    weighted = np.array([5.0, 1.0]) * xent.binary_cross_entropy([1, 0], [0.1, 0.5])
    assert answer(framework, call) == pytest.approx(weighted.sum() / (6 if weights else 2), rel=1e-6)


@pytest.mark.parametrize(
    ("framework", "masked_class", "masked_row"),
    [
        ("PyTorch", "F.cross_entropy(z[None], tensor([0]))", "F.cross_entropy(z, tensor([1.0, 0.0, 0.0]))"),
        (
            "TensorFlow",
            "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=0, logits=z)",
            "tf.nn.softmax_cross_entropy_with_logits(labels=[1.0, 0.0, 0.0], logits=z)",
        ),
        (
            "optax",
            "optax.softmax_cross_entropy_with_integer_labels(z, array(0))",
            "optax.softmax_cross_entropy(z, array([1.0, 0.0, 0.0]))",
        ),
    ],
)
def test_a_one_hot_row_over_a_masked_logit_is_nan_but_not_in_xent(framework, masked_class, masked_row):
    installed(FRAMEWORKS[framework][0])
    make = {"PyTorch": "tensor", "TensorFlow": "constant", "optax": "array"}[framework]
    z = f'z = {make}([0.0, 1.0, -float("inf")])\n'
    ours = [xent.softmax_cross_entropy(label, [0.0, 1.0, -np.inf]) for label in (0, [1, 0, 0])]
    assert ours == pytest.approx(2 * [answer(framework, z + masked_class)], rel=1e-6)
    assert answer(framework, z + masked_row) == "nan"


def test_optax_says_nothing_of_a_class_out_of_range():
    installed("optax")
    call = "optax.softmax_cross_entropy_with_integer_labels(array([1.0, 0.0, -1.0]), array({}))"
    found = [answer("optax", call.format(label)) for label in (0, -3, 2, -1, 3, -4, -100)]
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert found[4:] == ["nan"] * 3


def test_scikit_learn_fits_a_temperature():
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression

    x = RNG.normal(0, 2, (400, 1))
    k = (RNG.random(400) < xent.sigmoid(x[:, 0])).astype(int)
    fitted = CalibratedClassifierCV(LogisticRegression(), method="temperature", cv=3, ensemble=False).fit(x, k)
    [inner] = fitted.calibrated_classifiers_
    q = fitted.predict_proba(x)[:, 1]
    factor = np.log(q / (1 - q)) / inner.estimator.decision_function(x)
    assert_allclose(factor, factor[0], rtol=1e-6)  # one for all
