"""Findings and recommendations as pages show them: with what they rest on, and who of the team agrees."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db.models import Prefetch, QuerySet

from assessments.models import InstrumentKind, Section
from cycles.holders import TEAM_OF_VISIT
from cycles.models import PeerChallenge, TeamMember, TeamRole

from .evidence import Strength, strengths
from .models import Finding, Opinion, Recommendation

THEMES = Path(__file__).parent / "themes.toml"


@cache
def themes() -> dict[str, str]:
    """What a recommendation may be about: code to title."""
    titles: dict[str, str] = tomllib.loads(THEMES.read_text())["themes"]
    return titles


def areas_of(challenge: PeerChallenge) -> QuerySet[Section]:
    """The areas of the self-assessment that this challenge keeps to."""
    pinned = {"edition__pins__challenge": challenge, "edition__pins__kind": InstrumentKind.SELF_ASSESSMENT}
    return Section.objects.filter(**pinned)


@dataclass
class Weighed:
    """One finding with its evidence counted, and how the team stands to it as it reads now."""

    finding: Finding
    evidence: Strength
    agree: list[str] = field(default_factory=list)
    disagree: list[Opinion] = field(default_factory=list)
    of_expert: bool = False

    @property
    def is_ready(self) -> bool:
        """It rests on enough, or the team lead has said why it counts all the same."""
        return self.evidence.is_enough or bool(self.finding.thin_because)


def weighed(challenge: PeerChallenge, rows: Iterable[Finding]) -> list[Weighed]:
    """These findings with what they rest on and who agrees, in three questions for any number.

    An opinion counts while the finding reads as it did when it was given.
    """
    rows = list(rows)
    evidence, experts = strengths(rows), _experts(challenge)
    found = {row.pk: Weighed(row, evidence[row.pk], of_expert=row.written_by_id in experts) for row in rows}
    for opinion in Opinion.objects.filter(finding__in=found).select_related("said_by"):
        one = found[opinion.finding_id]
        if opinion.of_version != one.finding.version:
            continue
        if opinion.agrees:
            one.agree.append(opinion.said_by.name)
        else:
            one.disagree.append(opinion)
    return list(found.values())


def _experts(challenge: PeerChallenge) -> set[int]:
    experts = TeamMember.objects.filter(challenge=challenge, role=TeamRole.EXPERT_BY_EXPERIENCE)
    return set(experts.values_list("person_id", flat=True))


def recommendations_of(challenge: PeerChallenge) -> QuerySet[Recommendation]:
    """Those that stand, each with the findings it follows from."""
    current = Prefetch("findings", Finding.objects.there(), to_attr="current_findings")
    return challenge.recommendations.there().select_related("area").prefetch_related(current)


def team_size(challenge: PeerChallenge) -> int:
    """How many people may agree with a finding."""
    return TeamMember.objects.current().filter(challenge=challenge, role__in=TEAM_OF_VISIT).count()
