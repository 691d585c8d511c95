"""Writes the reference page from the docstrings, and runs their examples once more."""

import inspect
import os
import re
from html import escape
from types import ModuleType

from xent.pages import listings, transcripts
from xent.pages.clean_room import clean_room
from xent.pages.faults import Fault, PageError
from xent.pages.unseen import refuse_wide


def reference(*rooms: ModuleType) -> str:
    """A heading for each room and public name, with signature, shapes, errors, source and example, as Markdown."""
    return "\n".join(_room(room) for room in rooms)


def _room(room: ModuleType) -> str:
    name = room.__name__.rpartition(".")[2]
    entries = [_entry(room, public) for public in room.__all__]
    return "\n".join([f"## {name.capitalize()}\n", f"{inspect.getdoc(room)}\n", *entries])


def _entry(room: ModuleType, name: str) -> str:
    subject = getattr(room, name)
    text, _, examples = (inspect.getdoc(subject) or "").partition(">>> ")
    code = (">>> " + examples).split("\n")
    source, start = inspect.getsourcelines(subject)
    first = start + next(n for n, line in enumerate(source) if line.lstrip().startswith(">>> "))
    try:
        refuse_wide(code, first)
        transcript = transcripts.read(code, first)
        with clean_room() as page:
            page.names |= vars(room)
            listing = listings.executed(transcripts.run(transcript, code, page))
    except Fault as fault:
        raise PageError(os.path.relpath(inspect.getfile(subject)), fault.line, fault) from fault
    names = ", ".join(inspect.signature(subject).parameters)
    lines = [f"### {name} {{ #{name} }}\n", f"`xent.{name}({names})`\n"]
    for paragraph in escape(text.strip().replace("->", "→"), quote=False).split("\n\n"):
        lines += [re.sub(r"^(Shapes|Errors|Source): ", r"**\1.** ", line) + "  " for line in paragraph.split("\n")]
        lines.append("")
    return "\n".join([*lines, listing, ""])
