"""Rewrites the expected outputs of pages in place: python -m xent.pages.repair [page.md …]

It prints what it changes, and touches no input, equation or prose.
"""

import argparse
import difflib
import re
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from xent.pages import fences, transcripts
from xent.pages.clean_room import clean_room
from xent.pages.faults import Fault
from xent.pages.page import Page


def repair(text: str) -> str:
    """The page's text with every output as it comes now. PageError: it would not build with them, or never twice."""
    config = load_config()
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    lines = text.split("\n")
    changes: list[tuple[int, int, list[str]]] = []
    with Page(markdown).faults(), clean_room() as room:
        for fence in filter(lambda fence: fence.is_transcript, fences.read(lines)):
            for example in transcripts.read(fence.code, fence.line + 1):
                got = transcripts.printed(example, room)
                if got.startswith("Traceback") and not example.want.startswith("Traceback"):
                    raise Fault(example.lineno, "an exception is not an output", example.want, got)
                start, end = transcripts.output(example, fence.code, fence.line + 1)
                changes.append((start, end, [fence.indent + line for line in got.split("\n")[:-1]]))
    for start, end, shown in reversed(changes):
        lines[start - 1 : end - 1] = shown
    front = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0  # which the engines cut off
    markdown.convert("\n".join([""] * front + lines[front:]))
    return "\n".join(lines)


def repair_file(path: Path) -> list[str]:
    """What was changed, a line each. PageError: the page cannot be repaired; then it is left as it is."""
    written = path.read_bytes().decode("utf-8")
    before = written.replace("\r\n", "\n")
    after = repair(before)
    old, new = before.split("\n"), after.split("\n")
    path.write_bytes(after.replace("\n", "\r\n" if "\r\n" in written else "\n").encode("utf-8"))
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        f"{a + 1}: {' | '.join(old[a:b])} -> {' | '.join(new[c:d])}" for kind, a, b, c, d in changes if kind != "equal"
    ]


def main() -> None:
    """Repair the pages named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m xent.pages.repair", description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="the pages; without any, all below docs/")
    pages = parser.parse_args().pages or sorted(Path("docs").rglob("*.md"))
    for page in pages:
        try:
            for change in repair_file(page):
                print(f"{page}:{change}")
        except UnicodeDecodeError as error:
            raise SystemExit(f"not repaired: {page} is not UTF-8: {error.reason}") from error
        except (MkDocsException, OSError) as error:  # converted by no engine, the page has no name
            raise SystemExit(f"not repaired: {re.sub('^page(?=:)', str(page), str(error))}") from error


if __name__ == "__main__":
    main()
