"""The report as data: what readers are shown, put together from sections, findings and recommendations.

Only what is named here goes in: no reference of a finding, no evidence, no note, and nobody who wrote or said
something. A version keeps the content as it was; a preview shows what it would be now.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from cycles.models import PeerChallenge
from peerchallenge.ui.plain_text import as_list, paragraphs
from peerchallenge.ui.wording import mid_sentence
from reviews.evidence import strengths
from reviews.findings import themes
from reviews.models import Finding, Recommendation

from .glossary import glossary
from .made import members_of, what_was_done
from .models import Part, Report, ReportSection, SecondLook
from .parts import RESPONSE_TO_COME, WRITTEN

Content = dict[str, Any]
Paragraph = dict[str, str]


class Material:
    """All that the report of a challenge is made of, each part asked for once."""

    def __init__(self, challenge: PeerChallenge):
        self.challenge = challenge

    @cached_property
    def sections(self) -> dict[Part, ReportSection]:
        """Every section, also of a part in which nobody has written yet."""
        rows = ReportSection.objects.filter(report__challenge=self.challenge).select_related("owner")
        there = {Part(row.part): row for row in rows}
        return {part: there.get(part) or ReportSection(part=part) for part in Part}

    @cached_property
    def _findings(self) -> tuple[list[Finding], list[Finding]]:
        found = list(self.challenge.findings.there())
        evidence = strengths(found)
        counts = [finding for finding in found if evidence[finding.pk].is_enough or finding.thin_because]
        return counts, [finding for finding in found if finding not in counts]

    @property
    def findings(self) -> list[Finding]:
        """Those that go into the report: they rest on enough, or the team lead has said why they count."""
        return self._findings[0]

    @property
    def thin(self) -> list[Finding]:
        """Those that are left out."""
        return self._findings[1]

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return list(self.challenge.recommendations.there().prefetch_related("findings"))

    @cached_property
    def content(self) -> Content:
        return content_of(self)

    @cached_property
    def digest(self) -> str:
        return digest_of(self.content)

    @cached_property
    def looks(self) -> list[SecondLook]:
        """Everybody who has read a draft of this report as its second reader, the last one first."""
        return list(SecondLook.objects.filter(report__challenge=self.challenge).select_related("looked_by"))


def report_of(challenge: PeerChallenge) -> Report | None:
    """The report, once somebody has written in it."""
    return Report.objects.filter(challenge=challenge).first()


def content_of(material: Material) -> Content:
    """The whole report as readers would be given it now, with a number for each paragraph ("3.2")."""
    sections = []
    for number, part in enumerate(Part, start=1):
        found = [*written_in(material, part), *made_of(material, part)]
        numbered = [{"number": f"{number}.{place}", **one} for place, one in enumerate(found, start=1)]
        sections.append({"part": part.value, "title": part.label, "paragraphs": numbered})
    return {"sections": sections}


def digest_of(content: Content) -> str:
    """One short text that changes whenever a word of the content does."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def words_in(paragraphs: Iterable[Paragraph]) -> int:
    return sum(len(f"{one['heading']} {one['text']}".split()) for one in paragraphs)


def all_paragraphs(content: Content) -> list[Paragraph]:
    return [paragraph for section in content["sections"] for paragraph in section["paragraphs"]]


def written_in(material: Material, part: Part) -> list[Paragraph]:
    """The paragraphs that the team has written in a part, without their numbers."""
    return [_plain(text) for text in paragraphs(material.sections[part].text)] if part in WRITTEN else []


def made_of(material: Material, part: Part) -> list[Paragraph]:
    """The paragraphs of a part that nobody writes there, without their numbers."""
    challenge = material.challenge
    if part == Part.WHAT_WE_DID:
        return [_plain(text) for text in what_was_done(challenge)]
    if part in KIND_OF_FINDING:
        return [one for row in material.findings if row.kind == KIND_OF_FINDING[part] for one in _finding(row)]
    if part == Part.RECOMMENDATIONS:
        return [_recommendation(row) for row in material.recommendations]
    if part == Part.RESPONSE:
        return [_plain(RESPONSE_TO_COME)]
    if part == Part.TEAM:
        return [{"heading": "", **member} for member in members_of(challenge)]
    if part == Part.WORDS:
        return [{"heading": word, "text": meaning} for word, meaning in glossary().items()]
    return []


KIND_OF_FINDING = {Part.STRENGTHS: Finding.Kind.STRENGTH, Part.CONSIDER: Finding.Kind.CONSIDER}


def _plain(text: str) -> Paragraph:
    return {"heading": "", "text": text}


def _finding(finding: Finding) -> list[Paragraph]:
    """Its sentence as a heading, and what is behind it."""
    first, *more = paragraphs(finding.detail) or [""]
    return [{"heading": finding.text, "text": first}, *(_plain(text) for text in more)]


def _recommendation(row: Recommendation) -> Paragraph:
    theme = themes().get(row.theme, "")
    lines = [
        *([f"Theme: {theme}"] if theme else []),
        f"How soon: {mid_sentence(row.get_time_display())}",
        f"How we would know that it helps: {row.how_known}",
    ]
    return {"heading": row.text, "text": as_list(lines), "recommendation": row.reference}
