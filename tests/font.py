"""Subsets Latin Modern Math to letters, Greek, common operators and what the built site sets, as woff2.

The font is in Debian's fonts-lmodern, and on CTAN as lm-math.
"""

import html
import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FONT = ROOT / "docs" / "assets" / "fonts" / "math.woff2"
SOURCE = "/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf"
COMMAND = f".venv/bin/mkdocs build && .venv/bin/python tests/font.py {SOURCE}"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
GREEK = "ΓΔΘΛΞΠΣΥΦΨΩαβγδεζηθικλμνξπρστυφχψωϕϵϑ"
OPERATORS = "∞×±∓∈∉⋯…→←↦⇒⇔∼≈∝≡≪≫≤≥≠∀∃∅∩∪⊂⊆∑∏∫∇∂√⋅∘⊤⊥∥|∣‖−¬∧∨ℝℕℤℚℂ𝔼ℓ𝒩𝒳𝒴𝒟ℒ"


def italic(letter: str) -> str:
    """The slanted letter that a browser shows for a single letter in <mi>."""
    if letter == "h":
        return "ℎ"
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return {"ϕ": "𝜙", "ϵ": "𝜖", "ϑ": "𝜗", "∂": "𝜕"}.get(letter, letter)


def characters(site: Path) -> set[str]:
    """Everything that formulas on the site show."""
    found = set(LATIN + GREEK + OPERATORS) | set(map(italic, LATIN + GREEK))  # what the next page may want
    for page in site.rglob("*.html"):
        for formula in re.findall(r"<math.*?</math>", page.read_text(encoding="utf-8"), re.DOTALL):
            found |= {italic(html.unescape(letter)) for letter in re.findall(r"<mi[^>]*>(.)</mi>", formula)}
            found |= set(html.unescape(re.sub(r"<[^>]+>", "", formula)))
    return {character for character in found if not character.isspace() and character not in "\u2061\u2062\ufe00"}


def main(source: str) -> None:
    options = subset.Options(
        flavor="woff2", layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    options.desubroutinize = True  # smaller, once compressed; without the hints it would be, too, and its minus faint
    font = TTFont(source, recalcTimestamp=False)
    chooser = subset.Subsetter(options)
    wanted = characters(ROOT / "site") | set(map(chr, range(0x21, 0x7F)))
    chooser.populate(text="".join(sorted(wanted)))
    chooser.subset(font)
    subset.save_font(font, str(FONT), options)
    print(f"{FONT.name}: {len(wanted)} characters, {FONT.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
