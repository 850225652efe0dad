"""Plain text as people write it in a box: paragraphs between empty lines, and lists of lines that begin with "- "."""

import re

ITEM = "- "
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
Block = dict[str, bool | list[str]]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without the empty lines between them."""
    return [part.strip() for part in _EMPTY_LINES.split(text.replace("\r\n", "\n")) if part.strip()]


def blocks(paragraph: str) -> list[Block]:
    """What one paragraph is shown as: runs of lines, and lists."""
    found: list[Block] = []
    for line in paragraph.splitlines():
        is_list = line.startswith(ITEM)
        if not found or found[-1]["is_list"] != is_list:
            found.append({"is_list": is_list, "lines": []})
        found[-1]["lines"].append(line.removeprefix(ITEM))
    return found


def as_list(lines: list[str]) -> str:
    """A list as one paragraph of such a text."""
    return "\n".join(f"{ITEM}{line}" for line in lines)
