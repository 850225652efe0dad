"""How hard a text is to read: the grade of Flesch and Kincaid, for paragraphs as people see them."""

import ast
import html
import re
from collections.abc import Iterator

# Words of the programme that people learn once, from the glossary on every page. Longer ones first.
GLOSSARY = (
    "principal social workers?",
    "experts? by experience",
    "expert-by-experience",
    "areas? for consideration",
    "peer challenges?",
    "adult social care",
    "social care",
    "social services",
    "regional (lead|coordinator|office)s?",
    "host (council|coordinator|DASS|director)s?",
    "review teams?",
    "team leads?",
    "practice reviews?",
    "accuracy checks?",
    "(six|twelve)-month reviews?",
    "self-assessments?",
    "recommendations?",
    "participants?",
    "milestones?",
    "councils?",
    "directors?",
    "findings?",
)
_GLOSSARY = re.compile(rf"\b({'|'.join(GLOSSARY)})\b", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(p|li|h\d|div|td|th|dd|dt|legend|label|summary|button|form|section|ul|ol|dl|table|body)\b[^>]*>"
)
_TEMPLATE_TAG = re.compile(r"{%[^%]*%}|{#.*?#}", re.DOTALL)
_CONDITION = re.compile(r"{%-?\s*(if|elif|else|endif|for|empty|endfor|block|endblock|include|extends)\b[^%]*%}")
LONG_ENOUGH = 20  # words; shorter ones say too little to be measured


def syllables(word: str) -> int:
    """Groups of vowels, without the silent e at the end."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"([^ely]e|[^aeioudt]ed)$", word)
    return max(1, groups - bool(silent))


def grade(paragraph: str) -> float:
    """The school grade (United States) at which this is read with ease."""
    plain = _GLOSSARY.sub("it", paragraph)
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", plain)
    sentences = max(1, len(re.findall(r"[.!?:](?=\s|$)", plain.strip())))
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def words_in(paragraph: str) -> int:
    return len(re.findall(r"[A-Za-z][A-Za-z'’-]*", paragraph))


def paragraphs_of_page(template: str) -> Iterator[str]:
    """The paragraphs of an HTML template: what stands between two block elements, values read as "it"."""
    source = re.sub(r"{% comment.*?endcomment %}", "", template, flags=re.DOTALL)
    source = _BLOCK.sub("\n\n", _CONDITION.sub("\n\n", re.sub(r"<title>.*?</title>", "", source, flags=re.DOTALL)))
    yield from _paragraphs(re.sub(r"<[^>]+>", "", _without_tags(source)))


def paragraphs_of_mail(template: str) -> Iterator[str]:
    """The paragraphs of a plain text mail, without its first line, which is the subject."""
    body = template.partition("\n")[2]
    yield from _paragraphs(_without_tags(_CONDITION.sub("\n\n", body)))


def paragraphs_of_code(tree: ast.Module) -> Iterator[str]:
    """Texts for people that stand in Python: hints of fields, refusals, messages. Docstrings are for developers."""
    hidden = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            yield from _paragraphs(node.value)


def _without_tags(source: str) -> str:
    return html.unescape(re.sub(r"{{.*?}}", "it", _TEMPLATE_TAG.sub("", source), flags=re.DOTALL))


def _paragraphs(source: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", source):
        if words_in(paragraph := " ".join(block.split())) >= LONG_ENOUGH:
            yield paragraph
