"""The action plan as its pages read it: the recommendations of the agreed report, and what hangs on each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.models import Baseline
from cycles.models import PeerChallenge
from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import sentence_list
from reviews.models import Recommendation

from .agreement import final_version
from .models import Action, ActionPlan, Measuring, Part, RecommendationResponse

Response = RecommendationResponse


@dataclass
class Line:
    """One recommendation as the agreed report words it, with what the host makes of it."""

    plan: "Plan"
    row: Recommendation
    text: str
    detail: str
    measuring: Measuring
    response: Response
    measures: list[Baseline]

    @property
    def reference(self) -> str:
        return self.row.reference

    @cached_property
    def actions(self) -> list[Action]:
        return [one for one in self.plan.actions if one.recommendation_id == self.row.pk]

    @property
    def is_measured(self) -> bool:
        """It has an indicator that is in the baseline, or it is said why none fits."""
        return bool(self.measures or self.measuring.why_none)

    @property
    def is_answered(self) -> bool:
        return bool(self.response.decision)

    @property
    def needs_action(self) -> bool:
        """Agreed to, and nothing is planned, nor is it said why not."""
        return self.response.decision in Response.ACTS and not self.actions and not self.response.no_action


class Plan:
    """The plan of one challenge, each part asked for once. `only_of`: only what this person reports on."""

    def __init__(self, challenge: PeerChallenge, *, only_of: Person | None = None):
        self.challenge, self.only_of = challenge, only_of

    @cached_property
    def lines(self) -> list[Line]:
        """The recommendations of the agreed report, in its order."""
        found = self._agreed
        if self.only_of:
            found = [line for line in found if line.actions]
        return found

    @cached_property
    def actions(self) -> list[Action]:
        """What is planned, each action with how far it is."""
        rows = self.challenge.actions.there().with_progress().select_related("reporter")
        if self.only_of:
            rows = rows.filter(reporter=self.only_of)
        return list(rows)

    @cached_property
    def whole(self) -> ActionPlan:
        """Whether it is agreed. One that nobody has agreed is no row yet."""
        return ActionPlan.objects.filter(challenge=self.challenge).first() or ActionPlan(challenge=self.challenge)

    @property
    def is_agreed(self) -> bool:
        return self.whole.agreed_at is not None

    @cached_property
    def _agreed(self) -> list[Line]:
        said = recommended(self.challenge)
        rows = self.challenge.recommendations.select_related("measuring", "response")
        found = {row.reference: row for row in rows.prefetch_related("measuring__indicators")} if said else {}
        baseline = {one.indicator_id: one for one in self.baseline} if said else {}
        return [
            self._line(row, paragraph, baseline)
            for paragraph in said
            if (row := found.get(paragraph["recommendation"]))
        ]

    def _line(self, row: Recommendation, said: dict[str, Any], baseline: dict[int, Baseline]) -> Line:
        measuring = measuring_of(row)
        measures = [baseline[number] for number in chosen_in(measuring) if number in baseline]
        return Line(self, row, said["heading"], said["text"], measuring, response_of(row), measures)

    @cached_property
    def baseline(self) -> list[Baseline]:
        return baseline_of(self.challenge)

    def line(self, reference: str) -> Line | None:
        """The recommendation of this name, if the agreed report holds it."""
        return next((line for line in self.lines if line.reference == reference), None)

    @property
    def unmet(self) -> list[str]:
        """Everything that is missing before the plan may be agreed."""
        return [*self._unanswered(), *self._without_action()]

    def _unanswered(self) -> Iterator[str]:
        if names := [line.reference for line in self.lines if not line.is_answered]:
            yield f"The council has not said whether it agrees with {sentence_list(names)}."

    def _without_action(self) -> Iterator[str]:
        for line in self.lines:
            if line.needs_action:
                yield f"{line.reference} has no action, and nobody has said why it needs none."

    @property
    def done(self) -> int:
        """How many actions are completed."""
        return sum(action.state == "completed" for action in self.actions)


def recommended(challenge: PeerChallenge) -> list[dict[str, Any]]:
    """The recommendations as the agreed report words them. None before there is one."""
    version = final_version(challenge)
    if not version:
        return []
    return [
        paragraph
        for section in version.content["sections"]
        if section["part"] == Part.RECOMMENDATIONS
        for paragraph in section["paragraphs"]
        if paragraph.get("recommendation")
    ]


def baseline_of(challenge: PeerChallenge) -> list[Baseline]:
    return list(challenge.baselines.select_related("indicator__framework"))


def measuring_of(row: Recommendation) -> Measuring:
    return row.measuring if hasattr(row, "measuring") else Measuring(recommendation=row)


def response_of(row: Recommendation) -> Response:
    return row.response if hasattr(row, "response") else Response(recommendation=row)


def chosen_in(measuring: Measuring) -> list[int]:
    """The numbers of the indicators that were chosen, in the order of their codes."""
    return [one.pk for one in measuring.indicators.all()] if measuring.pk else []
