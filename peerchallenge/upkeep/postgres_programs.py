"""PostgreSQL's own programs for copying a database. The password reaches them by environment, never by command line."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from .refusals import CannotDo

PACKAGE = "postgresql-client"
# Everything of this schema goes, in the same transaction in which the copy comes: if that fails, all is as it was.
EMPTY = """
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = current_schema()
  LOOP EXECUTE 'DROP TABLE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
END $$;
"""


def dump(settings: dict[str, Any], snapshot: str, path: Path) -> None:
    """Copy the database as `snapshot` sees it."""
    _run("pg_dump", _MADE_BY_ANYBODY, "--format=custom", f"--snapshot={snapshot}", f"--file={path}", settings=settings)


def load(settings: dict[str, Any], path: Path) -> None:
    """Replace everything in the database by what the copy holds, in one transaction."""
    script, emptying = path.with_suffix(".sql"), path.with_suffix(".empty.sql")
    try:
        # First as a whole, so that a copy that breaks off is noticed before anything is emptied.
        _run("pg_restore", _MADE_BY_ANYBODY, f"--file={script}", str(path), settings=settings)
        emptying.write_text(EMPTY)
        once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run("psql", *once, f"--file={emptying}", f"--file={script}", settings=settings)
    finally:
        script.unlink(missing_ok=True)
        emptying.unlink(missing_ok=True)


_MADE_BY_ANYBODY = ("--no-owner", "--no-privileges")


def _run(name: str, *arguments: str | tuple[str, ...], settings: dict[str, Any]) -> None:
    words = [word for given in arguments for word in ([given] if isinstance(given, str) else given)]
    done = subprocess.run(  # noqa: S603 -- one of three programs, with arguments of our own
        [_found(name), *words], env=_environment(settings), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotDo(f"{name} did not do its work{_why(done.stderr)}")


def _found(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if program := shutil.which(name) or next(map(str, debian), None):
        return program
    raise CannotDo(f"{name} is not on this machine. To install it: sudo apt-get install {PACKAGE}")


def _environment(settings: dict[str, Any]) -> dict[str, str]:
    given = {
        "PGHOST": settings.get("HOST"),
        "PGPORT": settings.get("PORT"),
        "PGUSER": settings.get("USER"),
        "PGPASSWORD": settings.get("PASSWORD"),
        "PGDATABASE": settings.get("NAME"),
        "PGSSLMODE": settings.get("OPTIONS", {}).get("sslmode"),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") or name == "PGSSLROOTCERT"}
    return kept | {name: str(value) for name, value in given.items() if value}


def _why(said: str) -> str:
    """What the program said, where that cannot be anybody's data: what it cannot reach, or is too old for."""
    for words in ("version mismatch", "No space left on device", "could not connect", "connection to server"):
        if words in said:
            return f': it says "{words}".'
    return ". Try again; if it fails again, look at the log of the database server."
