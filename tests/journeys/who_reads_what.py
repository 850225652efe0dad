"""What each of the people may read at some moments, told by hand, compared with all that the service gives them."""

import html
import random
import re
from contextlib import closing
from http.client import HTTPConnection
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from tests.architecture.sitemap import addresses
from tests.proving import PROVE

from .looking_at_practice import FILE
from .troupe import COORDINATOR, EXPERT, MANAGER, Troupe

Secrets = dict[str, tuple[set[str], ...]]  # words, and who reads them at each moment in turn

# What addresses name. All that is written on the walks is there under one of these; the rest is not found.
NAMED = {
    "area": ("performance-experience", "use-of-resources"),
    "question": ("2", "1"),
    "domain": ("performance-outcomes",),
    "document": ("X01",),
    "version": ("1",),
    "member": (slugify(MANAGER), slugify(EXPERT)),
    "person": (slugify(COORDINATOR),),
    "enquiry": ("line-1",),
    "case_file": (FILE,),
    "group": ("1",),
    "session": ("S05",),
    "note": (str(UUID(int=1)),),  # of nobody: what people noted stands in their list
    "team_finding": ("F01", "F03"),
    "recommendation": ("R1",),
    "day": ("day-1",),
    "part": ("summary",),
    "point": ("A1",),
    "action": ("AC1",),
    "review": ("six-months", "twelve-months"),
    "concern": ("IC1",),
    "correction": ("C1",),
    "sheet": ("S05", "host"),
    "finding": ("1",),
    "practice_text": ("summary",),
    "paragraph": ("1.1",),
    "code": ("scope-asked",),
    "number": ("1",),
}
# Within the challenge, and what is public of it.
OF_THE_CHALLENGE = ("challenges/<slug:slug>/", "reports/<slug:slug>/")
OWN_PAGES = ("home", "tasks", "challenges", "team-invitations", "team-invitation", "account")


def nobody_reads_what_is_not_theirs(troupe: Troupe, secrets: Secrets, moment: int) -> None:
    """Everybody asks for every page of the challenge and for their own; each secret reaches just those it is for.

    That is done at the last moment, and with `make prove` at all. Before it, each asks for a quarter of the pages,
    drawn by lot, and nobody may read too much: 13 people with 200 pages are most of what a walk costs.
    """
    paths, wrong = list(_paths(troupe.slug)), []
    assert len(paths) > 60
    whole = PROVE or moment == len(next(iter(secrets.values()))) - 1
    for name in troupe.walkers:
        got = " ".join(_texts(troupe, name, paths if whole else random.sample(paths, len(paths) // 4)))
        for words, readers in secrets.items():
            if words in got and name not in readers[moment]:
                wrong.append(f"{name} reads “{words}” at moment {moment + 1}")
            if whole and words not in got and name in readers[moment]:
                wrong.append(f"{name} does not read “{words}” at moment {moment + 1}")
    sent = [mail for mail in troupe.service.mails() for words in secrets if words in mail.text]
    assert not wrong, "\n".join(wrong)
    assert not sent


def _paths(slug: str):
    for address in addresses():
        if address.name in OWN_PAGES or address.route.startswith(OF_THE_CHALLENGE):
            most = max((len(NAMED.get(argument, ())) for argument in address.arguments), default=1)
            for turn in range(max(most, 1)):
                named = {argument: NAMED.get(argument, (slug,)) for argument in address.arguments}
                yield reverse(address.name, kwargs={key: some[min(turn, len(some) - 1)] for key, some in named.items()})


def _texts(troupe: Troupe, name: str, paths: list[str]):
    """What this person is given at each address, as words."""
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in troupe[name].context.cookies())
    for path in paths:
        with closing(HTTPConnection("127.0.0.1", troupe.service.port, timeout=60)) as connection:
            connection.request("GET", path, headers={"Cookie": cookies})
            answer = connection.getresponse()
            words = answer.read().decode(errors="replace")
        assert answer.status < 500, f"{path} answered {answer.status} to {name}"
        yield re.sub(r"\s+", " ", html.unescape(words))
