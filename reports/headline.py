"""The headline of a published report, for pages of parts below this one: wiring.py names this function."""

from typing import Any

from django.urls import reverse

from .public.reading import shown


def headline_of(slug: str) -> dict[str, Any] | None:
    """What a published report of this challenge comes to, with its public address. Nothing before it is public."""
    known = shown(slug)
    if not known or known.withdrawal_of(known.current):
        return None
    report = known.current
    return {
        "url": reverse("public-report", args=[slug]),
        "council": report.council,
        "strengths": report.strengths,
        "areas": report.areas,
        "recommendations": report.recommendations,
    }
