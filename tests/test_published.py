"""The site with the address and the repository that a publisher gives it."""

import html
import re
import subprocess

import pytest
import yaml
from building import PAGES, PUBLISHED, ROOT

import xent
from xent.pages.take_away import last_changed

ADDRESS, REPOSITORY = PUBLISHED["SITE_URL"], PUBLISHED["REPO_URL"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_where_it_is_and_where_errors_go(published, page):
    below = "" if page.stem == "index" else f"{page.stem}/"
    text = (published / below / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<link rel="canonical" href="([^"]*)">', text) == [ADDRESS + below]
    [description] = re.findall(r'<meta name="description" content="([^"]*)">', text)
    assert f"description: {description}\n" in page.read_text(encoding="utf-8")
    assert f'<a href="{REPOSITORY}/blob/HEAD/docs/{page.name}">' in text
    assert 'data-md-component="source"' not in text  # which would ask the host for stars
    scripts = re.findall(r"<script[^>]* src=[^>]*>", text)
    assert scripts
    assert all("defer" in script for script in scripts)
    assert re.search(rf'<a href="{REPOSITORY}/issues/new\?title=[^"]+">Report an error</a>', text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_shared_and_cited(published, page):
    address = ADDRESS if page.stem == "index" else f"{ADDRESS}{page.stem}/"
    text = (published / address.removeprefix(ADDRESS) / "index.html").read_text(encoding="utf-8")
    [title] = re.findall(r'^title: "?(.*?)"?$', page.read_text(encoding="utf-8"), re.MULTILINE)[:1]
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', text))
    assert html.unescape(told["title"]) == title
    assert told["url"] == address
    assert f'<meta name="description" content="{told["description"]}">' in text
    assert "og:image" not in text
    assert f"<cite>{html.escape(title, quote=False)}</cite>, {address}.</p>" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_when_it_was_last_changed(published, page):
    command = ["git", "log", "-1", "--format=%cs", "--", page.name]
    day = subprocess.run(command, cwd=page.parent, capture_output=True, text=True, check=False).stdout.strip()
    if not day or (ROOT / ".git" / "shallow").exists():
        pytest.skip("the page is not committed, or this copy of the site has not its whole history")
    text = (published / ("" if page.stem == "index" else page.stem) / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"Last changed on ([\d-]+)\.", text) == [day]


def test_without_a_history_there_is_no_day(tmp_path):
    assert last_changed(tmp_path / "index.md") == ""


def test_the_citation_names_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == xent.__version__
    assert {"cff-version", "message", "title", "authors", "license"} <= citation.keys()


def test_the_page_for_a_wrong_address_leads_to_all_others(published):
    text = (published / "404.html").read_text(encoding="utf-8")
    article = text.split("<article", 1)[1].split("</article", 1)[0]
    links = re.findall(r'<a href="/xent/([^"]*)">[^<]+</a>', article)
    assert sorted(links) == sorted("." if page.stem == "index" else f"{page.stem}/" for page in PAGES)
    assert 'href="/xent/assets/xent.css"' in text
