"""Builders of a practice review: files, readings, groups, findings, and the people who carry it out."""

from dataclasses import dataclass
from itertools import count

from django.urls import reverse
from django.utils import timezone

from assessments.models import Question
from cycles.models import HostRole, TeamRole
from peerchallenge.accounts.models import Person
from reviews.models import CaseFile, FocusGroup, PracticeFinding, PracticeReview, Rating, Reading
from reviews.practice import tool_of
from tests import builders as a
from tests.assessments.builders import a_preparing_challenge

numbers = count(1)


@dataclass
class Practice:
    """One practice review with its people."""

    challenge: object
    review: PracticeReview
    host: Person
    first: Person
    second: Person
    lead: Person

    @property
    def both(self):
        return (self.first, self.second)

    @property
    def criteria(self) -> list[Question]:
        return tool_of(self.review).criteria

    def url(self, page, *more):
        return reverse(page, args=[self.challenge.slug, *more])

    def saved(self):
        self.challenge.refresh_from_db()
        self.review.refresh_from_db()
        return self.review


def a_practice_review(**facts):
    """A challenge that prepares, with two visiting readers who are cleared, the host's own, and a team lead."""
    challenge = a_preparing_challenge(**facts)
    return Practice(
        challenge,
        PracticeReview.objects.begun(challenge),
        a.a_host_member(challenge, HostRole.PSW, a.a_person("Harper Host")),
        a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER, a.a_person("Riley First")),
        a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER, a.a_person("Sam Second")),
        a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Toni Lead")),
    )


def a_case_file(review, by, *, number=None, is_chosen=True, **facts):
    facts = {"theme": "safeguarding", "age_band": "26_to_64", "chosen_how": "random"} | facts
    number = number or review.case_files.count() + 1
    return CaseFile.objects.create(review=review, number=number, is_chosen=is_chosen, added_by=by, **facts)


def a_reading(file, reader=None, *, finished=True, value="3", note="", values=None, **facts):
    """What a reader saw (no reader: what was agreed): the same step everywhere, but for `values` by code."""
    finished_at = timezone.now() if finished else None
    reading = Reading.objects.create(case_file=file, reader=reader, overall=value, finished_at=finished_at, **facts)
    Rating.objects.bulk_create(
        Rating(reading=reading, question=question, value=(values or {}).get(question.code, value), note=note)
        for question in Question.objects.filter(section__edition=file.review.edition)
    )
    return reading


def a_file_read_by_both(practice, *, agreed=None, notes=("", ""), differs=None, **facts):
    """A file that both have read; `differs` is what the second saw otherwise, `agreed` what they agreed."""
    file = a_case_file(practice.review, practice.host, both_read_at=timezone.now(), **facts)
    a_reading(file, practice.first, note=notes[0])
    a_reading(file, practice.second, note=notes[1], values=differs)
    if agreed:
        a_reading(file, value=agreed)
    return file


def a_focus_group(review, **facts):
    number = review.focus_groups.count() + 1
    facts = {"kind_of_people": "practitioners", "head_count": 7, "text": "They said how it is."} | facts
    return FocusGroup.objects.create(review=review, number=number, **facts)


def a_finding(review, text="Staff know the people they work with well.", kind="strength"):
    number = review.findings.count() + 1
    return PracticeFinding.objects.create(review=review, number=number, kind=kind, text=text)


def answered(practice, *, value="3", version=1, **fields):
    """What the form of a reading sends when every criterion has this step."""
    sent = {"overall": value, "praise": "", "ask_about": "", "version": version}
    sent |= {criterion.code.lower(): value for criterion in practice.criteria}
    return {**sent, **fields}
