"""The host checks the facts: points beside numbered paragraphs, sent by its director, or none confirmed."""

import pytest

from assessments.models import Document, Way
from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from reports.accuracy import current_check
from reports.models import AccuracyCheck, Point
from tests import builders as a
from tests.pages import body

from .accuracy_builders import RESPONSE, WHY, WRONG, a_check, a_point, a_point_form, seen, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return a_check()


@pytest.fixture
def challenge(check):
    return check.challenge


@pytest.fixture
def coordinator(challenge):
    return a.a_host_member(challenge, HostRole.COORDINATOR)


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def write(client, challenge, paragraph="1.2", **fields):
    return client.post(url(challenge, "accuracy-new", paragraph=paragraph), a_point_form(**fields))


def send(client, challenge, **more):
    return client.post(url(challenge, "accuracy-send"), seen(current_check(challenge)) | more, follow=True)


def test_the_host_reads_the_draft_and_comments_on_a_paragraph(challenge, coordinator, sign_in):
    client = sign_in(coordinator)
    page = body(client, url(challenge))
    assert WRONG in page
    assert "Comment on 1.2" in page
    assert "Comment on 6.1" not in page, "its own response is no fact of the team"
    assert WRONG in body(client, url(challenge, "accuracy-new", paragraph="1.2"))
    assert write(client, challenge, proposed="52%").status_code == 302
    point = Point.objects.get()
    assert (point.reference, point.paragraph, point.text, point.proposed) == ("A1", "1.2", WHY, "52%")
    page = body(client, url(challenge))
    assert "A1, paragraph 1.2: a fact is wrong" in page
    assert "Not sent" in page


@pytest.mark.parametrize("paragraph", ["", "9.9", "6.1", "1.2x"])
def test_a_point_is_about_a_paragraph_that_is_there(paragraph, challenge, coordinator, sign_in):
    client = sign_in(coordinator)
    page = client.get(url(challenge, "accuracy-new", paragraph=paragraph), follow=True).content.decode()
    assert "Choose the paragraph" in page
    write(client, challenge, paragraph)
    assert not Point.objects.exists()


def test_the_same_page_sent_twice_is_one_point(challenge, coordinator, sign_in):
    client, key = sign_in(coordinator), "9a1c5a7e-0000-4000-8000-000000000001"
    for text in ("First", "Again"):
        write(client, challenge, key=key, text=text)
    assert Point.objects.get().text == "First"


def test_a_document_of_the_host_can_show_it(challenge, coordinator, lead, sign_in):
    facts = {"challenge": challenge, "number": 1, "added_by": coordinator}
    Document.objects.create(code="D21", title="Figures", way=Way.LINK, link="https://example.org/", **facts)
    Document.objects.create(code="D22", title="Never made", way=Way.NOT_HELD, reason="None", **facts)
    client = sign_in(coordinator)
    assert "D22" not in body(client, url(challenge, "accuracy-new", paragraph="1.2"))
    write(client, challenge, document="D21")
    assert Point.objects.get().document.code == "D21"
    assert write(client, challenge, document="D22").status_code == 200, "what is not held shows nothing"
    Point.objects.update(sent_at="2026-01-05T10:00Z")
    assert "D21 Figures" in body(sign_in(lead), url(challenge, "accuracy-point", "A1"))


def test_what_may_tell_who_somebody_is_is_asked_about_once(challenge, coordinator, sign_in):
    client = sign_in(coordinator)
    page = write(client, challenge, text="Ring 0121 496 0000.").content.decode()
    assert "This looks like a phone number" in page
    assert write(client, challenge, text="Ring 0121 496 0000.", is_fine="on").status_code == 302


def test_a_point_is_changed_taken_out_and_put_back_before_it_is_sent(challenge, check, coordinator, sign_in):
    a_point(check, sent=False)
    client, path = sign_in(coordinator), url(challenge, "accuracy-point-change", "A1")
    client.post(path, a_point_form(text="Better"))
    assert Point.objects.get().text == "Better"
    client.post(path, {"take_out": "1"})
    assert not Point.objects.there().exists()
    assert "This point is taken out" in body(client, url(challenge, "accuracy-point", "A1"))
    client.post(path, {"put_back": "1"})
    assert Point.objects.there().exists()


def test_what_is_sent_is_neither_changed_nor_taken_out(challenge, check, coordinator, sign_in):
    point = a_point(check)
    client, path = sign_in(coordinator), url(challenge, "accuracy-point-change", "A1")
    for form in (a_point_form(text="Otherwise"), {"take_out": "1"}):
        assert client.get(path).status_code == 302
        client.post(path, form)
        point.refresh_from_db()
        assert (point.text, point.taken_out_at) == (WHY, None)


def test_two_people_of_the_host_edit_one_point_and_both_texts_are_kept(
    challenge, check, coordinator, director, sign_in
):
    a_point(check, sent=False)
    path = url(challenge, "accuracy-point-change", "A1")
    sign_in(coordinator).post(path, a_point_form(text="What one wrote"))
    answer = sign_in(director).post(path, a_point_form(text="What the other wrote", kind="view"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(words in page for words in ("What one wrote", "What the other wrote", str(coordinator)))
    assert "We see it differently" in page
    assert Point.objects.get().text == "What one wrote"


def test_a_page_of_the_draft_before_saves_nothing(challenge, check, coordinator, sign_in):
    a_check(challenge)
    a_point(current_check(challenge), sent=False, text="As it was")
    client = sign_in(coordinator)
    for answer in (
        write(client, challenge, draft="1"),
        client.post(url(challenge, "accuracy-point-change", "A1"), a_point_form(draft="1", text="Of the old draft")),
        client.post(url(challenge, "accuracy-response"), {"draft": "1", "version": "1", "text": "Of the old draft"}),
    ):
        assert "The team has sent another draft" in answer.content.decode()
    assert Point.objects.get().text == "As it was"


def test_only_the_director_sends_and_the_team_is_told_without_a_word_of_it(
    challenge, coordinator, director, lead, sign_in
):
    client = sign_in(coordinator)
    write(client, challenge)
    assert client.get(url(challenge, "accuracy-send")).status_code == 404
    client = sign_in(director)
    assert "Send 1 point" in body(client, url(challenge))
    assert WHY in body(client, url(challenge, "accuracy-send"))
    assert "Sent: 1 point" in send(client, challenge).content.decode()
    check = AccuracyCheck.objects.get()
    assert check.returned_by == director
    assert Point.objects.sent().count() == 1
    notice = Notice.objects.get(person=lead)
    assert "has sent 1 point on the draft report" in notice.text
    assert WHY not in notice.text
    assert WHY in body(sign_in(lead), url(challenge))


def test_the_milestone_of_the_check_is_kept_by_sending(challenge, check, director, sign_in):
    milestone = a.a_milestone(challenge, code="accuracy-check")
    a_point(check, sent=False)
    send(sign_in(director), challenge)
    milestone.refresh_from_db()
    assert milestone.done_by == director


def test_the_director_confirms_that_there_are_none_and_can_still_send_some(challenge, check, director, lead, sign_in):
    client = sign_in(director)
    assert "Confirm there are none" in body(client, url(challenge))
    assert "Confirmed" in send(client, challenge, none="1").content.decode()
    assert AccuracyCheck.objects.get().returned_at
    assert "has no points" in Notice.objects.get(person=lead).text
    assert "has confirmed that it has no points" in body(sign_in(lead), url(challenge))
    a_point(check, sent=False)
    client = sign_in(director)
    assert "Not sent yet: 1 point" in body(client, url(challenge))
    assert "Sent: 1 point" in send(client, challenge).content.decode()
    assert Point.objects.sent().count() == 1


@pytest.mark.parametrize("none", ["", "1"])
def test_nothing_is_sent_that_was_not_seen(none, challenge, check, director, sign_in):
    client, before = sign_in(director), seen(check)
    a_point(check, sent=False)
    answer = client.post(url(challenge, "accuracy-send"), before | ({"none": none} if none else {}), follow=True)
    assert "Something was changed a moment ago" in answer.content.decode()
    assert not Point.objects.sent().exists()
    assert not AccuracyCheck.objects.get().returned_at


def test_the_response_goes_along_as_it_reads_when_it_is_sent(challenge, coordinator, director, lead, sign_in):
    client = sign_in(coordinator)
    client.post(url(challenge, "accuracy-response"), {"draft": "1", "version": "1", "text": RESPONSE})
    assert RESPONSE not in body(sign_in(lead), url(challenge))
    send(sign_in(director), challenge, none="1")
    assert RESPONSE in body(sign_in(lead), url(challenge))
    client = sign_in(coordinator)
    client.post(url(challenge, "accuracy-response"), {"draft": "1", "version": "2", "text": "Something else"})
    assert "Something else" not in body(sign_in(lead), url(challenge))
    client = sign_in(director)
    assert "Send the response" in body(client, url(challenge))
    assert "Sent: the council’s response" in send(client, challenge).content.decode()
    assert "Something else" in body(sign_in(lead), url(challenge))


def test_two_people_write_the_response_at_once(challenge, coordinator, director, sign_in):
    form = {"draft": "1", "version": "1"}
    sign_in(coordinator).post(url(challenge, "accuracy-response"), form | {"text": "What one wrote"})
    answer = sign_in(director).post(url(challenge, "accuracy-response"), form | {"text": "What the other wrote"})
    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("What one wrote", "What the other wrote"))


def test_the_trail_names_nobody_who_wrote(challenge, check, coordinator, director, sign_in):
    client = sign_in(coordinator)
    write(client, challenge)
    client.post(url(challenge, "accuracy-response"), {"draft": "1", "version": "1", "text": RESPONSE})
    send(sign_in(director), challenge)
    entries = dict(Entry.objects.filter(verb__startswith="accuracy").values_list("verb", "actor"))
    sender = entries.pop("accuracy.sent")
    assert sender == director.pk
    assert set(entries) == {"accuracy.point_written", "accuracy.response_written"}
    assert set(entries.values()) == {None}


def test_who_still_writes_when_the_check_is_over_gets_the_words_back(challenge, check, coordinator, sign_in):
    client = sign_in(coordinator)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.AGREED)
    answer = write(client, challenge, text="What I still wanted to say.")
    assert answer.status_code == 403
    assert "What I still wanted to say." in answer.content.decode()
    assert not Point.objects.exists()


def test_after_a_draft_went_back_the_old_points_are_there_and_its_text_is_not(challenge, check, coordinator, sign_in):
    a_point(check)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.DRAFTING)
    client = sign_in(coordinator)
    for path in (url(challenge), url(challenge, "accuracy-point", "A1")):
        page = body(client, path)
        assert WHY in page
        assert WRONG not in page


def test_before_any_draft_was_sent_the_page_says_so(sign_in):
    challenge = a.a_challenge(stage=Stage.DRAFTING)
    assert "There is nothing to check yet" in body(sign_in(a.a_host_dass(challenge)), url(challenge))
