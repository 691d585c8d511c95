"""What the frameworks answered: each call as it was executed, to be copied, with its answer and that of `xent`."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from xent.pages import pieces

_FILE = Path(__file__).parents[2] / "docs" / "assets" / "frameworks.json"


def facts() -> dict[str, Any]:
    """By its name: the framework and its version, what to import, the call, its answer and its date."""
    return dict(json.loads(_FILE.read_text(encoding="utf-8")))


def asked(names: Iterable[str]) -> str:
    """The days on which these were asked."""
    known = facts()
    return " and ".join(sorted({known[name]["date"] for name in names}))


def digits(number: float) -> str:
    """The number as its precision prints it, and in brackets as most programs do: what a reader searches for."""
    single = np.float32(number)
    whole = str(single if float(single) == number else float(number)).removesuffix(".0")
    short = f"{number:.4f}"
    return whole if len(whole) <= len(short) else f"{whole} ({short})"


def answers(ours: Mapping[str, float]) -> None:
    """Print a listing for each framework: its calls, each answer beside the number that `xent` gives for the same."""
    known = facts()
    for framework, group in groupby(ours, lambda name: str(known[name]["framework"])):
        names = [*group]
        first = known[names[0]]
        calls = [f"{known[name]['call']}\n# {known[name]['answer']:.7g} (xent: {ours[name]:.7g})" for name in names]
        ran = f"Run with {framework} {first['version']} on {asked(names)}; the tests run it again where it is installed"
        print(pieces.noted("python", "\n\n".join([first["imports"], *calls]), ran))
