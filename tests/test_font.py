"""The math font has every character that the site sets."""

from font import FONT, characters
from fontTools.ttLib import TTFont
from test_site import site as site


def test_the_font_has_what_the_site_sets(site):
    font = TTFont(FONT)
    has = {chr(code) for code in font.getBestCmap()}
    wanted = characters(site)
    assert {"√", "𝑝", "𝑞", "∑"} <= wanted
    assert wanted - has == set()
    assert "MATH" in font
