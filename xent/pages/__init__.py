"""What makes a page a test: one Python-Markdown extension, for MkDocs and for Zensical.

A page's fences are executed and its formulas set in one go, before Markdown sees the text; then the finished
HTML is looked at once more. Anything that is not as the page claims is a `Fault`.
"""

import gc
import importlib
import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from xent.pages import fences, formulas, pieces, take_away
from xent.pages.execution import Room, clean_room, shown, unchanged
from xent.pages.faults import Fault, faults_of, last_look, refuse_claims, refuse_front_matter
from xent.pages.fences import Fence


class Page(InlineProcessor, Preprocessor):
    """Executes the fences and puts in their place what they show; later, sets the formulas in its sentences."""

    file: Path | None  # the page's, where an engine converts it
    lines: list[str]  # those that the engine cut off before an extension sees the text are empty
    made: dict[int, int]  # the line of the fence that made a piece of HTML, by its number in Markdown's stash
    names: set[str]  # those in the pieces, to link to

    def line_of(self, text: str) -> int:
        """The first line that holds the text's first line; else the one that shares most words with it."""
        wanted = text.strip().partition("\n")[0]
        for number, line in enumerate(self.lines, 1):
            if wanted in line:
                return number
        words = set(re.findall(r"\w+", wanted))
        shared = [len(words.intersection(re.findall(r"\w+", line))) for line in self.lines]
        return 1 + shared.index(max(shared))

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, each fence replaced."""
        lines = "\n".join(lines).rstrip().split("\n")
        self.file, beside, way = _place(self.md)
        self.made, self.names = {}, set()
        whole = self.file.read_text(encoding="utf-8-sig").rstrip().split("\n") if self.file else lines
        front = whole[: len(whole) - len(lines)]
        self.lines = [""] * len(front) + lines
        text: list[str] = []
        with faults_of(self.file):
            if self.lines[0] == "---":
                raise Fault(1, "this front matter is no YAML", "quotes where a colon stands", "".join(self.lines[1:2]))
            refuse_front_matter(front)
            parts = [*fences.parts(self.lines)]  # all, before one is run
            replacements = self.replacements([fence for _, _, fence in parts if fence])
            for first, above, fence in parts:
                refuse_claims(above, first)
                text += above
                if fence:
                    text += ["", *textwrap.indent(replacements[fence.line], fence.indent).splitlines(), ""]
            end = take_away.end(self.file, beside, way, parts) if self.file else ""
            return [*text, "", self.stored(end, len(self.lines)), ""]

    def replacements(self, found: Sequence[Fence]) -> dict[int, str]:
        """What stands in each fence's place, by its line, as Markdown.

        Equations first, then transcripts, then blocks: no code reaches an equation, and no block a transcript. A block
        gets copies of the names as they were at its place.
        """
        texts, later = {}, []
        with clean_room() as modules, unchanged(modules, room := Room(), [one for one in found if one.is_transcript]):
            for fence in sorted(found, key=lambda fence: fence.language != "math"):
                if fence.language == "python":
                    later.append((fence, room.aside()))
                else:
                    texts[fence.line] = self.stored(shown(fence, room), fence.line)
            for fence, aside in later:
                with unchanged(modules, aside, [fence]):
                    texts[fence.line] = self.stored(shown(fence, aside), fence.line)
        return texts

    def stored(self, text: str, line: int) -> str:
        """The text with its pieces in Markdown's stash, and their places left in it as blocks."""

        def place(piece: re.Match[str]) -> str:
            self.made[self.md.htmlStash.html_counter] = line
            # The anchor is text of the page, where MkDocs looks for it when it checks links.
            anchor = f'<div id="{piece[1]}"></div>' if piece[1] else ""
            for name in re.findall(r'<[^>]* id="([^"]+)"', anchor + piece[2]):
                if name in self.names:
                    raise Fault(line, "two parts of the page have one name", f'id="{name}" once', "a second one")
                self.names.add(name)
            return f"\n\n{anchor}\n\n{self.md.htmlStash.store(piece[2])}\n\n"

        return pieces.PIECE.sub(place, text)

    # An inline processor is handed the text too, which its base class is not: the stubs excuse it the same way.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """The place in Markdown's stash of a formula."""
        with faults_of(self.file):
            html = formulas.inline(m[1], self.line_of(m.group()), behind=m[2])
        return self.md.htmlStash.store(html), m.start(), m.end()


class LastLook(Treeprocessor):
    """Looks once more at the finished tree."""

    def run(self, root: Element) -> None:
        """The page as it is."""
        page = cast(Page, self.md.preprocessors["xent-page"])
        with faults_of(page.file):
            last_look(root, page.made, page.line_of)


class Pages(Extension):
    """The extension `xent.pages`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """All of a page's state is in one object: both engines make one Markdown a page."""
        page = Page(formulas.INLINE, md)
        md.preprocessors.register(page, "xent-page", 28)  # before MkDocs' own fenced_code
        md.inlinePatterns.register(page, "xent-formula", 189.9)  # just under inline code, 190
        md.treeprocessors.register(LastLook(md), "xent-last-look", 1)  # before 0, where \$ becomes a dollar again
        md.ESCAPED_CHARS += ["$", "<"]
        md.inlinePatterns.register(HtmlInlineProcessor(pieces.ANCHOR, md), "html", 90)  # other raw HTML is text
        md.inlinePatterns.deregister("entity")


def _place(md: Markdown) -> tuple[Path | None, Path, str]:
    """A page's file, None without an engine; the folder that files beside it go to; the way there from its address."""
    if "relpath" in md.treeprocessors:
        file = cast(Any, md.treeprocessors["relpath"]).file
        way = "../" * (file.dest_uri.count("/") - file.src_uri.count("/"))  # a page may be built to a folder of its own
        return Path(file.src_dir, file.src_uri), Path(file.dest_dir, file.src_uri).parent, way
    if "rendering_context" in md.preprocessors:
        context = cast(Any, md.preprocessors["rendering_context"])
        docs, site = context.config["docs_dir"], context.config["site_dir"]
        return Path(docs, context.page.path), Path(site, context.page.path).parent, ""  # Zensical mends links by itself
    return None, Path(), ""


def _sources() -> dict[Path, int]:
    """The files of `xent`, each with the time of its last change."""
    return {path: path.stat().st_mtime_ns for path in Path(__file__).parents[1].rglob("*.py")}


_AS_IMPORTED = _sources()
if not gc.get_freeze_count():
    gc.freeze()  # what was imported stays: the collector would walk it again and again, a twentieth of a build


def makeExtension(**options: object) -> Extension:
    """What Python-Markdown calls for each page. After an edit to `xent`, `mkdocs serve` gets all of it read afresh."""
    if _sources() != _AS_IMPORTED:
        for name in [name for name in sys.modules if name.partition(".")[0] == "xent"]:
            del sys.modules[name]
        return cast(Extension, importlib.import_module(__name__).makeExtension(**options))
    return Pages(**options)
