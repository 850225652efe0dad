"""Editions of forms: read from text files once, published, and never changed again, whichever way a row is written."""

import pytest
from django.db import IntegrityError, connection, transaction

from assessments import editions
from assessments.models import (
    Assessment,
    Choice,
    DocumentRequirement,
    Edition,
    FrameworkKind,
    Instrument,
    InstrumentKind,
    Mapping,
    PinnedEdition,
    Question,
    Section,
)
from tests.builders import a_challenge, a_monday

from .builders import a_preparing_challenge

pytestmark = pytest.mark.django_db
TABLES = (Edition, Section, Question, DocumentRequirement, Choice, Mapping)
BELOW = TABLES[1:]
FORM = """
kind = "survey"
name = "Survey"
number = {number}
origin = "Written for this test."
scales.view = [["good", "Good"]]
[[sections]]
code = "A"
slug = "a"
title = "{title}"
quality_statements = ["QS1"]
[[sections.questions]]
code = "A1"
title = "One"
text = "How is it?"
"""


@pytest.fixture
def published():
    """An edition with a row in each table below it, published."""
    edition = an_edition(90)
    publish(edition)
    return edition


@pytest.fixture
def draft():
    """The same, not published."""
    return an_edition(91)


def an_edition(number):
    instrument = Instrument.objects.get(kind=InstrumentKind.SURVEY)
    edition = Edition.objects.create(instrument=instrument, number=number, origin="A test", digest="0" * 64)
    section = Section.objects.create(edition=edition, code="A", slug="a", title="A", position=1)
    Question.objects.create(section=section, code="A1", position=1, title="One", text="How is it?")
    DocumentRequirement.objects.create(section=section, code="D1", position=1, title="A plan")
    Choice.objects.create(edition=edition, scale="view", code="good", label="Good", position=1)
    Mapping.objects.create(section=section, framework=FrameworkKind.ASCOF, code="1A")
    return edition


def publish(edition):
    Edition.objects.filter(pk=edition.pk).update(published_at="2026-03-02T09:00Z")


def row_of(model, edition):
    path = {Edition: "pk", Section: "edition", Choice: "edition"}.get(model, "section__edition")
    return model.objects.get(**{path: edition.pk})


def word_of(model):
    """A column of words that no constraint minds."""
    return "origin" if model is Edition else "code"


def sql(statement, *given, **names):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names), given)


# --- The ways of writing ---------------------------------------------------------------------------------------------


def save(row):
    setattr(row, word_of(type(row)), "Z9")
    row.save()


def update_in_bulk(row):
    setattr(row, word_of(type(row)), "Z9")
    type(row).objects.bulk_update([row], [word_of(type(row))])


def update_by_query(row):
    type(row).objects.filter(pk=row.pk).update(**{word_of(type(row)): "Z9"})


def update_in_sql(row):
    sql("UPDATE {table} SET {word} = 'Z9' WHERE id = %s", row.pk, table=row._meta.db_table, word=word_of(type(row)))


def insert_or_update(row):
    setattr(row, word_of(type(row)), "Z9")
    names = {"unique_fields": ["id"], "update_fields": [word_of(type(row))]}
    type(row).objects.bulk_create([row], update_conflicts=True, **names)


def insert_another(row):
    """A further row beside this one, in the same edition."""
    row.pk = None
    setattr(row, word_of(type(row)), "Z9")
    if isinstance(row, Section):
        row.slug = "z9"
    if isinstance(row, Edition):
        row.number += 100
    row.save(force_insert=True)


def delete(row):
    sql("DELETE FROM {table} WHERE id = %s", row.pk, table=row._meta.db_table)


def delete_by_query(row):
    type(row).objects.filter(pk=row.pk)._raw_delete("default")


UPDATES = (save, update_in_bulk, update_by_query, update_in_sql, insert_or_update)


def refused(act, *given):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        act(*given)


@pytest.mark.parametrize("act", [*UPDATES, delete, delete_by_query])
@pytest.mark.parametrize("model", TABLES)
def test_no_row_of_a_published_edition_is_changed_or_deleted(published, model, act):
    refused(act, row_of(model, published))


@pytest.mark.parametrize("model", BELOW)
def test_no_row_comes_into_a_published_edition(published, model):
    refused(insert_another, row_of(model, published))


@pytest.mark.parametrize("act", UPDATES)
@pytest.mark.parametrize("model", TABLES)
def test_an_edition_that_is_not_published_yet_can_be_changed_in_each_of_these_ways(draft, model, act):
    """The control."""
    row = row_of(model, draft)
    act(row)
    assert model.objects.filter(pk=row.pk, **{word_of(model): "Z9"}).exists()


def test_an_edition_that_is_not_published_yet_can_grow_and_go(draft):
    """The control."""
    for model in TABLES:
        insert_another(row_of(model, draft))
    for model in (Mapping, DocumentRequirement, Question, Choice, Section, Edition):
        path = {Edition: "pk", Section: "edition", Choice: "edition"}.get(model, "section__edition")
        for row in model.objects.filter(**{path: draft.pk}):
            delete(row)
    assert not Edition.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("model", BELOW)
def test_no_row_moves_into_or_out_of_a_published_edition(published, draft, model):
    above = "edition_id" if model in (Section, Choice) else "section_id"
    inside, outside = row_of(model, published), row_of(model, draft)
    for row, other in ((inside, outside), (outside, inside)):
        refused(lambda row=row, other=other: model.objects.filter(pk=row.pk).update(**{above: getattr(other, above)}))


# What one engine has and the other has not: rows put in the place of others, tables emptied without a look at rows.
AT_ONCE = {
    "sqlite": (
        "INSERT OR REPLACE INTO {table} ({names}) SELECT {inside}, {rest} FROM {table} WHERE id = {outside}",
        "UPDATE OR REPLACE {table} SET id = {inside} WHERE id = {outside}",
    ),
    "postgresql": ("TRUNCATE {table} CASCADE",),
}


@pytest.mark.parametrize("model", TABLES)
def test_no_row_of_a_published_edition_is_replaced_or_swept_away(published, draft, model):
    table, names = model._meta.db_table, ", ".join(field.column for field in model._meta.concrete_fields)
    rows = {"inside": row_of(model, published).pk, "outside": row_of(model, draft).pk}
    connection.check_constraints()  # what waits for the end of the transaction would stand in the way
    for statement in AT_ONCE[connection.vendor]:
        refused(lambda s=statement: sql(s, table=table, names=names, rest=names.partition(", ")[2], **rows))


def test_no_edition_takes_the_number_of_a_published_one(published, draft):
    replacing = "UPDATE OR REPLACE" if connection.vendor == "sqlite" else "UPDATE"
    statement = "{replacing} assessments_edition SET number = %s WHERE id = %s"
    refused(lambda: sql(statement, published.number, draft.pk, replacing=replacing))


def test_a_published_edition_cannot_be_taken_back(published):
    refused(lambda: Edition.objects.filter(pk=published.pk).update(published_at=None))


# --- Loading ---------------------------------------------------------------------------------------------------------


def written(folder, number=92, title="A part"):
    (folder / f"survey-{number}.toml").write_text(FORM.format(number=number, title=title))
    return folder


def test_the_forms_of_the_programme_are_published_with_their_mapping():
    assert {kind for kind in InstrumentKind if Edition.objects.newest(kind)} == set(InstrumentKind)
    areas = Section.objects.filter(edition=Edition.objects.newest(InstrumentKind.SELF_ASSESSMENT))
    codes = set(Mapping.objects.filter(section__in=areas).values_list("code", flat=True))
    assert {f"QS{number}" for number in range(1, 10)} <= codes
    assert {"1A", "6B"} <= codes


def test_loading_again_changes_nothing(tmp_path):
    editions.load(written(tmp_path))
    before = list(Section.objects.values())
    editions.load(tmp_path)
    assert list(Section.objects.values()) == before


def test_other_words_under_a_published_number_are_refused(tmp_path):
    editions.load(written(tmp_path))
    with pytest.raises(editions.Changed, match="Give the new words a new number"):
        editions.load(written(tmp_path, title="Another part"))


def test_a_running_challenge_keeps_its_edition_and_a_later_one_gets_the_newest(tmp_path):
    running = a_preparing_challenge()
    editions.load(written(tmp_path, number=93))
    editions.open_forms(running)
    later = a_challenge(first_day=a_monday())
    editions.open_forms(later)
    numbers = {
        challenge: PinnedEdition.objects.get(challenge=challenge, kind=InstrumentKind.SURVEY).edition.number
        for challenge in (running, later)
    }
    assert numbers == {running: 1, later: 93}


def test_the_answers_of_a_challenge_are_to_the_questions_of_its_edition():
    challenge = a_preparing_challenge()
    for form in Assessment.objects.filter(challenge=challenge):
        asked = set(Question.objects.filter(section__edition=form.edition).values_list("pk", flat=True))
        assert set(form.rows.values_list("question", flat=True)) == asked
