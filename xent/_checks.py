"""What input must be, and the sentence that says so: the argument, what was expected, what came."""

from __future__ import annotations

from textwrap import shorten
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

AnyArray: TypeAlias = NDArray[Any]
FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
Result: TypeAlias = Any  # a float, or an array where there are several: which, the shapes say, and no type can


def refusal(name: str, expected: str, got: object) -> ValueError:
    """The error that every check raises."""
    return ValueError(f"{name}: expected {expected}, got {shorten(str(got), 120)}")


def require(name: str, array: AnyArray, good: NDArray[np.bool_] | np.bool_, one: str, many: str = "") -> None:
    """Refuse the array where it is not good, naming the first offender: what one number must be, and what many must."""
    if not np.all(good):
        index = tuple(int(i) for i in np.argwhere(~np.asarray(good))[0])
        where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
        got = array[index]
        shown = f"{got:.9g}" if isinstance(got, float | np.floating) else str(got)
        raise refusal(name, many if many and array.ndim else one, shown + where)


def same_shape(name_a: str, a: AnyArray, name_b: str, b: AnyArray) -> None:
    """Nothing is broadcast: (N,) against (N, 1) is an accident, not a request."""
    if a.shape != b.shape:
        raise refusal(f"{name_a} and {name_b}", "the same shape", f"{a.shape} and {b.shape}")


def numbers(name: str, value: ArrayLike) -> AnyArray:
    """Booleans, integers or floats of at most 64 bits in a rectangular array that is not empty."""
    if isinstance(value, np.ma.MaskedArray):
        raise refusal(name, "a plain array", "a masked one")
    if isinstance(value, int) and value.bit_length() > 64:  # Python may refuse to write its digits
        raise refusal(name, "a real number of at most 64 bits", f"{value.bit_length()} bits")
    try:
        array = np.asarray(value)
    except ValueError:
        raise refusal(name, "a rectangular array of real numbers", "ragged rows") from None
    except (TypeError, RuntimeError) as error:
        raise refusal(name, "what numpy can read", f"{type(value).__name__}: {error}") from None
    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        if array.ndim == 0:
            raise refusal(name, "a real number of at most 64 bits", repr(value))
        if array.dtype.kind == "O":
            require(name, array, np.frompyfunc(_is_real, 1, 1)(array).astype(bool), "", "real numbers")
        raise refusal(name, "real numbers of at most 64 bits", f"an array of dtype {array.dtype}")
    if array.size == 0:
        raise refusal(name, "at least one number", f"the empty shape {array.shape}")
    return array


def _is_real(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, np.complexfloating)


def floats(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers as float64, infinities and NaN included."""
    return numbers(name, value).astype(np.float64, copy=False)


def not_nan(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers as float64, infinities included."""
    array = floats(name, value)
    if np.isnan(array.max()):  # which is NaN where any of them is
        require(name, array, ~np.isnan(array), "a number, not NaN", "numbers without NaN")
    return array


def finite(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers without infinities."""
    array = not_nan(name, value)
    require(name, array, np.isfinite(array), "a finite number", "finite numbers")
    return array


def positive(name: str, value: ArrayLike) -> FloatArray:
    """Finite numbers above 0."""
    array = finite(name, value)
    require(name, array, array > 0, "a number above 0", "numbers above 0")
    return array


def unit_interval(name: str, value: ArrayLike) -> FloatArray:
    """Probabilities, or labels between the two classes."""
    array = floats(name, value)
    if not (array.min() >= 0 and array.max() <= 1):  # NaN too
        not_nan(name, array)
        require(name, array, (array >= 0) & (array <= 1), "a number in [0, 1]", "numbers in [0, 1]")
    return array


def counts(name: str, value: ArrayLike) -> FloatArray:
    """Whole numbers from 0 to 2**53, in any real dtype, as float64, which does not hold all those above."""
    array = finite(name, value)
    good = (array >= 0) & (array <= 2**53) & (array == np.floor(array))
    require(name, array, good, "a whole number from 0 to 2**53", "whole numbers from 0 to 2**53")
    return array


def at_least_1d(name: str, value: ArrayLike) -> FloatArray:
    """Real numbers with at least one axis, the classes along the last."""
    array = not_nan(name, value)
    if array.ndim == 0:
        raise refusal(name, "an array with the classes along its last axis", "a single number")
    return array


def distributions(name: str, value: ArrayLike) -> FloatArray:
    """Probability vectors along the last axis, (..., K), used as they come.

    A sum may miss 1 by the square root of the dtype's epsilon (float64 1.5e-8, float32 3.5e-4, float16 3.1e-2),
    so that a softmax computed in that dtype passes, but for millions of classes.
    """
    given = numbers(name, value)
    dtype = given.dtype
    if given.ndim == 0 or (dtype.kind in "iu" and given.max() > 1):
        what = "a single number" if given.ndim == 0 else f"the class {given.max()}"
        raise refusal(
            name, "distributions along the last axis", f"{what}: softmax_cross_entropy takes classes, of one axis fewer"
        )
    array = unit_interval(name, given)
    slack = np.sqrt(float(np.finfo(dtype).eps)) if dtype.kind == "f" else 0.0
    total = np.asarray(array.sum(axis=-1))
    require(name, total, np.abs(total - 1) <= slack, "a row that sums to 1", "rows that sum to 1")
    return array + 0.0  # 0.0 for -0.0: a quotient by -0.0 has the wrong sign


def logits(name: str, value: ArrayLike) -> FloatArray:
    """Rows whose softmax exists: some logit above -inf, at most one at +inf."""
    z = at_least_1d(name, value)
    if not np.isfinite(z).all():
        top = np.asarray(z.max(axis=-1))
        require(name, top, ~np.isneginf(top), "a logit above -inf in every row")
        require(name, top, np.isposinf(z).sum(axis=-1) <= 1, "at most one +inf in a row")
    return z


def classes(name: str, value: ArrayLike, num_classes: int) -> IntArray:
    """Classes 0 to num_classes - 1, in an integer or boolean dtype."""
    array = numbers(name, value)
    if array.dtype.kind == "f":
        raise refusal(name, "integer classes", f"dtype {array.dtype}")
    if array.min() < 0 or array.max() >= num_classes:
        good, last = (array >= 0) & (array < num_classes), num_classes - 1
        require(name, array, good, f"a class from 0 to {last}", f"classes from 0 to {last}")
    return array.astype(np.int64, copy=False)


def parameter(name: str, value: Result, x: AnyArray) -> FloatArray:
    """A model's parameter for the sample x: one number for all examples, or one for each."""
    array = np.asarray(value)
    if array.ndim:
        same_shape("x", x, name, array)
    return array


def result(values: FloatArray | np.float64) -> Result:
    """A Python float where there is one number, so that a page shows no np.float64(…); 0.0 for -0.0, in place."""
    if isinstance(values, np.ndarray) and values.ndim:
        values += 0.0
        return values
    return float(values) + 0.0
