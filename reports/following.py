"""The reviews as their pages read them: for each recommendation both sides, and each indicator then and now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings

from assessments.indicators import figure
from assessments.models import Baseline
from cycles.models import PeerChallenge
from peerchallenge.ui.wording import plural, sentence_list

from .models import HostWord, Judgement, Measured, Review
from .plan import Line, Plan

HIGHER, LOWER, SAME, UNKNOWN = "higher", "lower", "the same", "not known"


@dataclass
class Figure:
    """One indicator of the baseline: the figure as at the visit, and the figure now."""

    start: Baseline
    now: Measured

    @property
    def indicator(self):
        return self.start.indicator

    @property
    def before(self) -> str:
        return figure(self.start.value, self.indicator.unit)

    @property
    def after(self) -> str:
        return figure(self.now.value, self.indicator.unit)

    @property
    def change(self) -> str:
        """In a word. Whether that is good is for people to say, not for a colour."""
        return change_of(self.start.value, self.now.value)

    @property
    def is_small(self) -> bool:
        """It speaks of so few people that the public must not see it."""
        return self.now.people is not None and self.now.people < settings.SMALLEST_FIGURE


@dataclass
class Both:
    """A recommendation at a review: the plan's line, what the host says, what the team lead says, and before that."""

    line: Line
    host: HostWord
    team: Judgement
    before: Judgement | None = None
    figures: list[Figure] = field(default_factory=list)


def change_of(before, after) -> str:
    if before is None or after is None:
        return UNKNOWN
    return HIGHER if after > before else LOWER if after < before else SAME


class Following:
    """One review with all that belongs to it, each part asked for once."""

    def __init__(self, review: Review):
        self.review, self.challenge = review, review.challenge
        self.plan = Plan(self.challenge)

    @cached_property
    def rows(self) -> list[Both]:
        host = {one.recommendation_id: one for one in self.review.hostwords.all()}
        team, earlier = self._judgements
        found = []
        for line in self.plan.lines:
            number = line.row.pk
            both = Both(
                line,
                host.get(number) or HostWord(review=self.review, recommendation=line.row),
                team.get(number) or Judgement(review=self.review, recommendation=line.row),
                earlier.get(number),
            )
            measured = {one.indicator_id for one in line.measures}
            both.figures = [one for one in self.figures if one.indicator.pk in measured]
            found.append(both)
        return found

    @property
    def _judgements(self) -> tuple[dict[int, Judgement], dict[int, Judgement]]:
        """What the team lead says now, and for the second review what was recorded at the first, to stand beside it."""
        said = Judgement.objects.filter(review__challenge=self.challenge).select_related("review")
        now = {one.recommendation_id: one for one in said if one.review_id == self.review.pk}
        if self.review.kind == Review.Kind.SIX:
            return now, {}
        earlier = [one for one in said if one.review.kind == Review.Kind.SIX and one.review.recorded_at]
        return now, {one.recommendation_id: one for one in earlier}

    @cached_property
    def figures(self) -> list[Figure]:
        measured = {one.indicator_id: one for one in self.review.figures.all()}
        return [
            Figure(one, measured.get(one.indicator_id) or Measured(review=self.review, indicator=one.indicator))
            for one in self.plan.baseline
        ]

    def row(self, reference: str) -> Both | None:
        return next((one for one in self.rows if one.line.reference == reference), None)

    @property
    def said(self) -> int:
        """Of how many recommendations the host has said how far they are."""
        return sum(bool(one.host.state) for one in self.rows)

    @property
    def measured(self) -> int:
        return sum(one.now.value is not None for one in self.figures)

    @property
    def unmet(self) -> list[str]:
        """Everything that is missing before the team lead may record the review. The host's words are not among it."""
        return [*self._not_judged(), *self._no_meeting()]

    def _not_judged(self) -> Iterator[str]:
        if names := [one.line.reference for one in self.rows if not one.team.state]:
            yield f"The team lead has not said how far {sentence_list(names)} {_be(names)}."

    def _no_meeting(self) -> Iterator[str]:
        if not self.review.met_on:
            yield "The meeting is not written down."

    @property
    def missing_from_host(self) -> str:
        """What the host has not said, for the page that records the review and for what is published."""
        names = [one.line.reference for one in self.rows if not one.host.state]
        if not names:
            return ""
        if len(names) == len(self.rows):
            return "The council has not said how far it is."
        return f"The council has not said how far {sentence_list(names)} {_be(names)}."

    @property
    def changes(self) -> str:
        return changes_in(self.figures)


def changes_in(figures: list[Figure]) -> str:
    """`2 of 3 figures are known now: 1 higher, 1 lower`."""
    known = [one.change for one in figures if one.change != UNKNOWN]
    if not known:
        return ""
    counts = [f"{known.count(word)} {word}" for word in (HIGHER, LOWER, SAME) if word in known]
    be = "is" if len(known) == 1 else "are"
    return f"{len(known)} of {plural(len(figures), 'figure')} {be} known now: {', '.join(counts)}."


def _be(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def review_of(challenge: PeerChallenge, kind: str) -> Review | None:
    """The review of this kind, once it is open."""
    review = Review.objects.filter(challenge=challenge, kind=kind).first()
    if review:
        review.challenge = challenge
    return review


def is_recorded(challenge: PeerChallenge, kind: str) -> bool:
    return Review.objects.filter(challenge=challenge, kind=kind).exclude(recorded_at=None).exists()


def unmet_to_close(challenge: PeerChallenge) -> list[str]:
    """What is missing before the challenge may be closed."""
    recorded = is_recorded(challenge, Review.Kind.TWELVE)
    return [] if recorded else ["The twelve-month review is not recorded."]
