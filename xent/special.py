"""Sigmoid, softmax and their logarithms, to a few units in the last place at every float; and logsumexp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xent import _checks as check
from xent._checks import FloatArray, Result
from xent._numerics import shifted_exp

__all__ = ["log_sigmoid", "log_softmax", "logsumexp", "sigmoid", "softmax"]


@overload
def sigmoid(z: float) -> float: ...
@overload
def sigmoid(z: Sequence[Any] | NDArray[Any]) -> FloatArray: ...
def sigmoid(z: ArrayLike) -> Result:
    r"""The logistic function.

    ```math given="z: real"
    \sigma(z) = \frac{1}{1+e^{-z}}
    ```

    Shapes: logits of any shape -> probabilities of that shape; ±inf give 1 and 0.
    Errors: ValueError where z is NaN or not real.
    Source: Goodfellow, Bengio and Courville, *Deep Learning*, section 3.10.

    >>> print(f"{sigmoid(-40.0):.6g}")
    4.24835e-18
    """
    z = check.not_nan("z", z)
    e = np.exp(-np.abs(z))  # at most 1: no overflow on either side
    return check.result(np.where(z >= 0, 1.0, e) / (1 + e))


@overload
def log_sigmoid(z: float) -> float: ...
@overload
def log_sigmoid(z: Sequence[Any] | NDArray[Any]) -> FloatArray: ...
def log_sigmoid(z: ArrayLike) -> Result:
    r"""The logarithm of the sigmoid.

    ```math given="z: real"
    \operatorname{logsigmoid}(z) = -\log\left(1+e^{-z}\right)
    ```

    Shapes: logits of any shape -> nats of that shape; ±inf give 0 and -inf.
    Errors: ValueError where z is NaN or not real.
    Source: Mächler, *Accurately computing log(1 - exp(-|a|)) assessed by the Rmpfr package*, 2012.

    >>> log_sigmoid(-1000.0)
    -1000.0
    """
    z = check.not_nan("z", z)
    return check.result(np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z))))


def logsumexp(z: ArrayLike) -> Result:
    r"""The logarithm of the sum of the exponentials.

    ```math given="z: real^K"
    \operatorname{LSE}(z) = \log\sum_{c=1}^K e^{z_c}
    ```

    Where the result is near 0, it is as exact as the largest logit.

    Shapes: logits (..., K) -> nats (...); ±inf allowed.
    Errors: ValueError where z is NaN, not real or a single number.
    Source: Blanchard, Higham and Higham, *Accurately computing the log-sum-exp and softmax functions*, 2021.

    >>> print(f"{logsumexp([1000.0, 1000.0]):.4f}")
    1000.6931
    """
    m, _, _, rest = shifted_exp(check.at_least_1d("z", z))
    return check.result((m + np.log1p(rest))[..., 0])


def softmax(z: ArrayLike) -> FloatArray:
    r"""Probabilities from logits.

    ```math given="z: real^K; c: index(K)"
    \operatorname{softmax}(z)_c = \frac{e^{z_c}}{\sum_{j=1}^K e^{z_j}}
    ```

    Shapes: logits (..., K) -> distributions (..., K); -inf masks a class, one +inf makes it certain.
    Errors: ValueError where z is NaN, not real or a single number, or a row is all -inf or has two +inf.
    Source: Blanchard, Higham and Higham, *Accurately computing the log-sum-exp and softmax functions*, 2021.

    >>> print(softmax([[0.0, 0.0], [2.0, 0.0], [0.0, 1.0]]).round(6))
    [[0.5      0.5     ]
     [0.880797 0.119203]
     [0.268941 0.731059]]
    """
    _, _, e, rest = shifted_exp(check.logits("z", z))
    return e / (1 + rest)


def log_softmax(z: ArrayLike) -> FloatArray:
    r"""The logarithm of the softmax.

    ```math given="z: real^K; c: index(K)"
    \operatorname{logsoftmax}(z)_c = z_c - \log\sum_{j=1}^K e^{z_j}
    ```

    Shapes: logits (..., K) -> nats (..., K); -inf masks a class, one +inf makes it certain.
    Errors: ValueError where z is NaN, not real or a single number, or a row is all -inf or has two +inf.
    Source: Blanchard, Higham and Higham, *Accurately computing the log-sum-exp and softmax functions*, 2021.

    >>> print(*(f"{v:.6g}" for v in log_softmax([0.0, -40.0])))
    -4.24835e-18 -40
    """
    _, d, _, rest = shifted_exp(check.logits("z", z))
    return d - np.log1p(rest)
