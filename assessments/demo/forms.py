"""The self-assessment and the risk tool of the example region: who has written what, and who has signed it off."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from datetime import time as clock
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F

from assessments.copies import content_of
from assessments.models import Answer, Assessment, Document, Evidence, InstrumentKind, RiskItem, SignedCopy
from cycles.demo.fictional import in_story
from cycles.models import HostMember, HostRole, PeerChallenge, Post, PostKind
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Revision
from peerchallenge.workdays import LONDON, add_working_days, today_in_london

WORDS = Path(__file__).with_name("forms.toml")
# How far those are that have not signed off: questions completed and begun, domains completed and begun.
UNDER_WAY = {"Staffordshire": (9, 2, 4, 1), "Walsall": (3, 1, 1, 1)}
# Who was asked to write which question.
ASKED = {"Staffordshire": {"SA1-1": "sam-okoro", "SA5-2": "jo-lewis", "SA6-1": "sam-okoro"}}
# How councils that see themselves in another light rate an answer.
OTHER_VIEWS = {"Dudley": {"SA3-2": "mostly_strong"}, "Coventry": {"SA4-2": "some_gaps"}}
DAYS_OF_WRITING = 14


def build(challenge: PeerChallenge) -> None:
    """Fill in both forms as far as the story says; sign them off unless they are under way."""
    answers, begun, risks, rated = UNDER_WAY.get(in_story(challenge.host), (12, 0, 6, 0))
    writers = _writers(challenge)
    for kind, completed, started in (
        (InstrumentKind.SELF_ASSESSMENT, answers, begun),
        (InstrumentKind.TEASC_RISK, risks, rated),
    ):
        form = Assessment.objects.get(challenge=challenge, kind=kind)
        _share_out(form, challenge)
        _write(form, challenge, writers, completed, started)
        if in_story(challenge.host) not in UNDER_WAY:
            _sign_off(form, challenge)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _writers(challenge: PeerChallenge) -> list[Person]:
    """Who writes by turns: the coordinator and the director, or the director alone."""
    members = HostMember.objects.current().filter(challenge=challenge, role=HostRole.COORDINATOR)
    return [*Person.objects.filter(host_places__in=members), director_of(challenge)]


def director_of(challenge: PeerChallenge) -> Person:
    return Post.objects.get(authority=challenge.host_id, kind=PostKind.DASS).person


def _share_out(form: Assessment, challenge: PeerChallenge) -> None:
    people = {person.slug: person for person in Person.objects.filter(host_places__challenge=challenge)}
    for code, slug in ASKED.get(in_story(challenge.host), {}).items():
        rows = Answer.objects.filter(assessment=form, question__code=code)
        rows.update(assigned_to=people[slug], assigned_at=_at(challenge, 0))


def _write(form: Assessment, challenge: PeerChallenge, writers: list[Person], completed: int, started: int) -> None:
    """Write the first rows of a form, each in two or three versions. What has only begun has its first version."""
    rows = list(form.rows.with_question()[: completed + started])
    documents = {one.code: one for one in Document.objects.current().filter(challenge=challenge)}
    for number, row in enumerate(rows):
        said = _words()["risks" if isinstance(row, RiskItem) else "answers"][row.question.code]
        by = getattr(row, "assigned_to", None) or writers[number % len(writers)]
        whole = number < completed
        for version, words in enumerate(_versions(row, said, challenge) if whole else [_first(said)]):
            _save(row, words, complete=whole and version == 1, by=by, at=_at(challenge, number + version * 2))
        code, where = said["evidence"]
        if whole and code in documents:
            link = {"risk" if isinstance(row, RiskItem) else "answer": row}
            added = {"added_by": by, "added_at": _at(challenge, number + 2)}
            Evidence.objects.create(document=documents[code], where=where, **added, **link)
    if completed == len(_words()["risks"]):
        _name_top_risks(form, challenge, writers[0])


def _first(said: dict[str, Any]) -> dict[str, Any]:
    """How an answer begins: its first paragraph, nothing chosen yet."""
    return {"text": said["text"].strip().partition("\n\n")[0]}


def _versions(row: Answer | RiskItem, said: dict[str, Any], challenge: PeerChallenge) -> Iterator[dict[str, Any]]:
    yield _first(said)
    words = {name: said[name] for name in said if name != "evidence"} | {"text": said["text"].strip()}
    if isinstance(row, Answer):
        view = OTHER_VIEWS.get(in_story(challenge.host), {}).get(row.question.code, said["view"])
        yield words | {"view": view}
    else:
        yield words | {"doing": said["doing"].strip()}


def _save(row: Any, words: dict[str, Any], *, complete: bool, by: Person, at: datetime) -> None:
    """One version of a row, saved at a moment of the story."""
    after = words | {"is_complete": complete}
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    type(row).objects.filter(pk=row.pk).update(**after, version=row.version, saved_at=at, saved_by=by)
    target = row._meta.label_lower
    Revision.objects.create(
        target=target, target_id=row.pk, version=row.version, by=by, at=at, before=before, after=after
    )


def _name_top_risks(form: Assessment, challenge: PeerChallenge, by: Person) -> None:
    domains = {row.question.code: row.question for row in form.risks.with_question()}
    for risk, said in zip(form.top_risks.all(), _words()["top"], strict=True):
        words = {name: said[name] for name in ("name", "why_now", "doing")}
        form.top_risks.filter(pk=risk.pk).update(**words, domain=domains[said["domain"]], version=F("version") + 1)


def _sign_off(form: Assessment, challenge: PeerChallenge) -> None:
    director, at = director_of(challenge), _at(challenge, DAYS_OF_WRITING + 4)
    copy = {"number": 1, "content": content_of(form), "signed_at": at, "signed_by": director}
    SignedCopy.objects.create(assessment=form, **copy)
    Assessment.objects.filter(pk=form.pk).update(signed_off_at=at, signed_off_by=director)


def _at(challenge: PeerChallenge, day: int) -> datetime:
    """A morning while the council wrote: five weeks before the visit it was done, and never is it later than now."""
    done = min(challenge.first_day - timedelta(weeks=5), add_working_days(today_in_london(), -1))
    civil = add_working_days(done, day - DAYS_OF_WRITING - 4)
    return datetime.combine(civil, clock(9 + day % 7, (day * 17) % 60), tzinfo=LONDON)
