"""Runs a block of Python and returns what it printed, to be read as Markdown."""

import traceback
from html import unescape

from xent.pages import marks
from xent.pages.clean_room import Room, execute, unseed, watched
from xent.pages.faults import Fault
from xent.pages.refused import CODE, PRINTED, broken, refuse_claims, refuse_results


def run(code: list[str], first_line: int, room: Room) -> str:
    """Fault: an exception, a warning, nothing to see, or an output with a fence, a formula or a nan in it."""
    refuse_results("\n".join(code), first_line)
    output = execute("python", "\n".join(code), lambda source: _printed(source, first_line, room))
    written = marks.cut(output)
    if not unescape(output).strip():
        what = "the block prints nothing that a reader sees"
        raise Fault(first_line, what, "a figure or a table", output or "no output")
    for line in written.splitlines():
        refuse_claims([line], first_line)
        for told in broken(PRINTED, unescape(CODE.sub("", line))):
            raise Fault(first_line, *told)
    return output


def _printed(source: str, first_line: int, room: Room) -> str:
    name = "<block>"
    unseed()  # by a block above
    with watched(first_line) as out:
        try:
            room.run("\n" * (first_line - 1) + source, name, "exec")  # its lines are numbered as the page's
        except BaseException as error:  # SystemExit too: it must not end the build in peace
            if isinstance(error, Fault) and error.page:  # of another page: told by the census, or by the reference
                raise
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
            line = lines[-1] if lines else getattr(error, "lineno", None)  # where there is no syntax, nothing ran
            came = "".join(traceback.format_exception_only(error))
            raise Fault(line or first_line, "the block raises", "no exception", came) from error
        room.empty()
    return out.getvalue()
