"""The mean of a loss over more examples than memory may hold."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from xent import _checks as check
from xent._checks import AnyArray, Result

__all__ = ["mean_loss"]

Loss: TypeAlias = Callable[[Any, Any], Result]


def mean_loss(loss: Loss, labels: ArrayLike, predictions: ArrayLike, *, block: int = 8192) -> float:
    r"""The mean of a per-example loss, block by block; with `squared_error`, the mean squared error.

    ```math given="x_i: real^N; \mu_i: real^N"
    \mathrm{MSE}(x,\mu) = \frac1N\sum_{i=1}^N (x_i-\mu_i)^2
    ```

    A block holds at most that many predictions, or one example: as a rule its arrays fit the processor's cache, and are
    too small for the allocator to give their memory back after each; `math.fsum` adds the blocks. Memory-mapped data
    may exceed memory.

    Shapes: labels (N, ...) and predictions (N, ...) as the loss takes them, and a whole number -> one number.
    Errors: ValueError where the first axes differ, block is no whole number from 1, the loss is no function, refuses or
    does not return one value for each example, or the values have no mean.
    Source: Shewchuk, *Adaptive precision floating-point arithmetic and fast robust geometric predicates*, 1997.

    >>> from xent import squared_error
    >>> mean_loss(squared_error, [1.0, 2.0, 3.0], [2.0, 4.0, 5.0], block=2)
    3.0
    """
    if not callable(loss):
        raise check.refusal("loss", "a function of labels and predictions", repr(loss))
    y = labels if isinstance(labels, np.ndarray) else check.numbers("labels", labels)
    f = predictions if isinstance(predictions, np.ndarray) else check.numbers("predictions", predictions)
    if not (y.ndim and f.ndim and f.size and len(y) == len(f)):
        raise check.refusal("labels and predictions", "the same number of examples", f"{y.shape} and {f.shape}")
    if not isinstance(block, (int, np.integer)) or block < 1:
        raise check.refusal("block", "a whole number from 1", block)
    step = max(1, int(block) * len(f) // f.size)
    mean = total([share(loss, y, f, start, step) for start in range(0, len(f), step)])
    if math.isnan(mean):
        raise check.refusal("loss", "values that have a mean", mean)
    return mean


def share(loss: Loss, labels: AnyArray, predictions: AnyArray, start: int, step: int) -> float:
    """A block's part of the mean over all examples. A refusal after the first block names the block."""
    block = slice(start, start + step)
    try:
        values = check.floats("loss", loss(labels[block], predictions[block]))
    except ValueError as error:
        raise ValueError(f"{error}, in the block from example {start}" if start else str(error)) from None
    if values.shape != predictions[block].shape[:1]:
        raise check.refusal("loss", "one value for each example of a block", f"the shape {values.shape}")
    with np.errstate(over="ignore", invalid="ignore"):
        mean = float(values.sum()) / len(predictions)
        return mean if math.isfinite(mean) else float((values / len(predictions)).sum())  # the sum may overflow


def total(shares: list[float]) -> float:
    """The exact sum, rounded once; inf beyond the largest float, and NaN where infinities of both signs meet."""
    try:
        return math.fsum(shares)
    except (OverflowError, ValueError):
        return sum(shares)
