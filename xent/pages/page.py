"""One page while it is built: its name, its lines, and its fences executed in their order."""

import re
import textwrap
from contextlib import AbstractContextManager, nullcontext

from markdown.preprocessors import Preprocessor

from xent.pages import fences, marks, take_away
from xent.pages.clean_room import clean_room
from xent.pages.engines import Place, last_changed, place
from xent.pages.faults import Fault, faults_of
from xent.pages.refused import refuse_claims
from xent.pages.shown import shown


class Page(Preprocessor):
    """Executes the fences and puts in their place what they show; what the extension's parts share about a page."""

    place: Place | None = None
    lines: list[str]
    made: dict[int, int]  # the line of the fence that made a piece of HTML, by its number in Markdown's stash

    def faults(self) -> AbstractContextManager[None]:
        """A fault at a line of the text is one at a line of the file."""
        return faults_of(self.place.page, len(self.front())) if self.place else nullcontext()

    def front(self) -> list[str]:
        """The lines that the engines cut off before an extension sees the text: those at its end `run` has cut off."""
        if not self.place:
            return []
        lines = self.place.page.read_text(encoding="utf-8-sig").rstrip().split("\n")
        return lines[: len(lines) - len(self.lines)]

    def line_of(self, text: str) -> int:
        """The first line that holds the text's first line; else the one that shares most words with it."""
        wanted = text.strip().partition("\n")[0]
        words = set(re.findall(r"\w+", wanted))
        for number, line in enumerate(self.lines, 1):
            if wanted in line:
                return number
        shared = [len(words.intersection(re.findall(r"\w+", line))) for line in self.lines]
        return shared.index(max(shared)) + 1

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, each fence replaced."""
        lines = "\n".join(lines).rstrip().split("\n")
        self.lines, self.made, self.place = lines, {}, place(self.md)
        text: list[str] = []
        with self.faults():
            if lines[0] == "---":  # the engines cut off what they understand
                raise Fault(1, "this front matter is no YAML", "quotes where a colon stands", "".join(lines[1:2]))
            front = self.front()
            for number, line in enumerate(front, 1 - len(front)):
                if re.match(r"\w+ *:", line) and not line.startswith(("title:", "description:")):
                    raise Fault(number, "the engines take this for front matter", "title and description", line)
            replacements = self.replacements()
            for first, above, fence in fences.parts(lines):
                refuse_claims(above, first)
                text += above
                if fence:
                    text += ["", *textwrap.indent(replacements[fence.line], fence.indent).splitlines(), ""]
            text += ["", self.end(), ""]
        return text

    def end(self) -> str:
        """What stands at the page's end: its code to take away, and its last change."""
        if not self.place:
            return ""
        said = []
        if any(fence.is_transcript for fence in fences.read(self.lines)):
            said.append(take_away.written(self.place, self.lines))
        if day := last_changed(self.place.page):
            said.append(f"Last changed on {day}.")
        text = marks.piece(f'<p class="xent-end" data-search-exclude>{" ".join(said)}</p>') if said else ""
        return self.stored(text, len(self.lines))

    def stored(self, text: str, line: int) -> str:
        """The text with its pieces in Markdown's stash."""
        stash = self.md.htmlStash
        before = stash.html_counter
        text = marks.stored(text, stash.store)
        self.made |= dict.fromkeys(range(before, stash.html_counter), line)
        return text

    def replacements(self) -> dict[int, str]:
        """What stands in each fence's place, by its line, as Markdown.

        Equations first, then transcripts, then blocks: no code reaches an equation, and no block a transcript. A block
        gets copies of the names as they were at its place.
        """
        found = sorted(fences.read(self.lines), key=lambda fence: fence.language != "math")  # all, before one is run
        texts, later = {}, []
        with clean_room() as room, room.unchanged([fence for fence in found if fence.is_transcript]):
            for fence in found:
                if fence.language == "python":
                    later.append((fence, room.aside()))
                else:
                    texts[fence.line] = self.stored(shown(fence, room), fence.line)
            for fence, aside in later:
                with aside.unchanged([fence]):
                    texts[fence.line] = self.stored(shown(fence, aside), fence.line)
        return texts
