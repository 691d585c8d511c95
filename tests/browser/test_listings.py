"""What a reader takes from a listing: its inputs by the button or by hand, a number of an output where it is picked."""

import pytest
from building import ROOT

from xent.pages import fences

LISTINGS = [fence for fence in fences.of_page(ROOT / "docs" / "two-classes.md") if fence.is_transcript]
FIRST, RAISES = LISTINGS[0], next(fence for fence in LISTINGS if "Traceback" in fence.text)


def inputs(fence):
    return "".join(example.source for example in fence.examples).rstrip()


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_button_copies_the_inputs_by_keyboard(opened, screen):
    page = opened("two-classes/", screen, permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(".xent-executed").first.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Copied to clipboard").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == inputs(FIRST)


def test_code_that_is_no_transcript_is_copied_as_it_is(opened):
    page = opened("which-loss/", "phone", permissions=["clipboard-read", "clipboard-write"])
    listing = page.locator(".xent-noted", has_text="import tensorflow")
    listing.get_by_role("button").press("Enter")
    page.get_by_text("Copied to clipboard").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "k, z = constant([0.0, -40.0], tf.float64)\ntf.nn.sigmoid_cross_entropy_with_logits(" in copied


def test_a_selection_by_hand_holds_the_inputs(opened):
    page = opened("two-classes/")
    for fence in (FIRST, RAISES):
        listing = page.locator(".xent-executed pre", has_text=fence.code[0]).first
        listing.evaluate("listing => getSelection().selectAllChildren(listing)")
        selected = [line.strip() for line in page.evaluate("getSelection().toString()").splitlines() if line.strip()]
        assert selected == inputs(fence).splitlines()


def test_a_number_of_an_output_can_be_picked(opened):
    page = opened("two-classes/")
    page.locator(".xent-executed .go").first.dblclick(position={"x": 30, "y": 5})
    assert page.evaluate("getSelection().toString()").strip() == "0.361773"
