"""The publication, in the world that every page is asked about: a text that is planned, and a correction."""

from datetime import timedelta

from django.utils import timezone

from reports.models import Approval, Publication, PublishedReport, ReportVersion, Sharing
from reports.publication import copy_for_the_public
from tests.reports.publication_builders import a_correction, a_version

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-for-public": {"A49"},
    "canary-urgent": {"A49"},
    "canary-put-right": {"A49"},
    "canary-amended": {"A49"},
    "canary-committee": {"A49", "A90"},
}
OUT_AT = timezone.now() + timedelta(days=3000)
CONTENT = {
    "sections": [
        {
            "part": "summary",
            "title": "Summary",
            "paragraphs": [{"number": f"1.{number}", "heading": "", "text": "canary-for-public"} for number in (1, 2)],
        }
    ]
}


def furnish(world):
    """Put one of everything into the world."""
    report = world.challenge.report
    final = report.versions.get(kind=ReportVersion.Kind.FINAL)
    text = a_version(report, ReportVersion.Kind.PUBLIC, CONTENT, number=final.number + 1)
    world.approval = Approval.objects.create(version=text, made_of=final, approved_by=world.author)
    world.publication = publish(world, OUT_AT, override_reason="canary-urgent")
    correction = a_correction(world.challenge, "canary-put-right")
    correction.paragraphs.create(paragraph="1.1", text="canary-amended", version=1)
    Sharing.objects.create(report=report, committee="canary-committee")


def publish(world, at, **facts):
    public = PublishedReport.objects.create(**copy_for_the_public(world.challenge, world.approval), publish_at=at)
    report = world.challenge.report
    facts = {"approval": world.approval, "published_by": world.office} | facts
    return Publication.objects.create(report=report, published=public, **facts)


def objects(world):
    """What the parts of an address name."""
    return {"paragraph": "1.1"}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list: versions that are out."""
    publish(world, timezone.now() - timedelta(days=100 - number), settled_at=timezone.now())
