"""Builders of the review: a preparation that is finished, as far as a test needs it."""

from django.utils import timezone

from assessments.models import Assessment, Document, DocumentRequirement, InstrumentKind, PinnedEdition, SignedCopy
from cycles.models import HostRole, TeamRole
from reviews.handing_over import Material, content_of
from reviews.models import HandedOver, PracticeReview
from tests import builders as a
from tests.assessments.builders import a_preparing_challenge

MONEY = {
    "code": "SA1.1",
    "title": "Money",
    "question": "How well do you use your money?",
    "complete": True,
    "texts": [{"label": "", "text": "We plan ahead."}],
    "facts": [],
    "evidence": [],
}
WORDS = {"sections": [{"code": "SA1", "title": "Use of resources", "answers": [MONEY]}]}


def a_full_team(challenge):
    """A team that meets the rule, everybody cleared. Returns the people by role."""
    roles = (*TeamRole, TeamRole.SENIOR_MANAGER, TeamRole.PRACTICE_REVIEWER)
    people = {role: a.a_team_member(challenge, role) for role in roles}
    elsewhere = a.an_authority(region=challenge.cycle.region)
    challenge.team.exclude(role=TeamRole.EXPERT_BY_EXPERIENCE).update(home=elsewhere)
    return people


def signed_forms(challenge, by):
    for form in Assessment.objects.filter(challenge=challenge):
        SignedCopy.objects.create(assessment=form, number=1, content=WORDS, signed_by=by)
        Assessment.objects.filter(pk=form.pk).update(signed_off_at=timezone.now(), signed_off_by=by)


def answered_documents(challenge, by):
    for asked in DocumentRequirement.objects.filter(section__edition__pins__challenge=challenge, mandatory=True):
        a_document(challenge, by, code=asked.code, title=asked.title, requirement=asked)


def a_document(challenge, by, **facts):
    facts = {"number": 1, "way": "link", "link": "https://www.example.org/plan", "title": "A plan"} | facts
    return Document.objects.create(challenge=challenge, added_by=by, **facts)


def a_handed_over_review(challenge, by):
    edition = PinnedEdition.objects.get(challenge=challenge, kind=InstrumentKind.PRACTICE_REVIEW).edition
    review, _ = PracticeReview.objects.update_or_create(
        challenge=challenge,
        defaults={"edition": edition, "handed_over_at": timezone.now(), "handed_over_by": by},
    )
    HandedOver.objects.create(review=review, number=1, content=content_of(Material(review)), by=by)
    return review


def a_finished_preparation(**facts):
    """A challenge from which nothing is missing for the team to read."""
    challenge = a_preparing_challenge(**facts)
    director = a.a_host_dass(challenge)
    a.a_host_member(challenge, HostRole.PSW)
    signed_forms(challenge, director)
    answered_documents(challenge, director)
    team = a_full_team(challenge)
    a_handed_over_review(challenge, team[TeamRole.PRACTICE_REVIEWER])
    return challenge
