"""A file that is far too large: said in words, and never more of it on the disk than a file may have."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from peerchallenge.documents.uploads import FAR_TOO_LARGE
from tests import builders as a
from tests.assessments.builders import PDF, a_preparing_challenge

LIMIT = 3 * 1024 * 1024  # above what is kept in memory, so that files go to the disk as they arrive
CHUNK = 64 * 1024


@pytest.fixture(autouse=True)
def _a_small_limit(settings, tmp_path):
    settings.MAX_FILE_SIZE = LIMIT
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    yield
    while made:
        made.pop().close()  # as the server does after each answer


made = []


def a_request(*files, **fields):
    """A form as a browser sends it, with as many bytes in each file."""
    uploads = {f"file{n}": SimpleUploadedFile(f"plan{n}.pdf", bytes(size)) for n, size in enumerate(files)}
    body = encode_multipart(BOUNDARY, {**uploads, **fields})
    made.append(RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT))
    return made[-1]


@pytest.mark.parametrize("size", [100, LIMIT])
def test_a_file_within_the_limit_arrives_whole(size):
    assert a_request(size).FILES["file0"].size == size


def test_of_a_file_over_the_limit_only_a_little_more_is_kept():
    request = a_request(3 * LIMIT, why="These words stay")
    assert LIMIT < request.FILES["file0"].size <= LIMIT + CHUNK
    assert request.POST["why"] == "These words stay"


def test_many_files_together_keep_no_more_than_one():
    request = a_request(LIMIT, LIMIT, LIMIT - 1)
    assert sum(file.size for file in request.FILES.values()) <= LIMIT + 2 * CHUNK


def test_what_is_announced_as_far_larger_is_not_read_at_all():
    request = a_request(100)
    request.META["CONTENT_LENGTH"] = str(FAR_TOO_LARGE * LIMIT + 1)
    with pytest.raises(RequestDataTooBig):
        request.POST.get("why")
    assert request._stream.read(1) != b""


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_beside_the_field_and_the_rest_stays(sign_in):
    challenge = a_preparing_challenge()
    client = sign_in(a.a_host_member(challenge))
    address = reverse("document-answer", args=[challenge.slug, "D04"]) + "?way=file"
    date = {"dated_on-day": "3", "dated_on-month": "2", "dated_on-year": "2025"}
    file = SimpleUploadedFile("plan.pdf", PDF.ljust(2 * LIMIT))
    page = client.post(address, {**date, "names_a_person": "no", "file": file}).content.decode()
    assert page.count("The file must be smaller than 3 MB") >= 2
    assert 'value="2025"' in page
    assert not challenge.documents.exists()


@pytest.mark.django_db
def test_what_is_far_too_large_gets_a_page_in_words(client):
    length = str(FAR_TOO_LARGE * LIMIT + 1)
    response = client.post("/sign-in/", {"file": SimpleUploadedFile("plan.pdf", PDF)}, CONTENT_LENGTH=length)
    assert response.status_code == 400
    assert "a file in it may be larger than 50 MB" in response.content.decode()


@pytest.mark.django_db
def test_the_page_says_how_large_a_file_may_be_before_it_is_sent(sign_in):
    challenge = a_preparing_challenge()
    address = reverse("document-answer", args=[challenge.slug, "D04"]) + "?way=file"
    page = sign_in(a.a_host_member(challenge)).get(address).content.decode()
    assert f'data-largest="{LIMIT}"' in page
    assert "At most 50 MB" in page
    assert 'enctype="multipart/form-data"' in page
