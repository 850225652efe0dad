"""Builders of the preparation: a challenge whose forms are open, its documents and its figures."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments import editions
from assessments.editions import open_forms
from assessments.models import (
    Answer,
    Assessment,
    Baseline,
    Document,
    Indicator,
    IndicatorValue,
    InstrumentKind,
    RiskItem,
    Way,
)
from cycles.models import Stage
from peerchallenge.documents.storage import store
from tests import builders as a

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def a_preparing_challenge(**facts):
    """A challenge whose preparation is open: forms pinned, blank answers laid out."""
    editions.load()  # a test with real transactions begins with empty tables
    facts.setdefault("first_day", a.a_monday())
    challenge = a.a_challenge(stage=facts.pop("stage", Stage.PREPARING), **facts)
    open_forms(challenge)
    return challenge


def a_web_page(challenge, title="Budget monitoring", **facts):
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


def a_document(challenge, requirement=None, *, way=Way.FILE, file=None, by=None, title="", **facts):
    """A document that the host gave, the present version of what there was: an answer, or an extra one."""
    by = by or challenge.cycle.opened_by
    title = title or (requirement.title if requirement else f"Something extra {next(a.number)}")
    code = facts.pop("code", "") or (requirement.code if requirement else f"X{next(a.number):04}")
    before = Document.objects.filter(challenge=challenge, code=code)
    before.current().update(ended_at=timezone.now(), ended_by=by)
    if way == Way.FILE:
        facts["file"] = store(file or SimpleUploadedFile("plan.pdf", PDF), by)
    return Document.objects.create(
        challenge=challenge,
        requirement=requirement,
        code=code,
        number=before.count() + 1,
        title=title,
        way=way,
        added_by=by,
        **facts,
    )


def many_links(challenge, first, last):
    """Extra documents with these numbers, written at once."""
    by, link = challenge.cycle.opened_by, "https://www.example.org/"
    Document.objects.bulk_create(
        Document(
            challenge=challenge, code=f"X{n:02}", number=1, title=f"More {n}", way=Way.LINK, link=link, added_by=by
        )
        for n in range(first, last + 1)
    )


def a_measure(code="ASC1", framework="oflog-2015-23"):
    return Indicator.objects.get(framework__code=framework, code=code)


def a_value(indicator, council, year="2022-23", value="7.2", **facts):
    return IndicatorValue.objects.create(
        indicator=indicator, authority=council, year=year, value=value and Decimal(value), **facts
    )


def a_baseline(challenge, indicator, **facts):
    return Baseline.objects.create(
        challenge=challenge, indicator=indicator, chosen_by=challenge.cycle.opened_by, **facts
    )
