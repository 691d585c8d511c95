"""One page while it is built: its name, its lines, and its fences executed in their order."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from markdown import Markdown

from xent.pages import blocks, fences, formulas, listings, transcripts
from xent.pages.clean_room import Namespace, clean_room, watched
from xent.pages.displayed import displayed
from xent.pages.faults import Fault, PageError
from xent.pages.last_look import shown


class Page:
    """What the extension's parts share about a page."""

    def __init__(self, md: Markdown) -> None:
        self.md = md
        self.lines: list[str] = []
        self.shown: Counter[str] = Counter()
        self.complete = False

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn a fault at a line of the text into one at a line of the file."""
        try:
            yield
        except Fault as fault:
            path = source(self.md)
            # The engines cut the front matter off before an extension sees the text.
            ahead = path.read_text(encoding="utf-8").rstrip().count("\n") + 1 - len(self.lines) if path else 0
            raise PageError(os.path.relpath(path) if path else "page", fault.line + ahead, fault) from fault

    def line_of(self, text: str) -> int:
        """The first line that holds the text's first line; 1 where Markdown changed the text too much to tell."""
        wanted = text.strip().partition("\n")[0]
        return next((number for number, line in enumerate(self.lines, 1) if wanted in line), 1)

    def execute(self, lines: list[str]) -> list[str]:
        """The lines, each fence replaced by what it shows."""
        lines = "\n".join(lines).rstrip().split("\n")
        self.lines, self.complete = lines, False
        self.shown = Counter()
        text: list[str] = []
        with self.faults(), clean_room() as namespace:
            if lines[0] == "---":  # the engines cut off what they understand
                raise Fault(1, "this front matter is no YAML", "quotes where a colon stands", lines[:2][-1])
            rest = 0
            for fence in fences.read(lines):
                text += self.prose(lines, rest, fence.line - 1)
                text += ["", *(fence.indent + line for line in self.show(fence, namespace).splitlines()), ""]
                rest = fence.last_line
            text += [*self.prose(lines, rest, len(lines)), "", ""]
            with watched(rest):
                while namespace:  # destructors may warn; the last made goes first, while what it needs is there
                    namespace.popitem()
        return text

    def prose(self, lines: list[str], start: int, end: int) -> list[str]:
        """The lines between two fences, which may hold no displayed formula."""
        for number in range(start, end):
            formulas.refuse_outside(lines[number], number + 1)
        return lines[start:end]

    def show(self, fence: fences.Fence, namespace: Namespace) -> str:
        """What stands in the fence's place, as Markdown."""
        code = "\n".join(fence.code)
        if fence.language == "python" and "exec" in fence.options:
            printed = blocks.run(fence.code, fence.line + 1, namespace)
            self.shown += shown(printed)
            return printed
        if fence.language == "math":
            path = source(self.md)
            html = displayed(fence, self.shown["equation"] + 1, "" if path and path.name == "index.md" else "../")
        elif "norun" in fence.options:
            html = listings.not_run(fence.language, code, fence.options["norun"])
        else:
            transcripts.run(transcripts.read(fence.code, fence.line + 1), namespace)
            html = listings.executed(code)
        self.shown += shown(html)
        return self.md.htmlStash.store(html)


def source(md: Markdown) -> Path | None:
    """The page's file, known to MkDocs and to Zensical only while a page is converted."""
    if "relpath" in md.treeprocessors:
        links: Any = md.treeprocessors["relpath"]
        return Path(links.file.abs_src_path)
    if "rendering_context" in md.preprocessors:
        context: Any = md.preprocessors["rendering_context"]
        return Path(context.config["docs_dir"], context.page.path)
    return None
