"""Who may open and send which page of the publication, told by hand for every role and the stages that matter."""

import pytest
from django.urls import reverse

from cycles.models import PeerChallenge, Stage
from tests import builders as a

from .publication_builders import a_correction, a_published_report

pytestmark = pytest.mark.django_db
ROLES = ("RL", "RC", "HD", "HC", "HP", "HX", "HA", "SO", "TL", "TM", "EE", "PR", "OA", "OR", "SA")
SINCE_AGREED = range(Stage.AGREED, Stage.CLOSED + 1)
SINCE_PUBLISHED = range(Stage.PUBLISHED, Stage.CLOSED + 1)
READ = {role: SINCE_AGREED for role in ("RL", "HD", "HC", "TL")}
# Each page: who may open it and when, and whether it can be sent.
PAGES = {
    "publication": (READ, False),
    "publication-text": (READ, False),
    "publication-approval": ({role: SINCE_AGREED for role in ("RL", "TL")}, True),
    "publication-time": ({"HD": SINCE_AGREED}, True),
    "publication-time-removal": ({"HD": SINCE_AGREED}, True),
    "publication-withdrawal": ({role: SINCE_AGREED for role in ("RL", "HD", "TL")}, True),
    "publication-correction": ({role: SINCE_AGREED for role in ("RL", "HD", "TL")}, True),
    "publication-correction-paragraph": ({role: SINCE_AGREED for role in ("RL", "HD", "TL")}, True),
    "publication-sharing": ({role: SINCE_PUBLISHED for role in ("HD", "HC")}, True),
}
KNOWS = {"publication": "RC", "publication-text": "RC"}  # and sees no more than how far it is
STAGES = (Stage.PLANNED, Stage.ACCURACY_CHECK, Stage.AGREED, Stage.PUBLISHED, Stage.CLOSED)


def expected(page, role, stage, method):
    may, is_sent = PAGES[page]
    if KNOWS.get(page) == role:
        return {200} if method == "get" and stage >= Stage.AGREED else {403}
    if role not in may:
        return {404}
    if stage not in may[role] or (method == "post" and not is_sent):
        return {403}
    return {200, 302}


@pytest.mark.parametrize("role", ROLES)
def test_each_page_answers_each_role_as_told(role, client, sign_in):
    challenge = a_published_report()
    a_correction(challenge)
    sign_in(a.someone_in_role(role, challenge))
    client.raise_request_exception = False
    wrong = []
    for stage in STAGES:
        PeerChallenge.objects.filter(pk=challenge.pk).update(stage=stage)
        for page in PAGES:
            more = ["1.2"] if page.endswith("paragraph") else []
            path = reverse(page, args=[challenge.slug, *more])
            for method in ("get", "post"):
                status = getattr(client, method)(path).status_code
                if status not in expected(page, role, stage, method):
                    wrong.append(f"{role} at stage {stage}: {method} {page}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES)
def test_who_is_signed_out_is_asked_to_sign_in_whatever_stands_there(page, client):
    """The same for a report that is there and for one that is not: the answer tells neither."""
    challenge = a_published_report()
    more = ["1.2"] if page.endswith("paragraph") else []
    for slug in (challenge.slug, "nothing-like-it"):
        answer = client.get(reverse(page, args=[slug, *more]))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_the_coordinator_of_the_region_sees_how_far_it_is_and_no_word(client, sign_in):
    challenge = a_published_report()
    sign_in(a.someone_in_role("RC", challenge))
    page = client.get(reverse("publication", args=[challenge.slug])).content.decode()
    assert "The report has been public since" in page
    assert "Versions" not in page
