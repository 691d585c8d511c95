import numpy as np
import pytest
import scipy.special
from numpy.testing import assert_allclose

import xent

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

Z = np.random.default_rng(1).normal(0, 5, (4, 3, 6))


@pytest.mark.parametrize(
    ("ours", "peer"),
    [
        (xent.sigmoid, scipy.special.expit),
        (xent.log_sigmoid, scipy.special.log_expit),
        (xent.softmax, lambda z: scipy.special.softmax(z, axis=-1)),
        (xent.log_softmax, lambda z: scipy.special.log_softmax(z, axis=-1)),
        (xent.logsumexp, lambda z: scipy.special.logsumexp(z, axis=-1)),
    ],
)
def test_scipy_agrees_on_ordinary_logits(ours, peer):
    assert_allclose(ours(Z), peer(Z), rtol=1e-12)


def test_shapes():
    assert xent.sigmoid(Z).shape == xent.softmax(Z).shape == xent.log_softmax(Z).shape == Z.shape
    assert xent.logsumexp(Z).shape == Z.shape[:-1]
    assert type(xent.sigmoid(0)) is type(xent.log_sigmoid(0)) is type(xent.logsumexp([0, 1])) is float


def test_infinite_logits():
    assert list(xent.sigmoid([np.inf, -np.inf])) == [1, 0]
    assert list(xent.log_sigmoid([np.inf, -np.inf])) == [0, -np.inf]
    assert list(xent.softmax([0, -np.inf, 0])) == [0.5, 0, 0.5]
    assert list(xent.softmax([0, np.inf])) == [0, 1]
    assert list(xent.log_softmax([0, np.inf])) == [-np.inf, 0]
    assert xent.logsumexp([-np.inf, -np.inf]) == -np.inf
    assert xent.logsumexp([np.inf, np.inf]) == np.inf


def test_where_the_peers_lose_digits():
    assert xent.log_softmax([0.0, -40.0])[0] == pytest.approx(-4.248354255291589e-18, rel=1e-12)
    assert scipy.special.log_softmax([0.0, -40.0])[0] == 0.0
