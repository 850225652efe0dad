"""What goes into the report, what never does, and how it is numbered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Edition
from cycles.models import TeamRole
from reports.assembling import Material, all_paragraphs, digest_of
from reports.models import Part
from reviews.models import HandedOver, KindOfPeople, PracticeReview, SessionKind
from tests import builders as a
from tests.reviews.builders import a_document
from tests.reviews.visit_builders import a_finding, a_note, a_recommendation, a_session

from .builders import a_good_finding, a_section, a_visited_challenge, a_written_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_visited_challenge()


@pytest.fixture
def author(challenge):
    return a.a_team_member(challenge, TeamRole.SENIOR_MANAGER, a.a_person("Ann Author"))


def content(challenge):
    return Material(challenge).content


def part_of(challenge, part):
    return next(one["paragraphs"] for one in content(challenge)["sections"] if one["part"] == part)


def texts(challenge, part):
    return [one["text"] for one in part_of(challenge, part)]


def test_every_part_is_there_in_order_and_paragraphs_are_numbered(challenge):
    a_section(challenge, text="First.\n\n\nSecond,\nnext line.\n\n- one\n- two")
    sections = content(challenge)["sections"]
    assert [one["title"] for one in sections] == Part.labels
    assert sections[0]["paragraphs"] == [
        {"number": "1.1", "heading": "", "text": "First."},
        {"number": "1.2", "heading": "", "text": "Second,\nnext line."},
        {"number": "1.3", "heading": "", "text": "- one\n- two"},
    ]


def test_a_finding_is_a_heading_with_what_is_behind_it(challenge, author):
    a_section(challenge, Part.CONSIDER, "How to read it.")
    a_good_finding(challenge, author, text="People wait.", detail="For months.\n\nIn every team.")
    a_good_finding(challenge, author, text="Nobody counts.")
    a_good_finding(challenge, author, kind="strength", text="Staff care.")
    assert part_of(challenge, Part.CONSIDER) == [
        {"number": "4.1", "heading": "", "text": "How to read it."},
        {"number": "4.2", "heading": "People wait.", "text": "For months."},
        {"number": "4.3", "heading": "", "text": "In every team."},
        {"number": "4.4", "heading": "Nobody counts.", "text": ""},
    ]
    assert [one["heading"] for one in part_of(challenge, Part.STRENGTHS)] == ["Staff care."]


def test_a_thin_finding_is_left_out_until_somebody_says_why_it_counts(challenge, author):
    finding = a_finding(challenge, author, text="Nobody answers.")
    assert part_of(challenge, Part.CONSIDER) == []
    assert Material(challenge).thin == [finding]
    finding.thin_because = "Everybody said so."
    finding.save()
    assert [one["heading"] for one in part_of(challenge, Part.CONSIDER)] == ["Nobody answers."]


def test_a_recommendation_says_its_theme_how_soon_and_how_anybody_would_know(challenge):
    a_recommendation(challenge, text="Agree one way in.", theme="carers", how_known="People wait less.")
    (paragraph,) = part_of(challenge, Part.RECOMMENDATIONS)
    assert paragraph["number"] == "5.1"
    assert paragraph["heading"] == "Agree one way in."
    assert "- Theme: " in paragraph["text"]
    assert "- How soon: within 6 months" in paragraph["text"]
    assert "- How we would know that it helps: People wait less." in paragraph["text"]


def test_nothing_of_how_the_team_came_to_it_goes_in(challenge, author):
    a_written_report(challenge)
    session = a_session(challenge, title="Secret title", place="Room 4", detail="secret detail")
    note = a_note(session, author, text="secret note")
    finding = a_finding(challenge, author, text="Thin.", thin_because="secret reason", notes=[note])
    finding.opinions.create(said_by=author, agrees=False, reason="secret objection", of_version=1)
    a_finding(challenge, author, text="secret taken out", taken_out_at=session.begins, thin_because="So.")
    found = str([one for one in content(challenge)["sections"] if one["part"] != Part.TEAM])
    for word in ("ecret", "Room 4", "Ann Author", "Polly Author", "F01", "F03", "S01", "note"):
        assert word not in found, word
    for paragraph in all_paragraphs(content(challenge)):
        assert paragraph.keys() <= {"number", "heading", "text", "name", "recommendation"}


def test_members_stand_there_with_role_and_council_and_experts_without_their_name(challenge, author):
    a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE, a.a_person("Eve Expert"))
    a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Lea Lead"))
    council = challenge.team.get(person=author).home
    assert part_of(challenge, Part.TEAM) == [
        {"number": "7.1", "heading": "", "name": "Lea Lead", "text": "Team lead"},
        {"number": "7.2", "heading": "", "name": "Ann Author", "text": f"Senior manager, {council}"},
        {"number": "7.3", "heading": "", "name": "", "text": "Expert by experience"},
    ]
    assert "Eve" not in str(content(challenge))


def test_what_the_team_did_is_counted(challenge, author):
    a_session(challenge, head_count=7)
    a_session(challenge, head_count=8)
    a_session(challenge, kind=SessionKind.PLACE, kind_of_people=KindOfPeople.CARERS, head_count=6)
    a_session(challenge, kind=SessionKind.LEADERS, kind_of_people=KindOfPeople.LEADERS, head_count=1)
    a_session(challenge, kind=SessionKind.BREAK, kind_of_people="", head_count=None)
    a_session(challenge, head_count=9, taken_out_at=challenge.dates_agreed_at, taken_out_by=author)
    a_document(challenge, author, code="X01")
    edition = Edition.objects.filter(instrument__kind="practice_review").first()
    review = PracticeReview.objects.create(challenge=challenge, edition=edition)
    HandedOver.objects.create(review=review, number=1, content={"files": {"read": 12}}, by=author)
    found = texts(challenge, Part.WHAT_WE_DID)
    assert found[0].startswith("The team was on site for 3 days: ")
    assert found[1] == "It held 2 talks with groups, 1 visit to a place and 1 talk with senior leaders."
    assert "- Front-line practitioners: 15 people in 2 groups\n- Carers: 6 people in 1 group" in found[2]
    assert "1 document." in found[3]
    assert "12 case files" in found[4]
    assert len(found) == 5


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([KindOfPeople.CARERS], "people"),
        ([KindOfPeople.MANAGERS], "staff"),
        ([KindOfPeople.CARERS, KindOfPeople.MANAGERS, KindOfPeople.PEOPLE], "staff and people"),
    ],
)
def test_of_a_small_group_neither_kind_nor_number_is_said(kinds, words, challenge):
    for kind in kinds:
        a_session(challenge, kind_of_people=kind, head_count=4)
    found = texts(challenge, Part.WHAT_WE_DID)
    assert found[-1] == f"It also heard {words} in groups of fewer than 5."
    assert "Carers" not in str(found)
    assert "Managers" not in str(found)
    assert "4 people" not in str(found)


def test_a_kind_of_which_one_group_was_not_counted_has_no_number_of_people(challenge):
    a_session(challenge, head_count=7)
    a_session(challenge, head_count=None)
    assert "- Front-line practitioners: 2 groups" in texts(challenge, Part.WHAT_WE_DID)[-1]


def test_a_word_changed_anywhere_changes_the_digest(challenge, author):
    a_written_report(challenge)
    before = Material(challenge).digest
    assert Material(challenge).digest == before == digest_of(content(challenge))
    challenge.findings.filter(number=1).update(text="Other words.")
    assert Material(challenge).digest != before


def test_it_asks_no_more_with_forty_findings_and_six_hundred_notes(challenge, author):
    a_good_finding(challenge, author)
    a_recommendation(challenge, challenge.findings.first())
    few = questions(challenge)
    session = a_session(challenge)
    for number in range(40):
        notes = [a_note(session, author) for _ in range(15)]
        finding = a_finding(challenge, author, notes=notes, text=f"Finding {number}")
        a_recommendation(challenge, finding)
    assert questions(challenge) == few
    assert few <= 9


def questions(challenge):
    with CaptureQueriesContext(connection) as asked:
        content(challenge)
    return len(asked)
