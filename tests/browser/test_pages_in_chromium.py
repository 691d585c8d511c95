"""Every page as a reader meets it: desktop and phone, light and dark."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from building import PAGES

NAMES = ["404.html", *("" if page.stem == "index" else f"{page.stem}/" for page in PAGES)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # what the palette can change, whatever the screen
SHIFT = """() => new Promise((done) => {
  let total = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) total += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 100);
})"""
WIDE = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.right > document.documentElement.clientWidth + 1 && getComputedStyle(element).position !== "fixed"
    && !element.closest("pre, .md-typeset__scrollwrap, .xent-math, .md-sidebar, .md-search, .md-header");
}).map((element) => element.outerHTML.slice(0, 80))"""


CUT = """() => [...document.querySelectorAll("pre > code")].filter((code) => code.scrollWidth > code.clientWidth + 1)
  .map((code) => code.textContent)"""


def violations(page, rules, but=()):
    left_out = {rule: {"enabled": False} for rule in but}
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"], "rules": left_out})
    return [(v["id"], [node["html"][:120] for node in v["nodes"]][:3]) for v in found.response["violations"]]


def weight(page, address, published):
    """The bytes that the page's requests send, compressed."""
    files = {url.removeprefix(address).partition("?")[0] or "index.html" for url in page.requested}
    files = {f"{file}index.html" if file.endswith("/") else file for file in files}
    bodies = {file: (published / file).read_bytes() for file in files}
    return sum(len(body if file.endswith("woff2") else gzip.compress(body)) for file, body in bodies.items())


def has_contrast(page):
    """Nothing is hard to see, in the light palette and in the dark one."""
    assert violations(page, COLOURS) == []
    page.locator("[for=__palette_1]").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'", timeout=5000)
    assert violations(page, COLOURS) == []


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.strip("/") or "index")
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_a_page_is_sound(opened, address, published, name, screen):
    page = opened(name, screen)
    assert page.evaluate(SHIFT) <= 0.02
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(WIDE) == []
    assert screen == "desktop" or page.evaluate(CUT) == []
    assert violations(page, RULES, but=COLOURS) == []
    while not any("search_index" in url for url in page.requested):  # asked for last, by a worker
        page.wait_for_event("requestfinished", timeout=5000)
    assert [url for url in page.requested if not url.startswith(address)] == []
    assert len(page.requested) <= 12
    assert weight(page, address, published) <= 170 * 1024
    if screen == "desktop":
        has_contrast(page)
    assert page.problems == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.strip("/") or "index")
def test_a_page_has_contrast_on_a_phone(opened, name):
    page = opened(name, "phone")
    has_contrast(page)
    assert page.problems == []


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.strip("/") or "index")
def test_a_page_is_whole_without_javascript_and_on_paper(opened, name):
    page = opened(name, java_script_enabled=False)
    assert page.locator("article h1").is_visible()
    for selector in ("article math", "article .xent-executed pre", "article .xent-figure svg"):
        for element in page.locator(selector).all()[:3]:
            assert element.is_visible()
    assert page.problems == []
    page.emulate_media(media="print")
    assert page.locator("article h1").is_visible()
    assert not page.locator(".md-header").is_visible()
    assert not any(code.is_visible() for code in page.locator(".xent-code").all())


def test_the_code_behind_a_figure_opens_by_keyboard(opened):
    page = opened("nll/")
    listing = page.locator(".xent-code pre").first
    assert not listing.is_visible()
    page.locator(".xent-code summary").first.focus()
    page.keyboard.press("Enter")
    assert listing.is_visible()
    assert "with figure(" in listing.inner_text()


def test_a_derivation_has_its_reasons_beside_the_steps_or_on_a_phone_below(opened):
    for screen, below in (("desktop", False), ("phone", True)):
        page = opened("two-classes/", screen)
        rows = page.locator(".xent-equation").first.locator("mtr").all()
        assert len(rows) == 4
        starts = set()
        for row in rows:
            step, reason, number = (row.locator(f"mtd:nth-child({n})").bounding_box() for n in (3, 5, 6))
            assert (reason["y"] >= step["y"] + step["height"] - 1) == below
            assert max(box["x"] + box["width"] for box in (step, reason, number)) <= page.viewport_size["width"]
            left, right = (number, reason) if below else (reason, number)
            assert left["x"] + left["width"] <= right["x"]
            starts.add(round(reason["x"]))
        assert len(starts) == 1


def fonts_of_formulas(page):
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "article math mi"})["nodeIds"][:20]
    return [font for node in nodes for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]


def test_formulas_are_set_in_the_sites_own_font(opened):
    """An optional font may miss its moment on a busy machine: then a later view has it, from the cache."""
    page = opened("two-classes/")
    for _ in range(5):
        fonts = fonts_of_formulas(page)
        if all(font["isCustomFont"] for font in fonts):
            break
        page.reload()
    assert fonts
    assert all(font["isCustomFont"] and "Latin Modern Math" in font["familyName"] for font in fonts), fonts


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("binary cross entropy", "two-classes/"),
        ("minus sign", "two-classes/"),
        ("log(0)", "which-loss/"),
        ("label smoothing", "entropy/"),
    ],
)
def test_search_finds_readable_excerpts(opened, words, page):
    tab = opened()
    tab.locator(".md-search__input").click()
    tab.locator(".md-search__input").press_sequentially(words)
    # The list changes with every letter typed: its first dozen are read at once, until the page is among them.
    first = "[...document.querySelectorAll('.md-search-result__link')].slice(0, 12)"
    tab.wait_for_function(f"page => {first}.some(link => link.href.includes(page))", arg=page)
    excerpts = " ".join(tab.locator(".md-search-result__article").all_inner_texts())
    assert not any(soup in excerpts for soup in ("∑c", "∑i", "∑x", "checked on 20", "\\"))
