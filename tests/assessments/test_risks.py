"""The risk tool: a grid, a map, a page for each domain, and the three risks that worry the host most."""

import re

import pytest

from assessments.copies import content_of
from assessments.models import InstrumentKind, RiskItem
from assessments.risk_map import risk_map
from assessments.scales import scales_of
from cycles.models import HostRole
from peerchallenge.audit.models import Revision
from tests import builders as a

from .builders import a_preparing_challenge, a_rated, a_risk, a_web_page, path_to, the_form

pytestmark = pytest.mark.django_db
DOMAIN = "performance-outcomes/"


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def priya(challenge, sign_in):
    person = a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Priya Shah"))
    sign_in(person)
    return person


def there(challenge, page=""):
    return path_to(challenge, page, form="risks")


def send(client, challenge, version=1, **said):
    whole = {"text": "People wait.", "likelihood": "3", "impact": "2", "direction": "worse", "confidence": "low"}
    return client.post(there(challenge, DOMAIN), whole | {"doing": "", "completed": "yes", "version": version} | said)


@pytest.mark.parametrize(
    ("likelihood", "impact", "overall"),
    [(1, 1, 1), (1, 2, 1), (2, 2, 2), (1, 4, 2), (2, 3, 3), (3, 3, 3), (3, 4, 4), (4, 4, 4), (None, 3, None)],
)
def test_likelihood_times_impact_makes_the_size_of_a_risk(likelihood, impact, overall):
    assert RiskItem(likelihood=likelihood, impact=impact).overall == overall


def test_a_domain_is_filled_in_and_the_grid_shows_it_in_numbers_and_words(challenge, client, priya):
    sent = send(client, challenge)
    assert sent.headers["Location"] == there(challenge, "leadership-governance/")
    page = client.get(there(challenge)).content.decode()
    assert "1 of 6 rated" in page
    assert re.search(r'app-step--3">\s*3 High', page)
    assert "Getting worse" in page
    risk = a_risk(challenge)
    assert (risk.is_complete, risk.overall) == (True, 3)


def test_what_is_missing_is_said_and_what_is_there_is_kept(challenge, client, priya):
    page = send(client, challenge, likelihood="", text="Only words").content.decode()
    assert "Select how likely it is" in page
    risk = a_risk(challenge)
    assert (risk.text, risk.is_complete, risk.impact) == ("Only words", False, 2)


@pytest.mark.parametrize("nonsense", ["5", "0", "-1", "x", "99999999999999999999"])
def test_a_step_that_is_not_on_the_scale_is_not_kept(challenge, client, priya, nonsense):
    send(client, challenge, likelihood=nonsense, completed="later")
    assert a_risk(challenge).likelihood is None


def test_the_map_is_a_table_with_each_risk_in_its_cell(challenge):
    scales = scales_of(the_form(challenge, InstrumentKind.TEASC_RISK).edition)
    found = risk_map([(1, 2, 3), (2, 2, 3), (3, 4, 4), (4, None, None)], scales)
    assert [line["impact"]["number"] for line in found["down"]] == [4, 3, 2, 1]
    cells = {
        (x, line["impact"]["number"]): cell["risks"]
        for line in found["down"]
        for x, cell in enumerate(line["cells"], start=1)
    }
    assert cells.pop((2, 3)) == [1, 2]
    assert cells.pop((4, 4)) == [3]
    assert not any(cells.values())


def test_the_principal_social_worker_of_the_host_reads_and_does_not_write(challenge, client, sign_in):
    a_rated(challenge, text="What worries us")
    sign_in(a.a_host_member(challenge, HostRole.PSW))
    page = client.get(there(challenge, DOMAIN)).content.decode()
    assert "What worries us" in page
    assert "Save and continue" not in page
    refused = send(client, challenge)
    assert refused.status_code == 403
    assert "Only the host DASS and the host coordinator can do this." in refused.content.decode()


def test_evidence_is_counted_in_the_grid(challenge, client, priya):
    risk = a_rated(challenge)
    for page in ("page 1", "page 2"):
        risk.evidence.create(document=a_web_page(challenge), where=page, added_by=priya)
    assert re.search(r'data-label="Evidence">2<', client.get(there(challenge)).content.decode())


# --- The top three ---------------------------------------------------------------------------------------------------


def name(client, challenge, version=3, page="top-three/", **said):
    empty = {f"{part}_{place}": "" for place in (1, 2, 3) for part in ("name", "why_now", "doing", "domain")}
    return client.post(there(challenge, page), empty | {"version": version, "completed": "yes"} | said)


def names(challenge):
    return list(the_form(challenge, InstrumentKind.TEASC_RISK).top_risks.values_list("name", flat=True))


def test_the_three_biggest_risks_are_named_with_their_domain(challenge, client, priya):
    domain = a_risk(challenge).question
    sent = name(client, challenge, name_1="Not enough home care", why_now_1="Two left", domain_1=str(domain.pk))
    assert sent.headers["Location"] == there(challenge)
    assert names(challenge) == ["Not enough home care", "", ""]
    top = content_of(the_form(challenge, InstrumentKind.TEASC_RISK))["top"]
    assert [(risk["place"], risk["domain"]) for risk in top] == [(1, domain.title)]


def test_of_two_people_who_name_risks_the_second_sees_both(challenge, client, priya):
    name(client, challenge, name_1="Michael’s risk")
    conflict = name(client, challenge, name_1="Priya’s risk")
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Michael’s risk" in page
    assert "Priya’s risk" in page
    assert names(challenge)[0] == "Michael’s risk"
    assert name(client, challenge, version=4, name_1="Both").status_code == 302


def test_top_risks_keep_drafts_and_a_repeated_draft_is_no_conflict(challenge, client, priya):
    for version in (3, 3, 4):
        told = name(client, challenge, version, "top-three/draft/", name_2="A draft")
        assert told.json()["version"] == 4
    assert name(client, challenge, 3, "top-three/draft/", name_2="Another").status_code == 409
    assert Revision.objects.filter(target="assessments.toprisk").count() == 1


def test_a_name_that_is_too_long_is_said_beside_its_field(challenge, client, priya):
    page = name(client, challenge, name_1="x" * 161, why_now_2="y").content.decode()
    assert "Risk 1 must be 160 characters or fewer" in page
    assert "x" * 161 in page
    draft = name(client, challenge, 3, "top-three/draft/", name_1="x" * 161)
    assert draft.status_code == 400


def test_too_many_words_are_kept_and_said(challenge, client, priya):
    page = name(client, challenge, name_1="A risk", why_now_1="word " * 151).content.decode()
    assert "Why risk 1 matters now must be 150 words or fewer" in page
    assert names(challenge)[0] == "A risk"
