"""Signing off: a frozen copy that readers see, gaps with a reason, and opening again as a new version."""

import time

import pytest
from django.db import DatabaseError, transaction

from assessments.actions import signing
from assessments.models import InstrumentKind, SignedCopy
from assessments.readiness import missing_documents, unmet_forms
from cycles.models import HostRole, Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from tests import builders as a

from .builders import (
    a_preparing_challenge,
    a_rated,
    a_risk,
    a_web_page,
    an_answer,
    an_answered,
    complete_forms,
    path_to,
    signed_off,
    the_form,
)

pytestmark = pytest.mark.django_db
KINDS = [InstrumentKind.SELF_ASSESSMENT, InstrumentKind.TEASC_RISK]


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge, a.a_person("Michael Grant"))


def sign(client, challenge, **said):
    return client.post(path_to(challenge, "check/"), said)


def test_the_director_signs_off_what_is_complete(challenge, client, director, sign_in):
    complete_forms(challenge)
    sign_in(director)
    assert "Everything is completed" in client.get(path_to(challenge, "check/")).content.decode()
    sent = sign(client, challenge)
    assert sent.headers["Location"] == path_to(challenge, "confirmation/")
    assert "Self-assessment signed off" in client.get(path_to(challenge, "confirmation/")).content.decode()
    assert Entry.objects.get(verb="form.signed_off").sentence == "signed off the self-assessment, copy 1"
    assert SignedCopy.objects.get().signed_by == director


def test_the_copy_holds_the_words_the_choices_and_the_evidence_in_words(challenge, director):
    answer = an_answered(challenge, text="We know what we spend.")
    document = a_web_page(challenge, "Budget monitoring")
    answer.evidence.create(document=document, where="page 4", added_by=director)
    signed_off(challenge, by=director)
    area = SignedCopy.objects.get(assessment__kind=KINDS[0]).content["sections"][0]
    assert (area["code"], area["title"]) == ("SA1", "Use of resources")
    first = area["answers"][0]
    assert first["texts"] == [{"label": "", "text": "We know what we spend."}]
    assert first["facts"][0] == {"label": "Own view", "value": "Mostly strong"}
    assert first["facts"][1]["value"].startswith("Medium: ")
    assert first["evidence"] == [{"code": "X01", "title": "Budget monitoring", "where": "page 4"}]


def test_the_copy_of_the_risk_tool_holds_the_ratings_as_numbers_and_words(challenge, director):
    a_rated(challenge, likelihood=2, impact=3, doing="We hire.")
    signed_off(challenge, by=director)
    risk = SignedCopy.objects.get(assessment__kind=KINDS[1]).content["sections"][0]["answers"][0]
    assert risk["rating"] == {"likelihood": 2, "impact": 3, "overall": 3}
    assert {"label": "Overall", "value": "High"} in risk["facts"]
    assert risk["texts"][1] == {"label": "What you are doing about it", "text": "We hire."}


def test_what_is_missing_is_listed_and_needs_a_reason(challenge, client, director, sign_in):
    an_answered(challenge)
    sign_in(director)
    page = client.get(path_to(challenge, "check/")).content.decode()
    assert "Where money or staff may run short" in page
    assert "Not yet started" in page
    refused = sign(client, challenge, gaps_reason=" ")
    assert "Enter why something is missing" in refused.content.decode()
    assert not SignedCopy.objects.exists()
    assert sign(client, challenge, gaps_reason="We change our system").status_code == 302
    assert SignedCopy.objects.get().gaps_reason == "We change our system"


def test_the_risk_tool_asks_for_three_top_risks(challenge, client, director, sign_in):
    complete_forms(challenge)
    the_form(challenge, KINDS[1]).top_risks.filter(place=3).update(name="")
    sign_in(director)
    assert "2 of 3 named" in client.get(path_to(challenge, "check/", form="risks")).content.decode()


def test_only_the_director_signs_off_and_the_others_are_told_so(challenge, client, sign_in):
    sign_in(a.a_host_member(challenge, HostRole.COORDINATOR))
    assert "Only the host director can sign it off" in client.get(path_to(challenge, "check/")).content.decode()
    refused = sign(client, challenge, gaps_reason="I may not")
    assert refused.status_code == 403
    assert "Only the host DASS can do this." in refused.content.decode()
    assert not SignedCopy.objects.exists()


def test_signing_off_asks_for_fresh_proof_and_keeps_the_reason_meanwhile(challenge, client, director, sign_in):
    sign_in(director)
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 3600
    session.save()
    assert client.get(path_to(challenge, "check/")).status_code == 200
    sent = sign(client, challenge, gaps_reason="We change our system")
    assert "proof" in sent.headers["Location"]
    assert not SignedCopy.objects.exists()
    assert "kept_text" in client.session


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_copy_never_changes(challenge, kind):
    signed_off(challenge, kind)
    copies = SignedCopy.objects.filter(assessment__kind=kind)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        copies.update(gaps_reason="Another reason")


def test_signing_twice_makes_one_copy(challenge, director):
    form = the_form(challenge)
    signing.sign_off(form, gaps_reason="We do not know", by=director)
    with pytest.raises(Refused, match="signed off already"):
        signing.sign_off(form, gaps_reason="We do not know", by=director)
    assert SignedCopy.objects.count() == 1


def test_opened_again_with_a_reason_it_is_changed_and_signed_as_the_next_copy(challenge, client, director, sign_in):
    an_answered(challenge, text="The first words")
    sign_in(director)
    sign(client, challenge, gaps_reason="Not all is known")
    page = sign(client, challenge, reopen="1", reason="").content.decode()
    assert "Enter why you open it again" in page
    assert "Those who see this form at the council can read this" in page
    assert sign(client, challenge, reopen="1", reason="The budget has changed").headers["Location"] == path_to(
        challenge
    )
    an_answered(challenge, text="The second words")
    sign(client, challenge, gaps_reason="Not all is known")
    first, second = SignedCopy.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert "The first words" in str(first.content)
    assert "The second words" in str(second.content)
    assert first.reopening.reason == "The budget has changed"
    page = client.get(path_to(challenge, "signed/?copy=1")).content.decode()
    assert "The first words" in page
    assert "The budget has changed" in page


def test_both_forms_and_every_document_done_keep_the_milestone_and_opening_again_gives_it_back(challenge, director):
    milestone = a.a_milestone(challenge, code="self-assessment")
    for requirement in missing_documents(challenge):
        a_web_page(challenge, requirement.title, requirement=requirement)
    signed_off(challenge, KINDS[0], by=director)
    milestone.refresh_from_db()
    assert milestone.done_at is None
    signed_off(challenge, KINDS[1], by=director)
    milestone.refresh_from_db()
    assert milestone.done_by == director
    signing.reopen(the_form(challenge), reason="More to say", by=director)
    milestone.refresh_from_db()
    assert milestone.done_at is None
    assert list(unmet_forms(challenge)) == ["The self-assessment is not signed off."]


def test_those_who_wait_for_it_are_told_in_the_morning(challenge, director):
    coordinator = a.a_host_member(challenge, HostRole.COORDINATOR)
    lead = a.a_regional_lead(challenge.cycle.region)
    signed_off(challenge, KINDS[0], by=director)
    told = Notice.objects.filter(text__endswith="the self-assessment is signed off")
    assert {notice.person_id for notice in told} == {coordinator.pk, lead.pk}
    signing.reopen(the_form(challenge), reason="More to say", by=director)
    assert not told.all().exists()


# --- Who reads what --------------------------------------------------------------------------------------------------


def test_before_it_is_signed_off_the_visiting_social_worker_sees_only_that_it_is_not(challenge, client, sign_in):
    an_answered(challenge, text="Not to be read yet")
    sign_in(a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER))
    page = client.get(path_to(challenge), follow=True).content.decode()
    assert "It is not signed off yet" in page
    for hidden in ("Not to be read yet", "1 of 12", "Money, staff and value"):
        assert hidden not in page


def test_readers_see_the_latest_copy_and_nothing_that_was_written_since(challenge, client, sign_in, director):
    an_answered(challenge, text="As it was signed off")
    a_rated(challenge, text="A risk as signed off")
    signed_off(challenge, by=director)
    for kind in KINDS:
        signing.reopen(the_form(challenge, kind), reason="Secret reason", by=director)
    an_answered(challenge, text="Written since")
    a_rated(challenge, text="A risk since")
    challenge.stage = Stage.READING
    challenge.save()
    for reader in (a.a_team_member(challenge), a.a_regional_lead(challenge.cycle.region)):
        sign_in(reader)
        for form, words, since in (
            ("self-assessment", "As it was signed off", "Written since"),
            ("risks", "A risk as signed off", "A risk since"),
        ):
            page = client.get(path_to(challenge, form=form), follow=True).content.decode()
            assert words in page
            assert since not in page
            assert "Secret reason" not in page
            assert client.get(path_to(challenge, "check/", form=form)).status_code == 404
    assert client.get(path_to(challenge, "use-of-resources/1/history/")).status_code == 404


def test_a_colleague_reads_their_own_part_of_the_copy(challenge, client, sign_in, director):
    an_answered(challenge, text="Not for Sam")
    an_answered(challenge, "practice", text="Written by Sam")
    sam = a.a_host_member(challenge, HostRole.COLLEAGUE)
    answer = an_answer(challenge, "practice")
    type(answer).objects.filter(pk=answer.pk).update(assigned_to=sam, assigned_at="2026-03-02T09:00Z")
    signed_off(challenge, KINDS[0], by=director)
    sign_in(sam)
    page = client.get(path_to(challenge, "signed/")).content.decode()
    assert "Written by Sam" in page
    assert "Not for Sam" not in page
    assert "We do not know yet" not in page


@pytest.mark.parametrize("form", ["self-assessment", "risks"])
def test_the_regional_office_sees_how_far_it_is_and_not_a_word(challenge, client, sign_in, form):
    an_answered(challenge, text="Not to be read yet")
    a_rated(challenge, text="Nor this")
    for person in (a.a_regional_lead(challenge.cycle.region), a.a_coordinator_of_region(challenge.cycle.region)):
        sign_in(person)
        page = client.get(path_to(challenge, form=form)).content.decode()
        assert ("1 of 12 answered" if form == "self-assessment" else "1 of 6 rated") in page
        assert "last saved on" in page
        for hidden in ("Not to be read yet", "Nor this", "Money, staff and value", "Performance and outcomes"):
            assert hidden not in page


def test_the_risks_of_a_copy_come_with_grid_and_map(challenge, client, sign_in, director):
    a_rated(challenge, likelihood=4, impact=4)
    signed_off(challenge, by=director)
    sign_in(director)
    page = client.get(path_to(challenge, "signed/", form="risks")).content.decode()
    assert "4 Very high" in page
    assert "app-map" in page
    assert a_risk(challenge).overall == 4
