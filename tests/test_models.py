import dataclasses

import numpy as np
import pytest
import scipy.stats
from building import refused
from numpy.testing import assert_allclose

import xent

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

RNG = np.random.default_rng(3)


def test_scipy_agrees():
    q = RNG.random(8)
    assert_allclose(xent.Bernoulli(q).log_prob(np.arange(8) % 2), scipy.stats.bernoulli(q).logpmf(np.arange(8) % 2))
    assert_allclose(
        xent.Binomial(7, q).log_prob(np.arange(8)), scipy.stats.binom(7, q).logpmf(np.arange(8)), rtol=1e-12
    )
    x, mu, sigma = RNG.normal(size=(3, 8))
    sigma = np.abs(sigma)
    assert_allclose(xent.Normal(mu, sigma).log_prob(x), scipy.stats.norm(mu, sigma).logpdf(x), rtol=1e-12)
    assert_allclose(xent.Laplace(mu, sigma).log_prob(x), scipy.stats.laplace(mu, sigma).logpdf(x), rtol=1e-12)
    assert_allclose(
        xent.Poisson(sigma).log_prob(np.arange(8)), scipy.stats.poisson(sigma).logpmf(np.arange(8)), rtol=1e-12
    )
    rows = RNG.dirichlet(np.ones(4), 8)
    picked = np.log(rows[np.arange(8), np.arange(8) % 4])
    assert_allclose(xent.Categorical(rows).log_prob(np.arange(8) % 4), picked)
    grid = xent.Categorical(rows.reshape(2, 4, 4)).log_prob((np.arange(8) % 4).reshape(2, 4))
    assert_allclose(grid, picked.reshape(2, 4))


def test_one_parameter_serves_all_examples_and_a_scalar_is_a_float():
    assert xent.Bernoulli(0.3).log_prob([[1, 0]]).shape == (1, 2)
    for model, x in (
        (xent.Bernoulli(0.3), 1),
        (xent.Binomial(3, 0.3), 2),
        (xent.Categorical([0.3, 0.7]), 1),
        (xent.Normal(0, 1), 2),
    ):
        assert type(model.log_prob(x)) is float


def test_certain_models():
    assert (
        list(xent.Bernoulli(1.0).log_prob([1, 0])) == list(xent.Bernoulli([0.0, 0.0]).log_prob([0, 1])) == [0, -np.inf]
    )
    assert list(xent.Binomial(2, 1.0).log_prob([2, 1])) == [0, -np.inf]
    assert list(xent.Categorical([0, 1]).log_prob([1, 0])) == [0, -np.inf]
    assert list(xent.Poisson(0).log_prob([0, 1])) == [0, -np.inf]
    assert xent.Laplace(0, 1).log_prob(np.inf) == -np.inf
    assert xent.Normal(0, 1e-200).log_prob(1.0) == xent.Normal(0, 1).log_prob(np.inf) == -np.inf


def test_models_are_frozen_copies():
    q = np.array([0.2, 0.8])
    model = xent.Categorical(q)
    q[:] = 0.5
    assert model.log_prob(0) == np.log(0.2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.q = q
    with pytest.raises(ValueError, match="read-only"):
        model.q[0] = 0.5


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: xent.Bernoulli(1.2), "q: expected a number in [0, 1], got 1.2"),
        (lambda: xent.Bernoulli(0.5).log_prob([0, 0.5]), "x: expected outcomes 0 or 1, got 0.5 at index 1"),
        (
            lambda: xent.Bernoulli([0.5, 0.5]).log_prob([[0, 1]]),
            "x and q: expected the same shape, got (1, 2) and (2,)",
        ),
        (lambda: xent.Binomial(2.5, 0.5), "n: expected a whole number from 0 to 2**53, got 2.5"),
        (lambda: xent.Binomial(2, -0.5), "q: expected a number in [0, 1], got -0.5"),
        (lambda: xent.Binomial(2, 0.5).log_prob([0, 3]), "x: expected counts up to n, got 3 at index 1"),
        (lambda: xent.Binomial(2, 0.5).log_prob(-1), "x: expected a whole number from 0 to 2**53, got -1"),
        (lambda: xent.Binomial([2, 2], 0.5).log_prob([1]), "x and n: expected the same shape, got (1,) and (2,)"),
        (lambda: xent.Categorical([0.5, 0.4]), "q: expected a row that sums to 1, got 0.9"),
        (lambda: xent.Categorical([0.5, 0.5]).log_prob(2), "x: expected a class from 0 to 1, got 2"),
        (
            lambda: xent.Categorical([[0.5, 0.5]]).log_prob([0, 1]),
            "x and the rows of q: expected the same shape, got (2,) and (1,)",
        ),
        (lambda: xent.Normal(np.inf, 1), "mu: expected a finite number, got inf"),
        (lambda: xent.Normal(0, 0), "sigma: expected a number above 0, got 0"),
        (lambda: xent.Normal(0, 1).log_prob(np.nan), "x: expected a number, not NaN, got nan"),
        (lambda: xent.Normal(0, [1, 2]).log_prob([1, 2, 3]), "x and sigma: expected the same shape, got (3,) and (2,)"),
        (lambda: xent.Laplace(np.nan, 1), "mu: expected a number, not NaN, got nan"),
        (lambda: xent.Laplace(0, -1), "b: expected a number above 0, got -1"),
        (lambda: xent.Laplace([0, 1], 1).log_prob(3), "x and mu: expected the same shape, got () and (2,)"),
        (lambda: xent.Poisson(-1), "lam: expected a number from 0, got -1"),
        (lambda: xent.Poisson(np.inf), "lam: expected a finite number, got inf"),
        (lambda: xent.Poisson(1).log_prob(0.5), "x: expected a whole number from 0 to 2**53, got 0.5"),
        (lambda: xent.Poisson([1, 2]).log_prob([1]), "x and lam: expected the same shape, got (1,) and (2,)"),
        (lambda: xent.negative_log_likelihood([1], "coin"), "model: expected an object with log_prob, got 'coin'"),
        (
            lambda: xent.negative_log_likelihood([1], xent.Bernoulli),
            "model: expected an object with log_prob, got <class 'xent.models.Bernoulli'>",
        ),
    ],
)
def test_refusals(make, sentence):
    refused(make, sentence)


def test_negative_log_likelihood_is_the_sum():
    x = RNG.integers(0, 2, 20)
    assert xent.negative_log_likelihood(x, xent.Bernoulli(0.3)) == pytest.approx(
        -scipy.stats.bernoulli(0.3).logpmf(x).sum()
    )
    assert xent.negative_log_likelihood([1, 0], xent.Bernoulli(1.0)) == np.inf
    assert str(xent.negative_log_likelihood([1], xent.Bernoulli(1.0))) == "0.0"


def test_any_model_will_do_that_answers_numbers():
    class Uniform:
        def log_prob(self, x):
            return np.zeros_like(x)

    class Broken:
        def log_prob(self, x):
            return np.full_like(x, np.nan)

    assert xent.negative_log_likelihood(np.array([0.5, 0.2]), Uniform()) == 0.0
    with pytest.raises(ValueError, match=r"^model.log_prob\(x\): expected numbers without NaN, got nan at index 0$"):
        xent.negative_log_likelihood(np.array([0.5, 0.2]), Broken())
