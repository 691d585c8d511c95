"""Executes the fences of a page through markdown-exec: no name that its code binds reaches another page."""

import builtins
import contextvars
import copy
import decimal
import doctest
import importlib
import io
import os
import random
import re
import sys
import tempfile
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import partial
from html import unescape
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, cast

import markdown_exec
import numpy as np

from xent.pages import pieces
from xent.pages.faults import EXECUTED, LISTING, Fault, refuse_code, refuse_printed, refuse_results
from xent.pages.fences import TRACEBACK, Fence
from xent.pages.formulas import displayed

Namespace = dict[str, Any]
Modules = dict[str, tuple[ModuleType, Namespace]]

tempfile.gettempdir()  # asked once, it is kept in the module: a page that asks first would be taken to patch it

# A number with a point or an exponent, and more than 8 digits from the first that tells something.
_LONG = re.compile(r"(?<![\w.])(?=\d*\.|\d+e)[0.]*(?=[1-9])(\d\.?){9,}")


class Room:
    """A fresh namespace, and a context of its own, which holds numpy's errstate, print options and the like."""

    def __init__(self, context: contextvars.Context | None = None) -> None:
        self.names: Namespace = {"__name__": "__main__"}
        self.context = context or contextvars.copy_context()
        self.context.run(lambda: decimal.setcontext(decimal.getcontext().copy()))  # which is changed in place

    def run(self, code: str, line: int, mode: str) -> tuple[str, BaseException | None]:
        """Execute it, asserts too: what it prints, and what it raises. Fault: it warns."""
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
        room = Room(self.context.copy())
        memo: dict[int, Any] = {id(module): module for module in sys.modules.values()}
        for name, value in self.names.items():
            if isinstance(value, FunctionType) and value.__globals__ is self.names:
                function = FunctionType(value.__code__, room.names, name, value.__defaults__, value.__closure__)
                function.__kwdefaults__ = value.__kwdefaults__
                room.names[name] = function
            else:
                with suppress(BaseException):  # SystemExit too
                    room.names[name] = copy.deepcopy(value, trial := memo.copy())
                    memo = trial  # which holds nothing that was copied by halves
        return room


@contextmanager
def clean_room() -> Iterator[Modules]:
    """The modules that a page's code meets, with their names as they were; `xent` is new to it, functions and all."""
    modules: Modules = {}
    original: Callable[..., ModuleType] = __import__

    def imported(*names: object, **more: object) -> ModuleType:
        """What an import does is no change of the page's; what the page changes in a new module is one."""
        try:
            return original(*names, **more)
        finally:
            if sys._getframe(1).f_globals.get("__name__") == "__main__":  # not what a module imports
                _keep(modules)

    mathematics = {name: sys.modules.pop(name) for name in [*sys.modules] if re.match(r"xent(?!\.pages\b)(\.|$)", name)}
    vars(importlib.import_module("xent"))["pages"] = sys.modules["xent.pages"]  # which stays the one that is running
    vars(builtins)["__import__"] = imported
    try:
        yield modules
    finally:
        vars(builtins)["__import__"] = original
        vars(builtins).pop("_", None)  # which a prompt sets
        sys.modules.update(mathematics)


@contextmanager
def unchanged(modules: Modules, room: Room, fences: Sequence[Fence]) -> Iterator[None]:
    """While the fences run in the room; at its end the names go.

    Fault: what other pages meet too is changed, modules, search path, folder or environment. It is set back.
    """
    code = [(1, ""), *(pair for fence in fences for pair in enumerate(fence.code, fence.line + 1))]
    _keep(modules)
    path, folder, environment = sys.path.copy(), Path.cwd(), dict(os.environ)
    random.seed()  # from the system's entropy: what nobody seeded is another number at every build
    np.random.seed()
    try:
        yield
        with _watched(code[-1][0]):  # destructors run code too
            while room.names:  # the last made first, while what their destructors need is there
                room.names.popitem()
    finally:
        replaced = {name: was for name, (was, _) in modules.items() if sys.modules.get(name) is not was}
        changed = [f"sys.modules['{name}']" for name in replaced]
        changed += [f"{name}.{key}" for name, kept in modules.items() for key in _mended(*kept)]
        changed += ["sys.path"] * (sys.path != path) + ["os.environ"] * (os.environ != environment)
        changed += ["os.chdir"] * (not folder.samefile("."))
        if changed:
            sys.modules.update(replaced)
            sys.path[:] = path
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(folder)
            word = re.findall(r"\w+", changed[0])[-1]  # told at the last line that has it, else at the last one
            lines = [code[-1][0], *(number for number, line in code if re.search(rf"\b{word}\b", line))]
            raise Fault(lines[-1], "this changes what another page meets", "no such change", ", ".join(changed))


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
    changed = [key for key, value in before.items() if now.get(key, before) is not value]
    if (changed or len(now) > len(before)) and "__getattr__" not in before:  # which binds names when they are asked for
        changed += [key for key in now if key not in before and not isinstance(now[key], ModuleType)]
    public = [key for key in changed if key[0] != "_" or key == "__getattr__" or (module is builtins and key != "_")]
    for key in public:
        now.pop(key, None)
    now.update((key, before[key]) for key in public if key in before)
    return public


def shown(fence: Fence, room: Room, above: str = "") -> str:
    """What stands in the fence's place, as Markdown; `above` is copied with a transcript. Fault: it is false."""
    first = fence.line + 1
    rules = () if fence.language == "math" else EXECUTED if "exec" in fence.options else LISTING
    refuse_code(rules, fence.code, first)
    if fence.language == "math":
        return displayed(fence)
    if "norun" in fence.options:
        return pieces.noted(fence.language, fence.text, f"Not run: {fence.options['norun']}")
    if fence.language == "python":
        refuse_results(fence.text, first)
        output = _executed(fence, lambda code: _printed(code, first, room))
        if not unescape(output).strip():
            raise Fault(first, "the block prints nothing that is seen", "a figure or a table", output or "no output")
        refuse_printed(pieces.PIECE.sub("", output), first)
        return f"{output}\n\n{pieces.behind(fence.text)}"
    code = _executed(fence, lambda code: _compared(code, fence.examples, room))
    return pieces.executed(code, above + fence.inputs)


def _executed(fence: Fence, run: Callable[[str], str]) -> str:
    """What markdown-exec makes of a fence's code, run by `run`, whose faults it lets through: its output, untouched."""
    run_it = partial(markdown_exec.base_format, language=fence.language, run=lambda code, **_: run(code))
    cast(Any, markdown_exec.formatters)[fence.language] = run_it
    return str(markdown_exec.formatter(fence.text, fence.language, "", {"html": True}, cast(Any, None)))


def _printed(code: str, first_line: int, room: Room) -> str:
    """What a block prints. Fault: an exception."""
    output, error = room.run("\n" * (first_line - 1) + code, first_line, "exec")  # its lines are numbered as the page's
    if error is None:
        return output
    if isinstance(error, Fault) and error.page:  # of another page, told by the counts or the reference
        raise error
    ran = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<exec>"]
    line = (ran or [getattr(error, "lineno", None)])[-1] or first_line  # where there is no syntax, nothing ran
    raise Fault(line, "the block raises", "no exception", "".join(traceback.format_exception_only(error))) from error


def printed(example: doctest.Example, room: Room) -> str:
    """What the interpreter would show, an exception as doctest abbreviates it, a blank line as doctest writes it."""
    output, error = room.run(example.source, example.lineno, "single")
    if error is not None:
        output += TRACEBACK + "".join(traceback.format_exception_only(error))
    return re.sub(r"^(?=\n)", "<BLANKLINE>", output, flags=re.MULTILINE)


def _compared(code: str, examples: list[doctest.Example], room: Room) -> str:
    """The transcript's code. Fault: an output that differs, or digits that differ between machines."""
    for example in examples:
        line, want, got = example.lineno, example.want, printed(example, room)
        if got != want:
            if want.split() == got.split():
                want, got = repr(want), f"{got!r}, told apart by white space only"
            what = f"the output differs: {example.source}".rstrip()
            raise Fault(line, what, want or "no output", got or "no output")
        if long := _LONG.search(got):
            raise Fault(line, "last digits differ between machines", "at most 8 significant digits", long[0])
    return code
