"""Rewrites the expected outputs of pages in place: python -m xent.pages.repair [page.md …]

It prints what it changes, and touches no input, equation or prose.
"""

import argparse
import difflib
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.meta import get_data

from xent.pages import fences, take_away
from xent.pages.execution import Room, clean_room, printed, unchanged
from xent.pages.faults import Fault, faults_of, refuse_front_matter


def repair(text: str) -> str:
    """The page's text with every output as it comes now. Fault: it would not build with them, or never twice."""
    config = load_config()
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    lines = text.split("\n")
    changes: list[tuple[slice, list[str]]] = []
    transcripts = [fence for fence in fences.read(lines) if fence.is_transcript]
    with clean_room() as modules, unchanged(modules, room := Room(), transcripts):
        for fence in transcripts:
            for example in fence.examples:
                got = printed(example, room)
                if got.startswith("Traceback") and not example.want.startswith("Traceback"):
                    raise Fault(example.lineno, "an exception is not an output", example.want, got)
                start = example.lineno + example.source.count("\n") - 1
                there = slice(start, start + example.want.count("\n"))
                changes.append((there, [fence.indent + line for line in got.split("\n")[:-1]]))
    for there, output in reversed(changes):
        lines[there] = output
    repaired = "\n".join(lines)
    take_away.script([*take_away.taken(fences.parts(repaired.split("\n")))])  # Fault: a file cannot show the same
    front = text.removesuffix(get_data(text)[0])  # as the engine cuts it off
    refuse_front_matter(front.split("\n")[:-1])
    markdown.convert("\n" * front.count("\n") + repaired.removeprefix(front))
    return repaired


def main() -> None:
    """Repair the pages named, or all of them, up to one that cannot be repaired, which is left as it is."""
    parser = argparse.ArgumentParser(prog="python -m xent.pages.repair", description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="the pages; without any, all below docs/")
    for page in parser.parse_args().pages or sorted(Path("docs").rglob("*.md")):
        try:
            before = page.read_text(encoding="utf-8-sig")
            with faults_of(page):
                after = repair(before)
        except (MkDocsException, OSError, UnicodeDecodeError) as error:
            raise SystemExit(f"{page} is not repaired: {error}") from error
        if after != before:
            page.write_text(after, encoding="utf-8", newline="\n")
            old, new = before.splitlines(), after.splitlines()
            print(*difflib.unified_diff(old, new, str(page), str(page), lineterm="", n=0), sep="\n")


if __name__ == "__main__":
    main()
