"""What the public is told of a review: a copy made by a whitelist, of what is recorded and of nothing else.

No name, nothing of the meeting but its day, of an action its state alone, and no figure that speaks of very few.
"""

from typing import Any

from django.conf import settings

from cycles.models import PeerChallenge
from peerchallenge.ui.wording import day

from .assembling import digest_of
from .following import Both, Figure, Following, changes_in
from .models import ProgressVersion, Review

Content = dict[str, Any]


def content_of(following: Following) -> Content:
    """The whole page as data. A figure that is not shown is not counted either: a count would tell of it."""
    review = following.review
    return {
        "review": review.kind,
        "title": str(review),
        "met_on": day(review.met_on) if review.met_on else "",
        "recorded_on": day(review.recorded_at) if review.recorded_at else "",
        "host_is_silent": following.missing_from_host,
        "has_plan": following.plan.is_agreed,
        "actions": len(following.plan.actions),
        "done": following.plan.done,
        "recommendations": [_recommendation(one) for one in following.rows],
        "changes": changes_in([one for one in following.figures if not one.is_small]),
    }


def _recommendation(both: Both) -> Content:
    line = both.line
    return {
        "reference": line.reference,
        "text": line.text,
        "response": line.response.get_decision_display(),
        "reason": line.response.reason,
        "host": {"state": both.host.state, "words": both.host.words},
        "team": {"state": both.team.state, "words": both.team.words},
        "before": {"state": both.before.state, "words": both.before.words} if both.before else None,
        "figures": [_figure(one) for one in both.figures],
        "why_no_figure": "" if line.measures else line.measuring.why_none,
        "actions": [
            {
                "what": one.what,
                "owner": one.owner,
                "due_on": day(one.due_on) if one.due_on else "",
                "state": one.state or "not_started",
            }
            for one in line.actions
        ],
    }


def _figure(one: Figure) -> Content:
    shown = {"title": one.indicator.title, "unit": one.indicator.unit, "before": one.before, "year": one.start.year}
    if one.is_small:
        return {
            **shown,
            "after": "",
            "period": "",
            "people": None,
            "change": "",
            "fewer_than": settings.SMALLEST_FIGURE,
        }
    return {
        **shown,
        "after": one.after,
        "period": one.now.period,
        "people": one.now.people,
        "change": one.change,
        "fewer_than": None,
    }


def latest(challenge: PeerChallenge) -> ProgressVersion | None:
    """What the public reads now, or the last word that it reads nothing any more."""
    return ProgressVersion.objects.filter(challenge=challenge).first()


def to_publish(challenge: PeerChallenge, review: Review) -> tuple[Content, str]:
    """What would be published of this review now, and one short text that names just that."""
    content = content_of(Following(review))
    return content, digest_of(content)
