"""A property test for each derivation: the identity holds for whatever is drawn, by the public names alone."""

import numpy as np
import pytest
from building import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from sklearn.linear_model import LogisticRegression

import xent
from xent.pages import fences

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

settings.register_profile("xent", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("xent")

unit = st.floats(0, 1)
interior = st.floats(1e-6, 1 - 1e-6)
logit = st.floats(-700, 700)
real = st.floats(-1e6, 1e6)


@given(unit, interior)
def test_two_classes_cross_entropy_is_binary_cross_entropy(k, q):
    assert_allclose(xent.cross_entropy([1 - k, k], [1 - q, q]), xent.binary_cross_entropy(k, q), rtol=1e-9, atol=1e-15)


@given(unit, logit, logit)
def test_two_classes_softmax_is_sigmoid(k, z0, z1):
    one, two = xent.binary_cross_entropy_with_logits(k, z1 - z0), xent.softmax_cross_entropy([1 - k, k], [z0, z1])
    assert_allclose(one, two, rtol=1e-9, atol=1e-9)


@given(st.data(), st.integers(2, 6), st.integers(1, 30))
def test_negative_log_likelihood_is_cross_entropy(data, size, length):
    x = data.draw(arrays(int, length, elements=st.integers(0, size - 1)))
    weights = data.draw(arrays(float, size, elements=st.floats(0.01, 1)))
    q = weights / weights.sum()
    p_hat = xent.empirical_distribution(x, size)
    nll = xent.negative_log_likelihood(x, xent.Categorical(q))
    assert_allclose(nll, length * xent.cross_entropy(p_hat, q), rtol=1e-12)


@given(st.data(), st.integers(1, 30))
def test_binary_cross_entropy_is_the_bernoulli_likelihood(data, length):
    k = data.draw(arrays(int, length, elements=st.integers(0, 1)))
    q = data.draw(arrays(float, length, elements=unit))
    assert_allclose(
        xent.negative_log_likelihood(k, xent.Bernoulli(q)), xent.binary_cross_entropy(k, q).sum(), rtol=1e-12
    )


@given(st.data(), st.integers(1, 30), interior)
def test_binomial_counts_the_orders(data, length, q):
    k = data.draw(arrays(int, length, elements=st.integers(0, 1)))
    orders = xent.negative_log_likelihood(k.sum(), xent.Binomial(length, 0.5)) - length * np.log(2)
    bernoulli = xent.negative_log_likelihood(k, xent.Bernoulli(q))
    binomial = xent.negative_log_likelihood(k.sum(), xent.Binomial(length, q))
    assert_allclose(binomial, bernoulli + orders, rtol=1e-9, atol=1e-9)


@given(st.data(), st.integers(1, 30), st.floats(0.01, 100))
def test_squared_error_is_the_gaussian_likelihood(data, length, sigma):
    x, mu = (data.draw(arrays(float, length, elements=real)) for _ in range(2))
    nll = xent.negative_log_likelihood(x, xent.Normal(mu, sigma))
    mse = xent.squared_error(x, mu).mean()
    assert_allclose(
        nll, length / (2 * sigma**2) * mse + length / 2 * np.log(2 * np.pi * sigma**2), rtol=1e-9, atol=1e-9
    )


@given(st.data(), st.integers(2, 6))
def test_cross_entropy_is_entropy_and_divergence(data, size):
    p, q = (data.draw(arrays(float, size, elements=st.floats(0.01, 1))) for _ in range(2))
    p, q = p / p.sum(), q / q.sum()
    assert_allclose(xent.cross_entropy(p, q), xent.entropy(p) + xent.kl_divergence(p, q), rtol=1e-12)


def test_the_logistic_regression_of_the_gradients_page_is_scikit_learns():
    [fence] = [fence for fence in fences.of_page(ROOT / "docs" / "gradients.md") if "def fit(" in fence.text]
    page = {"np": np, "xent": xent}
    for example in fence.examples:
        if example.source.startswith("def "):
            exec(example.source, page)
    random = np.random.default_rng(7)
    x = random.normal(size=(300, 3))
    k = (random.random(300) < xent.sigmoid(x @ [1.0, -2.0, 0.5] + 0.3)).astype(int)
    peer = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(x, k)
    assert_allclose(page["fit"](x, k), [*peer.intercept_, *peer.coef_[0]], rtol=1e-5)
