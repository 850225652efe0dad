"""Who reads what while the team is on site."""

from . import on_site
from .troupe import COUNCILLOR, DIRECTOR, EXPERT, LEAD, MANAGER, OFFICER, TEAM_LEAD
from .who_reads_what import Secrets

ON_SITE = 0
VISITORS = {TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT}
SECRETS: Secrets = {
    on_site.MINE: ({EXPERT},),
    on_site.SHARED: (VISITORS,),
    on_site.DISAGREES: (VISITORS,),
    on_site.FOUND: (VISITORS,),
    on_site.BEHIND: (VISITORS,),
    on_site.STRENGTH: (VISITORS,),
    on_site.LEFT_OUT: (VISITORS,),
    on_site.DOUBT: (VISITORS,),
    on_site.THIN: (VISITORS,),
    on_site.ASKED_FOR: (VISITORS,),
    on_site.HOW_KNOWN: (VISITORS,),
    on_site.SAID_FIRST: (VISITORS,),
    on_site.KEPT_IN_MIND: (VISITORS,),
    on_site.GOES_WELL: ({DIRECTOR, LEAD, *VISITORS},),
    on_site.CONCERN: ({EXPERT, OFFICER, TEAM_LEAD},),
    on_site.ANSWER: ({EXPERT, OFFICER, TEAM_LEAD},),
}
