"""The pages that look across all apps: the start page, "What needs you now", and the front of a challenge."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse

from cycles.access import challenge_view
from cycles.models import PeerChallenge, Post, PostKind
from cycles.policy import where_user_can
from cycles.region_policy import regions_where
from cycles.tracker import step_words, tracker
from cycles.views.frame import challenge_page, seen_milestones
from peerchallenge.accounts.rules import public_until_signed_in, signed_in
from peerchallenge.audit.history import events_of
from peerchallenge.notifications.owed import owed
from peerchallenge.ui.pages import page
from peerchallenge.workdays import today_in_london
from reports.public.reading import newest

MOST_TASKS, MOST_CHALLENGES, MOST_EVENTS, MOST_OPEN, MOST_REPORTS = 7, 14, 5, 6, 3
NOW = timedelta(weeks=6)  # what is due later waits on the page with all tasks
KEY_DATES = (
    "practice-review",
    "pack-released",
    "draft-report",
    "published",
    "six-month-review",
    "twelve-month-review",
)


@public_until_signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is. Signed in: what needs this person now, then what is happening."""
    if not request.user.is_authenticated:
        return page(request, "home/start.html", reports=newest(MOST_REPORTS))
    things, today = owed([request.user.pk]), today_in_london()
    now = [thing for thing in things if not thing.due_on or thing.due_on <= today + NOW]
    visible = PeerChallenge.objects.select_related("host", "cycle__region").for_tracker().with_late_milestones()
    nearest = list(where_user_can(visible, request.user, "see_challenge").nearest_first()[: MOST_CHALLENGES + 1])
    regions = {challenge.cycle.region.name for challenge in nearest}
    if len(regions) == 1:
        request.region_name = regions.pop()
    challenges = going_on(nearest)
    return page(
        request,
        "home/home.html",
        tasks=tasks(now[:MOST_TASKS]),
        later=None if now else next(iter(things), None),
        task_count=len(things),
        challenges=[(challenge, step_words(challenge)) for challenge in challenges],
        several_cycles=len({challenge.cycle.name for challenge in challenges}) > 1,
        more_challenges=len(nearest) > len(challenges),
        steps=first_steps(request),
        administers=request.places["administers"],
        today=today,
    )


@signed_in
def all_tasks(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person."""
    things = owed([request.user.pk])
    return page(request, "home/tasks.html", tasks=tasks(things), today=today_in_london(), crumbs=[("Home", "/")])


def tasks(things) -> list[dict]:
    """What is owed, as rows of a task list."""
    return [{"text": thing.title, "url": thing.path, "due": thing.due_on} for thing in things]


def going_on(nearest: list[PeerChallenge]) -> list[PeerChallenge]:
    """The nearest ones that are not over, no more than home has room for, in the order of their visits."""
    shown = [challenge for challenge in nearest if not challenge.is_over][:MOST_CHALLENGES]
    return sorted(shown, key=lambda one: (one.first_day or date.max, one.host.short_name, one.cycle.starts_on))


def first_steps(request: HttpRequest) -> dict | None:
    """The three steps of a new region, until its first host director is let in."""
    if not request.places["office"]:
        return {"region": None, "cycle": None} if request.user.may_open_region else None
    directors = Post.objects.filter(kind=PostKind.DASS, authority__region=OuterRef("pk"))
    region = regions_where(request.user, "plan_cycle").exclude(Exists(directors)).first()
    return {"region": region, "cycle": region.cycles.first()} if region else None


@challenge_view("see_challenge")
def challenge(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """One challenge: where it stands, what is next for this person, who has what, what has happened."""
    milestones = seen_milestones(request, challenge)
    return challenge_page(
        request,
        "home/challenge.html",
        challenge,
        verb="see_challenge",
        tab="challenge",
        steps=[{"text": step.name, "state": TRACKER_WORDS[step.state]} for step in tracker(challenge)],
        tasks=tasks(thing for thing in owed([request.user.pk]) if thing.challenge_id == challenge.pk),
        key_dates=[milestone for milestone in milestones if milestone.code in KEY_DATES],
        who_has_what=[one for one in milestones if not (one.done_at or challenge.is_paused)][:MOST_OPEN],
        events=_events(challenge) if request.standing.may("see_activity") else (),
        knows_concerns=request.standing.knows("see_concerns"),
        today=today_in_london(),
    )


TRACKER_WORDS = {"completed": "done", "now": "now", "not started": "todo"}


def _events(challenge: PeerChallenge) -> list[dict]:
    return [entry.as_event() for entry in events_of(challenge.pk)[:MOST_EVENTS]]
