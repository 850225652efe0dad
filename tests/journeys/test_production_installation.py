"""An empty production installation, from its first command to a planned cycle for the twelve councils of a region.

The processes are those of docker-compose.yml with a real PostgreSQL and Redis; the mail goes to a real mail server.
"""

import re
from datetime import date, timedelta

import pytest

from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import add_working_days, today_in_london, working_day_on_or_after
from tests import services
from tests.production import Production, running

from .arrivals import code_of_app
from .server import Mail, read
from .visitor import Visitor, boxes

pytestmark = [pytest.mark.services, pytest.mark.slow]

LEAD = "grace.hall@example.org"
TODAY = today_in_london()


@pytest.fixture
def production(tmp_path):
    """All processes of the service, with nothing in the database but the register of councils."""
    with running(tmp_path) as production:
        yield production


def test_an_empty_installation_comes_to_a_planned_cycle(production):
    lead = the_first_lead(production)
    councils = a_region_and_its_cycle(lead)
    assert len(councils) == 12
    for number, (council, path) in enumerate(sorted(councils.items())):
        agree_dates(production, lead, council, path, first_day(number))
    lead.open("/cycles/").follow("The first round").sees("12 of 12 visits have dates")
    the_morning_mail(production, councils)
    nothing_failed(production, lead)


def the_first_lead(production: Production) -> Visitor:
    invited = production.run("prepare", ("python", "manage.py", "first_lead", "--name", "Grace Hall", "--email", LEAD))
    assert invited.returncode == 0, invited.stderr
    lead = Visitor(production.address)
    lead.open(link_for(production, LEAD)).sees("Welcome, Grace").send("Join", password="eleven kites above a harbour")
    lead.sees("Set up a second step").open("/account/security/app/")
    key = re.search(r"Type this key into the app: (\w+)", lead.page.words)[1]
    lead.send("Set up the app", code=code_of_app(key)).sees("Your recovery codes")
    return lead.open("/").sees("1. Set up the region")


def a_region_and_its_cycle(lead: Visitor) -> dict[str, str]:
    """The councils of the cycle, each with the address of its challenge."""
    about = {"name": "North East", "office": "NE ADASS", "contact_email": "office@example.org"}
    lead.follow("1. Set up the region").send("Open the region", government_region="North East", **about)
    days = boxes("starts_on", TODAY.replace(day=1)) | boxes("ends_on", TODAY + timedelta(days=1200))
    lead.sees("12 councils").send("Open the cycle", name="The first round", **days).sees("0 of 12 visits have dates")
    return {text: path for text, path in lead.page.links.items() if re.fullmatch(r"/challenges/[\w-]+/", path)}


def agree_dates(production: Production, lead: Visitor, council: str, path: str, day: date) -> None:
    """Let the director in, offer days, and have them accepted."""
    email = director_of(council)
    lead.open("/settings/north-east/people/new/")
    slug = path.strip("/").rpartition("/")[2].rpartition("-")[0]
    lead.send("Let this person in", name=f"Director of {council}", email=email, what="dass", council=slug)
    lead.sees("is let in").open(f"{path}dates/offers/new/").send("Offer these dates", **boxes("first_day", day))
    lead.sees(days_from(day))
    director = Visitor(production.address)
    task = f"{council}: choose dates for the visit"
    director.open(link_for(production, email)).send("Join").sees(task)
    director.follow(task).follow(f"Answer {days_from(day)}")
    director.send("Send your answer", answer="accept").sees(f"The visit is on {days_from(day)}")


def the_morning_mail(production: Production, councils: dict[str, str]) -> None:
    """The next morning: one mail for everybody who has news, delivered by the worker."""
    before = len(mails(production))
    morning = add_working_days(TODAY, 1).isoformat()
    remind = f"from peerchallenge.notifications.reminders import remind; remind({morning!r})"
    for _ in range(2):
        done = production.run("prepare", ("python", "manage.py", "shell", "--no-imports", "--command", remind))
        assert done.returncode == 0, done.stderr
    with_news = {LEAD, director_of(min(councils))}  # whose visit is so near that something has to be done
    services.wait_until(lambda: len(mails(production)) == before + len(with_news), "the morning mail")
    sent = mails(production)[before:]
    assert {mail.to for mail in sent} == with_news
    (news,) = [mail.text for mail in sent if mail.to == LEAD]
    assert all(f"{council}: the visit is on " in news for council in councils)


def nothing_failed(production: Production, lead: Visitor) -> None:
    lead.open("/settings/north-east/jobs/").sees("Nothing has failed.")
    lead.open("/settings/north-east/messages/?state=failed").sees("No messages are like that.")
    ids = [re.search(rb"^Message-ID: (\S+)", raw, re.MULTILINE)[1] for raw in production.mail.mails]
    assert len(ids) == len(set(ids)), "a mail went out twice"


# --- Days and mail ---------------------------------------------------------------------------------------------------


def first_day(number: int) -> date:
    """A visit every third week, the first so soon that its first milestone comes up."""
    return working_day_on_or_after(TODAY + timedelta(weeks=21 + 3 * number))


def days_from(day: date) -> str:
    return visit_days(day, add_working_days(day, 2))


def director_of(council: str) -> str:
    return f"director.of.{council.lower().replace(' ', '.')}@example.org"


def mails(production: Production, to: str = "") -> list[Mail]:
    found = [read(raw) for raw in list(production.mail.mails)]
    return [mail for mail in found if not to or mail.to == to]


def link_for(production: Production, to: str) -> str:
    """The link in the invitation that the worker has delivered."""
    (invitation,) = services.wait_until(lambda: mails(production, to), f"the invitation of {to}")
    return invitation.links[0]
