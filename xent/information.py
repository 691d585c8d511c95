"""Entropy, cross entropy and relative entropy of distributions, truth first, in nats."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from xent import _checks as check
from xent._checks import FloatArray, Result
from xent._numerics import kl_div, pairwise_sum, xlogy

__all__ = ["cross_entropy", "empirical_distribution", "entropy", "kl_divergence"]


def empirical_distribution(labels: ArrayLike, num_classes: int) -> FloatArray:
    r"""The fraction of a sample in each class.

    ```math given="x_i: label(K)^N; \hat p: empirical(x_i); c: label(K)"
    \hat p(c) = \frac1N\sum_{i=1}^N [x_i = c]
    ```

    Shapes: integer classes 0 to K - 1, (N,), and their number K -> a distribution (K,).
    Errors: ValueError where labels are not such classes, or not on one axis, or K is no whole number from 1.
    Source: Goodfellow, Bengio and Courville, *Deep Learning*, section 3.9.5.

    >>> empirical_distribution([1, 0, 1, 1], num_classes=2)
    array([0.25, 0.75])
    """
    size = check.counts("num_classes", num_classes)
    if size.ndim or size == 0:
        raise check.refusal("num_classes", "a whole number from 1", num_classes)
    sample = check.classes("labels", labels, int(size))
    if sample.ndim != 1:
        raise check.refusal("labels", "one axis", f"the shape {sample.shape}")
    return np.bincount(sample, minlength=int(size)) / sample.size


def entropy(p: ArrayLike) -> Result:
    r"""The entropy of a distribution, with 0 log 0 = 0.

    ```math
    H(p) = -\sum_{c=1}^K p_c\log p_c
    ```

    Shapes: distributions (..., K) -> nats (...).
    Errors: ValueError where a row of p is no distribution.
    Source: Shannon, *A mathematical theory of communication*, 1948.

    >>> print(f"{entropy([0.5, 0.5]):.6f}")
    0.693147
    """
    p = check.distributions("p", p)
    return check.result(-pairwise_sum(xlogy(p, p)))


def cross_entropy(p: ArrayLike, q: ArrayLike) -> Result:
    r"""The cross entropy of truth p and model q, with 0 log 0 = 0.

    ```math
    H(p,q) = -\sum_{c=1}^K p_c\log q_c
    ```

    PyTorch's function of this name takes the prediction first, as logits, and returns the mean. A row may miss the
    sum 1 by the square root of its dtype's epsilon; then H(p, q) is H(p) + D_KL(p ‖ q) less what q sums to beyond p.

    Shapes: distributions (..., K), both of one shape -> nats (...); inf where q = 0 < p.
    Errors: ValueError where a row is no distribution or the shapes differ.
    Source: Goodfellow, Bengio and Courville, *Deep Learning*, section 3.13.

    >>> print(f"{cross_entropy([0.0, 1.0], [0.2, 0.8]):.6f}")
    0.223144
    """
    p, q = check.distributions("p", p), check.distributions("q", q)
    check.same_shape("p", p, "q", q)
    return check.result(-pairwise_sum(xlogy(p, q)))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Result:
    r"""The Kullback-Leibler divergence D(p‖q) of the truth p and the model q, truth first.

    ```math
    \begin{aligned}
    D_{\mathrm{KL}}(p\|q) &= \sum_{c=1}^K p_c\log\frac{p_c}{q_c} \\
    &= \sum_{c=1}^K \left[p_c\log\frac{p_c}{q_c} - p_c + q_c\right]
    \end{aligned}
    ```

    The second form is computed, each term without cancellation and none below 0, so that nearly equal rows keep their
    digits. Rows may miss the sum 1 within a tolerance: then the two forms differ by what q sums to beyond p, and only
    the second is never below 0.

    Shapes: distributions (..., K), both of one shape -> nats (...), at least 0; inf where q = 0 < p.
    Errors: ValueError where a row is no distribution or the shapes differ.
    Source: Kullback and Leibler, *On information and sufficiency*, 1951.

    >>> p, q = [[0.5, 0.5], [0.5, 0.5]], [[0.3, 0.7], [0.01, 0.99]]
    >>> kl_divergence(p, q).round(6)
    array([0.087177, 1.614463])
    """
    p, q = check.distributions("p", p), check.distributions("q", q)
    check.same_shape("p", p, "q", q)
    return check.result(pairwise_sum(kl_div(p, q)))
