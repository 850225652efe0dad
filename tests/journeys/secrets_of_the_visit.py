"""Who reads what while the team is on site, and while it drafts."""

from . import last_day, on_site
from .troupe import COORDINATOR, COUNCILLOR, DIRECTOR, EXPERT, LEAD, MANAGER, OFFICER, TEAM_LEAD
from .who_reads_what import Secrets

ON_SITE, DRAFTING = range(2)
VISITORS = {TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT}
CONCERNED = {EXPERT, OFFICER, TEAM_LEAD}
HOST = {DIRECTOR, COORDINATOR}
NOBODY: set[str] = set()
SECRETS: Secrets = {
    on_site.MINE: ({EXPERT}, {EXPERT}),
    on_site.SHARED: (VISITORS, VISITORS),
    on_site.DISAGREES: (VISITORS, VISITORS),
    on_site.FOUND: (VISITORS, {*VISITORS, LEAD, *HOST}),
    on_site.BEHIND: (VISITORS, {*VISITORS, LEAD, *HOST}),
    on_site.STRENGTH: (VISITORS, {*VISITORS, LEAD, *HOST}),
    on_site.ASKED_FOR: (VISITORS, {*VISITORS, LEAD, *HOST}),
    on_site.HOW_KNOWN: (VISITORS, {*VISITORS, LEAD, *HOST}),
    on_site.LEFT_OUT: (VISITORS, {*VISITORS, LEAD}),
    on_site.DOUBT: (VISITORS, {*VISITORS, LEAD}),
    on_site.THIN: (VISITORS, {*VISITORS, LEAD}),
    on_site.SAID_FIRST: (VISITORS, VISITORS),
    on_site.KEPT_IN_MIND: (VISITORS, VISITORS),
    on_site.GOES_WELL: ({DIRECTOR, LEAD, *VISITORS}, {DIRECTOR, LEAD, *VISITORS}),
    on_site.CONCERN: (CONCERNED, CONCERNED),
    on_site.ANSWER: (CONCERNED, CONCERNED),
    last_day.OPENING: (NOBODY, {*VISITORS, LEAD, *HOST}),
    last_day.CLOSING: (NOBODY, {*VISITORS, LEAD, *HOST}),
    last_day.SAID_IN_THE_ROOM: (NOBODY, {*VISITORS, LEAD, *HOST}),
}
