"""Who reads what on site, while the team drafts, while the council checks, once its points are answered, at the end."""

from . import asking_how_it_went, last_day, on_site, reporting
from .troupe import COORDINATOR, COUNCILLOR, DIRECTOR, EXPERT, LEAD, MANAGER, OFFICER, OWN_PSW, READERS, TEAM_LEAD
from .who_reads_what import Secrets

ON_SITE, DRAFTING, CHECKING, ANSWERED, AGREED = MOMENTS = range(5)
VISITORS = {TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT}
OFFICE_TOO, CONCERNED = {*VISITORS, LEAD}, {EXPERT, OFFICER, TEAM_LEAD}
HOST = {DIRECTOR, COORDINATOR}
BOTH_SIDES = {*OFFICE_TOO, *HOST}
ALL_WHO_TOOK_PART = {*BOTH_SIDES, OWN_PSW, *READERS}
NOBODY: set[str] = set()
Readers = set[str]


def always(readers: Readers) -> tuple[Readers, ...]:
    return (readers,) * len(MOMENTS)


def first(*readers: Readers) -> tuple[Readers, ...]:
    """Who reads it at the first moments; from then on it stays with the last."""
    return (*readers, *(readers[-1],) * (len(MOMENTS) - len(readers)))


TOLD = (VISITORS, BOTH_SIDES, BOTH_SIDES, BOTH_SIDES, ALL_WHO_TOOK_PART)  # findings, in feedback and report
SECRETS: Secrets = {
    on_site.MINE: always({EXPERT}),
    on_site.SHARED: always(VISITORS),
    on_site.DISAGREES: always(VISITORS),
    on_site.FOUND: TOLD,
    on_site.BEHIND: TOLD,
    on_site.STRENGTH: TOLD,
    on_site.ASKED_FOR: TOLD,
    on_site.HOW_KNOWN: TOLD,
    on_site.LEFT_OUT: first(VISITORS, OFFICE_TOO),
    on_site.DOUBT: first(VISITORS, OFFICE_TOO),
    on_site.THIN: first(VISITORS, OFFICE_TOO),
    on_site.SAID_FIRST: always(VISITORS),
    on_site.KEPT_IN_MIND: always(VISITORS),
    on_site.GOES_WELL: always({DIRECTOR, *OFFICE_TOO}),
    on_site.CONCERN: always(CONCERNED),
    on_site.ANSWER: always(CONCERNED),
    last_day.OPENING: (NOBODY, BOTH_SIDES, BOTH_SIDES, BOTH_SIDES, ALL_WHO_TOOK_PART),
    last_day.CLOSING: (NOBODY, BOTH_SIDES, BOTH_SIDES, BOTH_SIDES, ALL_WHO_TOOK_PART),
    last_day.SAID_IN_THE_ROOM: first(NOBODY, BOTH_SIDES),
    asking_how_it_went.WORDS: always(NOBODY),  # fewer than five people wrote some
    reporting.SUMMARY: (NOBODY, NOBODY, BOTH_SIDES, BOTH_SIDES, {*BOTH_SIDES, OWN_PSW}),  # in the draft alone
    reporting.INTRODUCTION: (NOBODY, NOBODY, BOTH_SIDES, BOTH_SIDES, ALL_WHO_TOOK_PART),
    reporting.POINT: (NOBODY, NOBODY, HOST, BOTH_SIDES, BOTH_SIDES),
    reporting.PROPOSED: (NOBODY, NOBODY, HOST, BOTH_SIDES, BOTH_SIDES),
    reporting.RESPONSE: (NOBODY, NOBODY, HOST, BOTH_SIDES, ALL_WHO_TOOK_PART),
    reporting.REASON: (NOBODY, NOBODY, NOBODY, OFFICE_TOO, BOTH_SIDES),
    reporting.REWORDED: (NOBODY, NOBODY, NOBODY, OFFICE_TOO, ALL_WHO_TOOK_PART),
}
