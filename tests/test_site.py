"""The built site against its sources."""

import html
import re

import pytest
from building import PAGES, ROOT, text_of

from xent.pages import fences

DECIMAL = r"(?<![\w.])\d+\.\d+(?![\w.]*\d)"


def test_the_site_builds(build):
    """The one test that fails where it does not: the others that look at it are skipped."""
    _, told = build
    if told:
        fault = told.rpartition("ERROR   -  ")[2]  # page, line, expected, got; or all that was said
        pytest.fail(fault.removesuffix("\nAborted with a BuildError!"), pytrace=False)


def built(site, page):
    name = page.relative_to(ROOT / "docs").with_suffix("")
    return (site / ("index.html" if name.name == "index" else f"{name}/index.html")).read_text(encoding="utf-8")


def words(text):
    return re.findall(r"\w+", text)


def test_every_page_is_there_and_no_other(site):
    pages = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    names = {page.relative_to(ROOT / "docs").with_suffix("").as_posix() for page in PAGES}
    assert pages == {"index.html" if name == "index" else f"{name}/index.html" for name in names}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_prose_arrives_whole(site, page):
    """Every sentence of the source that holds no markup stands in the page."""
    body = html.unescape(re.sub(r"<[^>]+>", " ", built(site, page)))
    text = " ".join(words(body))
    lines = page.read_text(encoding="utf-8").split("\n")
    for fence in fences.of_page(page):
        size = len(fence.code) + 2
        lines[fence.line - 1 : fence.line - 1 + size] = [""] * size
    source = "\n".join(lines).split("---\n", 2)[2]
    paragraphs = re.split(r"\n\s*\n", source)
    pattern = r"(?:^|[.:;] )([^.:;$`*\[\]|#<>{}!\\]{30,})(?=[.:;])"
    sentences = [sentence for paragraph in paragraphs for sentence in re.findall(pattern, paragraph)]
    for sentence in sentences:
        assert " ".join(words(sentence)) in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decimal_in_a_sentence_is_a_number_of_the_code(site, page):
    """Of the page's own listings and tables, or of a page that the paragraph links to: rounded to its digits."""
    text = text_of(page).split("## Sources")[0]
    code = [fence.text for fence in fences.of_page(page)]
    for fence in code:
        text = text.replace(fence, "")
    for paragraph in re.split(r"\n\s*\n", text):
        near = [page, *(ROOT / "docs" / name for name in re.findall(r"\]\((\w[\w-]+\.md)", paragraph))]
        shown = [
            part for one in near for part in re.findall(r"<(?:pre|td)\b.*?</(?:pre|td)>", built(site, one), re.DOTALL)
        ]
        given = [float(number) for number in re.findall(DECIMAL, re.sub(r"<[^>]+>", "", " ".join([*code, *shown])))]
        for number in re.findall(DECIMAL, re.sub(r"\]\([^)]*\)|CC BY[^)]*", "", paragraph)):
            digits = len(number.partition(".")[2])
            assert float(number) in [round(one, digits) for one in given], (
                f"{page.name}: {number} in «{paragraph[:90]}»"
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_asks_no_other_address(site, page):
    text = built(site, page)
    loads = re.findall(r'<(?:script|img|link|iframe|source)\b[^>]*?(?:src|href)="([^"]+)"', text)
    assert loads
    assert not [address for address in loads if re.match(r"(https?:)?//", address)]
    assert "pyodide" not in text.lower()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_without_a_repository_nothing_leads_to_one(site, page):
    text = built(site, page)
    assert "Report an error" not in text
    assert "canonical" not in text.split("</head>")[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_all_math_is_mathml(site, page):
    article = built(site, page).split("<article", 1)[1].split("</article", 1)[0]
    prose = re.sub(r"<(pre|code|math)\b.*?</\1>", "", article, flags=re.DOTALL)
    assert not re.search(r"\$|\\[a-zA-Z]", prose.replace("&#36;", ""))
    assert article.count("<math") >= sum(fence.language == "math" for fence in fences.of_page(page))


def test_every_link_and_image_leads_somewhere(site):
    """Raw HTML included, which MkDocs does not look at; and `mkdocs build -q` says nothing of broken links."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.name != "404.html"}
    found = 0
    for path, text in pages.items():
        for address in re.findall(r'\s(?:href|src)="([^"]*)"', text):
            target, _, anchor = html.unescape(address).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            found += 1
            file = (path.parent / target).resolve() if target else path
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), f"{path}: {address}"
            assert not anchor or re.search(rf'\sid="{re.escape(anchor)}"', pages[file]), f"{path}: {address}"
    assert found > 500


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_code_of_every_block_can_be_opened(site, page):
    blocks = [fence for fence in fences.of_page(page) if fence.language == "python" and "exec" in fence.options]
    shown = re.findall(r'<details class="xent-code" data-search-exclude>.*?</details>', built(site, page), re.DOTALL)
    listings = [html.unescape(re.sub(r"<summary>.*?</summary>|<[^>]+>", "", one)).split() for one in shown]
    assert listings == [fence.text.split() for fence in blocks]


def test_figures_follow_the_palette_and_say_what_is_seen(site):
    seen = 0
    for page in PAGES:
        for figure in re.findall(r'<figure class="xent-figure">.*?</figure>', built(site, page), re.DOTALL):
            seen += 1
            assert re.search(r'<svg role="img" aria-labelledby="[\w-]+-title" aria-describedby="[\w-]+-seen"', figure)
            caption = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", figure, re.DOTALL).group(1)
            assert len(caption) > 60, f"{page.name}: say what is seen, in more than 60 characters: {caption}"
            colours = set(re.findall(r"(?:fill|stroke): (#\w+)", figure))
            assert not colours, f"{page.name}: colours of xent.pages.figures only, not {', '.join(colours)}"
            assert "var(--xent-ink)" in figure
            assert "font-family" not in figure, "the page's own"
            identifiers = re.findall(r'\bid="([^"]+)"', figure)
            assert len(identifiers) == len(set(identifiers))
    assert seen >= 5


def test_the_readme_names_what_is_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"\]\(((?!http)[^)#]+)\)", readme):
        assert (ROOT / path).exists(), path
