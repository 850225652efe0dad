"""Makes an installation ready for its next start. Safe to run at every start."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from cycles import register


class Command(BaseCommand):
    help = "Brings the database up to date: its tables, the table of the cache, and the register of councils."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", verbosity=options["verbosity"])
        self.stdout.write(f"{register.load()} councils in the register.")
