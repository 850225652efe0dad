"""Words that a reader may not know, each with what it means. They stand in every report and on a public page."""

import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words.toml"


@cache
def glossary() -> dict[str, str]:
    words: dict[str, str] = tomllib.loads(WORDS.read_text())["words"]
    return words
