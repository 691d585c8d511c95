"""The site with the address and the repository that a publisher gives it."""

import re

import pytest
from building import PAGES, PUBLISHED

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


def test_the_page_for_a_wrong_address_leads_to_all_others(published):
    text = (published / "404.html").read_text(encoding="utf-8")
    article = text.split("<article", 1)[1].split("</article", 1)[0]
    links = re.findall(r'<a href="/xent/([^"]*)">[^<]+</a>', article)
    assert sorted(links) == sorted("." if page.stem == "index" else f"{page.stem}/" for page in PAGES)
    assert 'href="/xent/assets/xent.css"' in text
