"""The only way out of a file: through the policy, saved and never shown, with a line in the trail."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import documents as actions
from assessments.documents import asked_of
from assessments.models import Way
from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry
from tests import builders as a
from tests.architecture.matrix import MATRIX, ROLES
from tests.assessments.builders import PDF, a_document, a_preparing_challenge

pytestmark = pytest.mark.django_db
WORDS = PDF + b"only for those who may"


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def document(challenge):
    asked = asked_of(challenge).get(code="D04")
    return a_document(challenge, asked, file=SimpleUploadedFile("Budget – 2025.pdf", WORDS))


def address_of(document, challenge=None):
    challenge = challenge or document.challenge
    return reverse("document-file", args=[challenge.slug, document.code, document.number])


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def found(client, address):
    """The answer's number, and whether the words of the file came with it."""
    response = client.get(address)
    return response.status_code, b"only for those who may" in body(response)


def downloads(challenge):
    return Entry.objects.filter(challenge_id=challenge.pk, verb="document.downloaded")


def test_a_file_comes_back_as_it_was_given_and_is_saved_not_shown(sign_in, challenge, document):
    response = sign_in(a.a_host_member(challenge)).get(address_of(document))
    content = body(response)
    assert content == WORDS
    assert hashlib.sha256(content).hexdigest() == document.file.sha256
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_a_file_is_what_the_matrix_says(client, sign_in, challenge, document, role):
    """A right to own rows only is no right to this one: it is another's."""
    person = a.someone_in_role(role, challenge)
    if person:
        sign_in(person)
    for stage in (Stage.PREPARING, Stage.READING, Stage.DRAFTING, Stage.AGREED, Stage.CLOSED):
        PeerChallenge.objects.filter(pk=challenge.pk).update(stage=stage)
        before = downloads(challenge).count()
        gets_it = "R" in MATRIX["A07"].letters(role, stage, given=frozenset("*"))
        assert (stage, found(client, address_of(document))[1]) == (stage, gets_it)
        assert downloads(challenge).count() == before + gets_it


def test_a_member_of_the_team_who_has_not_declared_gets_nothing(sign_in, challenge, document):
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    client = sign_in(a.a_team_member(challenge, TeamRole.TEAM_LEAD, declared=False))
    assert client.get(address_of(document)).status_code == 403


def test_a_file_is_never_reached_under_another_challenge(sign_in, challenge, document):
    """Whoever may read both still finds it only where it belongs."""
    lead = a.a_regional_lead(challenge.cycle.region)
    other = a_preparing_challenge(cycle=challenge.cycle)
    PeerChallenge.objects.update(stage=Stage.READING)
    client = sign_in(lead)
    assert found(client, address_of(document, other)) == (404, False)
    assert found(client, address_of(document).replace("D04", "D05")) == (404, False)
    assert found(client, address_of(document)) == (200, True)


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(sign_in, challenge, document, number):
    address = f"/challenges/{challenge.slug}/documents/D04/{number}/file/"
    assert sign_in(a.a_host_member(challenge)).get(address).status_code == 404


def test_an_answer_without_a_file_has_nothing_to_save(sign_in, challenge):
    answer = a_document(challenge, asked_of(challenge).get(code="D05"), way=Way.NOT_HELD, reason="No")
    assert sign_in(a.a_host_member(challenge)).get(address_of(answer)).status_code == 404


def test_no_file_lies_where_a_browser_could_guess_it(client, document):
    for path in (f"/files/{document.file.key}", f"/media/{document.file.name}", f"/static/{document.file.key}"):
        assert client.get(path).status_code in (302, 404)


def test_an_earlier_version_can_be_read_and_one_that_was_taken_out_cannot(sign_in, challenge, document):
    newer = a_document(challenge, document.requirement)
    coordinator = a.a_host_member(challenge)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    client = sign_in(a.a_team_member(challenge))
    assert found(client, address_of(document)) == (200, True)
    actions.take_out(challenge, document, by=coordinator)
    assert found(client, address_of(document)) == (404, False)
    assert found(client, address_of(newer)) == (200, False)
    assert found(sign_in(coordinator), address_of(document)) == (200, True)


def test_a_colleague_gets_their_own_file_and_no_other(sign_in, challenge, document):
    colleague = a.a_host_member(challenge, HostRole.COLLEAGUE)
    own = a_document(challenge, title="Own", by=colleague)
    others = a_document(challenge, title="Of somebody else")
    client = sign_in(colleague)
    assert found(client, address_of(own))[0] == 200
    assert found(client, address_of(others))[0] == 404
    assert client.get(address_of(document)).url == reverse("document", args=[challenge.slug, "D04"])


def test_each_download_leaves_a_line_and_a_look_at_the_page_leaves_none(sign_in, challenge, document):
    reader = a.a_host_member(challenge)
    client = sign_in(reader)
    client.get(reverse("document", args=[challenge.slug, "D04"]))
    assert body(client.head(address_of(document))) == b""
    assert not downloads(challenge).exists()
    for _ in range(2):
        body(client.get(address_of(document)))
    assert [entry.actor for entry in downloads(challenge)] == [reader, reader]
    assert "downloaded version 1 of document D04" in downloads(challenge)[0].sentence


def test_a_file_cannot_be_sent_to_its_own_address(sign_in, challenge, document):
    assert sign_in(a.a_host_member(challenge)).post(address_of(document)).status_code == 403


def test_the_parent_of_a_file_leads_to_its_document(sign_in, challenge, document):
    address = reverse("document-version", args=[challenge.slug, "D04", 1])
    assert sign_in(a.a_host_member(challenge)).get(address).url == f"/challenges/{challenge.slug}/documents/D04/"
