"""The documents of the example region: who has given what, in which way, and what is still missing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.utils.text import slugify

from assessments.actions.documents import hand_in
from assessments.documents import asked_of
from assessments.models import Document, DocumentRequirement, Way
from cycles.models import HostMember, HostRole, PeerChallenge, Post, PostKind, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.documents.storage import store
from peerchallenge.workdays import LONDON, add_working_days, today_in_london

from .files import a_file

# How each line of the list is answered: a file of this kind, a page, a part of another document, or why not.
ANSWERS = {
    "D01": ("link", "council-plan"),
    "D02": ("file", "pdf"),
    "D03": ("file", "docx"),
    "D04": ("file", "pdf"),
    "D05": ("file", "docx"),
    "D06": ("file", "pdf"),
    "D07": ("file", "csv"),
    "D08": ("file", "pdf"),
    "D09": ("file", "pdf"),
    "D10": ("file", "docx"),
    "D11": ("section", ("D09", "Chapter 4, pages 18 to 22")),
    "D12": ("file", "pdf"),
    "D13": ("section", ("D12", "Pages 20 to 24")),
    "D14": ("link", "needs-assessment"),
    "D15": ("file", "pdf"),
    "D16": ("link", "market-position"),
    "D17": ("section", ("D16", "The last part, on quality")),
    "D18": ("file", "pdf"),
    "D19": ("link", "carers"),
    "D20": ("not_held", "We write our first strategy with people now. It goes to cabinet in June."),
    "D21": ("section", ("D02", "Pages 8 to 11")),
    "D22": ("link", "help-and-advice"),
    "D24": ("file", "pdf"),
    "D25": ("file", "docx"),
    "D26": ("file", "pdf"),
    "D27": ("not_held", "We do not publish a local account. Our yearly report to councillors says the same."),
    "D28": ("link", "scrutiny"),
}
STILL_MISSING = {
    "Staffordshire": {"D06", "D13", "D17", "D18", "D20", "D24", "D25", "D26", "D28"},
    "Walsall": {"D08", "D10", "D15", "D18", "D25"},
}
EXTRAS = {
    "Staffordshire": ("What carers told us in spring", "How we plan housing with care"),
    "Wolverhampton": ("How we test new ideas with people",),
    "Dudley": ("What carers told us in spring",),
}
NEWER = {"Staffordshire": "D05", "Dudley": "D04"}  # there is an earlier version of these
AFTER_THE_RELEASE = {"Dudley": "Waiting times in the last month"}
FIRST_ADDED, STEP = 24, 3  # working days before the last one, and how many documents come on one day


def build(challenge: PeerChallenge) -> None:
    """Give the documents of one challenge, as far as its story has come."""
    council, by = challenge.host.short_name, _who_adds(challenge)
    given: dict[str, Document] = {}
    days = _days(challenge)
    for requirement in asked_of(challenge).order_by("code"):
        if requirement.code in ANSWERS.keys() - STILL_MISSING.get(council, set()):
            if NEWER.get(council) == requirement.code:
                _give(challenge, requirement, given, next(days) - timedelta(days=14), by)
            given[requirement.code] = _give(challenge, requirement, given, next(days), by)
    for title in EXTRAS.get(council, ()):
        _extra(challenge, title, given, next(days), by)
    if title := AFTER_THE_RELEASE.get(council):
        file = a_file("csv", slugify(title), title, ())
        facts = {"title": title, "file": file, "dated_on": today_in_london() - timedelta(days=2)}
        hand_in(challenge, way=Way.FILE, given=facts, by=by)


def _who_adds(challenge: PeerChallenge) -> Person:
    """The coordinator of the host, or its director where the story names none."""
    member = HostMember.objects.filter(challenge=challenge, role=HostRole.COORDINATOR).first()
    return (member or Post.objects.get(authority=challenge.host, kind=PostKind.DASS)).person


def _days(challenge: PeerChallenge) -> Iterator[date]:
    """Some documents a day, the last ones before the team begins to read."""
    today = today_in_london()
    last = today if challenge.stage < Stage.READING else min(today, challenge.first_day - timedelta(weeks=5))
    number = 0
    while True:
        yield add_working_days(last, min(number // STEP - FIRST_ADDED // STEP, -1))
        number += 1


def _give(
    challenge: PeerChallenge, asked: DocumentRequirement, given: dict[str, Document], day: date, by: Person
) -> Document:
    way, how = ANSWERS[asked.code]
    return _write(challenge, asked.code, _facts(asked, way, how, given, day, by), day, by, requirement=asked)


def _facts(
    asked: DocumentRequirement, way: str, how: Any, given: dict[str, Document], day: date, by: Person
) -> dict[str, Any]:
    facts: dict[str, Any] = {"title": asked.title, "way": way}
    if way == Way.FILE:
        file = a_file(how, slugify(asked.title)[:60], asked.title, ("What such a document holds:", asked.help))
        return facts | {"file": store(file, by), "dated_on": day - timedelta(days=90)}
    if way == Way.LINK:
        return facts | {"link": f"https://www.example.org/{how}"}
    if way == Way.SECTION:
        return facts | {"part_of": given[how[0]], "where": how[1]}
    return facts | {"reason": how}


def _extra(challenge: PeerChallenge, title: str, given: dict[str, Document], day: date, by: Person) -> None:
    code = f"X{sum(code.startswith('X') for code in given) + 1:02}"
    file = store(a_file("pdf", slugify(title), title, ()), by)
    facts = {"title": title, "way": Way.FILE, "file": file, "dated_on": day - timedelta(days=30)}
    given[code] = _write(challenge, code, facts, day, by)


def _write(
    challenge: PeerChallenge,
    code: str,
    facts: dict[str, Any],
    day: date,
    by: Person,
    requirement: DocumentRequirement | None = None,
) -> Document:
    at = datetime.combine(day, clock(10, 20), tzinfo=LONDON)
    before = challenge.documents.filter(code=code)
    number = before.count() + 1
    before.current().update(ended_at=at, ended_by=by)
    return Document.objects.create(
        challenge=challenge, requirement=requirement, code=code, number=number, added_at=at, added_by=by, **facts
    )
