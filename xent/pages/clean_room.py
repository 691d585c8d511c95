"""A page's own world: a fresh namespace, and nothing that its code sets reaches another page."""

import builtins
import contextvars
import copy
import decimal
import importlib
import io
import operator
import os
import random
import re
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TypeAlias

import numpy as np

from xent.pages.faults import Fault
from xent.pages.fences import Fence

Namespace: TypeAlias = dict[str, Any]
Modules: TypeAlias = dict[str, tuple[ModuleType, Namespace]]

tempfile.gettempdir()  # asked once, it is kept in the module: a page that asks first would be taken to patch it


class Room:
    """The names of a page's transcripts, and the context that holds numpy's errstate, print options and the like.

    The modules are those that other pages meet too, each with its names as they were before the page's code ran.
    """

    def __init__(self, names: Namespace, context: contextvars.Context, modules: Modules) -> None:
        self.names, self.context, self.modules = names, context, modules
        context.run(lambda: decimal.setcontext(decimal.getcontext().copy()))  # which is changed in place

    def run(self, code: str, line: int, mode: str) -> tuple[str, BaseException | None]:
        """Execute it, asserts too: what it prints, and what it raises. The next code of this room goes on from there.

        Fault: it warns, on standard error, in a destructor or a thread, where an exception is only printed.
        """
        with _watched(line) as out:
            try:
                self.context.run(exec, compile(code, f"<{mode}>", mode, dont_inherit=True, optimize=0), self.names)
            except BaseException as error:  # SystemExit too: it must not end the build in peace
                return out.getvalue(), error
        return out.getvalue(), None

    def aside(self) -> "Room":
        """A room with copies of names and context as they are now, which come back to no other; functions see them.

        What cannot be copied, a generator or a lock, is left out: a block that needs it says that it is not defined.
        """
        copies: Namespace = {}
        memo: dict[int, Any] = {id(module): module for module in sys.modules.values()}
        for name, value in self.names.items():
            if isinstance(value, FunctionType) and value.__globals__ is self.names:
                function = FunctionType(value.__code__, copies, value.__name__, value.__defaults__, value.__closure__)
                function.__kwdefaults__ = value.__kwdefaults__
                copies[name] = function
            else:
                with suppress(TypeError):
                    copies[name] = copy.deepcopy(value, memo)
        return Room(copies, self.context.copy(), self.modules)

    @contextmanager
    def unchanged(self, fences: Sequence[Fence]) -> Iterator[None]:
        """Run the fences in it; at its end the names go.

        Fault: what other pages meet too is changed, modules, search path, folder or environment. It is set back.
        """
        code = [(1, ""), *(pair for fence in fences for pair in enumerate(fence.code, fence.line + 1))]
        _keep(self.modules)
        path, folder, environment = sys.path.copy(), Path.cwd(), dict(os.environ)
        random.seed()  # from the system's entropy: what nobody seeded is another number at every build
        np.random.seed()
        try:
            yield
            with _watched(code[-1][0]):  # destructors run code too
                while self.names:  # the last made first, while what their destructors need is there
                    self.names.popitem()
        finally:
            replaced = {name: was for name, (was, _) in self.modules.items() if sys.modules.get(name) is not was}
            changed = [f"sys.modules['{name}']" for name in replaced]
            changed += [f"{name}.{key}" for name, kept in self.modules.items() for key in _mended(*kept)]
            changed += ["sys.path"] * (sys.path != path) + ["os.environ"] * (os.environ != environment)
            changed += ["os.chdir"] * (Path.cwd() != folder)
            if changed:
                sys.modules.update(replaced)
                sys.path[:] = path
                os.environ.clear()
                os.environ.update(environment)
                os.chdir(folder)
                word = re.findall(r"\w+", changed[0])[-1]  # told at the last line that has it, else at the last one
                lines = [code[-1][0], *(number for number, line in code if re.search(rf"\b{word}\b", line))]
                what = "this changes what another page meets"
                raise Fault(lines[-1], what, "no change outside the page", ", ".join(changed))


@contextmanager
def clean_room() -> Iterator[Room]:
    """A room for a page. What its code sets for the whole process ends with it.

    A page that imports `xent` gets it read anew: what it does inside a function of it ends with the page.
    """
    modules: Modules = {}
    original: Callable[..., ModuleType] = __import__

    def imported(*names: object, **more: object) -> ModuleType:
        """What an import does is no change of the page's; what the page changes in a new module is one."""
        try:
            return original(*names, **more)
        finally:
            if sys._getframe(1).f_globals.get("__name__") == "__main__":  # not what a module imports
                _keep(modules)

    ours = [name for name in sys.modules if re.match(r"xent(?!\.pages\b)(\.|$)", name)]
    mathematics = {name: sys.modules.pop(name) for name in ours}
    vars(importlib.import_module("xent"))["pages"] = sys.modules["xent.pages"]  # which stays the one that is running
    vars(builtins)["__import__"] = imported
    try:
        yield Room({"__name__": "__main__"}, contextvars.copy_context(), modules)
    finally:
        vars(builtins)["__import__"] = original
        vars(builtins).pop("_", None)  # which a prompt sets
        sys.modules.update(mathematics)


def _keep(modules: Modules) -> None:
    """The names of the modules that are new here, and that no other thread is still reading."""
    new = [(name, module) for name, module in sys.modules.copy().items() if name not in modules]
    for name, module in new:
        if isinstance(module, ModuleType) and not getattr(getattr(module, "__spec__", None), "_initializing", False):
            modules[name] = module, vars(module).copy()


@contextmanager
def _watched(line: int) -> Iterator[io.StringIO]:
    """Collect what is printed. Fault: a warning, text on standard error, an exception that Python only prints."""
    out, err = io.StringIO(), io.StringIO()
    hooks = sys.unraisablehook, threading.excepthook
    sys.unraisablehook = lambda seen: print(f"in a destructor: {seen.exc_value!r}", file=err)
    threading.excepthook = lambda seen: print(f"in a thread: {seen.exc_value!r}", file=err)
    try:
        with warnings.catch_warnings(record=True, action="always") as found, redirect_stdout(out), redirect_stderr(err):
            yield out
    finally:
        sys.unraisablehook, threading.excepthook = hooks
    told = [f"{warning.category.__name__}: {warning.message}" for warning in found] + err.getvalue().splitlines()
    if told:
        raise Fault(line, "the code warns", "no warning, nothing on standard error", "\n".join(told))


def _mended(module: ModuleType, before: Namespace) -> list[str]:
    """The names of a module that were bound to something else before, and are again.

    A submodule is no change; private names are the module's own business, but for those that Python itself reads.
    """
    now = vars(module)
    if len(now) == len(before) and all(map(operator.is_, now.values(), before.values())):  # as it mostly is
        return []
    changed = [key for key in before if now.get(key) is not before[key]]
    if "__getattr__" not in now:  # which binds names when they are first asked for
        changed += [key for key in now if key not in before and not isinstance(now[key], ModuleType)]
    public = [key for key in changed if not key.startswith("_") or (module is builtins and key != "_")]
    for key in public:
        now.pop(key, None)
    now.update((key, before[key]) for key in public if key in before)
    return public
