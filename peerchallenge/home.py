"""The pages that look across all apps: the start page, "What needs you now", and the front of a challenge."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from cycles.access import challenge_view
from cycles.holders import holders
from cycles.models import Cycle, PeerChallenge, Region
from cycles.policy import regions_where, where_user_can
from cycles.tracker import step_words, tracker
from cycles.views.frame import challenge_page
from peerchallenge.accounts.rules import public, signed_in
from peerchallenge.audit.history import events_of
from peerchallenge.notifications.owed import owed
from peerchallenge.ui.pages import page
from peerchallenge.workdays import today_in_london

MOST_TASKS, MOST_CHALLENGES, MOST_EVENTS, MOST_OPEN = 7, 14, 5, 6
NOW = timedelta(weeks=6)  # what is due later waits on the page with all tasks
KEY_DATES = (
    "practice-review",
    "pack-released",
    "draft-report",
    "published",
    "six-month-review",
    "twelve-month-review",
)


@public
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is. Signed in: what needs this person now, then what is happening."""
    if not request.user.is_authenticated:
        return page(request, "home/start.html")
    things, today = owed([request.user.pk]), today_in_london()
    now = [thing for thing in things if not thing.due_on or thing.due_on <= today + NOW]
    visible = PeerChallenge.objects.select_related("host", "cycle__region").for_tracker().with_late_milestones()
    challenges = list(where_user_can(visible, request.user, "see_challenge").in_visit_order()[: MOST_CHALLENGES + 1])
    return page(
        request,
        "home/home.html",
        tasks=tasks(now[:MOST_TASKS]),
        later=None if now else next(iter(things), None),
        task_count=len(things),
        challenges=[(challenge, step_words(challenge)) for challenge in challenges[:MOST_CHALLENGES]],
        more_challenges=len(challenges) > MOST_CHALLENGES,
        steps=first_steps(request) if not challenges else None,
        today=today,
    )


@signed_in
def all_tasks(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person."""
    things = owed([request.user.pk])
    return page(request, "home/tasks.html", tasks=tasks(things), today=today_in_london(), crumbs=[("Home", "/")])


def tasks(things) -> list[dict]:
    """What is owed, as rows of a task list."""
    return [
        {"text": thing.text, "url": thing.path, "hint": f"{thing.where}{thing.hint}", "due": thing.due_on}
        for thing in things
    ]


def first_steps(request: HttpRequest) -> dict | None:
    """The three steps of an empty installation, for the person who may open a region or plan its first cycle."""
    regions = list(regions_where(request.user, "plan_cycle")[:1])
    if not regions and not request.user.may_open_region:
        return None
    region = regions[0] if regions else None
    cycle = Cycle.objects.filter(region=region).first() if region else None
    return {"region": region, "cycle": cycle, "others": not region and Region.objects.exists()}


@challenge_view("see_challenge")
def challenge(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """One challenge: where it stands, what is next for this person, who has what, what has happened."""
    may = request.standing.verbs
    milestones = list(challenge.milestones.all()) if "see_milestones" in may else []
    return challenge_page(
        request,
        "home/challenge.html",
        challenge,
        verb="see_challenge",
        tab="challenge",
        steps=[{"text": step.name, "state": TRACKER_WORDS[step.state]} for step in tracker(challenge)],
        tasks=tasks(thing for thing in owed([request.user.pk]) if thing.challenge_id == challenge.pk),
        key_dates=[milestone for milestone in milestones if milestone.code in KEY_DATES],
        who_has_what=_who_has_what(challenge, milestones) if milestones else (),
        events=_events(challenge) if "see_activity" in may else (),
        today=today_in_london(),
    )


TRACKER_WORDS = {"completed": "done", "now": "now", "not started": "todo"}


def _events(challenge: PeerChallenge) -> list[dict]:
    return [entry.as_event() for entry in events_of(challenge.pk)[:MOST_EVENTS]]


def _who_has_what(challenge: PeerChallenge, milestones: list) -> list[dict]:
    """The next open milestones with the people who have them."""
    everybody = holders()
    return [
        {
            "milestone": milestone,
            "names": sorted({name for owner in milestone.owners for name in everybody.of(challenge, owner).values()}),
        }
        for milestone in [milestone for milestone in milestones if not milestone.done_at][:MOST_OPEN]
    ]
