"""The accuracy check, in the world that every page is asked about: points, answers, a response, a final report."""

from reports.accuracy import current_check
from reports.models import AccuracyCheck, ReportVersion
from tests.reports.accuracy_builders import a_point, an_answer

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-corrected": {"A19"},
    "canary-should-say": {"A19"},
    "canary-not-sent": {"A84"},
    "canary-replied": {"A85"},
    "canary-reworded": {"A85"},
    "canary-our-response": {"A84"},
    "canary-of-council": {"A19"},
    "canary-agreed": {"A20"},
}
CONTENT = {
    "sections": [
        {
            "part": "summary",
            "title": "Summary",
            "paragraphs": [{"number": "1.1", "heading": "", "text": "canary-agreed"}],
        },
        {
            "part": "recommendations",
            "title": "Recommendations",
            "paragraphs": [
                {"number": f"5.{n}", "heading": "canary-recommended", "text": "- How", "recommendation": f"R{n}"}
                for n in range(1, 21)
            ],
        },
    ]
}


def furnish(world):
    """Put one of everything into the world."""
    write(world)
    report = world.challenge.report
    number = report.versions.count() + 1
    facts = {"kind": ReportVersion.Kind.FINAL, "content": CONTENT, "made_by": world.office}
    ReportVersion.objects.create(report=report, number=number + 1000, digest="x", **facts)


def write(world):
    """Points on the newest draft: one sent and answered, one that lies there."""
    check = current_check(world.challenge)
    facts = {"response": "canary-our-response", "sent_response": "canary-of-council"}
    AccuracyCheck.objects.filter(pk=check.pk).update(**facts)
    world.point = a_point(check, paragraph="1.1", text="canary-corrected", proposed="canary-should-say")
    an_answer(world.point, "accepted", text="canary-reworded", reason="canary-replied")
    a_point(check, sent=False, paragraph="1.1", text="canary-not-sent")


def objects(world):
    """What the parts of an address name."""
    return {"point": world.point.reference}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list: points on the draft that has many by now."""
    write(world)
    check = current_check(world.challenge)
    for _ in range(number):
        a_point(check, paragraph="1.1")
        a_point(check, sent=False, paragraph="1.1")
