import numpy as np
import pytest
import scipy.stats
from building import refused
from numpy.testing import assert_allclose

import xent

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

RNG = np.random.default_rng(2)
P, Q = RNG.dirichlet(np.ones(5), (3, 4)), RNG.dirichlet(np.ones(5), (3, 4))


def test_scipy_agrees():
    assert_allclose(xent.entropy(P), scipy.stats.entropy(P, axis=-1), rtol=1e-12)
    assert_allclose(xent.kl_divergence(P, Q), scipy.stats.entropy(P, Q, axis=-1), rtol=1e-9)
    assert_allclose(
        xent.cross_entropy(P, Q), scipy.stats.entropy(P, axis=-1) + scipy.stats.entropy(P, Q, axis=-1), rtol=1e-12
    )


def test_shapes():
    assert xent.entropy(P).shape == xent.cross_entropy(P, Q).shape == xent.kl_divergence(P, Q).shape == (3, 4)
    assert type(xent.entropy(P[0, 0])) is type(xent.cross_entropy(P[0, 0], Q[0, 0])) is float


def test_zeros():
    certain, other, fair = [0.0, 1.0], [1.0, 0.0], [0.5, 0.5]
    assert str(xent.entropy(certain)) == str(xent.cross_entropy(certain, certain)) == "0.0"
    assert xent.cross_entropy(certain, fair) == pytest.approx(0.6931471805599453)
    assert xent.cross_entropy(fair, certain) == xent.kl_divergence(fair, certain) == np.inf
    assert xent.kl_divergence(certain, other) == np.inf
    assert xent.kl_divergence(certain, certain) == xent.kl_divergence(P[0, 0], P[0, 0]) == 0.0
    assert xent.kl_divergence([1.0, 0.0], fair) == pytest.approx(0.6931471805599453)


def test_kl_divergence_across_the_range_of_floats():
    assert xent.kl_divergence([5e-324, 1.0], [0.3, 0.7]) == pytest.approx(-np.log(0.7))
    assert xent.kl_divergence([0.3, 0.7], [5e-324, 1.0]) == pytest.approx(
        0.3 * np.log(0.3) + 0.7 * np.log(0.7) + 0.3 * 744.4400719213812
    )


def test_empirical_distribution():
    assert list(xent.empirical_distribution([0, 2, 2, 2], 4)) == [0.25, 0, 0.75, 0]
    assert list(xent.empirical_distribution(np.array([True, False]), np.int64(2))) == [0.5, 0.5]


@pytest.mark.parametrize(
    ("labels", "size", "sentence"),
    [
        ([0, 3], 3, "labels: expected classes from 0 to 2, got 3 at index 1"),
        ([-1], 3, "labels: expected classes from 0 to 2, got -1 at index 0"),
        ([0.0, 1.0], 3, "labels: expected integer classes, got dtype float64"),
        ([[0, 1]], 3, "labels: expected one axis, got the shape (1, 2)"),
        (0, 3, "labels: expected one axis, got the shape ()"),
        ([], 3, "labels: expected at least one number, got the empty shape (0,)"),
        ([0], 0, "num_classes: expected a whole number from 1, got 0"),
        ([0], 1.5, "num_classes: expected a whole number from 0 to 2**53, got 1.5"),
        ([0], [2], "num_classes: expected a whole number from 1, got [2]"),
    ],
)
def test_empirical_distribution_refuses(labels, size, sentence):
    refused(lambda: xent.empirical_distribution(labels, size), sentence)
