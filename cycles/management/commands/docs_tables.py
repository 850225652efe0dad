"""Write docs/permissions.md and docs/lifecycle.md anew from the tables they show."""

from django.conf import settings
from django.core.management.base import BaseCommand

from cycles.tables import PAGES


class Command(BaseCommand):
    help = "Write docs/permissions.md and docs/lifecycle.md from the policy and the stage table."

    def handle(self, **options):
        for name, page in PAGES.items():
            (settings.BASE_DIR / "docs" / name).write_text(page(), encoding="utf-8")
            self.stdout.write(f"docs/{name}")
