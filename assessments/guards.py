"""A published edition never changes, and the database keeps that by itself, whichever way a row is written."""

from typing import Any

from django.db import migrations

MESSAGE = "a published edition never changes"
# Each table below an edition, and the edition of one of its rows.
OF_SECTION = "(SELECT edition_id FROM assessments_section WHERE id = {row}.section_id)"
OF_MAPPING = """(SELECT edition_id FROM assessments_section WHERE id = COALESCE({row}.section_id,
    (SELECT section_id FROM assessments_question WHERE id = {row}.question_id),
    (SELECT section_id FROM assessments_documentrequirement WHERE id = {row}.requirement_id)))"""
TABLES = {
    "assessments_section": "{row}.edition_id",
    "assessments_choice": "{row}.edition_id",
    "assessments_question": OF_SECTION,
    "assessments_documentrequirement": OF_SECTION,
    "assessments_mapping": OF_MAPPING,
}
PUBLISHED = "EXISTS (SELECT 1 FROM assessments_edition WHERE id = {edition} AND published_at IS NOT NULL)"
# SQLite can put a row in the place of another (INSERT OR REPLACE) without a word to the guards of deletion.
DISPLACED = "EXISTS (SELECT 1 FROM {table} there WHERE there.id = NEW.id AND {published})"
EDITION_DISPLACED = """EXISTS (SELECT 1 FROM assessments_edition there WHERE there.published_at IS NOT NULL
    AND (there.id = NEW.id OR (there.instrument_id = NEW.instrument_id AND there.number = NEW.number)))"""
ANY_PUBLISHED = "EXISTS (SELECT 1 FROM assessments_edition WHERE published_at IS NOT NULL)"
EDITION_PUBLISHED = "OLD.published_at IS NOT NULL"


def freeze_published_editions() -> migrations.RunPython:
    """The migration step that puts the guards in place."""

    def install(apps: Any, schema_editor: Any) -> None:
        guards = [("assessments_edition", event, condition) for event, condition in _of_editions()]
        guards += [(table, *guard) for table, edition in TABLES.items() for guard in _below_editions(table, edition)]
        postgresql = schema_editor.connection.vendor == "postgresql"
        for table, event, condition in guards:
            for statement in (_postgresql if postgresql else _sqlite)(table, event, condition):
                schema_editor.execute(statement)
        for table in ("assessments_edition", *TABLES) if postgresql else ():
            for statement in _no_truncate(table):
                schema_editor.execute(statement)

    return migrations.RunPython(install, migrations.RunPython.noop)


def _of_editions() -> list[tuple[str, str]]:
    """When a write to the table of editions is refused. To publish one is an update of what is not published yet."""
    return [
        ("INSERT", EDITION_DISPLACED),
        ("UPDATE", f"{EDITION_PUBLISHED} OR {EDITION_DISPLACED}"),
        ("DELETE", EDITION_PUBLISHED),
    ]


def _below_editions(table: str, edition: str) -> list[tuple[str, str]]:
    """When a write to a table below is refused: no row comes into a published edition, changes there or leaves it."""
    before, after, there = (PUBLISHED.format(edition=edition.format(row=row)) for row in ("OLD", "NEW", "there"))
    displaced = DISPLACED.format(table=table, published=there)
    return [
        ("INSERT", f"{after} OR {displaced}"),
        ("UPDATE", f"{before} OR {after} OR {displaced}"),
        ("DELETE", before),
    ]


def _sqlite(table: str, event: str, condition: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_frozen_{event.lower()} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ]


def _postgresql(table: str, event: str, condition: str) -> list[str]:
    return _function_and_trigger(table, event, condition, "OLD" if event == "DELETE" else "NEW", "ROW")


def _no_truncate(table: str) -> list[str]:
    """Emptying a whole table at once asks no guard of single rows."""
    return _function_and_trigger(table, "TRUNCATE", ANY_PUBLISHED, "NULL", "STATEMENT")


def _function_and_trigger(table: str, event: str, condition: str, result: str, each: str) -> list[str]:
    name = f"{table}_frozen_{event.lower()}"
    return [
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {condition} THEN
                RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN {result};
            END $$""",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]
