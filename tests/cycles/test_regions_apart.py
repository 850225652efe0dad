"""Regions see nothing of each other: what one of them sees never depends on whom another one knows."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cycles.actions.people import invite_first_lead, let_in, take_out
from cycles.models import PostKind, RegionRoleKind
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_host_dass,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    an_authority,
)
from tests.foundations.sign_in import delivered

pytestmark = pytest.mark.django_db

EMAIL, NAME = "maya.grant@example.org", "Maya Grant"


# --- Who may know the address elsewhere ------------------------------------------------------------------------------


def nobody_knows_it():
    pass


def somebody_joined_elsewhere(name="Dr Maya Ellen Grant"):
    return a_post(an_authority(region=a_region()), person=a_person(name, email=EMAIL, phone="0121 496 0999"))


def somebody_joined_elsewhere_under_the_same_name():
    person = somebody_joined_elsewhere(NAME)
    Person.objects.filter(pk=person.pk).update(slug="maya-grant")


def somebody_was_invited_elsewhere(name="M. Grant"):
    region = a_region()
    lead = a_regional_lead(region)
    return region, let_in_as(RegionRoleKind.EXPERT, region, lead, name=name)


def two_regions_invited_somebody():
    for _ in range(2):
        somebody_was_invited_elsewhere(NAME)


def somebody_was_taken_out_elsewhere():
    region = a_region()
    person = a_post(an_authority(region=region), person=a_person(email=EMAIL))
    take_out(region, person, reason="Left", by=a_regional_lead(region))
    assert not Person.objects.get(pk=person.pk).is_active


def an_invited_person_was_taken_out_elsewhere():
    region, person = somebody_was_invited_elsewhere()
    take_out(region, person, reason="Left", by=a_regional_lead(region))


def somebody_is_to_lead_another_region():
    invite_first_lead(name="Maya", email=EMAIL, another_region=True)


ELSEWHERE = [
    somebody_joined_elsewhere,
    somebody_joined_elsewhere_under_the_same_name,
    somebody_was_invited_elsewhere,
    two_regions_invited_somebody,
    somebody_was_taken_out_elsewhere,
    an_invited_person_was_taken_out_elsewhere,
    somebody_is_to_lead_another_region,
]


def let_in_as(what, region, by, name=NAME, council=None):
    return let_in(region, name=name, email=EMAIL, what=what, council=council, starts_on=today_in_london(), by=by)


# --- What a region sees ----------------------------------------------------------------------------------------------


class Region:
    """One region with a council and a challenge, and everything its office and its director see, step by step."""

    def __init__(self, sign_in, clock):
        self.sign_in, self.clock = sign_in, clock
        self.region = a_region("Testshire")
        self.council = an_authority("Dudley", region=self.region)
        self.challenge = a_challenge(self.council, a_cycle(self.region))
        self.lead = a_regional_lead(self.region, a_person("Amara Bell"))
        self.director = a_host_dass(self.challenge, a_person("Dora Director"))

    def sees(self, elsewhere, name=NAME, to_the_end=False):
        """Let somebody in whom another region knows, or nobody, and look at everything. Undone afterwards."""
        with transaction.atomic():
            self.it_is(12)
            elsewhere()
            delivered()
            self.seen = {}
            self.let_in(name)
            self.mail_goes_out()
            self.look_around("invited")
            if to_the_end:
                self.and_afterwards(name)
            self.seen["trail"] = list(self.trail())
            transaction.set_rollback(True)
        return self.seen

    def trail(self):
        for entry in Entry.objects.filter(region_id=self.region.pk).order_by("pk"):
            yield entry.verb, entry.actor, entry.detail

    def and_afterwards(self, name):
        self.it_is(13)
        self.invite_again()
        self.name_for_the_host(name)
        self.look_around("invited twice")
        self.it_is(14)
        self.take_out()
        self.look_around("taken out")
        self.it_is(15)
        self.let_in(name)
        self.look_around("back")

    def it_is(self, hour):
        self.clock.move_to(f"2026-11-25 {hour}:00:00+00:00", tick=False)

    def let_in(self, name):
        today = today_in_london()
        day = {"starts_on-day": today.day, "starts_on-month": today.month, "starts_on-year": today.year}
        form = {"name": name, "email": EMAIL.upper(), "phone": "", "what": "psw", "council": self.council.slug, **day}
        self.ask("let in", self.lead, f"{self.people}new/", form)

    def mail_goes_out(self):
        self.seen["mail"] = [(mail.to, mail.subject, plain(mail.body)) for mail in delivered()]

    def invite_again(self):
        self.ask("invite again", self.lead, self.person_page(), {})

    def name_for_the_host(self, name):
        form = {"name": name, "email": EMAIL, "role": "reader"}
        self.ask("name for the host", self.director, f"/challenges/{self.challenge.slug}/people/new/", form)

    def take_out(self):
        self.ask("take out", self.lead, f"{self.person_page()}removal/", {"reason": "A mistake"})

    def look_around(self, when):
        """Every page that may show the person, as the office and as the director sees it."""
        person = self.person_page()
        pages = [self.people, f"{self.people}?access=invited", person, f"{person}removal/", f"{person}job/"]
        pages += [f"/challenges/{self.challenge.slug}/{page}" for page in ("people/", "activity/")]
        pages += self.messages()
        for path in pages:
            self.ask(f"{when}: {plain(path)}", self.lead, path)
        self.ask(f"{when}: director", self.director, f"/challenges/{self.challenge.slug}/people/")

    def messages(self):
        path = f"/settings/{self.region.slug}/messages/"
        listed = self.sign_in(self.lead).get(path).content.decode()
        return [path, *re.findall(rf"{path}\d+/", listed)]

    @property
    def people(self):
        return f"/settings/{self.region.slug}/people/"

    def person_page(self):
        listed = self.sign_in(self.lead).get(self.people).content.decode()
        return re.search(rf"{self.people}maya-grant-\w+/", listed)[0]

    def ask(self, what, person, path, form=None):
        client = self.sign_in(person)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path) if form is None else client.post(path, form)
        told = plain(answer.headers.get("Location", "") + answer.content.decode())
        self.seen[f"{len(self.seen)} {what}"] = (answer.status_code, len(asked), told)


def plain(text):
    """A page without what chance or counting puts into it: tokens, the end of a slug, the numbers of rows."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", text)
    text = re.sub(r"(maya-grant)-[a-z0-9]{6}\b", r"\1", text)
    text = re.sub(r"/invitations/[\w-]+/", "/invitations/…/", text)
    return re.sub(r'/messages/\d+/|value="\d+"', "…", text)


def differences(one, other):
    assert one.keys() == other.keys()
    return [what for what in one if one[what] != other[what]]


@pytest.fixture
def region(sign_in, time_machine):
    time_machine.move_to("2026-11-25 12:00:00+00:00", tick=False)  # every page then says the same of when
    return Region(sign_in, time_machine)


def everything_at_once():
    two_regions_invited_somebody()
    somebody_is_to_lead_another_region()
    somebody_joined_elsewhere_under_the_same_name()


def test_a_region_sees_the_same_when_many_others_know_an_address(region):
    assert differences(region.sees(everything_at_once), region.sees(nobody_knows_it)) == []


@pytest.mark.slow
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_region_sees_the_same_whoever_else_knows_an_address(region, elsewhere):
    one, other = (region.sees(who, to_the_end=True) for who in (elsewhere, nobody_knows_it))
    assert differences(one, other) == []


def test_it_sees_an_invited_person_under_the_name_that_was_typed(region):
    seen = region.sees(somebody_joined_elsewhere)
    shown = text_of(seen, "/people/maya-grant/")
    assert "Maya Grant" in shown
    assert "Invited" in shown
    assert "Has access" not in shown
    assert not [word for word in ("Ellen", "0121 496 0999", "News of a role") if word in str(seen)]
    assert {answer[0] for answer in seen.values() if isinstance(answer, tuple)} == {200, 302}


def text_of(seen, *words):
    """The first of the answers whose name has all these words."""
    return next(answer[-1] for what, answer in seen.items() if all(word in what for word in words))


def test_the_comparison_notices_another_name(region):
    """The control: a page that says anything else is noticed."""
    assert differences(region.sees(nobody_knows_it), region.sees(nobody_knows_it, name="Maya GRANT"))


def test_the_comparison_notices_who_is_known_here(region):
    """The control: this is what telling would look like. The region knows this person itself, so it may."""

    def somebody_joined_here():
        person = a_post(region.council, PostKind.OFFICER, a_person(NAME, email=EMAIL))
        Person.objects.filter(pk=person.pk).update(slug="maya-grant-bcdfgh")

    told = differences(region.sees(somebody_joined_here), region.sees(nobody_knows_it))
    for what in ("mail", "invited: /settings/region", "/people/maya-grant/", "/messages/"):
        assert any(what in step for step in told), what
