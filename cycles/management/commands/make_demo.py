"""Make the example region, or make it again when the program has changed since."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.module_loading import import_string

from cycles.demo.build import build_demo
from cycles.models import Region
from peerchallenge.accounts.models import Person

WHAT_IT_IS_MADE_OF = ("*/demo", "*/models", "*/instruments", "*/migrations", "peerchallenge/*/migrations")


class Command(BaseCommand):
    help = "Make the example region in an empty database. Run with DEMO=true."

    def add_arguments(self, parser):
        parser.add_argument("--prepare", action="store_true", help="prepare the database first")
        parser.add_argument("--fictional-names", action="store_true", help="made-up councils, for pictures")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Run this with DEMO=true. It is never for a service that people use.")
        stamp, made = settings.VAR_DIR / "demo-made-of", fingerprint(settings.BASE_DIR)
        if stamp.exists() and stamp.read_text() != made:
            self.stdout.write("The program has changed since the example region was made. Making it again.")
            stamp.unlink()
            start_afresh()
        elif options["prepare"]:
            call_command("prepare", verbosity=0)
        if stamp.exists() and Region.objects.exists():
            self.stdout.write("The example region is there already.")
            return
        if Person.everybody.exists():
            raise CommandError("This database is in use and not a demo, so it is left alone.")
        region = build_demo(fictional=options["fictional_names"])
        for part in settings.DEMO_PARTS:
            import_string(part)(region)
        stamp.write_text(made)
        self.stdout.write("The example region is ready.")


def fingerprint(folder: Path) -> str:
    """What the example region depends on, as one short text: changes when any of it changes."""
    sources = sorted(
        path
        for pattern in WHAT_IT_IS_MADE_OF
        for path in folder.glob(f"{pattern}/**/*.*")
        if path.suffix in (".py", ".toml")
    )
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def start_afresh() -> None:
    """Empty the demo's database file: the trail in it cannot be deleted row by row, by design."""
    if connection.vendor != "sqlite":
        raise CommandError("An outdated demo is made again on SQLite only. Empty the database yourself.")
    connection.close()
    path = Path(settings.DATABASES["default"]["NAME"])
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    call_command("prepare", verbosity=0)
