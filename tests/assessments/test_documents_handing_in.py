"""Giving a document: the four ways, what is wrong said beside the field, versions, taking out and putting back."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import documents as actions
from assessments.documents import asked_of
from assessments.models import Document, Way
from cycles.models import HostRole, PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.documents.models import StoredFile
from tests import builders as a
from tests.assessments.builders import PDF, a_document, a_preparing_challenge
from tests.foundations.test_documents import HOSTILE_PACKAGES, WORD, packed

pytestmark = pytest.mark.django_db
DATE = {"dated_on-day": "3", "dated_on-month": "2", "dated_on-year": "2025"}


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def coordinator(challenge):
    return a.a_host_member(challenge)


@pytest.fixture
def send(sign_in, challenge, coordinator):
    """Send the form of a way for one line of the list, as the host coordinator."""
    client = sign_in(coordinator)

    def sent(code, way, data=None, **files):
        address = reverse("document-answer", args=[challenge.slug, code]) if code else _new(challenge)
        return client.post(f"{address}?way={way}", {**(data or {}), **files})

    return sent


def _new(challenge):
    return reverse("document-new", args=[challenge.slug])


def a_file(name="Budget 2025.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def the_document(challenge, code="D04"):
    return challenge.documents.current().get(code=code)


def kept_bytes(settings):
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


# --- The four ways ---------------------------------------------------------------------------------------------------


def test_a_file_answers_a_line(send, challenge, coordinator):
    response = send("D04", "file", {**DATE, "names_a_person": "no"}, file=a_file())
    document = the_document(challenge)
    assert response.url == reverse("document", args=[challenge.slug, "D04"])
    assert (document.way, document.number, document.added_by) == (Way.FILE, 1, coordinator)
    assert (document.file.name, document.file.sha256) == ("Budget 2025.pdf", hashlib.sha256(PDF).hexdigest())
    assert str(document.dated_on) == "2025-02-03"


def test_a_public_web_page_answers_a_line(send, challenge):
    send("D04", "link", {"link": " https://www.example.org/budget?year=2025 "})
    assert the_document(challenge).link == "https://www.example.org/budget?year=2025"


def test_a_part_of_another_document_answers_a_line(send, challenge):
    plan = a_document(challenge, asked_of(challenge).get(code="D02"))
    send("D04", "section", {"part_of": plan.pk, "where": "Pages 3 to 5"})
    assert (the_document(challenge).part_of, the_document(challenge).where) == (plan, "Pages 3 to 5")


def test_not_having_it_answers_a_line_with_a_reason(send, challenge):
    assert "Enter why you do not have it" in send("D04", "not_held", {"reason": " "}).content.decode()
    send("D04", "not_held", {"reason": "It is being written"})
    assert the_document(challenge).reason == "It is being written"


def test_an_extra_document_gets_the_next_code(send, challenge):
    for title in ("What carers told us", "Plan for housing"):
        send("", "link", {"title": title, "link": "https://www.example.org/"})
    assert [(one.code, one.title) for one in challenge.documents.all()] == [
        ("X01", "What carers told us"),
        ("X02", "Plan for housing"),
    ]


@pytest.mark.parametrize("way", ["section", "not_held", "zzz", ""])
def test_an_extra_document_is_a_file_or_a_page(send, challenge, way):
    response = send("", way, {"title": "Extra", "reason": "No", "link": "https://www.example.org/"})
    assert "How do you want to give this document?" in response.content.decode()
    assert not challenge.documents.exists()


def test_the_way_is_asked_first_and_must_be_chosen(sign_in, challenge, coordinator):
    client, address = sign_in(coordinator), reverse("document-answer", args=[challenge.slug, "D04"])
    assert "There is a problem" not in client.get(address).content.decode()
    assert "Select how you give this document" in client.get(f"{address}?asked=yes").content.decode()


# --- What is wrong is said beside the field, and nothing typed is lost -----------------------------------------------

BAD_FILES = {
    "an empty one": (a_file(content=b""), "The file is empty"),
    "another kind": (a_file("setup.exe", b"MZ" + bytes(90)), "The file must be a PDF"),
    "a program as PDF": (a_file(content=b"MZ" + bytes(90)), "The file must be a PDF"),
    "a page of the web": (a_file("page.html", b"<script>alert(1)</script>"), "The file must be a PDF"),
    "macros": (a_file("plan.docx", HOSTILE_PACKAGES["macros"][0]), "has macros"),
    "a password": (a_file("plan.docx", HOSTILE_PACKAGES["a password"][0]), "locked with a password"),
    "damaged": (a_file("plan.docx", packed(WORD)[:-30]), "The file is damaged"),
    "a bomb": (a_file("plan.docx", HOSTILE_PACKAGES["a thousand times larger"][0]), "The file must be a PDF"),
    "none": (None, "Choose a file"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_refused_beside_the_field_and_the_rest_stays(send, challenge, settings, what):
    file, words = BAD_FILES[what]
    if file:
        file.seek(0)
    response = send("D04", "file", {**DATE, "names_a_person": "no"}, **({"file": file} if file else {}))
    page = response.content.decode()
    assert page.count(words) == 2  # in the summary on top, and beside the field
    assert 'href="#id_file"' in page
    assert 'value="2025"' in page
    assert not challenge.documents.exists()
    assert kept_bytes(settings) == []


def test_every_fault_of_a_form_is_said_at_once(send):
    page = send("D04", "file", {"dated_on-day": "31"}, file=a_file("x.exe", b"MZ")).content.decode()
    for words in ("The file must be a PDF", "must include a month and year", "Select yes if it names a person"):
        assert words in page


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\u202efdp.pdf", "x" * 250 + ".pdf", "a;<b>%22.pdf", "日本 📄.pdf"]
)
def test_a_hostile_name_is_kept_clean(send, challenge, name):
    assert send("D04", "file", {**DATE, "names_a_person": "no"}, file=a_file(name)).status_code == 302
    kept = the_document(challenge).file.name
    assert kept.endswith(".pdf")
    assert len(kept) <= 150
    assert not {"/", "\u202e"} & set(kept)


@pytest.mark.parametrize(
    "link",
    [
        "http://www.example.org/plan",
        "javascript:alert(1)",
        "ftp://example.org/",
        "//example.org",
        "www.example.org",
        "https://",
        "https://[::1",
        "https://exa mple.org/",
        "https://www.example.org/" + "a" * 500,
    ],
)
def test_a_link_must_be_a_whole_address_over_https(send, challenge, link):
    page = send("D04", "link", {"link": link}).content.decode()
    assert "beginning with https://" in page or "500 characters or fewer" in page
    assert not challenge.documents.exists()


@pytest.mark.parametrize(
    "link",
    [
        "https://intranet/plan",
        "https://localhost:8000/",
        "https://192.168.0.1/plan",
        "https://[::1]/",
        "https://files.council.local/",
        "https://name:word@www.example.org/",
    ],
)
def test_a_link_must_be_one_that_everybody_can_open(send, challenge, link):
    assert "a page that everybody can open, not one inside" in send("D04", "link", {"link": link}).content.decode()
    assert not challenge.documents.exists()


def test_a_part_must_be_of_a_present_document_of_this_challenge(send, challenge):
    others = a_document(a_preparing_challenge(), title="Of another council")
    gone = a_document(challenge, asked_of(challenge).get(code="D02"))
    a_document(challenge, gone.requirement, way=Way.NOT_HELD, reason="Out of date")
    for number in (others.pk, gone.pk, "zzz", 2**70):
        page = send("D04", "section", {"part_of": number, "where": "Page 1"}).content.decode()
        assert "Choose the document it is part of from the list" in page
    assert not challenge.documents.filter(code="D04").exists()


def test_a_file_that_names_a_person_is_not_kept(send, challenge, settings):
    response = send("D04", "file", {**DATE, "names_a_person": "yes"}, file=a_file())
    assert "names=yes" in response.url
    assert not challenge.documents.exists()
    assert not StoredFile.objects.exists()
    assert kept_bytes(settings) == []


def test_the_page_after_that_says_what_to_do(sign_in, challenge, coordinator):
    address = reverse("document-answer", args=[challenge.slug, "D04"])
    page = sign_in(coordinator).get(f"{address}?way=file&names=yes").content.decode()
    assert "Take the names out first" in page
    assert "We have not kept the file" in page


# --- Versions --------------------------------------------------------------------------------------------------------


def test_a_newer_version_keeps_the_one_before(send, sign_in, challenge, coordinator):
    send("D04", "not_held", {"reason": "It is being written"})
    send("D04", "file", {**DATE, "names_a_person": "no"}, file=a_file())
    first, second = challenge.documents.filter(code="D04")
    assert (first.number, first.ended_by, first.taken_out) == (1, coordinator, False)
    assert first.ended_at == second.added_at
    assert (second.number, second.ended_at) == (2, None)
    page = sign_in(coordinator).get(reverse("document", args=[challenge.slug, "D04"])).content.decode()
    for words in ("Earlier versions", "It is being written", second.file.sha256, "Version 2, added by"):
        assert words in page


def test_an_extra_document_keeps_its_code_through_its_versions(send, challenge):
    document = a_document(challenge, title="What carers told us", code="X01")
    send("X01", "link", {"title": "What carers told us in May", "link": "https://www.example.org/"})
    newest = the_document(challenge, "X01")
    assert (newest.number, newest.title) == (2, "What carers told us in May")
    assert Document.objects.get(pk=document.pk).title == "What carers told us"


def test_a_version_that_was_a_mistake_is_taken_out_and_put_back(sign_in, challenge, coordinator):
    document, client = a_document(challenge, title="Extra", code="X01"), sign_in(coordinator)
    address = reverse("document", args=[challenge.slug, "X01"])
    page = client.post(address, {"take_out": "1"}, follow=True).content.decode()
    document.refresh_from_db()
    assert (document.taken_out, document.ended_by) == (True, coordinator)
    assert "Put it back" in page
    client.post(address, {"put_back": "1"})
    document.refresh_from_db()
    assert (document.taken_out, document.ended_at, document.ended_by) == (False, None, None)


def test_an_earlier_version_can_be_used_again_once_the_later_one_is_out(sign_in, challenge, coordinator):
    asked = asked_of(challenge).get(code="D04")
    first, second = a_document(challenge, asked), a_document(challenge, asked)
    actions.take_out(challenge, second, by=coordinator)
    assert not challenge.documents.current().exists()
    actions.put_back(challenge, first, by=coordinator)
    assert challenge.documents.current().get() == first
    second.refresh_from_db()
    actions.put_back(challenge, second, by=coordinator)  # beside the present one it is an earlier version again
    assert challenge.documents.current().get() == first
    second.refresh_from_db()
    assert not second.taken_out


def test_what_is_out_already_or_present_is_left_alone(challenge, coordinator):
    document = a_document(challenge, title="Extra")
    with pytest.raises(Refused):
        actions.put_back(challenge, document, by=coordinator)
    actions.take_out(challenge, document, by=coordinator)
    with pytest.raises(Refused):
        actions.take_out(challenge, document, by=coordinator)


@pytest.mark.parametrize("number", ["2", "zzz", "-1", "９", "9" * 40, ""])
def test_a_version_that_is_not_there_changes_nothing(sign_in, challenge, coordinator, number):
    a_document(challenge, title="Extra", code="X01")
    address = reverse("document", args=[challenge.slug, "X01"])
    assert sign_in(coordinator).post(address, {"take_out": number}).status_code == 302
    assert challenge.documents.current().exists()


def test_what_was_taken_out_is_seen_only_by_those_who_may_add(sign_in, challenge, coordinator):
    document = a_document(challenge, title="Extra", code="X01")
    actions.take_out(challenge, document, by=coordinator)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    address = reverse("document", args=[challenge.slug, "X01"])
    assert sign_in(a.a_team_member(challenge)).get(address).status_code == 404
    assert sign_in(coordinator).get(address).status_code == 200


# --- Colleagues, the trail, the stages -------------------------------------------------------------------------------


def test_a_colleague_does_not_replace_what_somebody_else_gave(sign_in, challenge, coordinator):
    a_document(challenge, asked_of(challenge).get(code="D04"), way=Way.NOT_HELD, reason="Secret words", by=coordinator)
    client = sign_in(a.a_host_member(challenge, HostRole.COLLEAGUE))
    address = reverse("document-answer", args=[challenge.slug, "D04"])
    here = reverse("document", args=[challenge.slug, "D04"])
    assert client.get(address).url == client.post(f"{address}?way=not_held", {"reason": "Mine"}).url == here
    page = client.get(here).content.decode()
    assert "Somebody else of your council has answered this" in page
    assert "Secret words" not in page
    assert challenge.documents.get().reason == "Secret words"


def test_a_colleague_who_comes_second_is_told_and_replaces_nothing(challenge, coordinator):
    asked, colleague = asked_of(challenge).get(code="D04"), a.a_host_member(challenge, HostRole.COLLEAGUE)
    a_document(challenge, asked, by=coordinator)  # while the colleague had the form open
    given = {"reason": "Mine"}
    with pytest.raises(Refused, match="has given this document in the meantime"):
        actions.hand_in(challenge, way=Way.NOT_HELD, given=given, requirement=asked, own_only=True, by=colleague)
    assert challenge.documents.get().number == 1


def test_two_who_answer_at_once_are_two_versions(challenge, coordinator):
    asked = asked_of(challenge).get(code="D04")
    for reason in ("One", "Two"):
        actions.hand_in(challenge, way=Way.NOT_HELD, given={"reason": reason}, requirement=asked, by=coordinator)
    assert list(challenge.documents.values_list("number", "reason")) == [(1, "One"), (2, "Two")]


def test_the_trail_names_the_line_and_never_the_words(send, sign_in, challenge, coordinator):
    send("D04", "not_held", {"reason": "Secret words"})
    send("D04", "link", {"link": "https://www.example.org/secret"})
    send("", "link", {"title": "Secret title", "link": "https://www.example.org/"})
    sign_in(coordinator).post(reverse("document", args=[challenge.slug, "X01"]), {"take_out": "1"})
    entries = Entry.objects.filter(challenge_id=challenge.pk).order_by("position")
    assert [entry.verb for entry in entries] == [
        "document.added",
        "document.replaced",
        "document.added",
        "document.taken_out",
    ]
    assert "D04 (Budget, savings plan and latest budget report)" in entries[0].sentence
    assert "ecret" not in str([entry.detail for entry in entries])


@pytest.mark.parametrize("stage", [Stage.READING, Stage.ON_SITE])
def test_the_host_may_add_until_the_visit_ends(send, challenge, stage):
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=stage)
    assert send("D04", "not_held", {"reason": "No"}).status_code == 302
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.DRAFTING)
    assert send("D05", "not_held", {"reason": "No"}).status_code == 403
