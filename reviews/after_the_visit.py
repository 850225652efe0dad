"""What a briefing link leads to once the report is public: what was said, and what came of it."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Session


def report_for(token: str) -> dict[str, Any] | None:
    """The published report of the challenge whose link this was. The part that publishes it is above this one."""
    slug = Session.objects.with_groups().filter(token=token).values_list("challenge__slug", flat=True).first()
    headline_of = import_string(settings.PUBLISHED_REPORT_OF) if settings.PUBLISHED_REPORT_OF else None
    return headline_of(slug) if slug and headline_of else None
