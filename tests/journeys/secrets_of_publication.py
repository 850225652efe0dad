"""Who reads what before a report is public, once it is, while a review is written, once it is recorded, at the end."""

from . import following_up as follow_up
from . import publishing
from .reporting import WRONG
from .troupe import (
    COORDINATOR,
    DIRECTOR,
    EXPERT,
    FIRST_READER,
    HELPER,
    LEAD,
    MANAGER,
    OFFICER,
    OWN_PSW,
    TEAM_LEAD,
)
from .who_reads_what import Secrets

APPROVED, PUBLIC, WRITTEN, RECORDED, CLOSED = MOMENTS = range(5)
HOST = {DIRECTOR, COORDINATOR, OWN_PSW}
TEAM_AND_OFFICE = {TEAM_LEAD, MANAGER, EXPERT, LEAD}
BOTH_SIDES = {*HOST, *TEAM_AND_OFFICE}
BEFORE_THE_PUBLIC = {*BOTH_SIDES, FIRST_READER}
PASSERS_BY = {publishing.EARLY, publishing.READER, publishing.LATER, follow_up.MUCH_LATER}
EVERYBODY = {*BEFORE_THE_PUBLIC, OFFICER, HELPER, *PASSERS_BY}
NOBODY: set[str] = set()


def then(*readers: set[str]) -> tuple[set[str], ...]:
    """Who reads it at the first moments; from then on it stays with the last."""
    return (*readers, *(readers[-1],) * (len(MOMENTS) - len(readers)))


SECRETS: Secrets = {
    WRONG: then(BEFORE_THE_PUBLIC, EVERYBODY),  # later in the older version, which says that it was replaced
    publishing.RECOMMENDED: then(BEFORE_THE_PUBLIC, EVERYBODY),
    publishing.RIGHT: then(NOBODY, EVERYBODY),
    publishing.PUT_RIGHT: then(NOBODY, EVERYBODY),
    publishing.COMMITTEE: then(NOBODY, {DIRECTOR, COORDINATOR, LEAD, TEAM_LEAD}),
    # The plan is public as far as the director publishes how far it is. What happened in each action never is.
    publishing.WHY_NONE: (*(BOTH_SIDES,) * 4, EVERYBODY),
    follow_up.ACTION: (NOBODY, *({*BOTH_SIDES, HELPER},) * 3, EVERYBODY),
    follow_up.OWNER: (NOBODY, *({*BOTH_SIDES, HELPER},) * 3, EVERYBODY),
    follow_up.HAPPENED: (NOBODY, *({*BOTH_SIDES, HELPER},) * 3, {*HOST, LEAD, HELPER}),
    follow_up.HOST_SAYS: (NOBODY, NOBODY, BOTH_SIDES, BOTH_SIDES, EVERYBODY),
    follow_up.TEAM_SAYS: (NOBODY, NOBODY, TEAM_AND_OFFICE, BOTH_SIDES, EVERYBODY),
    follow_up.AGREED: then(NOBODY, NOBODY, NOBODY, BOTH_SIDES),
    follow_up.A_YEAR_LATER: (*(NOBODY,) * 4, BOTH_SIDES),
    follow_up.TEAM_A_YEAR_LATER: (*(NOBODY,) * 4, BOTH_SIDES),
}
