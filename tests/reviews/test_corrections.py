"""What is corrected in the room is written down by both sides, leads to nobody, and is dealt with in the draft."""

import pytest

from cycles.models import HostRole, Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from reviews.models import SAID_IN_THE_ROOM, Correction, PointKind
from tests import builders as a
from tests.pages import body

from .feedback_builders import SAID, a_correction, a_feedback, present, url
from .visit_builders import a_finding

pytestmark = pytest.mark.django_db
WAITING = "People wait too long."


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=today_in_london())


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Leonora Quist"))


@pytest.fixture
def member(challenge):
    return a.a_team_member(challenge, person=a.a_person("Anselm Threlfall"))


@pytest.fixture
def coordinator(challenge):
    return a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Priscilla Ashdown"))


@pytest.fixture
def drafting(challenge):
    challenge.stage = Stage.DRAFTING
    challenge.save()
    return challenge


def said(**fields):
    """What the form of a correction sends."""
    return {"kind": "fact", "text": SAID, "about": "", "version": "1"} | fields


def write(client, challenge, **fields):
    return client.post(url(challenge, "correction-new"), said(**fields), follow=True)


def test_anybody_of_the_team_writes_while_the_lead_talks(challenge, lead, member, sign_in):
    for person in (lead, member, a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)):
        assert write(sign_in(person), challenge).status_code == 200
    assert list(Correction.objects.values_list("number", "side")) == [(1, "team"), (2, "team"), (3, "team")]
    assert SAID in body(sign_in(member), url(challenge, "corrections"))


def test_the_host_writes_once_the_feedback_is_open_to_it(challenge, coordinator, sign_in):
    client = sign_in(coordinator)
    assert write(client, challenge).status_code == 403
    challenge.stage = Stage.DRAFTING
    challenge.save()
    assert "C1 is saved" in write(client, challenge).content.decode()
    assert Correction.objects.get().side == Correction.Side.HOST


@pytest.mark.parametrize("reader", ["lead", "member", "director", "coordinator", "regional lead"])
def test_no_page_says_who_wrote_it(reader, drafting, lead, member, coordinator, sign_in):
    write(sign_in(member), drafting)
    write(sign_in(coordinator), drafting, text="We see the list each week.")
    people = {
        "lead": lambda: lead,
        "member": lambda: member,
        "director": lambda: a.a_host_dass(drafting),
        "coordinator": lambda: coordinator,
        "regional lead": lambda: a.a_regional_lead(drafting.cycle.region),
    }
    person = people[reader]()
    page = sign_in(person).get(url(drafting, "corrections")).content.decode()
    assert "Written down by the team" in page
    assert "Written down by the host" in page
    names = {one.name for one in (lead, member, coordinator)} - {person.name}
    assert not [name for name in names if name in page]


def test_the_trail_names_nobody_and_holds_no_word(drafting, member, coordinator, sign_in):
    client = sign_in(coordinator)
    write(client, drafting)
    client.post(url(drafting, "correction", "C1"), said(text="It is of this year."))
    for button in ("take_out", "put_back"):
        client.post(url(drafting, "correction", "C1"), {button: "1"})
    entries = list(Entry.objects.order_by("pk").values_list("verb", "actor", "detail"))
    verbs = ("written", "changed", "taken_out", "put_back")
    assert entries == [(f"correction.{verb}", None, {"correction": "C1"}) for verb in verbs]


def test_a_typing_error_is_not_offered_in_the_room(challenge, member, sign_in):
    page = body(sign_in(member), url(challenge, "correction-new"))
    assert [kind for kind in PointKind if kind not in SAID_IN_THE_ROOM] == [PointKind.TYPING]
    assert PointKind.TYPING.label not in page
    assert all(kind.label in page for kind in SAID_IN_THE_ROOM)
    write(sign_in(member), challenge, kind="typing")
    assert not Correction.objects.exists()


def test_it_can_be_about_words_of_the_copy_that_was_presented_last(challenge, lead, member, sign_in):
    finding = a_finding(challenge, lead, text=WAITING)
    feedback, client = a_feedback(challenge, finding), sign_in(member)
    assert WAITING not in body(client, url(challenge, "correction-new")), "nothing was presented yet"
    present(feedback, lead)
    write(client, challenge, about=WAITING)
    assert f"About: {WAITING}" in body(client, url(challenge, "corrections"))
    type(finding).objects.update(text="People wait.")
    present(feedback, lead)
    assert WAITING not in body(client, url(challenge, "corrections")), "the host is never told of it"


def test_a_text_that_may_tell_who_somebody_is_is_asked_about_once(drafting, member, coordinator, sign_in):
    text = "Priscilla Ashdown said that the figure is old."
    client = sign_in(member)
    assert "Take it out, or say" in write(client, drafting, text=text).content.decode()
    assert not Correction.objects.exists()
    write(client, drafting, text=text, is_fine="on")
    assert Correction.objects.exists()


def test_either_side_changes_and_a_change_opens_it_again(drafting, member, coordinator, sign_in):
    made = a_correction(drafting, dealt_with_at=drafting.dates_agreed_at)
    client = sign_in(coordinator)
    assert "A change opens it again" in body(client, url(drafting, "correction", "C1"))
    client.post(url(drafting, "correction", "C1"), said(text="It is of this year.", kind="view"))
    made.refresh_from_db()
    assert (made.text, made.kind, made.dealt_with_at) == ("It is of this year.", "view", None)
    assert made.side == Correction.Side.TEAM


def test_two_who_save_at_once_see_both_texts_and_no_name(drafting, member, coordinator, sign_in):
    a_correction(drafting)
    sign_in(member).post(url(drafting, "correction", "C1"), said(text="Theirs is this.", kind="missing"))
    answer = sign_in(coordinator).post(url(drafting, "correction", "C1"), said(text="Mine is that."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs is this." in page
    assert "Mine is that." in page
    assert "Somebody else" in page
    assert member.name not in page
    assert [choice["name"] for choice in answer.context["choices"]] == ["kind"]


def test_taken_out_it_is_read_by_those_who_can_put_it_back(drafting, member, coordinator, sign_in):
    a_correction(drafting)
    client = sign_in(member)
    client.post(url(drafting, "correction", "C1"), {"take_out": "1"})
    page = body(client, url(drafting, "corrections"))
    assert SAID not in page
    assert "Taken out" in page
    assert "Put it back" in body(client, url(drafting, "correction", "C1"))
    reader = sign_in(a.a_regional_lead(drafting.cycle.region))
    assert "Taken out" not in body(reader, url(drafting, "corrections"))


def test_the_lead_deals_with_it_and_can_open_it_again(drafting, lead, member, sign_in):
    a_correction(drafting)
    client, path = sign_in(lead), url(drafting, "correction-dealt-with", "C1")
    assert "It is dealt with</button>" in body(client, path)
    assert "Dealt with in the draft" in client.post(path, {"version": "1"}, follow=True).content.decode()
    assert "Not dealt with yet" in client.post(path, {"open_again": "1"}, follow=True).content.decode()
    verbs = list(Entry.objects.order_by("pk").values_list("verb", "actor"))
    assert verbs == [("correction.dealt_with", lead.pk), ("correction.opened_again", lead.pk)]
    assert sign_in(member).post(path, {"version": "1"}).status_code == 404


@pytest.mark.parametrize("version", ["2", "", "x", "9" * 300])
def test_only_words_that_were_read_are_dealt_with(version, drafting, lead, sign_in):
    a_correction(drafting)
    answer = sign_in(lead).post(url(drafting, "correction-dealt-with", "C1"), {"version": version}, follow=True)
    assert "Read it again" in answer.content.decode()
    assert Correction.objects.waiting().exists()


def test_on_site_nothing_is_dealt_with_yet(challenge, lead, sign_in):
    a_correction(challenge)
    assert sign_in(lead).post(url(challenge, "correction-dealt-with", "C1"), {"version": "1"}).status_code == 403


def test_with_the_accuracy_check_nobody_writes_here_any_more_and_words_come_back(
    drafting, member, coordinator, sign_in
):
    drafting.stage = Stage.ACCURACY_CHECK
    drafting.save()
    for person in (member, coordinator):
        answer = write(sign_in(person), drafting)
        assert answer.status_code == 403
        assert SAID in answer.content.decode()


def test_the_regional_coordinator_sees_how_many_and_no_word(drafting, sign_in):
    a_correction(drafting)
    a_correction(drafting, dealt_with_at=drafting.dates_agreed_at)
    page = body(sign_in(a.a_coordinator_of_region(drafting.cycle.region)), url(drafting, "corrections"))
    assert "2 corrections are written down. 1 of them is not dealt with yet." in " ".join(page.split())
    assert SAID not in page


def test_forty_corrections_ask_no_more_than_one(drafting, lead, sign_in, django_assert_max_num_queries):
    for _ in range(40):
        a_correction(drafting)
    client = sign_in(lead)
    for page in ("corrections", "correction-new"):
        with django_assert_max_num_queries(12):
            assert client.get(url(drafting, page)).status_code == 200
