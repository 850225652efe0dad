"""The text for the public, made by whitelist: what is not named here does not go out."""

from collections.abc import Iterator
from dataclasses import dataclass

from cycles.models import TeamRole

from .assembling import Content, Paragraph, all_paragraphs
from .models import CorrectedParagraph, Part

MEMBER = "Member of the review team"
ROLES = set(TeamRole.labels)
FIXED = (Part.TEAM, Part.WORDS)  # these parts follow from something else, and no correction changes them


@dataclass(frozen=True)
class Headline:
    """What a report comes to in three numbers."""

    strengths: int
    areas: int
    recommendations: int


def public_content(content: Content) -> Content:
    """A final report as anybody may read it. Nobody of the team is named: none of them has been asked yet."""
    return {
        "sections": [
            {
                "part": section["part"],
                "title": Part(section["part"]).label,
                "paragraphs": [_public(paragraph, section["part"]) for paragraph in section["paragraphs"]],
            }
            for section in content["sections"]
            if section["part"] in Part.values
        ]
    }


def _public(paragraph: Paragraph, part: str) -> Paragraph:
    if part == Part.TEAM:
        return {"number": paragraph["number"], "heading": "", "text": _role(paragraph["text"])}
    return {name: paragraph[name] for name in ("number", "heading", "text")}


def _role(text: str) -> str:
    """A role without a person's council, which could tell who it is. Other words are no role, so they do not go out."""
    role = text.split(",")[0].strip()
    return role if role in ROLES else MEMBER


def headline(content: Content) -> Headline:
    """How many strengths, areas for consideration and recommendations it has: each has a heading of its own."""
    counts = {
        section["part"]: sum(1 for paragraph in section["paragraphs"] if paragraph["heading"])
        for section in content["sections"]
    }
    return Headline(*(counts.get(part.value, 0) for part in (Part.STRENGTHS, Part.CONSIDER, Part.RECOMMENDATIONS)))


def changeable(content: Content) -> dict[str, Paragraph]:
    """The paragraphs that a correction may change, by number."""
    return {
        paragraph["number"]: paragraph
        for section in content["sections"]
        if section["part"] not in FIXED
        for paragraph in section["paragraphs"]
    }


def corrected(content: Content, words: dict[str, CorrectedParagraph]) -> Content:
    """The same text with the new words in place. Every paragraph keeps its number."""
    sections = [
        {**section, "paragraphs": list(_reading(section["paragraphs"], words))} for section in content["sections"]
    ]
    return {"sections": sections}


def _reading(paragraphs: list[Paragraph], words: dict[str, CorrectedParagraph]) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        new = words.get(paragraph["number"])
        yield {**paragraph, "heading": new.heading, "text": new.text} if new else paragraph


def differing(before: Content, after: Content) -> list[str]:
    """The numbers of the paragraphs that read otherwise."""
    old = {paragraph["number"]: paragraph for paragraph in all_paragraphs(before)}
    return [one["number"] for one in all_paragraphs(after) if old.get(one["number"]) != one]
