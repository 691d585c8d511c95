"""Input that somebody looked for: equal terms, other layouts, the ends of the range of floats."""

from itertools import product

import numpy as np
import pytest
import truth
from truth import exact, worst

import xent

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

RNG = np.random.default_rng(20261123)


@pytest.mark.parametrize(
    "size", [2, 3, 4, 8, 10, 16, 17, 31, 100, 128, 256, pytest.param(1000, marks=pytest.mark.slow)]
)
def test_one_logit_over_equal_others(size):
    for top, gap in product((-0.9, 0.1, 0.2, 1.3), (2.4, 4.1, 5.4, 6.3, 8.4)):
        row = [top] + [top - gap] * (size - 1)
        assert worst(xent.log_softmax(row)[:2], truth.log_softmax(exact(row))[:2]) <= 4
        assert worst(xent.softmax(row)[:2], truth.softmax(exact(row))[:2]) <= 4


@pytest.mark.parametrize("size", [3, 5, 39, 127, 1000, 2021])
def test_sums_of_equal_terms(size):
    p = np.full(size, 1 / size)
    assert worst(xent.entropy(p), [truth.cross_entropy(exact(p), exact(p))]) <= 2
    assert (
        worst(xent.negative_log_likelihood(np.ones(size), xent.Bernoulli(0.9)), [-size * truth.log(truth.mpf(0.9))])
        <= 2
    )


def test_the_layout_of_an_array_changes_nothing():
    p, q = RNG.dirichlet(np.ones(3000), 2), RNG.dirichlet(np.ones(3000), 2)
    z = RNG.normal(size=(2, 3000))
    for values in (np.asfortranarray, lambda a: np.repeat(a, 2, axis=1)[:, ::2], lambda a: a[::-1, ::-1][::-1, ::-1]):
        assert np.array_equal(xent.entropy(values(p)), xent.entropy(p))
        assert np.array_equal(xent.kl_divergence(values(p), values(q)), xent.kl_divergence(p, q))
        assert np.array_equal(xent.softmax_cross_entropy(values(p), values(z)), xent.softmax_cross_entropy(p, z))
        assert np.array_equal(xent.logsumexp(values(z)), xent.logsumexp(z))


def test_kl_divergence_of_hundredths():
    for a, b in [*product(range(1, 100, 7), range(1, 100, 3)), (27.88153820458785, 6.129327991354473)]:
        p, q = [a / 100, 1 - a / 100], [b / 100, 1 - b / 100]
        error = worst(xent.kl_divergence(p, q), [truth.kl_divergence(exact(p), exact(q))])
        assert error <= 4, (p, q)


def test_binomials_of_few_trials():
    for n, x, q in product(range(1, 8), range(8), (0.1, 0.3, 0.557, 0.75)):
        if x <= n:
            terms = [
                truth.mp.log(truth.mp.binomial(n, x)),
                x * truth.log(truth.mpf(q)),
                (n - x) * truth.log(1 - truth.mpf(q)),
            ]
            largest = max(abs(float(term)) for term in terms)
            assert worst(xent.Binomial(n, q).log_prob(x), [sum(terms)], lambda _, m=largest: m) <= 4, (n, x, q)


@pytest.mark.parametrize(("x", "rate"), [(1e15, 1e15), (1e15, 1e15 + 3e7), (2**53, 9e15), (1e9, 1.0001e9), (16, 16)])
def test_poisson_of_large_counts(x, rate):
    with truth.mp.workdps(60):
        true = x * truth.mp.log(rate) - truth.mpf(rate) - truth.mp.loggamma(truth.mpf(x) + 1)
    assert truth.ulps(xent.Poisson(rate).log_prob(x), true) <= 4


@pytest.mark.parametrize(
    ("x", "n", "q"), [(2**49, 2**50, 0.5), (3e14, 1e15, 0.3), (2**52, 2**53, 0.5), (1, 2**53, 1e-16), (50, 100, 0.5)]
)
def test_binomial_of_large_counts(x, n, q):
    a, b, p = map(truth.mpf, (x, n, q))
    with truth.mp.workdps(60):
        choose = truth.mp.loggamma(b + 1) - truth.mp.loggamma(a + 1) - truth.mp.loggamma(b - a + 1)
        true = choose + a * truth.mp.log(p) + (b - a) * truth.mp.log1p(-p)
    assert truth.ulps(xent.Binomial(n, q).log_prob(x), true) <= 4


def test_no_part_overflows_where_the_answer_does_not():
    assert xent.Normal(0, 1).log_prob(1.5e154) == pytest.approx(-1.125e308)
    assert xent.Normal(-1e308, 1e308).log_prob(1e308) == pytest.approx(-np.log(1e308) - 0.5 * np.log(2 * np.pi) - 2)
    assert xent.Laplace(-1e308, 1e308).log_prob(1e308) == pytest.approx(-np.log(2) - np.log(1e308) - 2)
    assert xent.softmax_cross_entropy([0.5, 0.5], [-1e308, 1e308]) == pytest.approx(1e308)
    assert xent.softmax_cross_entropy([1e-300, 1.0], [-1e308, 1e308]) == pytest.approx(2e8)


def test_what_does_overflow_is_infinite_without_a_warning():
    assert xent.negative_log_likelihood([1e308, 1e308], xent.Laplace(0, 1)) == np.inf
    assert xent.softmax_cross_entropy([1.0, 0.0], [-1e308, 1e308]) == np.inf
    assert xent.mean_loss(xent.binary_cross_entropy_with_logits, np.ones(3), np.full(3, -1.7e308), block=1) > 1.69e308
    top = np.finfo(float).max
    assert xent.mean_loss(xent.binary_cross_entropy_with_logits, np.ones(3), np.full(3, -top), block=1) >= top


def test_zero_has_no_sign():
    q = xent.softmax([3.0, -1e30])
    assert not np.signbit(q).any()
    assert xent.kl_divergence([0.5, 0.5], q) == np.inf
    assert xent.kl_divergence([0.5, 0.5], [1.0, -0.0]) == np.inf
    assert not np.signbit([xent.Bernoulli(-0.0).q, xent.Poisson(-0.0).lam]).any()
    assert not np.signbit(xent.Bernoulli(0.0).log_prob([0, 0])).any()
    assert not np.signbit(xent.Laplace(0, 0.5).log_prob(0))
    assert not np.signbit(xent.Normal(0, (2 * np.pi) ** -0.5).log_prob(0))
