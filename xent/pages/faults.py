"""What is told when a page is not what it claims: page, line, what was expected, what came."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.exceptions import BuildError


class Fault(BuildError):
    """A fault at a line. It stops MkDocs with exit status 1, and Zensical, which does not name the page itself."""

    page = ""  # until it is known

    def __init__(self, line: int, what: str, expected: str, got: str) -> None:
        super().__init__(what)
        self.line, self.what, self.expected, self.got = line, what, expected, got

    def __str__(self) -> str:
        expected, got = (text.rstrip("\n").replace("\n", "\n" + " " * 12) for text in (self.expected, self.got))
        return f"{self.page or 'page'}:{self.line}: {self.what}\n  expected: {expected}\n  got:      {got}"


@contextmanager
def faults_of(page: Path, above: int = 0) -> Iterator[None]:
    """Name the page of a fault, and count the lines above the text at hand. One with a page is of another page."""
    try:
        yield
    except Fault as fault:
        if not fault.page:
            fault.page, fault.line = os.path.relpath(page), fault.line + above
        raise
