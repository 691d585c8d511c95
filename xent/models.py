"""Models with a log-likelihood for each example, in nats, and the negative log-likelihood of a sample."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from xent import _checks as check
from xent._checks import FloatArray, Result
from xent._numerics import kl_div, pairwise_sum, stirling_error, xlog1py, xlogy

__all__ = ["Bernoulli", "Binomial", "Categorical", "Laplace", "Normal", "Poisson", "negative_log_likelihood"]


def freeze(model: object, **parameters: FloatArray) -> None:
    """Keep checked copies of a frozen model's parameters."""
    for name, value in parameters.items():
        copy = check.result(value.copy())
        if isinstance(copy, np.ndarray):
            copy.setflags(write=False)
        object.__setattr__(model, name, copy)


def standardised(x: FloatArray, mu: FloatArray, scale: FloatArray) -> FloatArray:
    """(x - mu) / scale, also where x - mu alone would overflow."""
    with np.errstate(over="ignore"):
        d = x - mu
        return np.where(np.isinf(d), 2 * ((x / 2 - mu / 2) / scale), d / scale)


@dataclass(frozen=True, eq=False, init=False)
class Bernoulli:
    r"""One trial with two outcomes.

    ```math given="x: bit; q: unit"
    \log\mathrm{Bernoulli}(x;q) = x\log q + (1-x)\log(1-q)
    ```

    Shapes: q is one number or one for each example; log_prob takes outcomes 0 or 1 -> nats of their shape.
    Errors: ValueError where q is outside [0, 1], x is no outcome or the shapes differ.
    Source: Bishop, *Pattern Recognition and Machine Learning*, section 2.1.

    >>> print(*(f"{v:.6f}" for v in Bernoulli(0.8).log_prob([1, 0])))
    -0.223144 -1.609438
    """

    q: Result

    def __init__(self, q: ArrayLike) -> None:
        freeze(self, q=check.unit_interval("q", q))

    def log_prob(self, x: ArrayLike) -> Result:
        """The log-probability of each outcome."""
        x = check.not_nan("x", x)
        check.require("x", x, (x == 0) | (x == 1), "an outcome 0 or 1", "outcomes 0 or 1")
        q = check.parameter("q", self.q, x)
        return check.result(xlogy(x, q) + xlog1py(1 - x, -q))


@dataclass(frozen=True, eq=False, init=False)
class Binomial:
    r"""The number of ones in n independent trials.

    ```math given="n: size; x: upto(n); q: unit"
    \begin{aligned}
    & \log\mathrm{Binomial}(x;n,q) \\
    &\quad = \log\binom{n}{x} + x\log q + (n-x)\log(1-q)
    \end{aligned}
    ```

    The rounding of n q shows where there are many: nine digits are left at 10^15 trials.

    Shapes: n and q are one number or one for each example; log_prob takes counts 0 to n -> nats of their shape.
    Errors: ValueError where n or x is no whole number from 0 to 2^53, x is above n, q is outside [0, 1] or the shapes
    differ.
    Source: Bishop, *Pattern Recognition and Machine Learning*, section 2.1.

    >>> print(f"{Binomial(10, 0.3).log_prob(3):.6f}")
    -1.321151
    """

    n: Result
    q: Result

    def __init__(self, n: ArrayLike, q: ArrayLike) -> None:
        freeze(self, n=check.counts("n", n), q=check.unit_interval("q", q))

    def log_prob(self, x: ArrayLike) -> Result:
        """The log-probability of each count."""
        x = check.counts("x", x)
        n, q = check.parameter("n", self.n, x), check.parameter("q", self.q, x)
        check.require("x", x, x <= n, "a count up to n", "counts up to n")
        rest = n - x
        # Loader's saddle-point form has no large terms that cancel; it is for counts between the ends.
        with np.errstate(divide="ignore", invalid="ignore"):
            between = (
                stirling_error(n) - stirling_error(x) - stirling_error(rest)
                - kl_div(x, n * q) - kl_div(rest, n * (1 - q))
                + 0.5 * np.log(n / (2 * np.pi * x * rest))
            )  # fmt: skip
        return check.result(np.where((x == 0) | (rest == 0), xlogy(x, q) + xlog1py(rest, -q), between))


@dataclass(frozen=True, eq=False, init=False)
class Categorical:
    r"""One trial with K outcomes.

    ```math given="x: label(K)"
    \log\mathrm{Categorical}(x;q) = \log q_x
    ```

    Shapes: q is one distribution (K,) or one for each example (..., K); log_prob takes classes 0 to K - 1 -> nats.
    Errors: ValueError where a row of q is no distribution, x is no class or the shapes differ.
    Source: Murphy, *Probabilistic Machine Learning: An Introduction*, section 2.5.

    >>> Categorical([0.2, 0.3, 0.5]).log_prob([2, 0]).round(6)
    array([-0.693147, -1.609438])
    >>> Categorical([[0.2, 0.8], [0.9, 0.1]]).log_prob([1, 0]).round(6)
    array([-0.223144, -0.105361])
    """

    q: FloatArray

    def __init__(self, q: ArrayLike) -> None:
        freeze(self, q=check.distributions("q", q))

    def log_prob(self, x: ArrayLike) -> Result:
        """The log-probability of each class."""
        classes = check.classes("x", x, self.q.shape[-1])
        if self.q.ndim == 1:
            picked = self.q[classes]
        else:
            check.same_shape("x", classes, "the rows of q", self.q[..., 0])
            picked = np.take_along_axis(self.q, classes[..., None], axis=-1)[..., 0]
        with np.errstate(divide="ignore"):
            return check.result(np.log(picked))


@dataclass(frozen=True, eq=False, init=False)
class Normal:
    r"""The Gaussian model. Its log-density can be above 0.

    ```math given="x: real; \sigma: pos"
    \begin{aligned}
    & \log\mathcal N(x;\mu,\sigma^2) \\
    &\quad = -\frac12\left(\frac{x-\mu}{\sigma}\right)^2 - \log\sigma - \frac12\log(2\pi)
    \end{aligned}
    ```

    Shapes: mu and sigma are one number or one for each example; log_prob takes any numbers -> nats of their shape.
    Errors: ValueError where mu or sigma is not finite, sigma is not above 0, x is NaN or the shapes differ.
    Source: Bishop, *Pattern Recognition and Machine Learning*, section 1.2.4.

    >>> print(f"{Normal(0.0, 1.0).log_prob(0.0):.6f}")
    -0.918939
    """

    mu: Result
    sigma: Result

    def __init__(self, mu: ArrayLike, sigma: ArrayLike) -> None:
        freeze(self, mu=check.finite("mu", mu), sigma=check.positive("sigma", sigma))

    def log_prob(self, x: ArrayLike) -> Result:
        """The log-density at each number."""
        x = check.not_nan("x", x)
        mu, sigma = check.parameter("mu", self.mu, x), check.parameter("sigma", self.sigma, x)
        # Divide before squaring: (x - mu)², sigma² or r² alone may leave the range of floats.
        r = standardised(x, mu, sigma)
        with np.errstate(over="ignore"):
            return check.result(-(np.log(sigma) + 0.5 * math.log(2 * math.pi) + 0.5 * r * r))


@dataclass(frozen=True, eq=False, init=False)
class Laplace:
    r"""The Laplace model. Its log-density can be above 0.

    ```math given="x: real"
    \log\mathrm{Laplace}(x;\mu,b) = -\frac{|x-\mu|}{b} - \log(2b)
    ```

    Shapes: mu and b are one number or one for each example; log_prob takes any numbers -> nats of their shape.
    Errors: ValueError where mu or b is not finite, b is not above 0, x is NaN or the shapes differ.
    Source: Murphy, *Probabilistic Machine Learning: An Introduction*, section 2.7.3.

    >>> print(f"{Laplace(0.0, 1.0).log_prob(2.0):.6f}")
    -2.693147
    """

    mu: Result
    b: Result

    def __init__(self, mu: ArrayLike, b: ArrayLike) -> None:
        freeze(self, mu=check.finite("mu", mu), b=check.positive("b", b))

    def log_prob(self, x: ArrayLike) -> Result:
        """The log-density at each number."""
        x = check.not_nan("x", x)
        mu, b = check.parameter("mu", self.mu, x), check.parameter("b", self.b, x)
        return check.result(-(math.log(2) + np.log(b) + np.abs(standardised(x, mu, b))))


@dataclass(frozen=True, eq=False, init=False)
class Poisson:
    r"""The number of events at rate λ.

    ```math given="x: count"
    \log\mathrm{Poisson}(x;\lambda) = x\log\lambda - \lambda - \log x!
    ```

    Shapes: lam is one number or one for each example; log_prob takes counts -> nats of their shape.
    Errors: ValueError where lam is below 0 or not finite, x is no whole number from 0 to 2^53 or the shapes differ.
    Source: Johnson, Kemp and Kotz, *Univariate Discrete Distributions*, chapter 4.

    >>> print(f"{Poisson(2.0).log_prob(3):.6f}")
    -1.712318
    """

    lam: Result

    def __init__(self, lam: ArrayLike) -> None:
        rate = check.finite("lam", lam)
        check.require("lam", rate, rate >= 0, "a number from 0", "numbers from 0")
        freeze(self, lam=rate)

    def log_prob(self, x: ArrayLike) -> Result:
        """The log-probability of each count."""
        x = check.counts("x", x)
        lam = check.parameter("lam", self.lam, x)
        with np.errstate(divide="ignore"):
            positive = -stirling_error(x) - kl_div(x, lam) - 0.5 * np.log(2 * np.pi * x)  # Loader's saddle-point form
        return check.result(np.where(x == 0, -lam, positive))


class Model(Protocol):
    """Anything with a log-likelihood for each example."""

    def log_prob(self, x: ArrayLike, /) -> Result:
        """One log-likelihood for each example."""


def negative_log_likelihood(x: ArrayLike, model: Model) -> float:
    r"""The negative log-likelihood of a sample under any model: the sum, not the mean. Of classes, for one:

    ```math given="x_i: label(K)^N"
    \mathrm{NLL}(x;\mathrm{Categorical}(q)) = -\sum_{i=1}^N \log q(x_i)
    ```

    Shapes: a sample as model.log_prob takes it, and any object with log_prob -> one number of nats.
    Errors: ValueError where the model has no log_prob, refuses x, or its answers have no sum.
    Source: Goodfellow, Bengio and Courville, *Deep Learning*, section 5.5.

    >>> print(f"{negative_log_likelihood([1, 0, 1], Bernoulli(0.8)):.6f}")
    2.055725
    """
    if isinstance(model, type) or not hasattr(model, "log_prob"):
        raise check.refusal("model", "an object with log_prob", repr(model))
    values = check.not_nan("model.log_prob(x)", model.log_prob(x))
    total = 0.0 - float(pairwise_sum(values.ravel()))
    if math.isnan(total):
        raise check.refusal("model.log_prob(x)", "values that have a sum", total)
    return total
