"""Giving a document in one of four ways; what is wrong is said beside the field."""

import hashlib
from pathlib import Path

import pytest
from django.urls import reverse

from assessments.documents import asked_of
from assessments.models import Way
from peerchallenge.documents.models import StoredFile
from tests import builders as a
from tests.assessments.builders import PDF, a_document, a_preparing_challenge
from tests.assessments.handing_in import DATE, a_file, send_to, the_document
from tests.foundations.test_documents import HOSTILE_PACKAGES, WORD, packed

pytestmark = pytest.mark.django_db


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
    return lambda *what, **files: send_to(client, challenge, *what, **files)


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
    "a program as PDF": (a_file(content=b"MZ" + bytes(90)), "Its name ends in .pdf, but inside it is not that"),
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


def test_who_gives_a_document_is_told_who_will_read_it(sign_in, challenge, coordinator):
    page = sign_in(coordinator).get(f"{reverse('document-answer', args=[challenge.slug, 'D04'])}?way=link")
    assert "the visiting principal social worker" in page.content.decode()
    assert "Once the pack is released, the review team sees it too" in page.content.decode()


def test_the_page_after_that_says_what_to_do(sign_in, challenge, coordinator):
    address = reverse("document-answer", args=[challenge.slug, "D04"])
    page = sign_in(coordinator).get(f"{address}?way=file&names=yes").content.decode()
    assert "take the names out first" in page
    assert "We have not kept the file" in page
