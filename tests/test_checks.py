from importlib.metadata import version

import numpy as np
import pytest
from building import refused

import xent


@pytest.mark.parametrize(
    ("bad", "got"),
    [
        ("0.5", "expected a real number of at most 64 bits, got '0.5'"),
        (None, "expected a real number of at most 64 bits, got None"),
        pytest.param(
            10**5000, "expected a real number of at most 64 bits, got 16610 bits", id="more digits than may be written"
        ),
        (1j, "expected a real number of at most 64 bits, got 1j"),
        ([0.5, None], "expected real numbers, got None at index 1"),
        ([0.5, 1j, None], "expected real numbers, got 1j at index 1"),
        ([0.5, 10**30], "expected real numbers of at most 64 bits, got an array of dtype object"),
        (["a", "b"], "expected real numbers of at most 64 bits, got an array of dtype <U1"),
        (np.longdouble([1]), "expected real numbers of at most 64 bits, got an array of dtype"),
        ([[1], [1, 2]], "expected a rectangular array of real numbers, got ragged rows"),
        ([], "expected at least one number, got the empty shape (0,)"),
        (np.empty((2, 0)), "expected at least one number, got the empty shape (2, 0)"),
        (np.ma.masked_array([0.5], mask=[True]), "expected a plain array, got a masked one"),
        ([[0, np.nan]], "expected numbers without NaN, got nan at index (0, 1)"),
    ],
)
def test_what_is_no_array_of_real_numbers(bad, got):
    with pytest.raises(ValueError) as told:
        xent.sigmoid(bad)
    assert str(told.value).startswith(f"z: {got}")


def test_a_refusal_is_one_line_however_long_what_came_is():
    with pytest.raises(ValueError) as told:
        xent.negative_log_likelihood([1], np.eye(50))
    assert len(str(told.value).splitlines()) == 1
    assert len(str(told.value)) < 200


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int8, np.int64, np.float16, np.float32, ">f8"])
def test_every_real_dtype_is_good(dtype):
    k, z = np.array([0, 1, 1], dtype), np.array([0, 1, 3]).astype(dtype)
    want = xent.binary_cross_entropy_with_logits(k.astype(float), z.astype(float))
    assert np.array_equal(xent.binary_cross_entropy_with_logits(k, z), want)
    assert np.array_equal(xent.binary_cross_entropy_with_logits(k[::-1], z[::-1]), want[::-1])


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("size", [2, 10, 1000])
def test_a_softmax_passes_in_its_own_dtype(dtype, size):
    z = np.random.default_rng(5).normal(0, 3, size).astype(dtype)
    e = np.exp(z - z.max())
    assert np.isfinite(xent.entropy((e / e.sum()).astype(dtype)))


@pytest.mark.parametrize(("dtype", "miss"), [(np.float16, 0.05), (np.float32, 1e-3), (np.float64, 1e-7)])
def test_a_row_that_misses_1_by_more_than_rounding_is_refused(dtype, miss):
    for sign in (-1, 1):
        with pytest.raises(ValueError, match=r"^p: expected a row that sums to 1, got "):
            xent.entropy(np.array([0.5, 0.5 + sign * miss], dtype))


def test_the_first_offender_is_named():
    with pytest.raises(ValueError, match=r"^p: expected numbers in \[0, 1\], got -0.5 at index \(1, 0\)$"):
        xent.entropy([[0.5, 0.5], [-0.5, 1.5]])
    with pytest.raises(ValueError, match=r"^p: expected rows that sum to 1, got 0.75 at index 1$"):
        xent.entropy([[0.5, 0.5], [0.5, 0.25]])
    with pytest.raises(ValueError, match=r"^p: expected a row that sums to 1, got 0$"):
        xent.entropy(np.array([0, 0]))


def test_input_is_left_as_it_is():
    z = np.array([3.0, 1.0])
    xent.softmax(z)
    xent.log_softmax(z)
    xent.binary_cross_entropy_with_logits(np.array([0.0, 1.0]), z)
    assert list(z) == [3.0, 1.0]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: xent.cross_entropy(1, [0.2, 0.8]),
            "p: expected distributions along the last axis, got a single number: "
            "softmax_cross_entropy takes classes, of one axis fewer",
        ),
        (
            lambda: xent.cross_entropy([0, 2], [[0.2, 0.8], [0.1, 0.9]]),
            "p: expected distributions along the last axis, got the class 2: "
            "softmax_cross_entropy takes classes, of one axis fewer",
        ),
        (
            lambda: xent.softmax_cross_entropy(np.zeros((2, 3)), [0, 1]),
            "labels: expected 0 axes (classes) or 1 (distributions), got 2; the labels come first",
        ),
        (
            lambda: xent.mean_loss("bce", [1], [0.5]),
            "loss: expected a function of labels and predictions, got 'bce'",
        ),
        (
            lambda: xent.binary_cross_entropy([0, 1, 2], [0.5, 0.5, 0.5]),
            "labels: expected numbers in [0, 1], got 2 at index 2",
        ),
        (lambda: xent.sigmoid(2**64), "z: expected a real number of at most 64 bits, got 65 bits"),
        (lambda: xent.entropy([0.5, 0.4]), "p: expected a row that sums to 1, got 0.9"),
        (lambda: xent.sigmoid(float("nan")), "z: expected a number, not NaN, got nan"),
    ],
)
def test_what_puzzles_a_new_user_is_answered(call, sentence):
    refused(call, sentence)


def test_an_integer_of_64_bits_is_a_number():
    assert xent.sigmoid(2**63) == 1.0


def test_the_version_is_that_of_the_package():
    assert xent.__version__ == version("xent")
