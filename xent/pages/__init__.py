"""What makes a page a test: one Python-Markdown extension, for MkDocs and for Zensical.

A page's fences are executed and its formulas set in one go, before Markdown sees the text; then the finished
HTML is looked at once more. Anything that is not as the page claims is a `PageError`.
"""

import gc
import importlib
import re
import sys
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from xent.pages import formulas, marks
from xent.pages.last_look import last_look
from xent.pages.page import Page


class Formula(InlineProcessor):
    """Sets a formula in a sentence."""

    # An inline processor is handed the text too, which its base class is not: the stubs excuse it the same way.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """The place in Markdown's stash of the formula, or of an escaped dollar."""
        page = _page(self.md)
        with page.faults():
            latex, behind = m.groups()
            html = formulas.inline(latex, page.line_of(m.group()), behind) if latex else formulas.DOLLAR
        return self.md.htmlStash.store(html), m.start(), m.end()


class End(Treeprocessor):
    """Has the last look come when the page's tree is done: before that, `toc` runs postprocessors on its headings."""

    def run(self, root: Element) -> None:
        """From here on, text is the whole page's."""
        self.md.postprocessors.register(LastLook(self.md), "xent-last-look", -100)


class LastLook(Postprocessor):
    """Looks once more at the finished HTML."""

    def run(self, text: str) -> str:
        """The page as it is."""
        page = _page(self.md)
        with page.faults():
            last_look(text, page.made, page.line_of)
        return marks.removed(text)


class Pages(Extension):
    """The extension `xent.pages`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """All of a page's state is in one object: both engines make one Markdown a page."""
        md.preprocessors.register(Page(md), "xent-page", 28)  # before MkDocs' own fenced_code
        md.inlinePatterns.register(Formula(formulas.INLINE, md), "xent-formula", 189.9)  # just under inline code, 190
        md.treeprocessors.register(End(md), "xent-end", -100)


def _page(md: Markdown) -> Page:
    return cast(Page, md.preprocessors["xent-page"])


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
