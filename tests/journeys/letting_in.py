"""Chapters of the whole walk between planning and preparing: the people of other councils are let in, and come."""

from .coming_in import let_in
from .troupe import (
    CANNOT_COME,
    COUNCILLOR,
    FIRST_READER,
    LEAD,
    MANAGER,
    SECOND_READER,
    TEAM_LEAD,
    Troupe,
    email_of,
)

# Who works where. The expert by experience is asked from outside the region, and the host lets in its own.
JOBS = (
    (TEAM_LEAD, "Director of adult social services", "Solihull"),
    (COUNCILLOR, "Cabinet member for adult social care", "Sandwell"),
    (MANAGER, "Senior manager", "Walsall"),
    (CANNOT_COME, "Senior manager", "Coventry"),
    (FIRST_READER, "Principal social worker", "Coventry"),
    (SECOND_READER, "Principal social worker", "Stoke-on-Trent"),
)


def they_find_dudley(troupe: Troupe) -> None:
    troupe.find(troupe[LEAD].open("/").follow("Dudley").path)


def people_of_other_councils_come_in(troupe: Troupe) -> None:
    lead = troupe[LEAD].open("/").menu("Settings").follow("People")
    people = lead.path
    for name, job, council in JOBS:
        lead.open(people).follow("Let a person in")
        let_in(lead, (name, email_of(name)), job, council)
        lead.sees(f"{name} is let in")
        troupe.joins(name)
