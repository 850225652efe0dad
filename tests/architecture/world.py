"""A world with one of everything that a page may be about, and a word in each text that must not leak: a canary."""

from copy import deepcopy
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.editions import open_forms
from cycles.models import (
    BlackoutPeriod,
    ChallengeRequest,
    DateOffer,
    HostRole,
    MilestoneTemplate,
    PeerChallenge,
    PostKind,
    TeamRole,
)
from peerchallenge.audit.trail import record
from peerchallenge.notifications.models import Message
from tests import builders as a

from .matrix import MATRIX
from .rooms import ROOMS
from .sitemap import NEVER, NOT_NOW, OPEN, SIGN_IN, STATUS, Page

SIGN_IN_PAGE = "account/login.html"  # what was being sent is kept in its form, so it answers in place of the page
FIRST_DAY = a.a_monday(weeks_ahead=70)
MILESTONE_DAY = FIRST_DAY + timedelta(days=100)
OFFERED_DAY = FIRST_DAY - timedelta(days=100)


def month_of(day):
    """A day as any page would write it names its month and year; nothing else in this world falls into that month."""
    return f"{day:%B %Y}"


# Each canary, and the assets of which any lets a person read it; flags behind the code are given in this world (A05d:
# the self-assessment is signed off).
CANARIES = {
    "canary-scope": {"A29"},
    "canary-offer": {"A46"},
    "canary-milestone": {"A31"},
    "canary-team": {"A02"},
    "canary-host": {"A27", "A31"},
    "canary-event": {"A26"},
    "canary-mail": {"A28"},
    "canary-request": {"A53"},
    "canary-period": {"A43"},
    "canary-address": {"A27"},
    month_of(FIRST_DAY): {"A01", "A31", "A46"},
    month_of(MILESTONE_DAY): {"A31"},
    month_of(OFFERED_DAY): {"A46"},
}
for room in ROOMS:
    CANARIES |= room.CANARIES


class World:
    """One challenge of one region, with everything on it, and the addresses of its pages."""

    def __init__(self):
        self.region = a.a_region("Testshire", contact_email="office@example.org")
        self.cycle = a.a_cycle(self.region, name="First cycle")
        self.office = self.cycle.opened_by
        self.challenge = a.a_challenge(cycle=self.cycle, first_day=FIRST_DAY, focus="canary-scope")
        self.people()
        self.texts()
        open_forms(self.challenge)
        for room in ROOMS:
            room.furnish(self)
        with transaction.atomic():
            self.event()

    def people(self):
        self.host_member = a.a_person("Harper canary-host")
        a.a_host_member(self.challenge, HostRole.READER, self.host_member)
        a.a_host_member(self.challenge, HostRole.PSW, self.host_member)
        a.a_team_member(self.challenge, TeamRole.POLITICIAN, a.a_person("Taylor canary-team"))
        elsewhere = a.an_authority(region=self.region)
        self.of_region = a.a_person("Robin Elsewhere", email="canary-address@example.org")
        a.a_post(elsewhere, PostKind.DASS, self.of_region)
        ChallengeRequest.objects.create(
            cycle=self.cycle, host=elsewhere, reasons="canary-request", asked_by=self.of_region
        )

    def texts(self):
        for number, side in ((1, "region"), (2, "host")):
            DateOffer.objects.create(
                challenge=self.challenge,
                number=number,
                offered_by_side=side,
                first_day=OFFERED_DAY,
                last_day=OFFERED_DAY + timedelta(days=2),
                note="canary-offer",
                reply_by=FIRST_DAY,
                offered_by=self.office,
            )
        self.milestone = a.a_milestone(self.challenge, MILESTONE_DAY, "psw", name="canary-milestone")
        self.line = MilestoneTemplate.objects.create(
            cycle=self.cycle, code="scope", name="Scope", position=1, unit="weeks", due=-20, owner="host_dass"
        )
        day = timezone.localdate() + timedelta(days=30)
        self.period = BlackoutPeriod.objects.create(
            region=self.region, reason="canary-period", starts_on=day, ends_on=day
        )
        self.message = Message.objects.create(
            key="canary",
            template="digest",
            recipient=self.of_region,
            region_id=self.region.pk,
            challenge_id=self.challenge.pk,
            subject="canary-mail",
            text="canary-mail",
        )

    def event(self):
        detail = {"before": "canary-event", "after": "another day"}
        record("visit.moved", self.challenge, by=self.office, challenge=self.challenge, **detail)

    def at_stage(self, stage, paused=False):
        facts = {"paused_at": None, "paused_by": None, "paused_as": None, "paused_reason": ""}
        if paused:
            facts = {"paused_at": timezone.now(), "paused_by": self.office, "paused_as": "postponed"}
        PeerChallenge.objects.filter(pk=self.challenge.pk).update(stage=stage, **facts)

    def path(self, page: Page, arguments: list[str]) -> str:
        return reverse(page.name, kwargs={name: self._argument(page, name) for name in arguments})

    def _argument(self, page, name):
        """The object that this part of an address names; one that fits no object is a word nobody guesses."""
        objects = {
            "slug": self.challenge.slug,
            "region": self.region.slug,
            "cycle": self.cycle.slug,
            "person": (self.host_member if page.scope == "challenge" else self.of_region).slug,
            "code": self.line.code,
            "council": self.of_region.posts.get().authority.slug,
            "number": 1 if page.scope == "challenge" or page.name.startswith("public") else self.message.pk,
        }
        for room in ROOMS:
            objects |= room.objects(self)
        return objects.get(name, "1" if name in ("pk", "id") else "no-such-thing")

    def sent(self, page: Page) -> dict[str, str]:
        """What a form sends; empty, but where the object of the page is named in the form and not in the address."""
        forms = {"dates": {"milestone": self.milestone.code}, "closed-periods": {"remove": str(self.period.pk)}}
        for room in ROOMS:
            forms |= room.sent(self)
        return forms.get(page.name, {})


def answer_of(response) -> str:
    """The class of an answer."""
    where = response.headers.get("Location", "")
    templates = {template.name or "" for template in response.templates}
    if response.status_code == 302 and where.startswith(reverse("account_login")):
        return SIGN_IN
    if response.status_code == 401 and SIGN_IN_PAGE in templates:
        return SIGN_IN
    if response.status_code == 302 and any(word in where for word in ("reauthenticate", "security", "/2fa")):
        return f"sent to {where}"
    if response.status_code == 200 and any(name.endswith("status_only.html") for name in templates):
        return STATUS
    known = {200: OPEN, 302: OPEN, 409: OPEN, 403: NOT_NOW, 404: NEVER}
    fault = getattr(response, "exc_info", None)
    return known.get(response.status_code) or f"{response.status_code} {fault[1] if fault else ''}".strip()


def ask(client, method, path, sent=None):
    """One request whose effect is undone, so that the next one meets the same world."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.get(path) if method == "GET" else client.post(path, sent or {})
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def body_of(response) -> str:
    """All that was answered, also of a file that is sent bit by bit."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def leaks(response, stage, *roles) -> list[str]:
    """The canaries on this page that the matrix hides from these roles. Own rows are no excuse: these are another's."""
    body = body_of(response) + str(response.headers)
    return sorted(
        canary
        for canary, assets in CANARIES.items()
        if canary in body and not any(_may_read(role, code, stage) for role in roles for code in assets)
    )


def _may_read(role, code, stage):
    return "R" in MATRIX[code[:3]].letters(role, stage, given=frozenset("*" + code[3:]))
