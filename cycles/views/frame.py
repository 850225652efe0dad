"""What every page of one challenge has in common: the identity bar, the tabs, the crumbs, who can see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cycles.dates import with_holders
from cycles.models import Milestone, PeerChallenge
from cycles.policy import viewers
from cycles.tracker import step_words
from peerchallenge.ui.pages import page
from peerchallenge.ui.wording import visit_days

TABS = (
    ("see_challenge", "challenge", "Overview"),
    ("see_milestones", "dates", "Dates"),
    ("see_scope", "scope", "Scope"),
    ("see_preparation", "preparation", "Prepare"),
    ("see_timetable", "timetable", "Visit"),
    ("see_findings", "findings", "Findings"),
    ("see_report", "report", "Report"),
    ("see_plan", "plan", "Actions"),
    ("see_team", "team", "Team"),
    ("see_access", "access", "People"),
    ("see_activity", "activity", "Activity"),
)


def challenge_page(
    request: HttpRequest, template: str, challenge: PeerChallenge, *, verb: str, tab: str = "", **context: Any
) -> HttpResponse:
    """One page of a challenge. `verb` is what opening it asks of the policy, and so says who can see it."""
    may = request.standing.verbs
    here = reverse("challenge", args=[challenge.slug])
    crumbs = [("Home", reverse("home")), ("Challenges", reverse("challenges"))]
    if tab != "challenge":
        crumbs.append((str(challenge.host), here))
    return page(
        request,
        template,
        challenge=challenge,
        may=may,
        crumbs=crumbs + context.pop("further_crumbs", []),
        identity_title=f"{challenge.host}: {challenge.cycle}",
        identity_url=here,
        facts=facts(challenge),
        tabs=[
            {"text": text, "url": reverse(name, args=[challenge.slug]), "current": name == tab}
            for needed, name, text in TABS
            if needed in may
        ],
        who_can_see=viewers(verb, challenge.stage),
        **context,
    )


def preparation_crumb(challenge: PeerChallenge) -> tuple[str, str]:
    """Above every page of the preparation stands the one that leads to its parts."""
    return "Prepare", reverse("preparation", args=[challenge.slug])


def facts(challenge: PeerChallenge) -> list[str]:
    """What anybody on a challenge asks first: how far it is, and when the visit is."""
    if challenge.is_paused:
        return [challenge.get_paused_as_display(), step_words(challenge)]
    if challenge.first_day:
        return [f"On site {visit_days(challenge.first_day, challenge.last_day)}", step_words(challenge)]
    return ["No dates yet", step_words(challenge)]


def seen_milestones(request: HttpRequest, challenge: PeerChallenge) -> list[Milestone]:
    """The milestones that this person may see, with the people who have them."""
    if not request.standing.may("see_milestones"):
        return []
    own = request.standing.own_rows_only("see_milestones")
    return with_holders(challenge, only_of=request.user if own else None)
