"""What is public is put right by a new version, or withdrawn with a reason. It is never changed in place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cycles.models import Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.notifications.models import Notice
from reports.actions import publication as actions
from reports.actions import report_corrections as corrections
from reports.models import PublishedReport, ReportCorrection
from reports.publication import Standing
from reports.ready_to_publish import CORRECTING
from tests import builders as a

from .publication_builders import (
    PUT_RIGHT,
    RIGHT,
    SUMMARY,
    WRONG,
    a_correction,
    a_published_report,
    a_time_form,
    an_approved_correction,
    seen,
    two_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_published_report()


def url(challenge, page="publication", *more):
    return reverse(page, args=[challenge.slug, *more])


def publish(challenge, when=None, by=None, **more):
    facts = {"seen": a_time_form(challenge)["seen"], "at": when} | more
    return actions.publish(challenge, **facts, by=by or a.a_host_dass(challenge))


def public(client, challenge, page="public-report", *more):
    client.logout()
    return client.get(reverse(page, args=[challenge.slug, *more]))


def test_a_correction_is_prepared_by_one_approved_by_the_team_lead_and_published_by_the_director(
    challenge, client, sign_in
):
    lead, director = two_people(challenge)
    sign_in(director)
    here = url(challenge, "publication-correction")
    client.post(here, {"note": PUT_RIGHT, "version": "0"})
    page = client.get(url(challenge, "publication-correction-paragraph", "1.2")).content.decode()
    assert WRONG in page
    answer = client.post(url(challenge, "publication-correction-paragraph", "1.2"), {"text": RIGHT, "version": "0"})
    assert answer["Location"] == f"{here}#paragraph-1.2"
    assert "Changed so far: 1.2" in client.get(here).content.decode()

    assert WRONG in public(client, challenge).content.decode(), "the public reads it as it was until then"
    sign_in(lead)
    page = client.get(url(challenge, "publication-approval")).content.decode()
    assert all(words in page for words in (PUT_RIGHT, "Changed: 1.2", RIGHT))
    client.post(url(challenge, "publication-approval"), {"seen": seen(challenge)})
    assert WRONG in public(client, challenge).content.decode()
    sign_in(director)
    client.post(url(challenge, "publication-time"), a_time_form(challenge))

    page = public(client, challenge).content.decode()
    assert RIGHT in page
    assert WRONG not in page


def test_a_corrected_report_says_what_changed_and_its_older_version_stays_readable(challenge, client):
    lead, director = two_people(challenge)
    an_approved_correction(challenge, lead)
    publish(challenge, by=director)
    assert PUT_RIGHT in public(client, challenge).content.decode()
    page = public(client, challenge, "public-report-versions").content.decode()
    assert PUT_RIGHT in page
    assert all(f"Version {number}</a>" in page for number in (1, 2))
    old = public(client, challenge, "public-report-version", "1").content.decode()
    assert WRONG in old
    assert "It was replaced" in old
    assert Notice.objects.filter(text__contains="a new version of the report is public").exists()
    challenge.refresh_from_db()
    assert challenge.stage == Stage.PUBLISHED


def test_nothing_is_published_while_a_correction_is_being_prepared(challenge, client, sign_in):
    director = a.a_host_dass(challenge)
    actions.withdraw(challenge, reason="A name stood in it.", by=director)
    a_correction(challenge)
    sign_in(director)
    page = client.get(url(challenge, "publication-time")).content.decode()
    assert CORRECTING in page
    assert "Publish</button>" not in page
    form = a_time_form(challenge, note="Again")
    assert CORRECTING in client.post(url(challenge, "publication-time"), form).content.decode()
    assert PublishedReport.objects.count() == 1


def test_pressing_publish_again_on_what_is_public_says_so(challenge, client, sign_in):
    sign_in(a.a_host_dass(challenge))
    form = {"seen": Standing(challenge).approval.version.digest, "when": "now"}
    assert "the approved text is public" in client.get(url(challenge, "publication-time")).content.decode()
    assert "has published it already" in client.post(url(challenge, "publication-time"), form).content.decode()
    assert PublishedReport.objects.count() == 1


def test_there_is_one_correction_at_a_time(challenge):
    lead, director = two_people(challenge)
    corrections.begin_correction(challenge, note=PUT_RIGHT, by=lead)
    with pytest.raises(Refused, match="prepares a correction already"):
        corrections.begin_correction(challenge, note="Another", by=director)
    corrections.drop_correction(challenge, by=director)
    corrections.begin_correction(challenge, note="Another", by=director)
    assert ReportCorrection.objects.count() == 2


def test_what_is_not_public_yet_needs_no_correction():
    challenge = a_published_report(at=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="not public yet"):
        corrections.begin_correction(challenge, note=PUT_RIGHT, by=a.a_host_dass(challenge))


def test_a_correction_that_changes_nothing_is_not_approved(challenge):
    lead, director = two_people(challenge)
    correction = a_correction(challenge)
    with pytest.raises(Refused, match="changes nothing yet"):
        actions.approve_text(challenge, seen=seen(challenge), by=lead)
    facts = {"heading": "", "text": WRONG}
    with pytest.raises(Refused, match="reads as before"):
        corrections.correct_paragraph(correction, number="1.2", facts=facts, seen=0, by=director)
    with pytest.raises(Refused, match="Enter the new text"):
        corrections.correct_paragraph(correction, number="1.2", facts={"heading": "", "text": ""}, seen=0, by=director)


def test_two_people_on_one_paragraph_lose_nothing(challenge, client, sign_in):
    lead, director = two_people(challenge)
    correction = a_correction(challenge)
    corrections.correct_paragraph(correction, number="1.2", facts={"heading": "", "text": RIGHT}, seen=0, by=lead)
    sign_in(director)
    path = url(challenge, "publication-correction-paragraph", "1.2")
    answer = client.post(path, {"text": "Reviews fell to 53%.", "version": "0"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert RIGHT in page
    assert "53%" in page
    with pytest.raises(Stale):
        corrections.change_note(correction, note="Other words", seen=9, by=director)
    answer = client.post(url(challenge, "publication-correction"), {"note": "Other words", "version": "9"})
    assert answer.status_code == 409


def test_words_for_an_approved_or_dropped_correction_come_too_late(challenge):
    lead, director = two_people(challenge)
    an_approved_correction(challenge, lead)
    correction = ReportCorrection.objects.get()
    facts = {"heading": "", "text": "Reviews fell to 53%."}
    with pytest.raises(Refused, match="not saved"):
        corrections.correct_paragraph(correction, number="1.2", facts=facts, seen=1, by=director)


def test_the_team_and_the_words_are_not_corrected_by_hand(challenge, client, sign_in):
    a_correction(challenge)
    sign_in(a.a_host_dass(challenge))
    for number in ("7.1", "9.9"):
        path = url(challenge, "publication-correction-paragraph", number)
        assert client.get(path).status_code == client.post(path, {"text": "x"}).status_code == 404


def test_names_in_a_correction_are_asked_about(challenge, client, sign_in):
    a_correction(challenge)
    sign_in(a.a_host_dass(challenge, a.a_person("Dora Direktorin")))
    path = url(challenge, "publication-correction-paragraph", "1.2")
    page = client.post(path, {"text": "Dora Direktorin said it.", "version": "0"}).content.decode()
    assert "This looks like" in page
    answer = client.post(path, {"text": "Dora Direktorin said it.", "version": "0", "is_fine": "on"})
    assert answer.status_code == 302


def test_a_withdrawn_report_leaves_a_page_that_says_so(challenge, client, sign_in):
    sign_in(a.a_team_member(challenge, TeamRole.TEAM_LEAD))
    assert (
        "Enter why the report is withdrawn"
        in client.post(url(challenge, "publication-withdrawal"), {"reason": ""}).content.decode()
    )
    answer = client.post(url(challenge, "publication-withdrawal"), {"reason": "A person could be known."}, follow=True)
    assert "A person could be known." in answer.content.decode()
    for page, more in (("public-report", ()), ("public-report-versions", ()), ("public-report-version", ("1",))):
        answer = public(client, challenge, page, *more)
        assert answer.status_code == 410, page
        assert "This report was withdrawn" in answer.content.decode()
        assert "A person could be known." in answer.content.decode()
        assert SUMMARY not in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"
    for page in ("/", "/reports/", f"/councils/{challenge.host.slug}/"):
        assert reverse("public-report", args=[challenge.slug]) not in client.get(page).content.decode()
    challenge.refresh_from_db()
    assert challenge.stage == Stage.PUBLISHED


def test_publishing_again_brings_it_back_and_what_was_withdrawn_stays_so(challenge, client, sign_in):
    _, director = two_people(challenge)
    actions.withdraw(challenge, reason="A person could be known.", by=director)
    sign_in(director)
    path = url(challenge, "publication-time")
    assert "Enter what has changed" in client.post(path, a_time_form(challenge)).content.decode()
    client.post(path, a_time_form(challenge, note="Nobody can be known after all."))
    answer = public(client, challenge)
    assert answer.status_code == 200
    assert SUMMARY in answer.content.decode()
    assert "version 2" in answer.content.decode()
    old = public(client, challenge, "public-report-version", "1")
    assert old.status_code == 410
    assert reverse("public-report", args=[challenge.slug]) in old.content.decode()
    page = public(client, challenge, "public-report-versions").content.decode()
    assert all(words in page for words in ("Withdrawn", "A person could be known.", "Nobody can be known after all."))


def test_a_withdrawal_takes_back_what_is_planned_too(challenge, client):
    _, director = two_people(challenge)
    an_approved_correction(challenge)
    publish(challenge, timezone.now() + timedelta(hours=1), by=director)
    actions.withdraw(challenge, reason="A person could be known.", by=director)
    assert PublishedReport.objects.count() == 1


def test_what_is_not_public_cannot_be_withdrawn(challenge):
    _, director = two_people(challenge)
    actions.withdraw(challenge, reason="A person could be known.", by=director)
    with pytest.raises(Refused, match="The report is not public"):
        actions.withdraw(challenge, reason="Once more", by=director)


def test_a_report_is_withdrawn_also_while_its_challenge_is_paused(challenge, client, sign_in):
    director = a.a_host_dass(challenge)
    type(challenge).objects.filter(pk=challenge.pk).update(
        paused_at=timezone.now(), paused_by=director, paused_as="postponed"
    )
    sign_in(director)
    client.post(url(challenge, "publication-withdrawal"), {"reason": "A person could be known."})
    assert public(client, challenge).status_code == 410
