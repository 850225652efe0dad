"""A published edition never changes, and the database keeps that by itself, whichever way a row is written."""

from typing import Any

from django.db import migrations

MESSAGE = "a published edition never changes"
# Each table below an edition, and the edition of one of its rows.
OF_SECTION = "(SELECT edition_id FROM assessments_section WHERE id = {row}.section_id)"
PUBLISHED = "EXISTS (SELECT 1 FROM assessments_edition WHERE id = {edition} AND published_at IS NOT NULL)"
TABLES = {
    "assessments_section": "{row}.edition_id",
    "assessments_choice": "{row}.edition_id",
    "assessments_question": OF_SECTION,
    "assessments_documentrequirement": OF_SECTION,
}


def freeze_published_editions() -> migrations.RunPython:
    """The migration step that puts the guards in place."""

    def install(apps: Any, schema_editor: Any) -> None:
        postgresql = schema_editor.connection.vendor == "postgresql"
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            for table, edition in TABLES.items():
                published = PUBLISHED.format(edition=edition.format(row=row))
                _guard(schema_editor, postgresql, table, event, published, row)
            if event != "INSERT":
                _guard(schema_editor, postgresql, "assessments_edition", event, "OLD.published_at IS NOT NULL", row)

    return migrations.RunPython(install, migrations.RunPython.noop)


def _guard(schema_editor: Any, postgresql: bool, table: str, event: str, condition: str, row: str) -> None:
    name = f"{table}_frozen_{event.lower()}"
    if not postgresql:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    schema_editor.execute(
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {condition} THEN
                RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN {row if event == "DELETE" else "NEW"};
            END $$"""
    )
    schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
