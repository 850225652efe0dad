"""What each of the people may read at three moments, told by hand, compared with all that the service gives them."""

import html
import re
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from tests.architecture.sitemap import addresses

from . import building_the_team as team
from . import looking_at_practice as practice
from . import planning_the_visit as visit
from . import reading_the_pack as pack
from . import telling
from .troupe import (
    COORDINATOR,
    COUNCILLOR,
    DIRECTOR,
    EXPERT,
    HELPER,
    LEAD,
    MANAGER,
    OWN_PSW,
    READERS,
    TEAM,
    TEAM_LEAD,
    Troupe,
)

MOMENTS = WRITING, SIGNED_OFF, READING = "while the host writes", "signed off and handed over", "while the team reads"
HOST = {DIRECTOR, COORDINATOR, OWN_PSW}
VISITORS = {TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT}
EVERYBODY_ON_A_SIDE = {LEAD, *HOST, *TEAM}
NOBODY: set[str] = set()


def always(*people: str) -> tuple[set[str], ...]:
    return (set(people),) * len(MOMENTS)


# The words, and who reads them: while the host writes; once it is signed off and handed over; while the team reads.
SECRETS = {
    telling.ANSWER: ({*HOST, HELPER}, {*HOST, HELPER, *READERS}, {*HOST, HELPER, *TEAM, LEAD}),
    telling.OWN_ANSWER: (HOST, {*HOST, *READERS}, {*HOST, *TEAM, LEAD}),
    telling.RISK: (HOST, HOST, {*HOST, *VISITORS, LEAD}),
    telling.TOP_RISK: (HOST, HOST, {*HOST, *VISITORS, LEAD}),
    telling.EXTRA: ({*HOST, *READERS}, {*HOST, *READERS}, {*HOST, *TEAM, LEAD}),
    telling.IN_FILE: ({*HOST, *READERS}, {*HOST, *READERS}, {*HOST, *TEAM, LEAD}),
    telling.QUESTION: always(*EVERYBODY_ON_A_SIDE),
    telling.LINE: always(*EVERYBODY_ON_A_SIDE),
    team.INTEREST: always(LEAD, TEAM_LEAD, MANAGER),
    team.NEEDS: always(LEAD, TEAM_LEAD, EXPERT),
    team.WAIVER: always(LEAD, TEAM_LEAD),
    team.REASON_OF_NO: always(LEAD),
    practice.BLIND: ({OWN_PSW, *READERS}, {OWN_PSW, *READERS}, {OWN_PSW, *READERS, TEAM_LEAD}),
    practice.HEARD: (set(READERS), set(READERS), {*READERS, TEAM_LEAD}),
    practice.SUMMARY: ({OWN_PSW, *READERS}, {OWN_PSW, *TEAM}, {OWN_PSW, *TEAM}),
    practice.FOUND: ({OWN_PSW, *READERS}, {OWN_PSW, *TEAM}, {OWN_PSW, *TEAM}),
    pack.SAID: (NOBODY, NOBODY, VISITORS),
    visit.ROOM: ({LEAD, *HOST, TEAM_LEAD}, {LEAD, *HOST, TEAM_LEAD}, EVERYBODY_ON_A_SIDE),
    visit.NEED: ({DIRECTOR, COORDINATOR, TEAM_LEAD},) * 2 + ({DIRECTOR, COORDINATOR, *VISITORS},),
    visit.TOLD: ({TEAM_LEAD}, {TEAM_LEAD}, VISITORS),
}
# What addresses name. All that can be written to is there under one of these.
NAMED = {
    "area": ("performance-experience", "use-of-resources"),
    "question": ("2", "1"),
    "domain": ("performance-outcomes",),
    "document": ("X01",),
    "version": ("1",),
    "member": (slugify(MANAGER), slugify(EXPERT)),
    "person": (slugify(COORDINATOR),),
    "enquiry": ("line-1",),
    "case_file": (practice.FILE,),
    "group": ("1",),
    "session": ("S05",),
    "note": (str(UUID(int=1)),),  # of nobody: the visit has not begun
    "team_finding": ("F01",),  # nor are there findings
    "recommendation": ("R1",),
    "day": ("day-1",),  # neither is there before the visit
    "part": ("summary",),
    "point": ("A1",),  # nor does anybody check a draft yet
    "concern": ("IC1",),
    "finding": ("1",),
    "practice_text": ("summary",),
    "code": ("scope-asked",),
    "number": ("1",),
}
OWN_PAGES = ("home", "tasks", "challenges", "team-invitations", "team-invitation", "account")


def nobody_reads_what_is_not_theirs(troupe: Troupe, moment: str) -> None:
    """Everybody asks for every page of the challenge and for their own; each secret reaches just those it is for."""
    number, paths = MOMENTS.index(moment), list(_paths(troupe.slug))
    assert len(paths) > 60
    wrong = []
    for name in troupe.walkers:
        got = " ".join(_texts(troupe, name, paths))
        for words, readers in SECRETS.items():
            if (words in got) != (name in readers[number]):
                wrong.append(f"{name} {'reads' if words in got else 'does not read'} “{words}” {moment}")
    sent = [mail for mail in troupe.service.mails() for words in SECRETS if words in mail.text]
    assert not wrong, "\n".join(wrong)
    assert not sent


def _paths(slug: str):
    for address in addresses():
        if address.name in OWN_PAGES or address.route.startswith("challenges/<slug:slug>/"):
            most = max((len(NAMED.get(argument, ())) for argument in address.arguments), default=1)
            for turn in range(max(most, 1)):
                named = {argument: NAMED.get(argument, (slug,)) for argument in address.arguments}
                yield reverse(address.name, kwargs={key: some[min(turn, len(some) - 1)] for key, some in named.items()})


def _texts(troupe: Troupe, name: str, paths: list[str]):
    """What this person is given at each address, as words."""
    ask = troupe[name].context.request
    for path in paths:
        answer = ask.get(troupe.service.url + path)
        assert answer.status < 500, f"{path} answered {answer.status} to {name}"
        yield re.sub(r"\s+", " ", html.unescape(answer.text()))
