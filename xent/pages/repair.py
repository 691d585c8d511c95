"""Rewrites the expected outputs of pages in place: python -m xent.pages.repair [page.md …]

It prints what it changes, and touches no input, equation or prose.
"""

import argparse
import difflib
import doctest
from pathlib import Path

from xent.pages import blocks, fences, transcripts
from xent.pages.clean_room import clean_room
from xent.pages.faults import Fault, PageError


def repair(text: str) -> str:
    """The page's text with every output as it comes now. Fault: it does not run, or no page can show what comes."""
    lines = text.split("\n")
    changes: list[tuple[int, int, list[str]]] = []
    with clean_room() as room:
        for fence in fences.read(lines):
            first = fence.line + 1
            if "exec" not in fence.options:
                continue
            if fence.language == "python":
                blocks.run(fence.code, first, room)
                continue

            def differs(example: doctest.Example, got: str, fence: fences.Fence = fence, first: int = first) -> None:
                if got.startswith("Traceback") and not example.want.startswith("Traceback"):
                    raise Fault(example.lineno, "an exception is not an output", example.want, got)
                if "\t" in got or "```" in got:
                    raise Fault(example.lineno, "a transcript cannot show this", "no tab and no fence", repr(got))
                start, end = (first - 1 + line for line in transcripts.output(example, fence.code, first))
                changes.append((start, end, [fence.indent + line for line in got.splitlines()]))

            transcripts.run(transcripts.read(fence.code, first), fence.code, room, differs)
    for start, end, shown in reversed(changes):
        lines[start:end] = shown
    return "\n".join(lines)


def repair_file(path: Path) -> list[str]:
    """What was changed, a line each. Fault: the page cannot be repaired; then it is left as it is."""
    written = path.read_bytes().decode("utf-8")
    before = written.replace("\r\n", "\n")
    after = repair(before)
    if repair(after) != after:  # an output that is another at each run, or that changes what the transcript says
        raise Fault(1, "the outputs differ from run to run", "the same twice", "another")
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
        except Fault as fault:
            raise SystemExit(str(PageError(str(page), fault.line, fault))) from fault
        except OSError as error:
            raise SystemExit(f"{page}: {error.strerror}") from error


if __name__ == "__main__":
    main()
