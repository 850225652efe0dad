"""Builders of the preparation: a challenge whose forms are open."""

from assessments import editions
from assessments.editions import open_forms
from assessments.models import Answer, Assessment, Document, InstrumentKind, RiskItem, Way
from cycles.models import Stage
from tests import builders as a


def a_preparing_challenge(**facts):
    """A challenge whose preparation is open: forms pinned, blank answers laid out."""
    editions.load()  # a test with real transactions begins with empty tables
    facts.setdefault("first_day", a.a_monday())
    challenge = a.a_challenge(stage=facts.pop("stage", Stage.PREPARING), **facts)
    open_forms(challenge)
    return challenge


def a_document(challenge, title="Budget monitoring", **facts):
    """A document that the host has added by itself, on a public web page."""
    number = challenge.documents.count() + 1
    facts = {
        "way": Way.LINK,
        "link": "https://council.example.org/budget",
        "added_by": challenge.cycle.opened_by,
    } | facts
    return Document.objects.create(challenge=challenge, code=f"X{number:02}", number=1, title=title, **facts)


def an_answer(challenge, area="use-of-resources", number=1):
    """The answer to a question of the self-assessment, as pages load it to write."""
    answer = Answer.objects.with_question().at(area, number).get(assessment__challenge=challenge)
    answer.assessment.challenge = challenge
    return answer


def a_risk(challenge, code="RD1"):
    """What the host says about a domain of risk, as pages load it to write."""
    risk = RiskItem.objects.with_question().get(assessment__challenge=challenge, question__code=code)
    risk.assessment.challenge = challenge
    return risk


def the_form(challenge, kind=InstrumentKind.SELF_ASSESSMENT):
    form = Assessment.objects.get(challenge=challenge, kind=kind)
    form.challenge = challenge
    return form
