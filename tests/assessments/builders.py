"""Builders of the preparation: a challenge whose forms are open, what stands in them, its documents and its figures."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments import editions
from assessments.actions.answers import save_answer
from assessments.actions.risks import rate_risk
from assessments.actions.signing import sign_off
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
    TopRisk,
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
    facts.setdefault("code", f"X{challenge.documents.count() + 1:02}")
    facts.setdefault("added_by", challenge.cycle.opened_by)
    if "way" not in facts:
        facts |= {"way": Way.LINK, "link": "https://council.example.org/budget"}
    return Document.objects.create(challenge=challenge, number=1, title=title, **facts)


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


def path_to(challenge, page="", *, form="self-assessment"):
    """The address of a page of one of the forms."""
    return f"/challenges/{challenge.slug}/{form}/{page}"


def an_answered(challenge, area="use-of-resources", number=1, text="We know what we spend.", by=None, complete=True):
    """A question that somebody has answered."""
    answer = an_answer(challenge, area, number)
    said = {"text": text, "view": "mostly_strong", "confidence": "medium"}
    save_answer(answer, said, complete=complete, seen=answer.version, by=by or challenge.cycle.opened_by)
    return answer


def a_rated(challenge, code="RD1", by=None, **said):
    """A domain of risk that somebody has filled in."""
    risk = a_risk(challenge, code)
    said = {"text": "Staff leave.", "likelihood": 2, "impact": 3, "direction": "worse", "confidence": "low"} | said
    rate_risk(risk, said, complete=True, seen=risk.version, by=by or challenge.cycle.opened_by)
    return risk


def complete_forms(challenge):
    """Every question answered, every domain rated, the top risks named."""
    for answer in Answer.objects.with_question().filter(assessment__challenge=challenge):
        question = answer.question
        an_answered(challenge, question.section.slug, question.position, f"All on {question.title}")
    for risk in RiskItem.objects.filter(assessment__challenge=challenge).select_related("question"):
        a_rated(challenge, risk.question.code)
    TopRisk.objects.filter(assessment__challenge=challenge).update(name="Not enough home care")


def signed_off(challenge, *kinds, by=None):
    """These forms (both, if none is named) signed off as they stand."""
    for kind in kinds or (InstrumentKind.SELF_ASSESSMENT, InstrumentKind.TEASC_RISK):
        form = the_form(challenge, kind)
        sign_off(form, gaps_reason="We do not know yet", by=by or challenge.cycle.opened_by)


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
