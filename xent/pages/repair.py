"""Rewrites the expected outputs of pages in place: python -m xent.pages.repair [page.md …]

Without arguments, all pages below docs/. It prints what it changes, and touches no input, equation or prose.
"""

import difflib
import doctest
import sys
from pathlib import Path

from xent.pages import blocks, fences, transcripts
from xent.pages.clean_room import clean_room
from xent.pages.faults import Fault, PageError


def repair(text: str) -> str:
    """The page's text with every output as it comes now. Fault: code that does not run at all."""
    lines = text.split("\n")
    changes: list[tuple[int, int, list[str]]] = []
    with clean_room() as namespace:
        for fence in fences.read(lines):
            if fence.options.get("exec") is None:
                continue
            if fence.language == "python":
                blocks.run(fence.code, fence.line + 1, namespace)
                continue

            def differs(example: doctest.Example, got: str, indent: str = fence.indent) -> None:
                if got.startswith("Traceback") and not example.want.startswith("Traceback"):
                    raise Fault(example.lineno, "an exception is not an output", example.want, got)
                if "\n\n" in got or got.startswith("\n"):
                    raise Fault(example.lineno, "a transcript cannot show a blank line", "none", got)
                start = example.lineno - 1 + example.source.count("\n")
                shown = [indent + line for line in got.splitlines()]
                changes.append((start, start + example.want.count("\n"), shown))

            transcripts.run(transcripts.read(fence.code, fence.line + 1), namespace, differs)
    for start, end, shown in reversed(changes):
        lines[start:end] = shown
    return "\n".join(lines)


def main(paths: list[str]) -> None:
    """Repair the pages named, or all of them."""
    for path in map(Path, paths or sorted(map(str, Path("docs").rglob("*.md")))):
        before = path.read_text(encoding="utf-8")
        try:
            after = repair(before)
        except Fault as fault:
            raise SystemExit(str(PageError(str(path), fault.line, fault))) from fault
        if after != before:
            path.write_text(after, encoding="utf-8")
            old, new = before.split("\n"), after.split("\n")
            for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                if kind != "equal":
                    print(f"{path}:{a + 1}: {' | '.join(old[a:b])} -> {' | '.join(new[c:d])}")


if __name__ == "__main__":
    main(sys.argv[1:])
