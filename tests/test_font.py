"""The math font has every character that the site sets."""

from font import COMMAND, FONT, characters
from fontTools.ttLib import TTFont


def test_the_font_has_what_the_site_sets(site):
    font = TTFont(FONT)
    wanted = characters(site)
    assert {"√", "𝑝", "𝑞", "∑", "𝛼", "ℝ"} <= wanted
    missing = wanted - set(map(chr, font.getBestCmap()))
    assert not missing, f"the math font lacks {' '.join(sorted(missing))}: make it anew with\n{COMMAND}"
    assert "MATH" in font
