"""The feedback of the last day as pages show it: what may go in, how it reads, slide by slide.

The content of a copy is a whitelist of texts. It leads to no note, no author and no row that the team works on.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cycles.models import PeerChallenge
from peerchallenge.ui.wording import day

from .findings import weighed
from .models import Feedback, Finding, PresentedFeedback

GROUPS = {Finding.Kind.STRENGTH: "Strengths", Finding.Kind.CONSIDER: "Areas for consideration"}
RECOMMENDATIONS = "Recommendations"
NEXT = "What happens next"
OPENING = (
    "Thank you for making time for us and for speaking openly. This is what we saw and heard in these days. "
    "The report will say more about it."
)
Content = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """A finding or a recommendation that the feedback may take in."""

    reference: str
    text: str
    is_thin: bool = False


def choices_of(challenge: PeerChallenge) -> dict[str, list[Choice]]:
    """What stands on the board, by heading. A finding that rests on little is marked for the team."""
    found = weighed(challenge, challenge.findings.there())
    groups = {
        title: [
            Choice(one.finding.reference, one.finding.text, is_thin=not one.is_ready)
            for one in found
            if one.finding.kind == kind
        ]
        for kind, title in GROUPS.items()
    }
    advice = [Choice(made.reference, made.text) for made in challenge.recommendations.there()]
    return {**groups, RECOMMENDATIONS: advice}


def first_closing(challenge: PeerChallenge) -> str:
    """What the plan says happens next, as a first text to change."""
    due = dict(challenge.milestones.filter(code__in=("draft-report", "accuracy-check")).values_list("code", "due_on"))
    if len(due) == 2:
        draft, check = day(due["draft-report"]), day(due["accuracy-check"])
        return f"You get the draft report by {draft}. Then you have until {check} to check the facts in it."
    return "You get the draft report first, and can check the facts in it. It is published after that."


def content_of(feedback: Feedback) -> Content:
    """The feedback in data, as it stands: what a copy freezes, and what pages and slides show."""
    challenge, taken = feedback.challenge, set(feedback.taken)
    rows = [row for row in challenge.findings.there() if row.reference in taken]
    groups = [
        {"title": title, "texts": [{"text": row.text, "detail": row.detail} for row in rows if row.kind == kind]}
        for kind, title in GROUPS.items()
    ]
    advice = [row for row in challenge.recommendations.there() if row.reference in taken]
    return {
        "opening": feedback.opening,
        "groups": [group for group in groups if group["texts"]],
        "recommendations": [
            {"text": row.text, "time": row.get_time_display(), "how_known": row.how_known} for row in advice
        ],
        "closing": feedback.closing,
    }


def fingerprint(content: Content) -> str:
    """Tells whether what somebody has read is still what there is."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def draft_of(challenge: PeerChallenge) -> Feedback | None:
    """The feedback that the team works on, once it is begun."""
    feedback = Feedback.objects.filter(challenge=challenge).first()
    if feedback:
        feedback.challenge = challenge
    return feedback


def copies_of(challenge: PeerChallenge, *, only_last: bool) -> list[PresentedFeedback]:
    """The frozen copies, the newest first. Outside the team only the newest was presented."""
    copies = PresentedFeedback.objects.filter(feedback__challenge=challenge)
    return list(copies[:1] if only_last else copies)


@dataclass(frozen=True)
class Slide:
    """One page of the presentation."""

    title: str
    about: str = ""
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)


def slides_of(content: Content) -> list[Slide]:
    """The content as slides: one for the start, for each finding, for each recommendation, and for what is next."""
    return list(_slides(content))


def _slides(content: Content) -> Iterator[Slide]:
    yield Slide("What the team found", text=content["opening"])
    for group in content["groups"]:
        for number, one in enumerate(group["texts"], start=1):
            yield Slide(one["text"], _place(group["title"], number, len(group["texts"])), one["detail"])
    advice = content["recommendations"]
    for number, one in enumerate(advice, start=1):
        facts = [("How soon", one["time"]), ("How we would know", one["how_known"])]
        yield Slide(one["text"], _place(RECOMMENDATIONS, number, len(advice)), facts=facts)
    if content["closing"]:
        yield Slide(NEXT, text=content["closing"])


def _place(title: str, number: int, count: int) -> str:
    return f"{title}, {number} of {count}" if count > 1 else title


def parts_of(content: Content | None) -> list[str]:
    """The words of the feedback that a correction can be about."""
    if not content:
        return []
    texts = [one["text"] for group in content["groups"] for one in group["texts"]]
    return list(dict.fromkeys([*texts, *(one["text"] for one in content["recommendations"]), NEXT]))
