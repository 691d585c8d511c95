"""Sigmoid, softmax and their logarithms, right at every float."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from xent import _checks as check
from xent._checks import FloatArray, Result

__all__ = ["log_sigmoid", "log_softmax", "logsumexp", "sigmoid", "softmax"]


def weighted(weight: FloatArray, value: FloatArray) -> FloatArray:
    """weight * value with 0 * inf = 0, as in 0 log 0 = 0."""
    return np.multiply(weight, value, out=np.zeros_like(value), where=weight != 0)


def row_sums(x: FloatArray) -> FloatArray:
    """The sums along the last axis, inf where they overflow.

    In pairs down to 8: equal terms double without rounding, where sum() would round in one direction many times.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        while x.shape[-1] > 8:
            half = x.shape[-1] // 2
            x, odd = x[..., :half] + x[..., half : 2 * half], x[..., 2 * half :]
            x[..., : odd.shape[-1]] += odd
        return np.asarray(x.sum(axis=-1))


def log(x: FloatArray) -> FloatArray:
    """log x, with log 0 = -inf and no warning."""
    with np.errstate(divide="ignore"):
        return np.log(x)


def log1m(x: FloatArray) -> FloatArray:
    """log(1 - x), with log 0 = -inf and no warning; log1p keeps the digits that 1 - x would lose."""
    with np.errstate(divide="ignore"):
        return np.log1p(0.0 - x)  # log1p(-0.0) would be -0.0


def shifted(z: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The maximum m, the logits z - m, and the sum of exp(z - m) over all but one maximum.

    That maximum's own 1 stays out of the sum, so that log1p keeps a rest which 1 + rest would swallow.
    """
    rows = np.ascontiguousarray(z).reshape(-1, z.shape[-1])
    # Few classes run faster as columns.
    work, axis = (rows.T.copy(), 0) if rows.shape[-1] <= 16 else (rows, 1)
    m = work.max(axis=axis, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        d = work - m
    if np.isinf(m).any():
        d[work == m] = 0.0
    e = np.exp(d)
    rest = sum_but_one(e, axis)
    # log(1 + rest) shows what z - m lost where the rest is small, and the more the more classes share it.
    far = np.flatnonzero(rest < min(0.3, 0.01 * rows.shape[-1]))
    if far.size:
        z_far, m_far, d_far, e_far = (part.take(far, axis=1 - axis) for part in (work, m, d, e))
        e_far += e_far * lost(z_far, m_far, d_far)
        rest[far] = row_sums(e_far) if axis else e_far.sum(axis=0)
    m, d = (m.T, d.T) if axis == 0 else (m, d)
    shape = (*z.shape[:-1], 1)
    return m.reshape(shape), d.reshape(z.shape), rest.reshape(shape)


def sum_but_one(e: FloatArray, axis: int) -> FloatArray:
    """The sum without one of its ones, of which there is at least one. Takes the ones from e."""
    ones = np.floor(e)  # of numbers from 0 to 1, in half the time of e == 1
    e -= ones
    # Longer rows take numpy's own sum, which is faster.
    rest: FloatArray = row_sums(e) if axis and e.shape[1] <= 256 else e.sum(axis=axis)
    if ones.sum() > rest.size:
        rest += ones.sum(axis=axis) - 1
    return rest


def lost(z: FloatArray, m: FloatArray, d: FloatArray) -> FloatArray:
    """What rounding took from d = z - m: exp(d) would show up to |d| times a part in 2**53."""
    with np.errstate(over="ignore", invalid="ignore"):
        back = d - z
        error = (z - (d - back)) - (m + back)
    if not check.all_finite(error):
        error[~np.isfinite(error)] = 0.0
    return error


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
    z = check.real("z", z)
    e = np.exp(-np.abs(z))  # at most 1: no overflow on either side
    return check.result(np.where(z >= 0, 1.0, e) / (1 + e))


def log_sigmoid(z: ArrayLike) -> Result:
    r"""The logarithm of the sigmoid.

    ```math given="z: real"
    \operatorname{logsigmoid}(z) = -\log\left(1+e^{-z}\right)
    ```

    Shapes: logits of any shape -> nats of that shape; ±inf give 0 and -inf.
    Errors: ValueError where z is NaN or not real.
    Source: Mächler, *Accurately computing log(1 - exp(-|a|))*, 2012.

    >>> log_sigmoid(-1000.0)
    -1000.0
    """
    z = check.real("z", z)
    return check.result(np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z))))


def logsumexp(z: ArrayLike) -> Result:
    r"""The logarithm of the sum of the exponentials.

    ```math given="z: real^K"
    \operatorname{LSE}(z) = \log\sum_{c=1}^K e^{z_c}
    ```

    Shapes: logits (..., K) -> nats (...); ±inf allowed.
    Errors: ValueError where z is NaN, not real or a single number.
    Source: Blanchard, Higham and Higham, *Accurately computing the log-sum-exp and softmax functions*, 2021.

    >>> print(f"{logsumexp([1000.0, 1000.0]):.4f}")
    1000.6931
    """
    m, _, rest = shifted(check.rows("z", z))
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
    z = check.logits("z", z)
    m, d, rest = shifted(z)
    e = np.exp(d)
    e += e * lost(z, m, d)
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
    _, d, rest = shifted(check.logits("z", z))
    return d - np.log1p(rest)
