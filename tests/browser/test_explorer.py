"""The explorer: what it displays is what `xent` says; without a script a figure stands in."""

import pytest

import xent


def shown(page):
    k, q = (float(page.locator(f".xent-sliders output.{name}").inner_text()) for name in ("label", "prediction"))
    bars = [page.locator(f".xent-bar.{name} output").inner_text() for name in ("binary", "classes")]
    return k, q, bars, page.locator(".xent-says").inner_text()


def test_it_starts_where_the_page_is(opened):
    k, q, _, _ = shown(opened())
    assert (k, q) == (1.0, 0.8)


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_every_number_is_the_modules(opened, screen):
    page = opened("", screen)
    label, prediction = page.locator("input.label"), page.locator("input.prediction")
    assert label.evaluate("slider => slider.labels.length") == 1
    for steps, key in ((3, "ArrowLeft"), (4, "ArrowLeft"), (3, "ArrowLeft"), (8, "ArrowRight")):
        for _ in range(steps):
            label.press(key)
            prediction.press("ArrowLeft" if key == "ArrowLeft" else "ArrowRight")
        k, q, bars, says = shown(page)
        assert bars[0] == bars[1]
        one, zero, loss = (float(part) for part in bars[0].replace("=", "+").split("+"))
        assert loss == pytest.approx(xent.cross_entropy([1 - k, k], [1 - q, q]), abs=6e-5)
        assert one == pytest.approx(k * xent.binary_cross_entropy(1, q), abs=6e-5)
        assert zero == pytest.approx((1 - k) * xent.binary_cross_entropy(0, q), abs=6e-5)
        assert f"{xent.entropy([1 - k, k]):.4f}" in says
        widths = [
            [term.bounding_box()["width"] for term in page.locator(f".xent-bar.{name} .term").all()]
            for name in ("binary", "classes")
        ]
        assert widths[0] == widths[1]
        point = page.locator(".xent-curve .point")
        assert float(point.get_attribute("cy")) == pytest.approx(130 - 30 * loss, abs=0.01)


def test_it_is_announced_and_reachable(opened):
    page = opened()
    assert page.locator(".xent-says").get_attribute("role") == "status"
    page.locator("input.label").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "xent-prediction"
    assert page.locator("input.prediction").get_attribute("aria-valuetext") == "0.80"


def test_without_a_script_a_figure_stands_in(opened):
    page = opened("", java_script_enabled=False)
    assert page.locator(".xent-figure svg").is_visible()
    assert not page.locator(".xent-explorer").is_visible()
    with_script = opened()
    assert not with_script.locator(".xent-figure svg").is_visible()
    assert with_script.locator(".xent-explorer").is_visible()
