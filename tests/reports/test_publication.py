"""A report becomes public by two people: the team lead approves the text, then the director publishes it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from cycles.models import PeerChallenge, Post, PostKind, Stage, StageChange
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from reports import ready_to_publish
from reports.actions import publication as actions
from reports.models import Approval, Publication, PublishedReport, ReportVersion
from reports.publication import Standing
from tests import builders as a
from tests.pages import body

from .publication_builders import (
    NAME,
    SUMMARY,
    a_time_form,
    an_agreed_report,
    an_approval,
    an_approved_report,
    seen,
    two_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return an_agreed_report()


def url(challenge, page="publication", *more):
    return reverse(page, args=[challenge.slug, *more])


def public_page(client, challenge):
    client.logout()
    return client.get(reverse("public-report", args=[challenge.slug]))


def test_the_team_lead_approves_the_text_and_the_director_publishes_it(challenge, client, sign_in):
    lead, director = two_people(challenge)
    milestone = a.a_milestone(challenge, code="published")
    sign_in(lead)
    page = body(client, url(challenge, "publication-approval"))
    assert SUMMARY in page
    assert NAME not in page
    answer = client.post(url(challenge, "publication-approval"), {"seen": seen(challenge)}, follow=True)
    assert "The text is approved" in answer.content.decode()
    assert public_page(client, challenge).status_code == 404

    sign_in(director)
    answer = client.post(url(challenge, "publication-time"), a_time_form(challenge), follow=True)
    assert "The report is public now" in answer.content.decode()
    answer = public_page(client, challenge)
    assert SUMMARY in answer.content.decode()
    challenge.refresh_from_db()
    assert challenge.stage == Stage.PUBLISHED
    move = StageChange.objects.get()
    assert (move.before, move.after, move.by) == (Stage.AGREED, Stage.PUBLISHED, director)
    milestone.refresh_from_db()
    assert milestone.done_by == director


def test_the_public_copy_is_made_by_whitelist_and_names_nobody_of_the_team(challenge):
    content = Standing(challenge).to_approve.content
    assert NAME not in str(content)
    assert "Coventry" not in str(content), "a role and a council together may tell who it is"
    team = next(section for section in content["sections"] if section["part"] == "team")
    assert [one["text"] for one in team["paragraphs"]] == ["Team lead", "Expert by experience"]
    assert {key for section in content["sections"] for one in section["paragraphs"] for key in one} == {
        "number",
        "heading",
        "text",
    }


def test_what_a_report_should_not_hold_does_not_go_out():
    content = Standing(an_agreed_report()).to_approve.made_of.content
    content["sections"][0]["paragraphs"][0]["evidence"] = "secret source"
    content["sections"].append({"part": "notes", "title": "secret part", "paragraphs": []})
    content["sections"][-2]["paragraphs"][0]["text"] = "Grace Lowe led the team"
    public = str(Standing(an_agreed_report(content=content)).to_approve.content)
    assert "secret" not in public
    assert NAME not in public
    assert "Member of the review team" in public


def test_the_director_cannot_publish_what_nobody_has_approved(challenge, client, sign_in):
    _, director = two_people(challenge)
    sign_in(director)
    page = body(client, url(challenge, "publication-time"))
    assert ready_to_publish.NOT_APPROVED in page
    assert "Publish</button>" not in page
    form = {"seen": Standing(challenge).final.digest, "when": "now"}
    assert ready_to_publish.NOT_APPROVED in client.post(url(challenge, "publication-time"), form).content.decode()
    assert not PublishedReport.objects.exists()


def test_what_another_part_finds_missing_holds_it_up_too(challenge, client, sign_in, monkeypatch):
    lead, director = two_people(challenge)
    monkeypatch.setattr(
        ready_to_publish, "CONDITIONS", [*ready_to_publish.CONDITIONS, lambda found: [f"{found.host} lacks a measure."]]
    )
    an_approval(challenge, lead)
    sign_in(director)
    assert "lacks a measure." in body(client, url(challenge))
    answer = client.post(url(challenge, "publication-time"), a_time_form(challenge))
    assert "lacks a measure." in answer.content.decode()
    assert not PublishedReport.objects.exists()


def test_nobody_publishes_what_they_approved_themselves(challenge, client, sign_in):
    both = a.a_regional_lead(challenge.cycle.region)
    a.a_post(challenge.host, PostKind.DASS, both)
    sign_in(both)
    client.post(url(challenge, "publication-approval"), {"seen": seen(challenge)})
    answer = client.post(url(challenge, "publication-time"), a_time_form(challenge))
    assert "You approved this text" in answer.content.decode()
    assert not PublishedReport.objects.exists()
    other = a.a_post(challenge.host, PostKind.DASS)
    actions.publish(challenge, **facts(challenge), by=other)
    assert PublishedReport.objects.out().count() == 1


def facts(challenge, when=None, **more):
    return {"seen": a_time_form(challenge)["seen"], "at": when} | more


def test_the_regional_lead_stands_in_for_the_team_lead_and_it_is_recorded(challenge, client, sign_in):
    _, director = two_people(challenge)
    sign_in(a.a_regional_lead(challenge.cycle.region))
    assert "You can stand in" in body(client, url(challenge, "publication-approval"))
    client.post(url(challenge, "publication-approval"), {"seen": seen(challenge)})
    assert Approval.objects.get().stands_in
    assert Entry.objects.filter(verb="publication.stood_in").count() == 1
    assert "in place of the team lead" in body(sign_in(director), url(challenge))


def test_nothing_is_approved_that_was_not_read(challenge):
    lead, _ = two_people(challenge)
    with pytest.raises(Refused, match="was changed a moment ago"):
        actions.approve_text(challenge, seen="another", by=lead)


def test_the_second_of_two_who_approve_is_told(challenge):
    lead, _ = two_people(challenge)
    form = seen(challenge)
    actions.approve_text(challenge, seen=form, by=lead)
    with pytest.raises(Refused, match="no text that waits"):
        actions.approve_text(challenge, seen=form, by=a.a_regional_lead(challenge.cycle.region))


def test_the_second_of_two_who_publish_is_told_who_was_first():
    challenge = an_approved_report()
    first, second = a.a_host_dass(challenge, a.a_person("Dora First")), a.a_host_dass(challenge)
    one, other = (PeerChallenge.objects.get(pk=challenge.pk) for _ in range(2))
    form = facts(challenge)
    actions.publish(one, **form, by=first)
    with pytest.raises(Refused, match="Dora First has published it already"):
        actions.publish(other, **form, by=second)
    assert PublishedReport.objects.count() == Publication.objects.count() == 1


def test_a_report_that_is_agreed_anew_needs_a_new_approval():
    challenge = an_approved_report()
    assert Standing(challenge).waiting
    an_agreed_report(challenge=challenge)
    standing = Standing(challenge)
    assert standing.approval is None
    assert standing.to_approve.made_of.number == 3


def test_publishing_takes_fresh_proof(client, sign_in):
    challenge = an_approved_report()
    lead, director = two_people(challenge)
    for person, page in (
        (director, "publication-time"),
        (lead, "publication-approval"),
        (lead, "publication-withdrawal"),
    ):
        sign_in(person)
        session = client.session
        session["account_authentication_methods"][0]["at"] = timezone.now().timestamp() - 31 * 60
        session.save()
        assert client.get(url(challenge, page))["Location"].startswith("/account/proof/"), page


def test_everybody_is_told_once_it_is_public():
    challenge = an_approved_report()
    lead, director = two_people(challenge)
    others = {lead, a.a_host_member(challenge), a.a_regional_lead(challenge.cycle.region)}
    actions.publish(challenge, **facts(challenge), by=director)
    told = Notice.objects.filter(text__contains="the report is public").values_list("person", flat=True)
    assert set(told) == {person.pk for person in others}


def test_a_published_copy_never_changes_and_neither_does_an_approval():
    challenge = an_approved_report()
    _, director = two_people(challenge)
    made = actions.publish(challenge, **facts(challenge), by=director)
    for rows, change in (
        (PublishedReport.objects.filter(pk=made.published_id), {"note": "Other words"}),
        (Approval.objects.all(), {"note": "Other words"}),
        (ReportVersion.objects.filter(kind="public"), {"number": 99}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_a_published_copy_stays_when_council_and_dates_change_later():
    challenge = an_approved_report()
    _, director = two_people(challenge)
    actions.publish(challenge, **facts(challenge), by=director)
    type(challenge.host).objects.filter(pk=challenge.host_id).update(short_name="Renamed")
    Post.objects.all().delete()
    assert PublishedReport.objects.get().council == challenge.host.short_name != "Renamed"


def test_a_paused_challenge_publishes_nothing():
    challenge = an_approved_report()
    _, director = two_people(challenge)
    PeerChallenge.objects.filter(pk=challenge.pk).update(
        paused_at=timezone.now(), paused_by=director, paused_as="postponed"
    )
    with pytest.raises(Refused, match="paused"):
        actions.publish(challenge, **facts(challenge, timezone.now() + timedelta(days=1)), by=director)
