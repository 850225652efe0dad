"""The evening reflection: the expert by experience first, points for the host director, a part for the team alone."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cycles.models import Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.audit.revisions import Stale
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reviews.actions import reflection as actions
from reviews.models import Reflection, SharedReflection
from tests import builders as a
from tests.pages import body

from .evening_builders import a_reflection, share

pytestmark = pytest.mark.django_db
EXPERT, WELL, MORE, TODAY, TEAM = "Expert said", "Goes well", "More of this", "Do this today", "Keep in mind"


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=today_in_london())


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


def url(challenge, page="reflection", day="day-1"):
    return reverse(page, args=[challenge.slug, *([] if page == "reflections" else [day])])


def filled(**fields):
    """What the form of a reflection sends."""
    texts = {"expert_says": EXPERT, "goes_well": WELL, "more_of": MORE, "can_do": TODAY, "for_team": TEAM}
    return texts | {"version": "0"} | fields


def write(client, challenge, **fields):
    return client.post(url(challenge, "reflection-change"), filled(**fields))


def test_the_expert_by_experience_is_asked_first_and_by_name(challenge, lead, sign_in):
    a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE, a.a_person("Esther Okafor"))
    page = body(sign_in(lead), url(challenge, "reflection-change"))
    assert "Ask Esther Okafor first" in page
    assert page.index("expert by experience say") < page.index("what goes well")


def test_without_an_expert_the_form_says_so(challenge, lead, sign_in):
    assert "No expert by experience is on this team" in body(sign_in(lead), url(challenge, "reflection-change"))


def test_the_lead_writes_and_the_host_director_reads_nothing_before_it_is_shared(challenge, lead, director, sign_in):
    assert write(sign_in(lead), challenge).status_code == 302
    client = sign_in(director)
    for path in (url(challenge), url(challenge, "reflections")):
        page = body(client, path)
        assert not [text for text in (EXPERT, WELL, MORE, TODAY, TEAM) if text in page]
        assert "Written, not shared" not in page
    assert "Nothing of this day is shared" in body(client, url(challenge))


def test_what_is_shared_is_read_by_the_host_director_and_the_team_part_never(challenge, lead, director, sign_in):
    client = sign_in(lead)
    write(client, challenge)
    page = body(client, url(challenge, "reflection-release"))
    assert all(text in page for text in (WELL, MORE, TODAY))
    assert not [text for text in (EXPERT, TEAM) if text in page], "the lead sees just what is shared"
    client.post(url(challenge, "reflection-release"), {"version": "1"})
    for reader in (director, a.a_regional_lead(challenge.cycle.region)):
        page = body(sign_in(reader), url(challenge))
        assert all(text in page for text in (WELL, MORE, TODAY))
        assert not [text for text in (EXPERT, TEAM) if text in page]
    notice = Notice.objects.get()
    assert notice.person == director
    assert not [text for text in (EXPERT, WELL, MORE, TODAY, TEAM) if text in notice.text]


@pytest.mark.parametrize("role", [TeamRole.SENIOR_MANAGER, TeamRole.POLITICIAN, TeamRole.EXPERT_BY_EXPERIENCE])
def test_the_team_reads_both_parts_and_writes_neither(role, challenge, sign_in):
    a_reflection(challenge, expert_says=EXPERT, goes_well=WELL, for_team=TEAM)
    client = sign_in(a.a_team_member(challenge, role))
    page = body(client, url(challenge))
    assert all(text in page for text in (EXPERT, WELL, TEAM))
    assert write(client, challenge).status_code == 404
    assert Reflection.objects.get().version == 1


def test_who_has_not_declared_an_interest_reads_nothing_yet(challenge, sign_in):
    a_reflection(challenge, for_team=TEAM)
    client = sign_in(a.a_team_member(challenge, declared=False))
    assert client.get(url(challenge)).status_code == 403


@pytest.mark.parametrize("role", ["RC", "HC", "HP", "HX", "HA", "SO", "PR", "OA", "OR", "SA"])
def test_it_is_not_there_for_anybody_else(role, challenge, lead, sign_in):
    share(a_reflection(challenge, goes_well=WELL), lead)
    client = sign_in(a.someone_in_role(role, challenge))
    for path in (url(challenge), url(challenge, "reflections")):
        answer = client.get(path)
        assert answer.status_code == 404
        assert WELL not in answer.content.decode()


def test_a_later_version_is_a_new_copy_and_the_first_stays_to_be_read(challenge, lead, director, sign_in):
    client = sign_in(lead)
    write(client, challenge)
    client.post(url(challenge, "reflection-release"), {"version": "1"})
    write(client, challenge, goes_well="Even better", version="1")
    assert "changed since" in body(client, url(challenge, "reflections"))
    page = body(sign_in(director), url(challenge))
    assert "Even better" not in page, "what is shared stands still"
    client = sign_in(lead)
    client.post(url(challenge, "reflection-release"), {"version": "2"})
    page = body(sign_in(director), url(challenge))
    assert page.index("Even better") < page.index("As shared on") < page.index(WELL)


def test_a_shared_copy_never_changes(challenge, lead):
    share(a_reflection(challenge, goes_well=WELL), lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        SharedReflection.objects.update(goes_well="Something else")


def test_nothing_is_shared_that_was_not_seen(challenge, lead, sign_in):
    reflection = a_reflection(challenge, goes_well=WELL)
    Reflection.objects.update(version=2, goes_well="Written meanwhile")
    page = sign_in(lead).post(url(challenge, "reflection-release"), {"version": "1"}, follow=True).content.decode()
    assert "Read them again" in page
    assert not SharedReflection.objects.exists()
    with pytest.raises(Stale):
        actions.share_points(reflection, seen=1, by=lead)


@pytest.mark.parametrize(
    ("texts", "sentence"), [({}, actions.NOTHING), ({"goes_well": " "}, actions.NOTHING), ({"can_do": "X"}, "")]
)
def test_there_must_be_a_point_to_share(texts, sentence, challenge, lead, sign_in):
    a_reflection(challenge, **texts)
    page = sign_in(lead).post(url(challenge, "reflection-release"), {"version": "1"}, follow=True).content.decode()
    assert sentence in page
    assert SharedReflection.objects.exists() == (not sentence)


def test_the_same_points_are_shared_once(challenge, lead):
    reflection = a_reflection(challenge, goes_well=WELL)
    actions.share_points(reflection, seen=1, by=lead)
    with pytest.raises(Refused, match="already"):
        actions.share_points(reflection, seen=1, by=lead)


def test_before_anything_is_written_there_is_nothing_to_share(challenge, lead, sign_in):
    page = sign_in(lead).get(url(challenge, "reflection-release"), follow=True).content.decode()
    assert "nothing for the host director yet" in page


def test_two_windows_lose_nothing(challenge, lead, sign_in):
    client = sign_in(lead)
    write(client, challenge, goes_well="From the first window")
    answer = write(client, challenge, goes_well="From the second window")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first window" in page
    assert "From the second window" in page
    assert write(client, challenge, goes_well="Both", version="1").status_code == 302


@pytest.mark.parametrize("field", ["expert_says", "goes_well", "more_of", "can_do", "for_team"])
def test_a_name_is_asked_about_in_every_text(field, challenge, lead, sign_in):
    a.a_host_dass(challenge, a.a_person("Michael Grant"))
    client = sign_in(lead)
    page = write(client, challenge, **{field: "Michael Grant helped."}).content.decode()
    assert "This looks like a name: Michael Grant" in page
    assert not Reflection.objects.exists()
    assert write(client, challenge, **{field: "Michael Grant helped.", "is_fine": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"expert_says": " "}, "Enter what the expert by experience said"),
        ({"goes_well": "x" * 2001}, "2000 characters or fewer"),
        ({"version": "-1"}, "out of date"),
        ({"version": ""}, "out of date"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(fields, fault, challenge, lead, sign_in):
    answer = write(sign_in(lead), challenge, for_team="Still there", **fields)
    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert "Still there" in answer.content.decode()
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("day", ["day-0", "day-9", "day-", "day-x", "1", "day-١", "day-99999999999"])
def test_a_day_that_the_visit_does_not_have_is_not_there(day, challenge, lead, sign_in):
    client = sign_in(lead)
    for page in ("reflection", "reflection-change", "reflection-release"):
        path = url(challenge, page).replace("day-1", day)
        assert client.get(path).status_code == 404
        assert client.post(path, filled()).status_code in (403, 404)
    assert not Reflection.objects.exists()


def test_a_day_is_looked_back_on_when_it_has_come(challenge, lead, sign_in):
    answer = sign_in(lead).post(url(challenge, "reflection-change", "day-2"), filled())
    assert "Look back on it when it has come" in answer.content.decode()
    with pytest.raises(Refused):
        actions.write_reflection(challenge, day=99, texts={}, seen=0, by=lead)
    assert not Reflection.objects.exists()


def test_after_the_visit_it_is_read_and_not_written(challenge, lead, sign_in):
    a_reflection(challenge, for_team=TEAM)
    challenge.stage = Stage.DRAFTING
    challenge.save()
    client = sign_in(lead)
    assert TEAM in body(client, url(challenge))
    assert write(client, challenge, version="1").status_code == 403
    assert client.post(url(challenge, "reflection-release"), {"version": "1"}).status_code == 403


def test_the_lead_owes_each_day_that_has_come_until_it_is_shared(challenge, lead):
    texts = {thing.text for thing in owed([lead.pk])}
    assert "Look back on day 1 with the host director" in texts
    assert "Look back on day 2 with the host director" not in texts
    share(a_reflection(challenge, goes_well=WELL), lead)
    assert "Look back on day 1 with the host director" not in {thing.text for thing in owed([lead.pk])}


def test_the_trail_holds_the_day_and_no_word_of_it(challenge, lead, sign_in):
    client = sign_in(lead)
    write(client, challenge)
    client.post(url(challenge, "reflection-release"), {"version": "1"})
    entries = list(Entry.objects.order_by("pk").values_list("verb", "detail"))
    assert entries == [
        ("reflection.written", {"day": 1}),
        ("reflection.shared", {"day": 1, "number": 1}),
    ]


def test_ten_copies_ask_no_more_than_one(challenge, lead, sign_in, django_assert_max_num_queries):
    reflection = a_reflection(challenge, goes_well=WELL)
    for _ in range(10):
        share(reflection, lead)
    client = sign_in(lead)
    for path in (url(challenge), url(challenge, "reflections"), url(challenge, "reflection-change")):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
