"""Counts what is executed on the pages, from the same fences that the build executes."""

from collections import Counter
from pathlib import Path

from xent.pages import fences
from xent.pages.faults import faults_of


def census(docs: Path = Path("docs")) -> Counter[str]:
    """Pages, examples, blocks, equations and listings that are not run, over all pages below the folder."""
    counts: Counter[str] = Counter()
    for page in sorted(docs.rglob("*.md")):
        counts["pages"] += 1
        with faults_of(page):
            for fence in fences.of_page(page):
                if "norun" in fence.options:
                    counts["listings of a page that are not run"] += 1
                elif "unchecked" in fence.options:
                    counts["equations not checked"] += 1
                elif fence.language == "math":
                    counts["equations held"] += 1
                elif fence.language == "python":
                    counts["figures, tables and listings made"] += 1
                else:
                    found = fence.examples
                    counts["examples run"] += len(found)
                    counts["outputs compared"] += sum(bool(example.want) for example in found)
    return counts
