"""Where each council of the example region stands. Days are working days from the last working day, about."""

from dataclasses import dataclass

from cycles.models import Stage


@dataclass(frozen=True)
class Chapter:
    """One council: its stage, the first day of its visit, and which due milestones it has not kept."""

    council: str
    stage: Stage
    first_day: int | None = None
    late: tuple[str, ...] = ()


S = Stage
CHAPTERS = (
    Chapter("Coventry", S.FOLLOW_UP, -170),
    Chapter("Warwickshire", S.FOLLOW_UP, -122),
    Chapter("Solihull", S.PUBLISHED, -75),
    Chapter("Telford and Wrekin", S.AGREED, -70, late=("published",)),
    Chapter("Sandwell", S.ACCURACY_CHECK, -18),
    Chapter("Worcestershire", S.DRAFTING, -8),
    Chapter("Dudley", S.ON_SITE, -1),
    Chapter("Herefordshire", S.READING, 10),
    Chapter("Wolverhampton", S.PREPARING, 30),
    Chapter("Staffordshire", S.PREPARING, 48),
    Chapter("Walsall", S.PREPARING, 40, late=("scope-asked", "team-confirmed")),
    Chapter("Birmingham", S.PLANNED),
    Chapter("Stoke-on-Trent", S.PLANNED, 90),
    Chapter("Shropshire", S.PLANNED),
)
OFFERED_TO_BIRMINGHAM = (120, 145)
PROPOSED_BY_SHROPSHIRE = 90  # the days of Stoke-on-Trent's visit: a clash to look at
# Which milestone is the last one kept when a challenge enters a stage: all before it are done.
LAST_KEPT = {
    S.PLANNED: "dates-agreed",
    S.PREPARING: "scope-asked",
    S.READING: "pack-released",
    S.ON_SITE: "groups-briefed",
    S.DRAFTING: "on-site",
    S.ACCURACY_CHECK: "draft-report",
    S.AGREED: "final-agreed",
    S.PUBLISHED: "published",
    S.FOLLOW_UP: "action-plan",
}
