"""What makes a page a test: one Python-Markdown extension, for MkDocs and for Zensical.

A page's fences are executed and its formulas set in one go, before Markdown sees the text; then the finished
HTML is looked at once more. Anything that is not as the page claims is a `Fault`.
"""

import gc
import importlib
import re
import sys
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor

from xent.pages import formulas, pieces
from xent.pages.faults import last_look
from xent.pages.page import Page


class Formula(InlineProcessor):
    """Sets a formula in a sentence."""

    # An inline processor is handed the text too, which its base class is not: the stubs excuse it the same way.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """The place in Markdown's stash of the formula."""
        page = cast(Page, self.md.preprocessors["xent-page"])
        with page.faults():
            html = formulas.inline(m[1], page.line_of(m.group()), behind=m[2])
        return self.md.htmlStash.store(html), m.start(), m.end()


class LastLook(Treeprocessor):
    """Looks once more at the finished tree."""

    def run(self, root: Element) -> None:
        """The page as it is."""
        page = cast(Page, self.md.preprocessors["xent-page"])
        with page.faults():
            last_look(root, page.made, "".join(map(str, self.md.htmlStash.rawHtmlBlocks)), page.line_of)


class Pages(Extension):
    """The extension `xent.pages`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """All of a page's state is in one object: both engines make one Markdown a page."""
        md.preprocessors.register(Page(md), "xent-page", 28)  # before MkDocs' own fenced_code
        md.inlinePatterns.register(Formula(formulas.INLINE, md), "xent-formula", 189.9)  # just under inline code, 190
        md.treeprocessors.register(LastLook(md), "xent-last-look", 1)  # before 0, where \$ becomes a dollar again
        md.ESCAPED_CHARS += ["$", "<"]
        md.inlinePatterns.register(HtmlInlineProcessor(pieces.ANCHOR, md), "html", 90)  # other raw HTML is text
        md.inlinePatterns.deregister("entity")


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
