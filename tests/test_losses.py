import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import sklearn.metrics
from building import refused
from numpy.testing import assert_allclose

import xent

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

RNG = np.random.default_rng(4)


def test_scikit_learn_agrees_on_the_mean():
    k, q = RNG.integers(0, 2, 50), RNG.random(50)
    assert xent.binary_cross_entropy(k, q).mean() == pytest.approx(sklearn.metrics.log_loss(k, q), rel=1e-12)
    assert xent.squared_error(q, k).mean() == pytest.approx(sklearn.metrics.mean_squared_error(q, k), rel=1e-12)
    z = RNG.normal(size=(50, 4))
    c = np.arange(50) % 4
    assert xent.softmax_cross_entropy(c, z).mean() == pytest.approx(
        sklearn.metrics.log_loss(c, xent.softmax(z)), rel=1e-12
    )


def test_logits_and_probabilities_agree():
    k, z = RNG.random((3, 7)), RNG.normal(0, 3, (3, 7))
    assert_allclose(
        xent.binary_cross_entropy_with_logits(k, z), xent.binary_cross_entropy(k, xent.sigmoid(z)), rtol=1e-12
    )


def test_integer_and_one_hot_labels_agree():
    z = RNG.normal(0, 3, (2, 6, 4))
    c = RNG.integers(0, 4, (2, 6))
    assert_allclose(xent.softmax_cross_entropy(c, z), xent.softmax_cross_entropy(np.eye(4)[c], z), rtol=1e-12)
    assert xent.softmax_cross_entropy(c, z).shape == (2, 6)


def test_scalars_are_floats():
    assert type(xent.binary_cross_entropy(1, 0.5)) is type(xent.binary_cross_entropy_with_logits(1, 0)) is float
    assert type(xent.softmax_cross_entropy(1, [0, 1])) is type(xent.squared_error(1, 2)) is float
    assert xent.squared_error(1, 3) == 4.0


def test_certain_predictions():
    assert [str(xent.binary_cross_entropy(k, q)) for k in (0, 1) for q in (0, 1)] == ["0.0", "inf", "inf", "0.0"]
    assert xent.binary_cross_entropy(0.5, 0.0) == np.inf
    z = np.array([np.inf, -np.inf])
    assert list(xent.binary_cross_entropy_with_logits([1, 0], z)) == [0, 0]
    assert list(xent.binary_cross_entropy_with_logits([0, 1], z)) == list(
        xent.binary_cross_entropy_with_logits([0.5, 0.5], z)
    )
    assert xent.binary_cross_entropy_with_logits(0, np.inf) == np.inf
    assert list(xent.softmax_cross_entropy([0, 1], [[np.inf, 0], [0, -np.inf]])) == [0, np.inf]
    assert xent.softmax_cross_entropy([1.0, 0.0], [0, -np.inf]) == 0.0


def test_nothing_is_clipped():
    assert xent.binary_cross_entropy(1, 5e-324) == pytest.approx(744.4400719213812)
    assert xent.binary_cross_entropy_with_logits(0, 20.0) == pytest.approx(20.000000002061153)
    assert xent.binary_cross_entropy_with_logits(1, -1e308) == 1e308


@pytest.mark.parametrize("loss", [xent.binary_cross_entropy, xent.binary_cross_entropy_with_logits, xent.squared_error])
def test_nothing_is_broadcast(loss):
    with pytest.raises(ValueError, match=r"expected the same shape, got \(3,\) and \(3, 1\)$"):
        loss(np.ones(3), np.ones((3, 1)))
    with pytest.raises(ValueError, match=r"expected the same shape, got \(\) and \(2,\)$"):
        loss(1, [0.5, 0.5])


@pytest.mark.parametrize(
    ("loss", "labels", "predictions", "sentence"),
    [
        (xent.binary_cross_entropy, 2, 0.5, "labels: expected a number in [0, 1], got 2"),
        (xent.binary_cross_entropy, 1, -0.1, "probabilities: expected a number in [0, 1], got -0.1"),
        (xent.binary_cross_entropy_with_logits, -1, 0, "labels: expected a number in [0, 1], got -1"),
        (
            xent.binary_cross_entropy_with_logits,
            [0, 1],
            [0, np.nan],
            "logits: expected numbers without NaN, got nan at index 1",
        ),
        (
            xent.softmax_cross_entropy,
            0,
            1.0,
            "logits: expected an array with the classes along its last axis, got a single number",
        ),
        (xent.softmax_cross_entropy, 2, [0, 1], "labels: expected a class from 0 to 1, got 2"),
        (xent.softmax_cross_entropy, 1.0, [0, 1], "labels: expected integer classes, got dtype float64"),
        (xent.softmax_cross_entropy, [1, 1], [0, 1], "labels: expected a row that sums to 1, got 2"),
        (xent.softmax_cross_entropy, [1.0], [0, 1], "labels and logits: expected the same shape, got (1,) and (2,)"),
        (
            xent.softmax_cross_entropy,
            [0],
            [[0, 1]] * 2,
            "labels and the rows of logits: expected the same shape, got (1,) and (2,)",
        ),
        (xent.softmax_cross_entropy, [[[1]]], [0, 1], "labels: expected 0 axes (classes) or 1 (distributions), got 3"),
        (xent.softmax_cross_entropy, 0, [-np.inf] * 2, "logits: expected a logit above -inf in every row, got -inf"),
        (
            xent.softmax_cross_entropy,
            [0],
            [[np.inf] * 2],
            "logits: expected at most one +inf in a row, got inf at index 0",
        ),
        (xent.squared_error, 1, np.inf, "predictions: expected a finite number, got inf"),
        (xent.squared_error, -np.inf, 1, "targets: expected a finite number, got -inf"),
    ],
)
def test_refusals(loss, labels, predictions, sentence):
    refused(lambda: loss(labels, predictions), sentence)


def test_smooth_labels():
    assert_allclose(xent.smooth_labels([[0, 1, 0], [0.2, 0.3, 0.5]], 0.3), [[0.1, 0.8, 0.1], [0.24, 0.31, 0.45]])
    assert_allclose(xent.smooth_labels([1.0, 0.0], 1), [0.5, 0.5])


@pytest.mark.parametrize(
    ("p", "epsilon", "sentence"),
    [
        ([0.5, 0.6], 0.1, "p: expected a row that sums to 1, got 1.1"),
        ([0.5, 0.5], 1.5, "epsilon: expected a number in [0, 1], got 1.5"),
        ([0.5, 0.5], [0.1, 0.1], "epsilon: expected one number, got the shape (2,)"),
    ],
)
def test_smooth_labels_refuses(p, epsilon, sentence):
    refused(lambda: xent.smooth_labels(p, epsilon), sentence)


@pytest.mark.parametrize("block", [1, 3, 10, 32768])
def test_mean_loss_is_the_mean_for_every_block(block):
    k, z = RNG.random(10), RNG.normal(0, 5, 10)
    want = xent.binary_cross_entropy_with_logits(k, z).mean()
    assert xent.mean_loss(xent.binary_cross_entropy_with_logits, k, z, block=block) == pytest.approx(want, rel=1e-14)
    rows, c = RNG.normal(size=(10, 4)), RNG.integers(0, 4, 10)
    want = xent.softmax_cross_entropy(c, rows).mean()
    assert xent.mean_loss(xent.softmax_cross_entropy, c, rows, block=block) == pytest.approx(want, rel=1e-14)


def test_mean_loss_takes_arrays_from_a_file_in_constant_memory(tmp_path):
    size = 2_000_000
    for name, values in (("k", RNG.integers(0, 2, size)), ("z", RNG.normal(0, 3, size))):
        np.save(tmp_path / name, values.astype(float))
    k, z = (np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in "kz")
    tracemalloc.start()
    mean = xent.mean_loss(xent.binary_cross_entropy_with_logits, k, z)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 2**20
    assert mean == pytest.approx(np.logaddexp(0, z).mean() - (k * z).mean(), rel=1e-12)


@pytest.mark.parametrize(
    ("labels", "predictions", "block", "sentence"),
    [
        ([1, 0], [0.5], 8, "labels and predictions: expected the same number of examples, got (2,) and (1,)"),
        (1, 0.5, 8, "labels and predictions: expected the same number of examples, got () and ()"),
        ([1, 0], [[0.5], [0.5]], 8, "labels and probabilities: expected the same shape, got (2,) and (2, 1)"),
        ([1, 0], [0.5, 0.5], 0, "block: expected a whole number from 1, got 0"),
        ([1, 0], [0.5, 0.5], 1.5, "block: expected a whole number from 1, got 1.5"),
        (
            [1, 0, 7],
            [0.5, 0.5, 0.5],
            2,
            "labels: expected numbers in [0, 1], got 7 at index 0, in the block from example 2",
        ),
        ([[1], [1, 2]], [0.5, 0.5], 2, "labels: expected a rectangular array of real numbers, got ragged rows"),
        (
            np.ma.masked_array([1.0, 0.0], [True, False]),
            [0.5, 0.5],
            2,
            "labels: expected a plain array, got a masked one",
        ),
    ],
)
def test_mean_loss_refuses(labels, predictions, block, sentence):
    refused(lambda: xent.mean_loss(xent.binary_cross_entropy, labels, predictions, block=block), sentence)


@pytest.mark.parametrize(
    ("loss", "sentence"),
    [
        (lambda x, mu: np.mean((x - mu) ** 2), "one value for each example of a block, got the shape ()"),
        (lambda x, mu: (x - mu[:, None]) ** 2, "one value for each example of a block, got the shape (4, 4)"),
        (lambda x, _: np.ma.masked_array(x, x > 0), "a plain array, got a masked one"),
        (lambda x, _: x * np.nan, "values that have a mean, got nan"),
        (lambda x, _: np.array([np.inf, -np.inf] * 2), "values that have a mean, got nan"),
    ],
)
def test_mean_loss_refuses_what_is_no_loss(loss, sentence):
    refused(lambda: xent.mean_loss(loss, np.ones(4), np.zeros(4)), f"loss: expected {sentence}")


def test_mean_loss_refuses_infinities_of_both_signs_in_two_blocks():
    with pytest.raises(ValueError, match=r"^loss: expected values that have a mean, got nan$"):
        xent.mean_loss(lambda x, _: np.where(x, np.inf, -np.inf), np.array([1.0, 0.0]), np.zeros(2), block=1)


def test_mean_loss_sums_narrow_floats_in_double():
    y, f = np.zeros(70_000, np.float16), np.full(70_000, 10, np.float16)
    assert xent.mean_loss(lambda a, b: np.abs(a - b), y, f) == 10.0


def test_mean_loss_refuses_labels_without_predictions():
    refused(
        lambda: xent.mean_loss(xent.squared_error, np.zeros(0), np.array(1.0)),
        "labels and predictions: expected the same number of examples, got (0,) and ()",
    )


@pytest.mark.parametrize("block", [1, np.int64(3), 32768])
def test_mean_loss_of_losses_whose_sum_overflows(block):
    assert xent.mean_loss(xent.squared_error, np.full(4, 1e154), np.zeros(4), block=block) == pytest.approx(1e308)
    assert xent.mean_loss(xent.binary_cross_entropy, [1, 0], [0.0, 0.5], block=block) == np.inf


def test_mean_loss_in_several_threads_at_once():
    x, y = np.ones(100_000), np.zeros(100_000)
    with ThreadPoolExecutor(4) as pool:
        means = set(pool.map(lambda _: xent.mean_loss(xent.squared_error, x, y, block=x.size), range(200)))
    assert means == {1.0}


def test_minus_zero_is_zero():
    assert xent.binary_cross_entropy(-0.0, 0.5) == xent.binary_cross_entropy(0.0, 0.5)
    assert xent.binary_cross_entropy(0, -0.0) == 0.0
