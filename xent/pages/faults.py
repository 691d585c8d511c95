"""What is told when a page is not what it claims: page, line, what was expected, what came."""

from mkdocs.exceptions import BuildError


class Fault(Exception):
    """A fault at a line of the text at hand, before the page is known."""

    def __init__(self, line: int, what: str, expected: str, got: str) -> None:
        super().__init__(f"{what}: expected {expected}, got {got}")
        self.line, self.what, self.expected, self.got = line, what, expected, got


class PageError(BuildError):
    """A fault on a page. It stops MkDocs with exit status 1, and Zensical, which does not name the page itself."""

    def __init__(self, page: str, line: int, fault: Fault) -> None:
        expected, got = (text.rstrip("\n").replace("\n", "\n" + " " * 12) for text in (fault.expected, fault.got))
        super().__init__(f"{page}:{line}: {fault.what}\n  expected: {expected}\n  got:      {got}")
