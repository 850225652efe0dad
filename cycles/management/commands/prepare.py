"""Makes an installation ready for its next start. Safe to run at every start."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Brings the database up to date: its tables, the table of the cache, the register of councils and the forms."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", verbosity=options["verbosity"])
        for what, loader in settings.REFERENCE_DATA.items():
            self.stdout.write(f"{import_string(loader)()} {what}.")
