"""The losses in closed form, one value per example and never reduced: sum or mean is the caller's choice."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextvars import Context
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from xent import _checks as check
from xent._checks import AnyArray, FloatArray, Result
from xent.special import log, log1m, row_sums, shifted, weighted

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "mean_loss",
    "smooth_labels",
    "softmax_cross_entropy",
    "squared_error",
]

Loss: TypeAlias = Callable[[ArrayLike, ArrayLike], Result]


def binary_cross_entropy(labels: ArrayLike, probabilities: ArrayLike) -> Result:
    r"""The binary cross entropy of a label and a probability, with 0 log 0 = 0.

    ```math given="k: unit; q: unit"
    \mathrm{BCE}(k,q) = -\left[k\log q + (1-k)\log(1-q)\right]
    ```

    PyTorch's function of this name takes the prediction first and returns the mean.

    Shapes: labels k and probabilities q of class 1, all in [0, 1], of one shape -> nats of that shape.
    Errors: ValueError where a number is outside [0, 1] or the shapes differ.
    Source: Bishop, *Pattern Recognition and Machine Learning*, section 4.3.2.

    >>> print(f"{binary_cross_entropy(1, 0.8):.6f}")
    0.223144
    """
    k, q = check.unit_interval("labels", labels), check.unit_interval("probabilities", probabilities)
    check.same_shape("labels", k, "probabilities", q)
    return check.result(0.0 - (weighted(k, log(q)) + weighted(1 - k, log1m(q))))


def binary_cross_entropy_with_logits(labels: ArrayLike, logits: ArrayLike) -> Result:
    r"""The binary cross entropy of a label and the sigmoid of a logit.

    ```math given="k: unit; z: real"
    \mathrm{BCE}_{\mathrm{logit}}(k,z) = |z\,(k-[z>0])| + \log\left(1+e^{-|z|}\right)
    ```

    PyTorch's function of this name takes the prediction first and returns the mean.

    Shapes: labels k in [0, 1] and logits z, ±inf included, of one shape -> nats of that shape.
    Errors: ValueError where a label is outside [0, 1], a logit is NaN or the shapes differ.
    Source: TensorFlow's manual of *sigmoid_cross_entropy_with_logits* derives max(z, 0) - z k + log(1 + exp(-|z|)).

    >>> print(f"{binary_cross_entropy_with_logits(0, -40.0):.6g}")
    4.24835e-18
    """
    k, z = check.unit_interval("labels", labels), check.floats("logits", logits)
    check.same_shape("labels", k, "logits", z)
    tilt, loss = k - (z > 0.0), np.asarray(np.abs(z))
    if math.isfinite(check.largest(loss)):
        tilt *= z
    else:
        tilt = weighted(tilt, check.real("logits", z))
    # The tilt is never above 0 and the logarithm never below: nothing cancels, next to labels 0 and 1 either.
    for step in (np.negative, np.exp, np.log1p):
        step(loss, loss)
    loss -= tilt
    return check.result(loss)


def softmax_cross_entropy(labels: ArrayLike, logits: ArrayLike) -> Result:
    r"""The cross entropy of a truth and the softmax of logits.

    ```math given="z: real^K"
    H_{\mathrm{logits}}(p,z) = -\sum_{c=1}^K p_c\left(z_c - \log\sum_{j=1}^K e^{z_j}\right)
    ```

    Shapes: distributions p (..., K) or integer classes 0 to K - 1 (...), and logits z (..., K) -> nats (...).
    Errors: ValueError where labels are neither, the shapes do not fit or a row of logits has no softmax.
    Source: Goodfellow, Bengio and Courville, *Deep Learning*, section 6.2.2.3.

    >>> logits = [[1.0, 0.0, -1.0], [0.0, 2.0, 0.0]]
    >>> print(*(f"{loss:.6f}" for loss in softmax_cross_entropy([1, 2], logits)))
    1.407606 2.239545
    """
    z = check.logits("logits", logits)
    axes = check.numbers("labels", labels).ndim
    if axes == z.ndim:
        p = check.distributions("labels", labels)
        check.same_shape("labels", p, "logits", z)
        m, d, rest = shifted(z)
        with np.errstate(over="ignore", invalid="ignore"):
            # Halves, where z - m overflows and its part in the sum may not.
            far = weighted(2 * p, m / 2 - z / 2)
            return check.result(row_sums(np.where(np.isinf(d), far, weighted(p, np.log1p(rest) - d))))
    if axes != z.ndim - 1:
        raise check.refuse("labels", f"{z.ndim - 1} axes (classes) or {z.ndim} (distributions)", axes)
    k = check.classes("labels", labels, z.shape[-1])
    check.same_shape("labels", k, "the rows of logits", z[..., 0])
    _, d, rest = shifted(z)
    return check.result((np.log1p(rest) - np.take_along_axis(d, k[..., None], axis=-1))[..., 0])


def squared_error(targets: ArrayLike, predictions: ArrayLike) -> Result:
    r"""The squared error of each target, without a factor ½. Their mean is the mean squared error.

    ```math given="x_i: real^N; \mu_i: real^N"
    \mathrm{MSE}(x,\mu) = \frac1N\sum_{i=1}^N (x_i-\mu_i)^2
    ```

    Shapes: targets x and predicted means μ of one shape -> squared units of that shape.
    Errors: ValueError where a number is not finite or the shapes differ.
    Source: Bishop, *Pattern Recognition and Machine Learning*, section 1.2.5.

    >>> squared_error([1.0, 2.0], [1.0, 4.0])
    array([0., 4.])
    """
    x, mu = check.finite("targets", targets), check.finite("predictions", predictions)
    check.same_shape("targets", x, "predictions", mu)
    with np.errstate(over="ignore"):
        return check.result((x - mu) ** 2)


def smooth_labels(p: ArrayLike, epsilon: float) -> FloatArray:
    r"""Smoothed labels: a part ε of each row is spread over all K classes, its own included.

    ```math given="c: index(K)"
    \operatorname{smooth}(p,\varepsilon)_c = (1-\varepsilon)\,p_c + \frac{\varepsilon}{K}
    ```

    Shapes: distributions p (..., K) and one number ε in [0, 1] -> distributions (..., K).
    Errors: ValueError where a row is no distribution or ε is not one number in [0, 1].
    Source: Szegedy et al., *Rethinking the inception architecture for computer vision*, 2016, section 7.

    >>> smooth_labels([0.0, 1.0], 0.1)
    array([0.05, 0.95])
    """
    p, part = check.distributions("p", p), check.unit_interval("epsilon", epsilon)
    if part.ndim:
        raise check.refuse("epsilon", "one number", f"the shape {part.shape}")
    return np.asarray((1 - part) * p + part / p.shape[-1])


def mean_loss(loss: Loss, labels: ArrayLike, predictions: ArrayLike, *, block: int = 32768) -> float:
    r"""The mean of a per-example loss, block by block. Of the squared error, for one:

    ```math given="x_i: real^N; \mu_i: real^N"
    \mathrm{MSE}(x,\mu) = \frac1N\sum_{i=1}^N (x_i-\mu_i)^2
    ```

    A block holds that many predictions, which fit the processor's cache: memory-mapped arrays may exceed memory.

    Shapes: labels (N, ...) and predictions (N, ...) as the loss takes them, and a whole number -> one number.
    Errors: ValueError where the first axes differ, block is no whole number from 1, or the loss refuses or reduces.
    Source: Chan, Golub and LeVeque, *Algorithms for computing the sample variance*, 1983, on sums by blocks.

    >>> mean_loss(squared_error, [1.0, 2.0, 3.0], [2.0, 4.0, 5.0], block=2)
    3.0
    """
    y = labels if isinstance(labels, np.ndarray) else check.numbers("labels", labels)
    f = predictions if isinstance(predictions, np.ndarray) else check.numbers("predictions", predictions)
    if not (y.ndim and f.ndim and f.size and len(y) == len(f)):
        raise check.refuse("labels and predictions", "the same number of examples", f"{y.shape} and {f.shape}")
    if not isinstance(block, (int, np.integer)) or block < 1:
        raise check.refuse("block", "a whole number from 1", block)
    n = len(f)
    mean = share(loss, y, f, n) if f.size <= block else by_blocks(loss, y, f, n, max(1, int(block) * n // f.size))
    if math.isnan(mean):
        raise check.refuse("loss", "values that have a mean", mean)
    return mean


def by_blocks(loss: Loss, labels: AnyArray, predictions: AnyArray, n: int, step: int) -> float:
    """The mean over n examples, from blocks of so many; a refusal after the first names the block."""
    shares = []
    for i in range(0, n, step):
        try:
            shares.append(share(loss, labels[i : i + step], predictions[i : i + step], n))
        except ValueError as error:
            if i == 0:
                raise
            raise ValueError(f"{error}, in the block from example {i}") from None
    try:
        return math.fsum(shares)
    except (OverflowError, ValueError):  # beyond the largest float, or inf - inf
        return sum(shares)


def share(loss: Loss, labels: AnyArray, predictions: AnyArray, n: int) -> float:
    """A block's part of the mean over n examples; the loss checks what is in the block."""
    values = check.floats("loss", loss(labels, predictions))
    if values.shape != (len(predictions),):
        raise check.refuse("loss", "one value for each example of a block", f"the shape {values.shape}")
    mean = total(values) / n
    return mean if math.isfinite(mean) else total(values / n)


# numpy keeps in the context what it does at an overflow; entering one takes less time than np.errstate.
_QUIET = Context()
_QUIET.run(np.seterr, over="ignore", invalid="ignore")


def total(values: FloatArray) -> float:
    """The sum, inf or NaN without a warning."""
    return float(_QUIET.copy().run(np.add.reduce, values))
