"""Has markdown-exec execute a fence. What `run` raises stops the build: only its own error would become a warning."""

from collections.abc import Callable
from functools import partial
from typing import Any

import markdown_exec


def execute(language: str, code: str, run: Callable[[str], str]) -> str:
    """What markdown-exec makes of the fence's code, run by `run`: its output, untouched."""
    markdown: Any = None  # named in a warning of markdown-exec's only
    formatters: dict[str, Any] = markdown_exec.formatters
    formatters[language] = partial(markdown_exec.base_format, language=language, run=lambda code, **_: run(code))
    return str(markdown_exec.formatter(code, language, "", {"html": True}, markdown))
