"""The practice review, in the world that every page is asked about."""

from cycles.models import TeamRole
from reviews.handing_over import Material, content_of
from reviews.models import HandedOver, PracticeReview
from tests import builders as a
from tests.reviews import practice_builders as build

# Each canary, and the assets of which any lets a person read it. Nobody may read what a reader saw before both finish;
# drafts are for those who make the sample (A08), others get the copy that was handed over.
CANARIES: dict[str, set[str]] = {
    "canary-sample": {"A08"},
    "canary-blind": set(),
    "canary-case": {"A09"},
    "canary-group": {"A10"},
    "canary-small-kind": {"A10"},
    "canary-found": {"A08"},
    "canary-draft": {"A08"},
    "canary-handed-over": {"A11d"},
}


def furnish(world):
    """One of everything: a file that both have read, one that is blind, a group, a finding, and a frozen copy."""
    review = PracticeReview.objects.begun(world.challenge)
    PracticeReview.objects.filter(pk=review.pk).update(how_chosen="canary-sample", summary="canary-draft")
    world.practice = build.Practice(
        world.challenge,
        review,
        world.host_member,
        *(a.a_team_member(world.challenge, TeamRole.PRACTICE_REVIEWER) for _ in range(2)),
        lead=None,
    )
    build.a_file_read_by_both(world.practice, notes=("canary-case", "canary-case"))
    blind = build.a_case_file(review, world.host_member)
    build.a_reading(blind, world.practice.first, note="canary-blind", praise="canary-blind")
    build.a_focus_group(review, text="canary-group", detail="canary-small-kind")
    build.a_finding(review, "canary-found")
    content = content_of(Material(review)) | {"summary": "canary-handed-over", "findings": []}
    HandedOver.objects.create(review=review, number=1, content=content, by=world.practice.first)


def objects(world):
    """What the parts of an address name."""
    return {"case_file": "CF01", "group": 1, "finding": 1, "practice_text": "summary"}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {"case-file-draft": {"version": "1"}}


def grow(world, number):
    """One more of everything that pages list."""
    build.a_file_read_by_both(world.practice, agreed="3")
    build.a_case_file(world.practice.review, world.host_member)
    build.a_focus_group(world.practice.review)
    build.a_finding(world.practice.review)
    a.a_team_member(world.challenge, TeamRole.PRACTICE_REVIEWER)
