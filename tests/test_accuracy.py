"""The promise of accuracy: at most 4 units in the last place, of the value or, where terms cancel, of the largest."""

from itertools import product

import numpy as np
import pytest
import truth
from truth import exact, worst

import xent

RNG = np.random.default_rng(20261122)
LOGITS = np.concatenate(
    [
        *(
            sign * np.array([0, 5e-324, 1e-300, 1e-17, 1e-8, 0.1, 0.5, 1, 2, 5, 10, 20, 37, 40, 100])
            for sign in (1, -1)
        ),
        *(sign * np.array([700, 708.5, 744.5, 746, 1000, 1e10, 1e308, np.inf]) for sign in (1, -1)),
        RNG.normal(0, 10, 60),
    ]
)
SOFT = np.array([0, 5e-324, 1e-300, 1e-17, 1e-8, 0.1, 0.3, 0.5, 0.9, 1 - 1e-8, 1 - 2**-53, 1])
PROBABILITIES = np.concatenate([SOFT, [1e-310, 2**-1022, 1 / 3, 0.999], RNG.random(10)])


def softmax_rows():
    yield from (
        [0, -40],
        [0.1, -700.3],
        [0.3, 0.3],
        [-1e308, 1e308],
        [5.0, -np.inf, 4.9],
        [np.inf, 0, -3],
        [1000, 999.7, 3],
    )
    yield from ([1e-17, 0], [-745.2, -745.1, 0], [3.0])
    for size, scale in product((2, 3, 10, 100, 1000), (1e-8, 1, 30)):
        yield RNG.normal(0, scale, size)


def distribution_rows():
    yield from ([0.5, 0.5], [0, 1], [1, 0, 0], [5e-324, 1], [1e-300, 1 - 1e-16, 1e-16], [1 / 3] * 3, [1e-9, 1 - 1e-9])
    for size, shape in product((2, 3, 10, 100, 1000), (0.05, 1.0)):
        row = RNG.gamma(shape, size=size)
        yield row / row.sum()


def pairs():
    """Rows far apart, and rows nearly equal."""
    rows = [np.array(row, dtype=float) for row in distribution_rows()]
    for p in rows:
        for q in rows:
            if len(p) == len(q):
                yield p, q
        for step in (1e-16, 1e-12, 1e-9, 1e-5, 0.1):
            moved = p * (1 + step * RNG.normal(size=p.size).clip(-3, 3))
            q = moved.clip(0, None) / moved.sum()
            if np.all(q <= 1):
                yield p, q


@pytest.mark.parametrize("name", ["sigmoid", "log_sigmoid"])
def test_elementwise(name, report):
    true = [getattr(truth, name)(z) for z in exact(LOGITS)]
    assert report(name, worst(getattr(xent, name)(LOGITS), true)) <= 4


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_rows(name, report):
    for row in softmax_rows():
        assert report(name, worst(getattr(xent, name)(row), getattr(truth, name)(exact(row)))) <= 4, row


def test_logsumexp(report):
    for row in softmax_rows():
        largest = float(np.max(np.abs(np.array(row)[np.isfinite(row)]), initial=0))
        error = worst(xent.logsumexp(row), [truth.logsumexp(exact(row))], lambda _, largest=largest: largest)
        assert report("logsumexp", error) <= 4, row


def test_entropy(report):
    for p in distribution_rows():
        assert report("entropy", worst(xent.entropy(p), [truth.cross_entropy(exact(p), exact(p))])) <= 4, p


def test_cross_entropy(report):
    for p, q in pairs():
        error = worst(xent.cross_entropy(p, q), [truth.cross_entropy(exact(p), exact(q))])
        assert report("cross_entropy", error) <= 4, (p, q)


def test_kl_divergence(report):
    for p, q in pairs():
        error = worst(xent.kl_divergence(p, q), [truth.kl_divergence(exact(p), exact(q))])
        assert report("kl_divergence", error) <= 4, (p, q)


def test_kl_divergence_of_nearly_equal_rows():
    p, q = np.array([0.5, 0.5]), np.array([0.5 + 1e-9, 0.5 - 1e-9])
    assert xent.kl_divergence(p, q) == pytest.approx(2e-18, rel=1e-6)


def test_binary_cross_entropy(report):
    k, q = map(np.ravel, np.meshgrid(SOFT, PROBABILITIES))
    true = [truth.bce(*pair) for pair in zip(exact(k), exact(q), strict=True)]
    assert report("binary_cross_entropy", worst(xent.binary_cross_entropy(k, q), true)) <= 4


def test_binary_cross_entropy_with_logits(report):
    k, z = map(np.ravel, np.meshgrid(SOFT, LOGITS))
    true = [truth.bce_with_logits(*pair) for pair in zip(exact(k), exact(z), strict=True)]
    assert report("binary_cross_entropy_with_logits", worst(xent.binary_cross_entropy_with_logits(k, z), true)) <= 4


def test_softmax_cross_entropy(report):
    for row in softmax_rows():
        true = [-value for value in truth.log_softmax(exact(row))]
        for c in range(min(len(row), 5)):
            hot = np.eye(len(row))[c]
            assert report("softmax_cross_entropy", worst(xent.softmax_cross_entropy(c, row), true[c : c + 1])) <= 4
            assert report("softmax_cross_entropy", worst(xent.softmax_cross_entropy(hot, row), true[c : c + 1])) <= 4
        if np.max(np.abs(row)) < 1e300:  # beyond, the log-softmax itself is no float
            soft = RNG.dirichlet(np.ones(len(row)))
            mixed = sum(a * b for a, b in zip(exact(soft), true, strict=True))
            assert report("softmax_cross_entropy", worst(xent.softmax_cross_entropy(soft, row), [mixed])) <= 4, row


def test_squared_error(report):
    x, mu = map(np.ravel, np.meshgrid(*[RNG.normal(0, 10.0 ** RNG.integers(-9, 9, 20))] * 2))
    true = [(a - b) ** 2 for a, b in zip(exact(x), exact(mu), strict=True)]
    assert report("squared_error", worst(xent.squared_error(x, mu), true)) <= 4


def test_bernoulli(report):
    for x in (0, 1):
        true = [-truth.bce(truth.mpf(x), q) for q in exact(PROBABILITIES)]
        got = xent.Bernoulli(PROBABILITIES).log_prob(np.full(PROBABILITIES.size, x))
        assert report("Bernoulli", worst(got, true)) <= 4


def test_categorical(report):
    for q in distribution_rows():
        got = xent.Categorical(q).log_prob(np.arange(len(q)))
        assert report("Categorical", worst(got, [truth.log(value) for value in exact(q)])) <= 4


def test_binomial(report):
    for n, q in product((0, 1, 10, 1000, 100000), (0, 1e-300, 0.3, 0.5, 1 - 1e-9, 1)):
        for x in sorted({0, n // 3, n}):
            terms = [truth.mp.loggamma(value + 1) for value in (n, x, n - x)]
            terms += [truth.times(x, truth.log(truth.mpf(q))), truth.times(n - x, truth.log(1 - truth.mpf(q)))]
            largest = max(abs(float(term)) for term in terms)
            error = worst(xent.Binomial(n, q).log_prob(x), [truth.binomial(x, n, truth.mpf(q))], lambda _, m=largest: m)
            assert report("Binomial", error) <= 4, (n, q, x)


def test_normal(report):
    for sigma, x, mu in product((1e-150, 1e-3, 1, 1e5, 1e150), (-1e150, -3, 0, 1e-8, 2.5), (0, 2.5, 1e-9)):
        with np.errstate(over="ignore"):
            largest = max(abs(np.log(sigma)), 1.0, 0.5 * np.square((x - mu) / sigma))
        true = truth.normal(*exact([x, mu, sigma]))
        got = xent.Normal(mu, sigma).log_prob(x)
        if abs(true) > np.finfo(float).max:
            assert got == -np.inf
        else:
            assert report("Normal", worst(got, [true], lambda _, m=largest: m)) <= 4, (sigma, x, mu)


def test_laplace(report):
    for b, x, mu in product((1e-150, 1e-3, 1, 1e150), (-1e150, -3, 0, 1e-8, 2.5), (0, 2.5, 1e-9)):
        xs, mus, bs = exact([x, mu, b])
        true = -truth.log(2 * bs) - abs(xs - mus) / bs
        largest = max(abs(np.log(b)), 1.0, float(min(abs(xs - mus) / bs, truth.mpf(1e308))))
        got = xent.Laplace(mu, b).log_prob(x)
        assert report("Laplace", worst(got, [true], lambda _, m=largest: m)) <= 4, (b, x, mu)


def test_poisson(report):
    for x, lam in product((0, 1, 2, 10, 1000, 10**6), (0, 1e-300, 0.3, 1, 7.5, 1e6, 1e300)):
        rate = truth.mpf(float(lam))
        terms = [truth.times(x, truth.log(rate)), rate, truth.mp.loggamma(x + 1)]
        largest = max(abs(float(term)) for term in terms)
        error = worst(xent.Poisson(lam).log_prob(x), [terms[0] - terms[1] - terms[2]], lambda _, m=largest: m)
        assert report("Poisson", error) <= 4, (x, lam)


def test_empirical_distribution_and_smooth_labels(report):
    for p in distribution_rows():
        for epsilon in (0.0, 1e-300, 0.1, 1 - 1e-16, 1.0):
            part = truth.mpf(epsilon)
            true = [(1 - part) * value + part / len(p) for value in exact(p)]
            assert report("smooth_labels", worst(xent.smooth_labels(p, epsilon), true)) <= 4
    x = RNG.integers(0, 7, 300)
    true = [truth.mpf(int((x == c).sum())) / 300 for c in range(7)]
    assert report("empirical_distribution", worst(xent.empirical_distribution(x, 7), true)) <= 4


def test_mean_loss(report):
    k, z = RNG.random(1000), RNG.normal(0, 30, 1000)
    true = truth.mp.fsum(truth.bce_with_logits(*pair) for pair in zip(exact(k), exact(z), strict=True)) / 1000
    for block in (1, 7, 1000):
        error = worst(xent.mean_loss(xent.binary_cross_entropy_with_logits, k, z, block=block), [true])
        assert report("mean_loss", error) <= 4


def test_negative_log_likelihood(report):
    for q in distribution_rows():
        x = RNG.choice(np.flatnonzero(np.array(q) > 0), size=50)
        true = -truth.mp.fsum(truth.log(exact(q)[c]) for c in x)
        error = worst(xent.negative_log_likelihood(x, xent.Categorical(q)), [true])
        assert report("negative_log_likelihood", error) <= 4


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_narrow_floats_are_computed_in_double(dtype):
    z = np.linspace(-30, 30, 41).astype(dtype)
    assert np.array_equal(xent.sigmoid(z), xent.sigmoid(z.astype(float)))
    assert np.array_equal(xent.softmax(z), xent.softmax(z.astype(float)))
    assert np.array_equal(
        xent.binary_cross_entropy_with_logits(np.ones(41, bool), z),
        xent.binary_cross_entropy_with_logits(np.ones(41), z.astype(float)),
    )
