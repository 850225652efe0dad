"""Short reports of the cycle before this one, all public, and what became of them after six and twelve months.

No PDF was made of them: their pages offer none, and making the example region stays quick.
"""

from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from cycles.models import PeerChallenge, Post, PostKind, Region, Stage, TeamMember, TeamRole
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import LONDON, add_working_days
from reports.agreement import final_content
from reports.assembling import Content, Material, digest_of
from reports.models import (
    AccuracyCheck,
    Action,
    ActionPlan,
    Approval,
    HostWord,
    Judgement,
    Measuring,
    Progress,
    ProgressVersion,
    Publication,
    PublishedReport,
    RecommendationResponse,
    Report,
    ReportSection,
    ReportVersion,
    Review,
    SecondLook,
    Sharing,
    State,
)
from reports.parts import WRITTEN
from reports.progress import to_publish
from reports.public_text import public_content
from reports.publication import copy_for_the_public
from reviews.models import Finding, Recommendation

from . import previous_words as words
from .surveys import ask

DECISION = RecommendationResponse.Decision.AGREE
TOLD = {Review.Kind.SIX: State.IN_PROGRESS, Review.Kind.TWELVE: State.COMPLETED}
COMMITTEE = "Adult social care scrutiny committee"


def build(region: Region) -> None:
    """Write the report of every closed challenge, publish it, and follow it up."""
    closed = PeerChallenge.objects.in_region(region).filter(stage=Stage.CLOSED).select_related("host", "cycle__region")
    for number, challenge in enumerate(closed.order_by("first_day")):
        Past(challenge, number).tell()


class Past:
    """One challenge that is over: who took part, on which days, and which of the words are its own."""

    def __init__(self, challenge: PeerChallenge, number: int):
        self.challenge, self.number = challenge, number
        self.days = dict(challenge.milestones.values_list("code", "due_on"))
        self.director = Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person
        members = TeamMember.objects.filter(challenge=challenge).select_related("person")
        self.team: dict[str, Person] = {member.role: member.person for member in members}
        self.lead = self.team[TeamRole.TEAM_LEAD]
        self.areas = [words.AREAS[(number + step) % len(words.AREAS)] for step in (0, 2)]
        self.strengths = [words.STRENGTHS[(number + step) % len(words.STRENGTHS)] for step in (0, 3)]

    def tell(self) -> None:
        self.recommendations = self._find()
        self.report = Report.objects.create(challenge=self.challenge, begun_at=_at(self.challenge.last_day, 17))
        self._publish(self._agree(self._send()))
        self._plan()
        for kind in Review.Kind:
            self._review(kind)
        ask(self.challenge)

    def _find(self) -> list[Recommendation]:
        """Two strengths, two areas for consideration, and a recommendation from each of these."""
        said = [(Finding.Kind.STRENGTH, *one) for one in self.strengths]
        said += [(Finding.Kind.CONSIDER, one.text, one.detail) for one in self.areas]
        facts = {"challenge": self.challenge, "written_by": self.lead, "thin_because": words.COUNTS_BECAUSE}
        found = Finding.objects.bulk_create(
            Finding(number=number, kind=kind, text=text, detail=detail, **facts)
            for number, (kind, text, detail) in enumerate(said, start=1)
        )
        made = Recommendation.objects.bulk_create(
            Recommendation(
                challenge=self.challenge,
                number=number,
                text=one.advice,
                theme=one.theme,
                time=Recommendation.Time.TWELVE_MONTHS,
                how_known=one.how_known,
            )
            for number, one in enumerate(self.areas, start=1)
        )
        for recommendation, finding in zip(made, found[2:], strict=True):
            recommendation.findings.add(finding)
        return made

    def _send(self) -> AccuracyCheck:
        """The draft went out when it was due, and came back without points."""
        ReportSection.objects.bulk_create(
            ReportSection(report=self.report, part=part, text=words.TEXTS[part], owner=self.lead, is_done=True)
            for part in WRITTEN
        )
        material, day = Material(self.challenge), self.days["draft-report"]
        second = self.team[TeamRole.POLITICIAN]
        looked_at = _at(add_working_days(day, -1))
        SecondLook.objects.create(report=self.report, digest=material.digest, looked_by=second, looked_at=looked_at)
        draft = self._version(1, ReportVersion.Kind.DRAFT, material.content, _at(day, 15))
        due_on = self.days["accuracy-check"]
        return AccuracyCheck.objects.create(
            draft=draft,
            due_on=due_on,
            response=words.RESPONSE,
            sent_response=words.RESPONSE,
            returned_at=_at(due_on, 11),
            returned_by=self.director,
        )

    def _agree(self, check: AccuracyCheck) -> ReportVersion:
        return self._version(2, ReportVersion.Kind.FINAL, final_content(check), _at(self.days["final-agreed"], 16))

    def _publish(self, final: ReportVersion) -> None:
        """The team lead approves the text two working days before its director publishes it."""
        day = self.days["published"]
        approved_at, at = _at(add_working_days(day, -2), 14), _at(day)
        text = self._version(3, ReportVersion.Kind.PUBLIC, public_content(final.content), approved_at)
        approval = Approval.objects.create(version=text, made_of=final, approved_at=approved_at, approved_by=self.lead)
        Publication.objects.create(
            report=self.report,
            approval=approval,
            published=PublishedReport.objects.create(**copy_for_the_public(self.challenge, approval), publish_at=at),
            pressed_at=at,
            settled_at=at,
            published_by=self.director,
        )
        later = day + timedelta(days=10)
        told = dict.fromkeys(("staff_on", "partners_on", "participants_on", "presented_on"), later)
        Sharing.objects.create(report=self.report, version=1, committee=COMMITTEE, **told)

    def _version(self, number: int, kind: ReportVersion.Kind, content: Content, at: datetime) -> ReportVersion:
        facts: dict[str, Any] = {"content": content, "digest": digest_of(content), "made_at": at, "made_by": self.lead}
        return ReportVersion.objects.create(report=self.report, number=number, kind=kind, **facts)

    def _plan(self) -> None:
        """One action for each recommendation. After six months it had begun, after twelve it was completed."""
        at = _at(self.days["action-plan"])
        ActionPlan.objects.create(challenge=self.challenge, agreed_at=at, agreed_by=self.director)
        both = list(enumerate(zip(self.recommendations, self.areas, strict=True), start=1))
        Measuring.objects.bulk_create(
            Measuring(recommendation=one, why_none=words.WHY_NO_INDICATOR, version=1) for _, (one, area) in both
        )
        RecommendationResponse.objects.bulk_create(
            RecommendationResponse(recommendation=one, decision=DECISION, version=1) for _, (one, _) in both
        )
        actions = Action.objects.bulk_create(
            Action(
                challenge=self.challenge,
                recommendation=one,
                number=number,
                key=self._key("action", number),
                what=area.action,
                owner=area.owner,
                due_on=self.days["twelve-month-review"],
            )
            for number, (one, area) in both
        )
        Progress.objects.bulk_create(
            self._progress(action, kind, self._said(area, kind))
            for kind in Review.Kind
            for action, area in zip(actions, self.areas, strict=True)
        )

    def _progress(self, action: Action, kind: Review.Kind, said: str) -> Progress:
        day = add_working_days(self._day_of(kind), -5)
        return Progress(
            action=action,
            key=self._key(f"progress {action.number}", kind),
            state=TOLD[kind],
            words=said,
            on=day,
            told_at=_at(day, 15),
            told_by=self.director,
        )

    def _review(self, kind: Review.Kind) -> None:
        """Both sides said the same; the host director made it public a week later."""
        day = self._day_of(kind)
        review = Review.objects.create(
            challenge=self.challenge,
            kind=kind,
            opened_at=_at(add_working_days(day, -20)),
            met_on=add_working_days(day, -2),
            took_part=words.TOOK_PART,
            agreed=words.AGREED,
            recorded_at=_at(day, 16),
            recorded_by=self.lead,
        )
        for model in (HostWord, Judgement):
            model.objects.bulk_create(
                model(review=review, recommendation=one, state=TOLD[kind], words=self._said(area, kind), version=1)
                for one, area in zip(self.recommendations, self.areas, strict=True)
            )
        if kind == Review.Kind.TWELVE:  # the page shows the last one alone
            content, digest = to_publish(self.challenge, review)
            facts = {"made_at": _at(add_working_days(day, 5), 10), "made_by": self.director}
            ProgressVersion.objects.create(challenge=self.challenge, number=1, content=content, digest=digest, **facts)

    def _day_of(self, kind: Review.Kind) -> date:
        return self.days["six-month-review" if kind == Review.Kind.SIX else "twelve-month-review"]

    def _said(self, area: words.Area, kind: Review.Kind) -> str:
        return area.after_six if kind == Review.Kind.SIX else area.after_twelve

    def _key(self, what: str, which: object):
        return uuid5(NAMESPACE_OID, f"{self.challenge.slug} {what} {which}")


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, clock(hour), LONDON)
