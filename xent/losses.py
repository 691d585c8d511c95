"""The losses in closed form, one value per example and never reduced: sum or mean is the caller's choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xent import _checks as check
from xent._checks import FloatArray, Result
from xent._numerics import pairwise_sum, shifted_exp, xlog1py, xlogy

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "smooth_labels",
    "softmax_cross_entropy",
    "squared_error",
]


@overload
def binary_cross_entropy(labels: float, probabilities: float) -> float: ...
@overload
def binary_cross_entropy(
    labels: Sequence[Any] | NDArray[Any], probabilities: Sequence[Any] | NDArray[Any]
) -> FloatArray: ...
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
    return check.result(-(xlogy(k, q) + xlog1py(1 - k, -q)))


@overload
def binary_cross_entropy_with_logits(labels: float, logits: float) -> float: ...
@overload
def binary_cross_entropy_with_logits(
    labels: Sequence[Any] | NDArray[Any], logits: Sequence[Any] | NDArray[Any]
) -> FloatArray: ...
def binary_cross_entropy_with_logits(labels: ArrayLike, logits: ArrayLike) -> Result:
    r"""The binary cross entropy of a label and the sigmoid of a logit.

    ```math given="k: unit; z: real"
    \begin{aligned}
    & \mathrm{BCE}_{\mathrm{logit}}(k,z) \\
    &\quad = |z\,(k-[z>0])| + \log\left(1+e^{-|z|}\right)
    \end{aligned}
    ```

    PyTorch's function of this name takes the prediction first and returns the mean.

    Shapes: labels k in [0, 1] and logits z, ±inf included, of one shape -> nats of that shape.
    Errors: ValueError where a label is outside [0, 1], a logit is NaN or the shapes differ.
    Source: TensorFlow's manual of *sigmoid_cross_entropy_with_logits* derives max(z, 0) - z k + log(1 + exp(-|z|)).

    >>> print(f"{binary_cross_entropy_with_logits(0, -40.0):.6g}")
    4.24835e-18
    """
    k, z = check.unit_interval("labels", labels), check.not_nan("logits", logits)
    check.same_shape("labels", k, "logits", z)
    with np.errstate(invalid="ignore"):
        tilt = np.asarray((k - (z > 0)) * z)
    tilt[np.isnan(tilt)] = 0.0  # 0 times inf is 0 here
    # Both terms are at least 0: nothing cancels, next to labels 0 and 1 either.
    return check.result(np.abs(tilt) + np.log1p(np.exp(-np.abs(z))))


def softmax_cross_entropy(labels: ArrayLike, logits: ArrayLike) -> Result:
    r"""The cross entropy of a truth and the softmax of logits.

    ```math given="z: real^K"
    \begin{aligned}
    & H_{\mathrm{logits}}(p,z) \\
    &\quad = -\sum_{c=1}^K p_c\left(z_c - \log\sum_{j=1}^K e^{z_j}\right)
    \end{aligned}
    ```

    A logit of -inf masks a class, one of +inf makes it certain.

    Shapes: distributions p (..., K) or integer classes 0 to K - 1 (...), and logits z (..., K) -> nats (...).
    Errors: ValueError where labels are neither, the shapes do not fit or a row of logits has no softmax.
    Source: Goodfellow, Bengio and Courville, *Deep Learning*, section 6.2.2.3.

    >>> logits = [[1.0, 0.0, -1.0], [0.0, 2.0, 0.0]]
    >>> print(*(f"{loss:.6f}" for loss in softmax_cross_entropy([1, 2], logits)))
    1.407606 2.239545
    """
    z = check.logits("logits", logits)
    label_ndim = check.numbers("labels", labels).ndim
    if label_ndim not in (z.ndim - 1, z.ndim):
        swapped = "; the labels come first" if label_ndim == z.ndim + 1 else ""
        raise check.refusal(
            "labels", f"{z.ndim - 1} axes (classes) or {z.ndim} (distributions)", f"{label_ndim}{swapped}"
        )
    m, d, _, rest = shifted_exp(z)  # log softmax is d - log1p(rest)
    if label_ndim == z.ndim:
        p = check.distributions("labels", labels)
        check.same_shape("labels", p, "logits", z)
        with np.errstate(over="ignore", invalid="ignore"):
            half_gap = np.where(z == m, 0.0, m / 2 - z / 2)  # halved: m - z may overflow where p (m - z) does not
            return check.result(pairwise_sum(np.where(p == 0, 0.0, p * np.log1p(rest) + 2 * p * half_gap)))
    k = check.classes("labels", labels, z.shape[-1])
    check.same_shape("labels", k, "the rows of logits", z[..., 0])
    return check.result((np.log1p(rest) - np.take_along_axis(d, k[..., None], axis=-1))[..., 0])


@overload
def squared_error(targets: float, predictions: float) -> float: ...
@overload
def squared_error(targets: Sequence[Any] | NDArray[Any], predictions: Sequence[Any] | NDArray[Any]) -> FloatArray: ...
def squared_error(targets: ArrayLike, predictions: ArrayLike) -> Result:
    r"""The squared error, without a factor ½.

    ```math given="x: real"
    \mathrm{SE}(x,\mu) = (x-\mu)^2
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
        raise check.refusal("epsilon", "one number", f"the shape {part.shape}")
    return np.asarray((1 - part) * p + part / p.shape[-1])
