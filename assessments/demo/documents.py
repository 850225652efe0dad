"""The documents of the example region: who has given what, in which way, and what is still missing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import count
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from assessments.actions.documents import hand_in
from assessments.documents import asked_of
from assessments.models import Document, DocumentRequirement, Way
from cycles.demo.fictional import in_story
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
TOLD_IN_FULL = {"Staffordshire", "Walsall", "Wolverhampton", "Herefordshire", "Dudley"}
FILES_OF_OTHERS = {"D02", "D05", "D09", "D12"}  # of councils that are further on, the rest are public pages by now
FIRST_ADDED, STEP = 24, 3  # working days before the last one, and how many documents come on one day


def build(challenge: PeerChallenge) -> None:
    """Give the documents of one challenge, as far as its story has come. Parts of a document come after it."""
    council, by, days = in_story(challenge.host), _who_adds(challenge), _days(challenge)
    codes = ANSWERS.keys() - STILL_MISSING.get(council, set())
    asked = [requirement for requirement in asked_of(challenge).order_by("code") if requirement.code in codes]
    parts = [requirement for requirement in asked if ANSWERS[requirement.code][0] == Way.SECTION]
    given: dict[str, Document] = {}
    for requirements in ([requirement for requirement in asked if requirement not in parts], parts):
        rows = [_row(challenge, _answer(one, council, given, next(days), by), by, one) for one in requirements]
        given |= {row.code: row for row in Document.objects.bulk_create(rows)}
    _add_earlier(given.get(NEWER.get(council, "")), by)
    for number, title in enumerate(EXTRAS.get(council, ()), start=1):
        facts = _file(a_file("pdf", slugify(title), title, ()), next(days), by)
        _row(challenge, facts | {"code": f"X{number:02}", "title": title}, by).save()
    if title := AFTER_THE_RELEASE.get(council):
        file = a_file("csv", slugify(title), title, ())
        dated_on = today_in_london() - timedelta(days=2)
        hand_in(challenge, way=Way.FILE, given={"title": title, "file": file, "dated_on": dated_on}, by=by)


def _who_adds(challenge: PeerChallenge) -> Person:
    """The coordinator of the host, or its director where the story names none."""
    member = HostMember.objects.filter(challenge=challenge, role=HostRole.COORDINATOR).first()
    return (member or Post.objects.get(authority=challenge.host, kind=PostKind.DASS)).person


def _days(challenge: PeerChallenge) -> Iterator[date]:
    """Some documents a day, the last ones before the team begins to read."""
    today = today_in_london()
    last = today if challenge.stage < Stage.READING else min(today, challenge.first_day - timedelta(weeks=5))
    for number in count():
        yield add_working_days(last, min(number // STEP - FIRST_ADDED // STEP, -1))


def _answer(
    asked: DocumentRequirement, council: str, given: dict[str, Document], day: date, by: Person
) -> dict[str, Any]:
    way, how = ANSWERS[asked.code]
    facts = {"title": asked.title, "code": asked.code}
    if way == Way.FILE and (council in TOLD_IN_FULL or asked.code in FILES_OF_OTHERS):
        name = slugify(asked.title)[:60]
        return facts | _file(a_file(how, name, asked.title, ("What such a document holds:", asked.help)), day, by)
    if way == Way.SECTION:
        return facts | {"way": way, "part_of": given[how[0]], "where": how[1], "added_at": _morning(day)}
    if way == Way.NOT_HELD:
        return facts | {"way": way, "reason": how, "added_at": _morning(day)}
    page = how if way == Way.LINK else slugify(asked.title)[:40]
    return facts | {"way": Way.LINK, "link": f"https://www.example.org/{page}", "added_at": _morning(day)}


def _file(upload: UploadedFile, day: date, by: Person) -> dict[str, Any]:
    dated_on = day - timedelta(days=90)
    return {"way": Way.FILE, "file": store(upload, by), "dated_on": dated_on, "added_at": _morning(day)}


def _row(
    challenge: PeerChallenge, facts: dict[str, Any], by: Person, requirement: DocumentRequirement | None = None
) -> Document:
    return Document(challenge=challenge, requirement=requirement, **{"number": 1, "added_by": by, **facts})


def _add_earlier(present: Document | None, by: Person) -> None:
    """What is there now is the second version: a first one came two weeks before."""
    if present is None or present.requirement is None:
        return
    day = present.added_at.date() - timedelta(days=14)
    title = present.title
    first = _file(a_file("pdf", slugify(title)[:60], title, ("A first version.",)), day, by)
    Document.objects.filter(pk=present.pk).update(number=2)
    facts = {"code": present.code, "title": title, "ended_at": present.added_at, "ended_by": by}
    _row(present.challenge, first | facts, by, present.requirement).save()


def _morning(day: date) -> datetime:
    return datetime.combine(day, clock(10, 20), tzinfo=LONDON)
