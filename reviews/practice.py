"""The practice review as its pages read it: the form it follows, and the people who carry it out."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from assessments.models import Choice, Edition, InstrumentKind, Question, Section
from cycles.models import HostMember, HostRole, PeerChallenge, Post, TeamMember, TeamRole
from peerchallenge.accounts.models import Person

from .models import PracticeReview

READERS = 2  # visiting readers who look at a case file on their own before they talk about it
NOT_RATED = ("not_seen", "not_applicable")  # steps of the scale that say why there is no rating


@dataclass
class Tool:
    """What a practice review follows: its criteria by section, and the words of its scales."""

    edition: Edition | None

    @cached_property
    def sections(self) -> list[Section]:
        """The sections, each with its criteria."""
        if not self.edition:
            return []
        return list(Section.objects.filter(edition=self.edition).prefetch_related("questions"))

    @cached_property
    def criteria(self) -> list[Question]:
        return [criterion for section in self.sections for criterion in section.questions.all()]

    @cached_property
    def scales(self) -> dict[str, dict[str, str]]:
        """Each scale: its steps and their words, in order."""
        found: dict[str, dict[str, str]] = {}
        for choice in Choice.objects.filter(edition=self.edition):
            found.setdefault(choice.scale, {})[choice.code] = choice.label
        return found

    def steps(self, scale: str) -> list[tuple[str, str]]:
        return list(self.scales.get(scale, {}).items())

    @property
    def ratings(self) -> list[tuple[str, str]]:
        """The steps that are a judgement, from the lowest to the highest."""
        return [(code, label) for code, label in self.steps("rating") if code not in NOT_RATED]

    def words(self, scale: str, code: str) -> str:
        """The words of one step; a step that nobody chose has none."""
        return self.scales.get(scale, {}).get(code, code)


def review_of(challenge: PeerChallenge) -> PracticeReview:
    """The practice review of a challenge, or how it looks before anybody has begun it. Nothing is saved by looking."""
    review = PracticeReview.objects.filter(challenge=challenge).select_related("edition", "handed_over_by").first()
    if review:
        return review
    edition = Edition.objects.filter(pins__challenge=challenge, instrument__kind=InstrumentKind.PRACTICE_REVIEW).first()
    return PracticeReview(challenge=challenge, edition=edition)


def tool_of(review: PracticeReview) -> Tool:
    return Tool(review.edition if review.edition_id else None)


def visiting(challenge: PeerChallenge) -> list[TeamMember]:
    """The visiting principal social workers, who read on their own."""
    members = TeamMember.objects.current().filter(challenge=challenge, role=TeamRole.PRACTICE_REVIEWER)
    return list(members.select_related("person", "home").order_by("added_at", "pk"))


def of_host(challenge: PeerChallenge) -> list[Person]:
    """The principal social worker of the host, who supports them."""
    places = HostMember.objects.current().filter(challenge=challenge, role=HostRole.PSW)
    return [place.person for place in places.select_related("person").order_by("added_at", "pk")]


def names_of_host(challenge: PeerChallenge) -> list[str]:
    """People of the host whom the product knows: their names have no place in what is written about practice."""
    places = HostMember.objects.current().filter(challenge=challenge)
    posts = Post.objects.current().filter(authority=challenge.host_id)
    people = Person.everybody.filter(Q(pk__in=places.values("person")) | Q(pk__in=posts.values("person")))
    return list(people.values_list("name", flat=True))
