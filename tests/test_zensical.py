"""The other engine: the same sources give the same words, and the same lies stop it."""

import shutil

import pytest
from building import PAGES, ROOT, project, run, words
from test_gate import LIES, page


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The site from each engine; Zensical builds in place, so in a copy."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "docs", copy / "docs")
    shutil.copytree(ROOT / "xent", copy / "xent", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    done = run(copy, "zensical", "build", "--clean")
    assert done.returncode == 0, done.stdout
    done = run(copy, "mkdocs", "build", "-q", "-d", str(copy / "other"))
    assert done.returncode == 0, done.stdout
    return copy / "site", copy / "other"


@pytest.mark.parametrize("source", PAGES, ids=lambda source: source.stem)
def test_both_engines_say_the_same_words(sites, source):
    name = "index.html" if source.stem == "index" else f"{source.stem}/index.html"
    ours, theirs = (words((site / name).read_text(encoding="utf-8")) for site in sites)
    assert len(ours) > 200
    assert ours == theirs


@pytest.mark.parametrize(
    "lie", ["changed output", "exit", "warning", "block raises", "misspelt option", "unmatched dollar"]
)
def test_a_lie_stops_zensical(tmp_path, lie):
    text, line, message = LIES[lie]
    done = run(project(tmp_path, index="---\ntitle: A page\n---\n\n" + text), "zensical", "build", "--clean")
    assert done.returncode != 0
    assert f"docs/index.md:{line + 4}: " in done.stdout
    assert message.split("\n")[0] in done.stdout


def test_an_honest_page_passes_zensical(tmp_path):
    folder = project(tmp_path, index=page('```pycon exec="1"\n>>> 1 + 1\n2\n```'))
    done = run(folder, "zensical", "build", "--clean")
    assert done.returncode == 0, done.stdout
    assert "xent-executed" in (folder / "site" / "index.html").read_text(encoding="utf-8")
