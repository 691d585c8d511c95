"""A page's own world: a fresh namespace, and nothing that its code sets reaches another page."""

import ast
import builtins
import contextvars
import copy
import decimal
import importlib
import io
import operator
import os
import random
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TypeAlias

import markdown_exec
import numpy as np

from xent.pages.faults import Fault

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

    def run(self, code: str, name: str, mode: str) -> None:
        """Execute it, asserts too: the next code of this room goes on from there.

        What it imports is imported before: what an import does is no change of the page's, and what the page changes
        in a module that nobody has imported yet is one.
        """
        compiled = compile(code, name, mode, dont_inherit=True, optimize=0)
        for module in _imported(code):
            with suppress(Exception, SystemExit):
                importlib.import_module(module)
            self.keep()
        self.context.run(exec, compiled, self.names)

    def keep(self) -> None:
        """The names of the modules that are new here."""
        for name, module in sys.modules.items():
            if name not in self.modules and isinstance(module, ModuleType):
                self.modules[name] = module, vars(module).copy()

    def empty(self) -> None:
        """Let the names go, the last made first, while what their destructors need is there; these may warn."""
        while self.names:
            self.names.popitem()

    def aside(self) -> "Room":
        """A room with copies of the names and of the context as they are now: nothing that is set there comes back."""
        return Room(_copied(self.names), self.context.copy(), self.modules)

    @contextmanager
    def unchanged(self, line_of: Callable[[str], int]) -> Iterator[None]:
        """Fault: what other pages meet too is changed, modules, search path, folder or environment. It is set back."""
        self.keep()
        path, folder, environment = sys.path.copy(), Path.cwd(), dict(os.environ)
        try:
            yield
        finally:
            changed = ["sys.path"] * (sys.path != path) + ["os.environ"] * (os.environ != environment)
            changed += ["os.chdir"] * (Path.cwd() != folder)
            for name, (module, names) in self.modules.items():
                changed += [f"{name}.{key}" for key in _mended(vars(module), names)]
                if sys.modules.get(name) is not module:
                    changed.append(f"sys.modules['{name}']")
                    sys.modules[name] = module
            if changed:
                sys.path[:] = path
                os.chdir(folder)
                os.environ.clear()
                os.environ.update(environment)
                what = "this changes what another page meets"
                raise Fault(line_of(changed[0]), what, "no change outside the page", ", ".join(changed))


@contextmanager
def clean_room() -> Iterator[Room]:
    """A room for a page. What its code sets for the whole process ends with it.

    A page that imports `xent` gets it read anew: what it does inside a function of it ends with the page.
    """
    mathematics = {name: sys.modules.pop(name) for name in [*sys.modules] if _is_mathematics(name)}
    vars(importlib.import_module("xent"))["pages"] = sys.modules["xent.pages"]  # which stays the one that is running
    unseed()
    try:
        yield Room({"__name__": "__main__"}, contextvars.copy_context(), {})
    finally:
        vars(builtins).pop("_", None)  # which a prompt sets
        for name in [name for name in sys.modules if _is_mathematics(name)]:
            del sys.modules[name]
        sys.modules.update(mathematics)


def _is_mathematics(name: str) -> bool:
    return name.partition(".")[0] == "xent" and not (name + ".").startswith("xent.pages.")


def unseed() -> None:
    """From the system's entropy: what nobody seeded is another number at every build."""
    random.seed()
    np.random.seed()


def execute(language: str, code: str, run: Callable[[str], str]) -> str:
    """What markdown-exec makes of a fence's code, run by `run`: its output, untouched.

    What `run` raises stops the build: markdown-exec makes a warning of its own error only.
    """
    markdown: Any = None  # named in a warning of markdown-exec's only
    formatters: dict[str, Any] = markdown_exec.formatters
    formatters[language] = partial(markdown_exec.base_format, language=language, run=lambda code, **_: run(code))
    return str(markdown_exec.formatter(code, language, "", {"html": True}, markdown))


def _copied(names: Namespace) -> Namespace:
    """The names with copies of their values, as far as they can be copied; functions see the copies too."""
    copies: Namespace = {}
    memo: dict[int, Any] = {}
    for name, value in names.items():
        if isinstance(value, ModuleType):
            copies[name] = value
        elif isinstance(value, FunctionType) and value.__globals__ is names:
            function = FunctionType(value.__code__, copies, value.__name__, value.__defaults__, value.__closure__)
            function.__kwdefaults__ = value.__kwdefaults__
            copies[name] = function
        else:
            with suppress(TypeError):  # a generator, a lock: a block that needs it says that the name is not defined
                copies[name] = copy.deepcopy(value, memo)
    return copies


@contextmanager
def watched(line: int) -> Iterator[io.StringIO]:
    """Collect what is printed. Fault: a warning, text on standard error, an exception that Python only prints."""
    out, err = io.StringIO(), io.StringIO()
    told: list[str] = []
    unraisable, in_thread = sys.unraisablehook, threading.excepthook
    sys.unraisablehook = lambda seen: told.append(f"{seen.err_msg or 'ignored in a destructor'}: {seen.exc_value!r}")
    threading.excepthook = lambda seen: told.append(f"in a thread: {seen.exc_value!r}")
    try:
        with warnings.catch_warnings(record=True, action="always") as found, redirect_stdout(out), redirect_stderr(err):
            yield out
    finally:
        sys.unraisablehook, threading.excepthook = unraisable, in_thread
    told += [f"{warning.category.__name__}: {warning.message}" for warning in found]
    if text := err.getvalue().strip():
        told.append(f"on standard error: {text}")
    if told:
        raise Fault(line, "the code warns", "no warning", "\n".join(told))


def _mended(now: Namespace, before: Namespace) -> list[str]:
    """The names of a module that were bound to something else before, and are again.

    A submodule is no change; private names are the module's own business, but for those that Python itself reads.
    """
    if len(now) == len(before) and all(map(operator.is_, now.values(), before.values())):  # as it mostly is
        return []
    changed = [key for key in before if now.get(key) is not before[key]]
    if "__getattr__" not in now:  # which binds names when they are first asked for
        changed += [key for key in now if key not in before and not isinstance(now[key], ModuleType)]
    public = [key for key in changed if not key.startswith("_") or (now is vars(builtins) and key != "_")]
    for key in public:
        now.pop(key, None)
    now.update((key, before[key]) for key in public if key in before)
    return public


def _imported(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
