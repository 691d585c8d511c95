"""Figures that move: what they say and draw is what `xent` says; without a script they stand where they start."""

import re

import pytest
from building import PAGES

import xent

MOVING = [page.stem for page in PAGES if "moving=moving" in page.read_text(encoding="utf-8")]
PLACES = """figures => figures.map(figure => [...figure.querySelectorAll("g[id]")]
  .filter(part => figure.querySelector(".xent-sliders").dataset.of === part.id.replace(/-\\d+$/, ""))
  .map(part => { const {x, y, width, height} = part.getBBox(); return [part.id, x, y, x + width, y + height] }))"""


def address(stem):
    return "" if stem == "index" else f"{stem}/"


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def test_seven_pages_move():
    assert len(MOVING) >= 7


@pytest.mark.parametrize("stem", [pytest.param(stem, marks=[pytest.mark.slow] * (stem != "index")) for stem in MOVING])
def test_it_starts_as_it_is_drawn(opened, stem):
    """The script's first places are the drawing's own, and without it the drawing and its sentence are there."""
    still, moved = opened(address(stem), java_script_enabled=False), opened(address(stem))
    assert not still.locator(".xent-sliders").first.is_visible()
    assert still.locator(".xent-says").first.inner_text() == moved.locator(".xent-says").first.inner_text()
    drawn = [page.locator("figure:has(.xent-sliders)").evaluate_all(PLACES) for page in (still, moved)]
    assert drawn[0][0]
    for before, after in zip(*drawn, strict=True):
        for (name, *place), (same, *now) in zip(before, after, strict=True):
            assert name == same
            assert now == pytest.approx(place, abs=0.6), name


@pytest.mark.parametrize(("stem", "screen"), [*((stem, "desktop") for stem in MOVING), ("index", "phone")])
def test_each_slider_moves_it_by_keyboard(opened, stem, screen):
    page = opened(address(stem), screen)
    for slider in page.locator(".xent-sliders input").all():
        assert slider.evaluate("slider => slider.labels.length") == 1
        says = page.locator(".xent-says").first
        assert says.get_attribute("role") == "status"
        told, drawn = says.inner_text(), page.locator("figure:has(.xent-sliders)").evaluate_all(PLACES)
        for key in ("Home", "PageUp", "ArrowRight", "End"):
            slider.press(key)
            shown = slider.evaluate("slider => slider.parentElement.querySelector('span').textContent")
            assert slider.get_attribute("aria-valuetext") == shown
            assert numbers(shown)[0] in numbers(says.inner_text())
            assert not re.search(r"(?<!\w)-\d", shown + says.inner_text()), "a minus, not a hyphen"
        assert says.inner_text() != told
        assert page.locator("figure:has(.xent-sliders)").evaluate_all(PLACES) != drawn
    assert page.problems == []


def test_the_numbers_of_the_home_page_are_the_modules(opened):
    page = opened()
    label, prediction = page.locator(".xent-sliders input").all()
    for steps, key in ((3, "ArrowLeft"), (4, "ArrowLeft"), (8, "ArrowRight")):
        for _ in range(steps):
            label.press(key)
            prediction.press("ArrowRight")
        k, q, first, second, loss, floor = numbers(page.locator(".xent-says").inner_text())
        assert first == pytest.approx(k * xent.binary_cross_entropy(1, q), abs=6e-5)
        assert second == pytest.approx((1 - k) * xent.binary_cross_entropy(0, q), abs=6e-5)
        assert loss == pytest.approx(xent.cross_entropy([1 - k, k], [1 - q, q]), abs=6e-5)
        assert floor == pytest.approx(xent.entropy([1 - k, k]), abs=6e-5)
        places = {name: place for name, *place in page.locator("figure:has(.xent-sliders)").evaluate_all(PLACES)[0]}
        bars = [places[f"two-formulas-the-same-two-terms-{n}"] for n in range(4)]
        widths = [right - left for left, _, right, _ in bars]
        assert widths[:2] == pytest.approx(widths[2:], abs=0.2)
        assert widths[0] / max(widths[1], 0.1) == pytest.approx(first / max(second, 1e-3), rel=0.1)


def test_sliders_are_not_printed(opened):
    page = opened()
    page.emulate_media(media="print")
    assert not page.locator(".xent-sliders").is_visible()
    assert page.locator(".xent-figure svg").first.is_visible()
