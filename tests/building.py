"""What tests of pages share: the site's own configuration, and building with it."""

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config

ROOT = Path(__file__).parents[1]
PUBLISHED = {"SITE_URL": "https://example.org/xent/", "REPO_URL": "https://github.com/example/xent"}
PAGES = sorted((ROOT / "docs").rglob("*.md"))


@cache
def extensions():
    config = load_config(str(ROOT / "mkdocs.yml"))
    return config.markdown_extensions, config.mdx_configs


def convert(text: str) -> str:
    """A page's HTML, as the site would make it."""
    names, options = extensions()
    return Markdown(extensions=names, extension_configs=options).convert(text)


def project(folder: Path, **pages: str) -> Path:
    """A small site with the configuration of the real one."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = settings.index("nav:\n"), settings.index("theme:\n")
    settings = (settings[:start] + settings[end:]).replace("watch: [xent]", f"watch: [{ROOT / 'xent'}]")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for part in ("assets", "overrides"):
        shutil.copytree(ROOT / "docs" / part, folder / "docs" / part)
    for name, text in pages.items():
        path = folder / "docs" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *command: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of this environment; its output in one string."""
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=settings,
        text=True,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def refused(call: Callable[[], object], sentence: str) -> None:
    """The call raises a ValueError of this one sentence."""
    import pytest  # here, since the benchmark of the build has none

    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value) == sentence


def files(site: Path) -> dict[str, bytes]:
    """All files of a built site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def words(page: str) -> list[str]:
    """The words of a built page's article."""
    article = page.split("<article", 1)[1].split("</article", 1)[0]
    prose = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", article, flags=re.DOTALL)
    return re.findall(r"\w+", html.unescape(prose))


def text_of(page: Path) -> str:
    """A page without its front matter."""
    return page.read_text(encoding="utf-8").split("---\n", 2)[2]
