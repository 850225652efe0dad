"""Who reads what while the host writes, once it has signed off and handed over, and while the team reads."""

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
)
from .who_reads_what import Secrets

WRITING, SIGNED_OFF, READING = MOMENTS = range(3)
HOST = {DIRECTOR, COORDINATOR, OWN_PSW}
VISITORS = {TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT}
EVERYBODY_ON_A_SIDE = {LEAD, *HOST, *TEAM}
NOBODY: set[str] = set()


def always(*people: str) -> tuple[set[str], ...]:
    return (set(people),) * len(MOMENTS)


# The words, and who reads them: while the host writes; once it is signed off and handed over; while the team reads.
SECRETS: Secrets = {
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
