"""What input must be, and the sentence that says so: the argument, what was expected, what came."""

from textwrap import shorten
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

AnyArray: TypeAlias = NDArray[Any]
FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
Result: TypeAlias = float | FloatArray

_FLOAT64, _BITS = np.dtype(np.float64), np.dtype(np.uint64)
_ONE = int(np.float64(1).view(_BITS))


def refuse(name: str, expected: str, got: object) -> ValueError:
    """The error that every check raises."""
    return ValueError(f"{name}: expected {expected}, got {shorten(str(got), 120)}")


def require(name: str, array: AnyArray, good: NDArray[np.bool_] | np.bool_, expected: str) -> None:
    """Refuse the array where it is not good, naming the first offender and its index."""
    if not np.all(good):
        index = tuple(int(i) for i in np.argwhere(~np.asarray(good))[0])
        where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
        raise refuse(name, expected, f"{array[index]}{where}")


def same_shape(name_a: str, a: AnyArray, name_b: str, b: AnyArray) -> None:
    """Nothing is broadcast: (N,) against (N, 1) is an accident, not a request."""
    if a.shape != b.shape:
        raise refuse(f"{name_a} and {name_b}", "the same shape", f"{a.shape} and {b.shape}")


def numbers(name: str, value: ArrayLike) -> AnyArray:
    """Booleans, integers or floats of at most 64 bits in a rectangular array that is not empty."""
    if isinstance(value, np.ma.MaskedArray):
        raise refuse(name, "a plain array", "a masked one")
    if isinstance(value, int) and value.bit_length() > 64:  # Python may refuse to write its digits
        raise refuse(name, "real numbers of at most 64 bits", f"{value.bit_length()} bits")
    try:
        array = np.asarray(value)
    except ValueError:
        raise refuse(name, "a rectangular array of real numbers", "ragged rows") from None
    except (TypeError, RuntimeError) as error:
        raise refuse(name, "what numpy can read", f"{type(value).__name__}: {error}") from None
    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        what = f"an array of dtype {array.dtype}" if array.ndim else repr(value)
        raise refuse(name, "real numbers of at most 64 bits", what)
    if array.size == 0:
        raise refuse(name, "at least one number", f"the empty shape {array.shape}")
    return array


def floats(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers as float64, infinities and NaN included."""
    if type(value) is np.ndarray and value.dtype is _FLOAT64 and value.size:
        return value
    return numbers(name, value).astype(np.float64, copy=False)


def largest(array: AnyArray) -> float:
    """The largest number, or NaN where there is one."""
    top: float = array.item(array.argmax())  # in half the time of max()
    return top


def all_finite(array: FloatArray) -> bool:
    """Whether there is neither an infinity nor a NaN."""
    return bool(np.count_nonzero(np.isfinite(array)) == array.size)


def real(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers as float64, infinities included, NaN refused."""
    array = floats(name, value)
    if not all_finite(array):
        require(name, array, ~np.isnan(array), "numbers without NaN")
    return array


def finite(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers without infinities."""
    array = floats(name, value)
    if not all_finite(array):
        require(name, real(name, array), np.isfinite(array), "finite numbers")
    return array


def positive(name: str, value: ArrayLike) -> FloatArray:
    """Finite numbers above 0."""
    array = finite(name, value)
    require(name, array, array > 0, "numbers above 0")
    return array


def unit_interval(name: str, value: ArrayLike) -> FloatArray:
    """Probabilities, or labels between the two classes."""
    array = floats(name, value)
    # The bits of a float, read as a whole number, are at most those of 1 only from 0 to 1. One pass finds all others,
    # NaN included; of them only -0.0 is good.
    if largest(array.view(_BITS)) > _ONE:
        array = real(name, array)
        require(name, array, (array >= 0) & (array <= 1), "numbers in [0, 1]")
        array = np.asarray(array + 0.0)  # -0.0 becomes 0.0
    return array


def counts(name: str, value: ArrayLike) -> FloatArray:
    """Whole numbers from 0 to 2**53, in any real dtype, as float64, which does not hold all those above."""
    array = finite(name, value)
    require(name, array, (array >= 0) & (array <= 2**53) & (array == np.floor(array)), "whole numbers from 0 to 2**53")
    return array


def rows(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers with at least one axis, the classes along the last."""
    array = real(name, value)
    if array.ndim == 0:
        raise refuse(name, "an array with the classes along its last axis", "a single number")
    return array


def distributions(name: str, value: ArrayLike) -> FloatArray:
    """Probability vectors along the last axis, (..., K), used as they come.

    A sum may miss 1 by the square root of the dtype's epsilon (float64 1.5e-8, float32 3.5e-4, float16 3.1e-2),
    so that a softmax computed in that dtype passes.
    """
    array = unit_interval(name, rows(name, value))
    dtype = np.asarray(value).dtype
    slack = np.sqrt(float(np.finfo(dtype).eps)) if dtype.kind == "f" else 0.0
    total = array.sum(axis=-1)
    require(name, total, np.abs(total - 1) <= slack, "rows that sum to 1")
    return array


def logits(name: str, value: ArrayLike) -> FloatArray:
    """Rows whose softmax exists: some logit above -inf, at most one at +inf."""
    z = floats(name, value)
    if not z.ndim or not all_finite(z):
        top = rows(name, z).max(axis=-1)
        require(name, top, ~np.isneginf(top), "a logit above -inf in every row")
        require(name, top, np.isposinf(z).sum(axis=-1) <= 1, "at most one +inf in a row")
    return z


def classes(name: str, value: ArrayLike, num_classes: int) -> IntArray:
    """Classes 0 to num_classes - 1, in an integer or boolean dtype."""
    array = numbers(name, value)
    if array.dtype.kind == "f":
        raise refuse(name, "integer classes", f"dtype {array.dtype}")
    if array.min() < 0 or array.max() >= num_classes:
        require(name, array, (array >= 0) & (array < num_classes), f"classes from 0 to {num_classes - 1}")
    return array.astype(np.int64, copy=False)


def parameter(name: str, value: Result, x: AnyArray) -> FloatArray:
    """A model's parameter for the sample x: one number for all examples, or one for each."""
    array = np.asarray(value)
    if array.ndim:
        same_shape("x", x, name, array)
    return array


def result(values: FloatArray | np.float64) -> Result:
    """A Python float where there is one number, so that a page shows 0.6931 and not np.float64(0.6931)."""
    return values if isinstance(values, np.ndarray) and values.ndim else float(values)
