"""The sides of a challenge are exclusive, and the database keeps that by itself, whichever way a row is written.

Nobody may be on the review team and on the host's side (as a member of the host or by a job at the host council) at
once. On PostgreSQL each check first takes a lock on the person, so that two rows written at the same moment see each
other; SQLite writes one after the other anyway.
"""

from django.db import migrations

MESSAGE = "sides of a challenge are exclusive"
ON_TEAM_OF_HOST = """
    SELECT 1 FROM cycles_teammember t JOIN cycles_peerchallenge c ON c.id = t.challenge_id
    WHERE t.person_id = NEW.person_id AND t.ended_at IS NULL AND c.stage < 9 AND c.host_id = NEW.authority_id
"""
ON_TEAM = """
    SELECT 1 FROM cycles_teammember t
    WHERE t.person_id = NEW.person_id AND t.ended_at IS NULL AND t.challenge_id = NEW.challenge_id
"""
ON_HOST_SIDE = """
    SELECT 1 FROM cycles_hostmember h
    WHERE h.person_id = NEW.person_id AND h.ended_at IS NULL AND h.challenge_id = NEW.challenge_id
    UNION ALL
    SELECT 1 FROM cycles_post p JOIN cycles_peerchallenge c ON c.host_id = p.authority_id
    WHERE p.person_id = NEW.person_id AND (p.ends_on IS NULL OR p.ends_on >= CURRENT_DATE)
      AND c.id = NEW.challenge_id
"""
GUARDS = (
    ("cycles_teammember", "NEW.ended_at IS NULL", ON_HOST_SIDE),
    ("cycles_hostmember", "NEW.ended_at IS NULL", ON_TEAM),
    ("cycles_post", "(NEW.ends_on IS NULL OR NEW.ends_on >= CURRENT_DATE)", ON_TEAM_OF_HOST),
)


def keep_sides_apart() -> migrations.RunPython:
    """The migration step that puts the guards in place."""

    def install(apps, schema_editor):
        for table, when, conflict in GUARDS:
            postgresql = schema_editor.connection.vendor == "postgresql"
            for statement in _postgresql(table, when, conflict) if postgresql else _sqlite(table, when, conflict):
                schema_editor.execute(statement)

    return migrations.RunPython(install, migrations.RunPython.noop)


def _postgresql(table: str, when: str, conflict: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION {table}_sides() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {when} THEN
                PERFORM pg_advisory_xact_lock(7070, NEW.person_id::int);
                IF EXISTS ({conflict}) THEN
                  RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
              END IF;
              RETURN NEW;
            END $$""",
        f"CREATE TRIGGER {table}_sides BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_sides()",
    ]


def _sqlite(table: str, when: str, conflict: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_sides_{event.lower()} BEFORE {event} ON {table} "
        f"WHEN {when} AND EXISTS ({conflict}) BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for event in ("INSERT", "UPDATE")
    ]
