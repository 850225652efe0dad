"""What the teams of the example region found, resting on their notes, and what they recommend."""

from cycles.holders import TEAM_OF_VISIT
from cycles.models import PeerChallenge, Region, Stage, TeamMember
from reviews.models import Evidence, Finding, Note, Opinion, Recommendation

from .words import FINDINGS, NOTES, RECOMMENDATIONS


def tell_findings(region: Region) -> None:
    """Findings of every visit that has begun, each resting on the notes that say so; two of the team agree."""
    visits = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.ON_SITE, stage__lt=Stage.CLOSED)
    for challenge in visits.select_related("host").exclude(first_day=None):
        _tell(challenge)


def _tell(challenge: PeerChallenge) -> None:
    team = list(TeamMember.objects.filter(challenge=challenge, role__in=TEAM_OF_VISIT).select_related("person"))
    notes = list(Note.objects.there().filter(challenge=challenge, shared_at__isnull=False))
    if not team or not notes:
        return
    findings = Finding.objects.bulk_create(
        Finding(
            challenge=challenge,
            number=number,
            kind=kind,
            text=text,
            detail=detail,
            written_by=team[number % len(team)].person,
        )
        for number, (kind, text, detail, _) in enumerate(FINDINGS, start=1)
    )
    resting = zip(findings, (rests_on for *_, rests_on in FINDINGS), strict=True)
    Evidence.objects.bulk_create(
        Evidence(finding=finding, note=note)
        for finding, rests_on in resting
        for note in notes
        if note.text in {NOTES[index][-1] for index in rests_on}
    )
    Opinion.objects.bulk_create(
        Opinion(finding=finding, said_by=member.person, agrees=True, of_version=1)
        for finding in findings[:3]
        for member in team[:2]
    )
    _recommend(challenge, findings)


def _recommend(challenge: PeerChallenge, findings: list[Finding]) -> None:
    for number, (text, theme, time, how_known, follows) in enumerate(RECOMMENDATIONS, start=1):
        made = Recommendation.objects.create(
            challenge=challenge, number=number, text=text, theme=theme, time=time, how_known=how_known
        )
        made.findings.set(findings[index] for index in follows)
