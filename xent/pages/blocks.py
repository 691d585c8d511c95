"""Runs a block of Python and returns what it printed, to be read as Markdown."""

import io
import re
import traceback
from contextlib import redirect_stdout

from mkdocs.exceptions import BuildError

from xent.pages.clean_room import Namespace, watched
from xent.pages.faults import Fault
from xent.pages.listings import unverified


def run(code: list[str], first_line: int, namespace: Namespace) -> str:
    """Fault: an exception, a warning, no output, or an output with a fence, a formula or code in it."""
    out = io.StringIO()
    name = "<block>"
    with watched(first_line), redirect_stdout(out):
        try:
            exec(compile("\n" * (first_line - 1) + "\n".join(code), name, "exec"), namespace)
        except BuildError:  # a fault on another page, told already
            raise
        except BaseException as error:  # SystemExit too: it must not end the build in peace
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
            line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else (lines or [None])[-1]
            came = "".join(traceback.format_exception_only(error))
            raise Fault(line or first_line, "the block raises", "no exception", came) from error
    output = out.getvalue()
    if not output.strip():
        raise Fault(first_line, "the block prints nothing", "a figure or a table", "no output")
    found = re.search(r"`{3}|~{3}|\$|\\[a-zA-Z\[(]", output)
    if found or unverified(output):
        shown = found.group() if found else "<pre>"
        raise Fault(first_line, "a block may not print fences, formulas or code", "a figure or a table", shown)
    return output
