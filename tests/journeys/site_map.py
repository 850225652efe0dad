"""Who looks at which page of the demo: one person for each address, and the reason where nobody can just open it."""

from uuid import NAMESPACE_OID, uuid5

from django.urls import reverse

from tests.architecture.sitemap import addresses

from .elsewhere import ELSEWHERE

NOBODY, LEAD, DIRECTOR, COORDINATOR = "", "amara-bell", "michael-grant", "priya-shah"
EXPERT, ADMINISTRATOR, REVIEWER = "esther-okafor", "sam-field", "nasreen-ali"
COLLEAGUE = "dana-marsh"
EVERYBODY = (NOBODY, LEAD, DIRECTOR, COORDINATOR, EXPERT, ADMINISTRATOR, REVIEWER, COLLEAGUE)

PUBLIC = {page.name for page in addresses() if page.view.rule == "public"} - ELSEWHERE.keys() - {"home"}
WRITTEN_BY_THE_HOST = (
    "area",
    "question",
    "question-history",
    "question-evidence",
    "question-writer",
    "self-assessment",
    "self-assessment-check",
    "risks",
    "risk",
    "risk-history",
    "risk-evidence",
    "risks-check",
    "top-risks",
)
WRITTEN_BY_REVIEWERS = (
    "practice-review",
    "practice-sample",
    "practice-how-chosen",
    "practice-sample-add",
    "practice-sample-pick",
    "practice-sample-file",
    "case-files",
    "case-file",
    "case-file-reading",
    "case-file-agreement",
    "focus-groups",
    "focus-group-new",
    "focus-group",
    "practice-findings",
    "practice-finding-new",
    "practice-finding",
    "practice-text",
    "practice-hand-over",
)
CONCLUDED = (
    "findings",
    "finding-new",
    "finding",
    "finding-change",
    "finding-evidence",
    "recommendation-new",
    "recommendation",
    "recommendation-change",
)
DRAFTED = ("report", "report-section", "report-preview", "report-second-look", "report-send")
CHECKED = ("report-version", "report-back", "accuracy", "accuracy-changes", "accuracy-point", "report-agree")
PLANNED = ("plan", "plan-recommendation", "plan-action")
REVIEWED = ("reviews", "review", "review-judgement", "review-meeting", "review-record", "challenge-close")
AGREED = ("report-final", "accuracy-reopen", "publication-approval")
OUT = ("publication", "publication-text", "publication-correction", "publication-withdrawal")
OPEN_TO_ALL = ("public-report", "public-report-versions", "public-report-version")
# Every other page is seen by the regional lead, but for these.
SEEN_BY = {
    "request-new": DIRECTOR,
    "document-new": COORDINATOR,
    "document-answer": COORDINATOR,
    "baseline-choice": COORDINATOR,
    "baseline-reasons": DIRECTOR,
    "scope-line-new": EXPERT,
    "scope-line": EXPERT,
    "team-invitation": EXPERT,
    **dict.fromkeys(WRITTEN_BY_THE_HOST, COORDINATOR),
    "self-assessment-confirmation": DIRECTOR,
    "risks-confirmation": DIRECTOR,
    **dict.fromkeys(WRITTEN_BY_REVIEWERS, REVIEWER),
    **dict.fromkeys(("session-new", "session-change"), COORDINATOR),
    **dict.fromkeys(("session-messages", "notes", "note-new", "note"), EXPERT),
    **dict.fromkeys(CONCLUDED, EXPERT),
    "correction-new": EXPERT,
    "concern-new": EXPERT,
    "concern": EXPERT,
    "concerns-officer": COORDINATOR,
    "reflections": DIRECTOR,
    "reflection": DIRECTOR,
    **dict.fromkeys(("pack", "pack-reading", "pack-file", "team-call", "practice-summary"), EXPERT),
    "plan-action": COLLEAGUE,
    **dict.fromkeys(PUBLIC, NOBODY),
}
# What the addresses of the demo are about; a challenge by its council.
USUAL = {
    "region": "west-midlands",
    "slug": "dudley",
    "person": "michael-grant",
    "council": "dudley",
    "code": "scope-asked",
    "number": 1,
    "document": "D04",
    "version": 1,
    "member": "colin-head",
    "enquiry": "test-1",
    "area": "use-of-resources",
    "question": 1,
    "domain": "performance-outcomes",
    "case_file": "CF01",
    "session": "S05",
    "note": uuid5(NAMESPACE_OID, "dudley 1"),
    "team_finding": "F01",
    "recommendation": "R1",
    "day": "day-1",
    "part": "summary",
    "point": "A1",
    "action": "AC3",
    "review": "six-months",
    "concern": "IC1",
    "sheet": "S05",
    "correction": "C1",
    "group": 1,
    "finding": 1,
    "practice_text": "summary",
    "uidb36": "1",
    "key": "old",
}
UNUSUAL = {
    **{key: {"slug": "staffordshire"} for key in WRITTEN_BY_THE_HOST},
    **{key: {"slug": "wolverhampton"} for key in WRITTEN_BY_REVIEWERS},
    "session-new": {"slug": "staffordshire"},
    "session-change": {"slug": "staffordshire"},
    "case-file-reading": {"slug": "wolverhampton", "case_file": "CF12"},
    "pack-release": {"slug": "staffordshire"},
    "pack-reopen": {"slug": "herefordshire"},
    "visit-start": {"slug": "herefordshire"},
    **{key: {"slug": "worcestershire"} for key in ("feedback", "feedback-slides", "feedback-handout", "corrections")},
    **{key: {"slug": "worcestershire"} for key in DRAFTED},
    **{key: {"slug": "sandwell"} for key in CHECKED},
    **{key: {"slug": "telford-and-wrekin"} for key in AGREED},
    **{key: {"slug": "worcestershire"} for key in ("survey-links", "survey-sheet")},
    "survey": {"slug": "solihull"},
    **{key: {"slug": "warwickshire"} for key in (*PLANNED, *REVIEWED)},
    "progress": {"slug": "coventry"},
    **{key: {"slug": "solihull"} for key in (*OUT, *OPEN_TO_ALL)},
    "public-council": {"council": "solihull"},
    "concerns-officer": {"slug": "staffordshire"},
    "move-visit": {"slug": "staffordshire"},
    "offer": {"slug": "birmingham"},
    "offer-new": {"slug": "birmingham"},
    "stage": {"slug": "stoke-on-trent"},
    "host-member": {"person": "tom-archer"},
    "document-new": {"slug": "staffordshire"},
    "document-answer": {"slug": "staffordshire", "document": "D06"},
    "baseline-choice": {"slug": "staffordshire"},
    "person-training": {"person": "esther-okafor"},
    "team-new": {"slug": "walsall"},
    "team-newcomer": {"slug": "walsall"},
    "team-member": {"slug": "walsall", "member": "anita-desai"},
    "team-member-interest": {"slug": "stoke-on-trent", "member": "jane-ellerby"},
    "team-rule": {"slug": "walsall"},
}
# The same address in other states.
FURTHER_COUNCILS = {
    "challenge": ("birmingham", "staffordshire", "walsall", "coventry"),
    "dates": ("birmingham", "walsall", "coventry"),
    "offers": ("birmingham", "shropshire"),
    "offer": ("shropshire",),
    "scope": ("staffordshire", "herefordshire", "shropshire"),
    "team": ("walsall", "birmingham", "coventry"),
    "timetable": ("staffordshire", "herefordshire"),
    "session": ("herefordshire",),
    "report": ("sandwell", "coventry"),
    "report-section": ("sandwell",),
    "plan": ("solihull", "telford-and-wrekin", "coventry"),
    "plan-recommendation": ("solihull", "coventry"),
    "review": ("coventry",),
    "reviews": ("coventry",),
    "accuracy": ("telford-and-wrekin",),
    "accuracy-point": ("telford-and-wrekin",),
    "survey": ("worcestershire",),
    "survey-links": ("solihull",),
    "publication": ("telford-and-wrekin", "coventry"),
    "publication-text": ("telford-and-wrekin",),
    "public-report": ("coventry",),
    "team-interests": ("stoke-on-trent", "walsall"),
    "team-needs": ("walsall",),
    "team-welcome": ("birmingham",),
    "access": ("wolverhampton", "birmingham"),
    "stage": ("birmingham",),
    "pause": ("walsall",),
    "documents": ("coventry",),
    "indicators": ("staffordshire",),
    "baseline": ("staffordshire", "coventry"),
}
QUERIES = {
    "cycle-plan": ("?view=months",),
    "people": ("?name=zzz", "?role=dass"),
    "messages": ("?state=failed",),
    "team-new": ("?role=politician", "?role=team_lead"),
    "documents": ("?show=missing",),
    "feedback-slides": ("?slide=2", "?slide=7"),
    "accuracy": ("?state=open",),
    "public-reports": ("?council=solihull", "?council=solihull&year=1999"),
    "document-new": ("?way=file",),
    "document-answer": ("?asked=yes", *(f"?way={way}" for way in ("file", "link", "section", "not_held"))),
    "council-figures": ("?measure=oflog-2015-23.ASC1&year=2021-22",),
}
CYCLES = ("cycle", "cycle-plan", "cycle-hosts", "requests", "request-new")  # seen also of a cycle that has only begun


def names() -> set[str]:
    return {page.name for page in addresses()}


def who_sees(name: str) -> str:
    return SEEN_BY.get(name, LEAD)


def paths(page: str, facts: dict) -> list[str]:
    """Every path under which a page is looked at. `facts` has the slugs of the demo's cycles and challenges."""
    usual = (USUAL | UNUSUAL.get(page, {}))["slug"]
    councils = (usual, *FURTHER_COUNCILS.get(page, ()))
    cycles = facts["cycles"] if page in CYCLES else facts["cycles"][:1]
    found = dict.fromkeys(path(page, facts, council, cycle) for council in councils for cycle in cycles)
    return [*found, *(next(iter(found)) + query for query in QUERIES.get(page, ()))]


def path(page: str, facts: dict, council: str, cycle: str = "") -> str:
    """The path of a page about this council, or about this cycle where the page is about one."""
    wanted = next(address.arguments for address in addresses() if address.name == page)
    about = {"slug": facts["challenges"][council], "cycle": cycle or facts["cycles"][0]}
    arguments = USUAL | UNUSUAL.get(page, {}) | about
    return reverse(page, kwargs={name: arguments[name] for name in wanted})
