"""The other engine: the same sources give the same words, and the same lies stop it."""

import re
import shutil

import pytest
from building import PAGES, ROOT, project, run, words
from mkdocs.exceptions import BuildError
from test_gate import HONEST, LIES, page
from zensical.config import parse_config
from zensical.markdown.render import render


@pytest.fixture(scope="module")
def other(site, tmp_path_factory):
    """The site from Zensical, which builds in place, so in a copy."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "docs", copy / "docs")
    shutil.copytree(ROOT / "xent", copy / "xent", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    history = {"GIT_DIR": str(ROOT / ".git"), "GIT_WORK_TREE": str(copy)}  # the day of a page's last change
    done = run(copy, "zensical", "build", "--clean", **history)
    assert done.returncode == 0, done.stdout
    return copy / "site"


@pytest.mark.parametrize("source", PAGES, ids=lambda source: source.stem)
def test_both_engines_say_the_same_words(site, other, source):
    name = "index.html" if source.stem == "index" else f"{source.stem}/index.html"
    ours, theirs = (words((folder / name).read_text(encoding="utf-8")) for folder in (other, site))
    assert len(ours) > 100, "a page has some hundred words"
    assert ours == theirs


def test_both_engines_give_the_same_code_away(site, other):
    taken = sorted(path.name for path in site.glob("xent_*"))
    assert len(taken) >= 2 * 14
    assert [name for name in taken if (other / name).read_bytes() != (site / name).read_bytes()] == []
    for name in taken:
        page = name.partition(".")[0].removeprefix("xent_")
        folder = other if page == "index" else other / page
        [link] = re.findall(rf'href="([^"]*{name})"', (folder / "index.html").read_text(encoding="utf-8"))
        assert (folder / link).resolve() == other / name


@pytest.fixture
def zensical(tmp_path, monkeypatch):
    """Zensical's own rendering of a page, in this process."""
    folder = project(tmp_path, index="")
    monkeypatch.chdir(folder)
    parse_config(str(folder / "mkdocs.yml"))

    def render_page(text):
        (folder / "docs" / "index.md").write_text(text, encoding="utf-8")
        return render(text, "index.md", "")["content"]

    return render_page


@pytest.mark.parametrize(("text", "line", "message"), LIES.values(), ids=LIES)
def test_zensical_judges_a_lie_alike(zensical, text, line, message):
    with pytest.raises(BuildError) as told:
        zensical(text)
    assert str(told.value).startswith(f"docs/index.md:{line}: ")
    assert message in str(told.value)


@pytest.mark.parametrize(("text", "shown"), HONEST.values(), ids=HONEST)
def test_zensical_judges_an_honest_page_alike(zensical, text, shown):
    assert shown in zensical(text)


@pytest.mark.parametrize("lie", ["changed output", "exit", "page patches math"])
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
