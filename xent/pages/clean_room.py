"""A page's own world: a fresh namespace, and nothing that its code sets survives it."""

import builtins
import random
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np

from xent.pages.faults import Fault

Namespace: TypeAlias = dict[str, Any]


@contextmanager
def clean_room() -> Iterator[Namespace]:
    """A namespace in which `xent` is read afresh, so that `mkdocs serve` shows an edit to it."""
    _forget_xent()
    python_random, numpy_random = random.getstate(), np.random.get_state()
    random.seed(0)
    np.random.seed(0)
    try:
        with np.errstate(), np.printoptions():
            yield {"__name__": "__main__"}
    finally:
        _forget_xent()  # or what a page puts in its place would check the next page's equations
        random.setstate(python_random)
        np.random.set_state(numpy_random)
        builtins.__dict__.pop("_", None)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        if "matplotlib" in sys.modules:
            sys.modules["matplotlib"].rcdefaults()


def _forget_xent() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "xent"]:
        del sys.modules[name]


@contextmanager
def watched(line: int) -> Iterator[None]:
    """Fault: a warning, or an exception that Python only prints (in a destructor, in a thread)."""
    printed: list[str] = []
    unraisable, in_thread = sys.unraisablehook, threading.excepthook
    sys.unraisablehook = lambda seen: printed.append(f"{seen.err_msg or 'ignored in a destructor'}: {seen.exc_value!r}")
    threading.excepthook = lambda seen: printed.append(f"in a thread: {seen.exc_value!r}")
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
    finally:
        sys.unraisablehook, threading.excepthook = unraisable, in_thread
    printed += [f"{warning.category.__name__}: {warning.message}" for warning in caught]
    if printed:
        raise Fault(line, "the code warns", "no warning", "\n".join(printed))
