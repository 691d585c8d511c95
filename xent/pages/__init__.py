"""What makes a page a test: one Python-Markdown extension, for MkDocs and for Zensical.

A page's fences are executed and its formulas set in one go, before Markdown sees the text; then the finished
HTML is looked at once more. Anything that is not as the page claims is a `PageError`.
"""

import gc
import importlib
import re
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from xent.pages import formulas, marks
from xent.pages.last_look import last_look
from xent.pages.page import Page


class Execute(Preprocessor):
    """Executes the fences and puts in their place what they show."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, each fence replaced."""
        return self.page.execute(lines)


class Formula(InlineProcessor):
    """Sets a formula in a sentence."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(formulas.INLINE, md)
        self.page = page

    # An inline processor is handed the text too, which its base class is not: the stubs excuse it the same way.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """The place in Markdown's stash of the formula, or of an escaped dollar."""
        with self.page.faults():
            latex, behind = m.groups()
            html = formulas.inline(latex, self.page.line_of(m.group()), behind) if latex else formulas.DOLLAR
        return self.md.htmlStash.store(html), m.start(), m.end()


class End(Treeprocessor):
    """Says when the page's tree is done: postprocessors run on every heading before."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """From here on, text is the whole page's."""
        self.page.complete = True


class LastLook(Postprocessor):
    """Looks once more at the finished HTML."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, text: str) -> str:
        """The page as it is."""
        if self.page.complete:
            with self.page.faults():
                last_look(text, self.page.made, self.page.line_of)
            return marks.removed(text)
        return text


class Pages(Extension):
    """The extension `xent.pages`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """All of a page's state is in one object: both engines make one Markdown a page."""
        page = Page(md)
        md.preprocessors.register(Execute(md, page), "xent-execute", 28)  # before MkDocs' own fenced_code
        md.inlinePatterns.register(Formula(md, page), "xent-formula", 189.9)  # just under inline code
        md.treeprocessors.register(End(md, page), "xent-end", -100)
        md.postprocessors.register(LastLook(md, page), "xent-last-look", -100)


def _sources() -> dict[Path, int]:
    """The files of `xent`, each with the time of its last change."""
    return {path: path.stat().st_mtime_ns for path in Path(__file__).parents[1].rglob("*.py")}


_READ = _sources()
if not gc.get_freeze_count():
    gc.freeze()  # what was imported stays: the collector would walk it again and again, a twentieth of a build


def makeExtension(**options: object) -> Extension:
    """What Python-Markdown calls for each page. After an edit to `xent`, `mkdocs serve` gets all of it read afresh."""
    if _sources() != _READ:
        for name in [name for name in sys.modules if name.partition(".")[0] == "xent"]:
            del sys.modules[name]
        afresh: Extension = importlib.import_module(__name__).makeExtension(**options)
        return afresh
    return Pages(**options)
