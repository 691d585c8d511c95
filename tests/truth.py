"""The textbook formulas at 350 digits: slow, and free of every trick that the module needs."""

from collections.abc import Callable, Sequence

import numpy as np
from mpmath import mp, mpf

mp.dps = 350

INF = mpf("inf")


def log(x):
    return mp.log(x) if x else -INF


def times(weight, value):
    return weight * value if weight else mpf(0)


def sigmoid(z):
    return mpf(z > 0) if mp.isinf(z) else 1 / (1 + mp.exp(-z))


def log_sigmoid(z):
    return log(sigmoid(z))


def exps(row: Sequence) -> list:
    if any(z == INF for z in row):
        return [mpf(z == INF) for z in row]
    return [mp.exp(z) for z in row]


def logsumexp(row):
    return INF if INF in row else log(mp.fsum(exps(row)))


def softmax(row):
    parts = exps(row)
    total = mp.fsum(parts)
    return [part / total for part in parts]


def log_softmax(row):
    return [log(part) for part in softmax(row)]


def cross_entropy(p, q):
    return -mp.fsum(times(a, log(b)) for a, b in zip(p, q, strict=True))


def kl_divergence(p, q):
    return mp.fsum(times(a, log(a) - log(b)) - a + b for a, b in zip(p, q, strict=True))


def bce(k, q):
    return -times(k, log(q)) - times(1 - k, log(1 - q))


def bce_with_logits(k, z):
    return -times(k, log(sigmoid(z))) - times(1 - k, log(sigmoid(-z)))


def normal(x, mu, sigma):
    return -((x - mu) ** 2 / (2 * sigma**2)) - log(2 * mp.pi * sigma**2) / 2


def binomial(x, n, q):
    return log(mp.binomial(n, x)) + times(x, log(q)) + times(n - x, log(1 - q))


def exact(values) -> list:
    """Floats as they are, without rounding."""
    return [mpf(float(value)) for value in np.ravel(values)]


def ulps(value: float, true, largest: float = 0.0) -> float:
    """The error in units in the last place of the true value, or of the largest term where terms cancel."""
    if mp.isinf(true) or not np.isfinite(value):
        return 0.0 if value == float(true) else np.inf
    return float(abs(mpf(float(value)) - true) / np.spacing(max(abs(float(true)), largest)))


def worst(values, truths: Sequence, largest: Callable[[int], float] = lambda _: 0.0) -> float:
    """The largest error of an array in such units."""
    pairs = zip(np.ravel(values), truths, strict=True)
    return max(ulps(value, true, largest(i)) for i, (value, true) in enumerate(pairs))
