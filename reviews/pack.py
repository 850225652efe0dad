"""The pack: what the team reads before it comes, in the order in which it is best read.

Nothing is copied into it. It is the signed-off forms, the practice review and the documents as they stand, so what
changes after the release shows as new.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import CharField, Max, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse

from assessments.documents import KIND_NAMES
from assessments.models import Assessment, Document, InstrumentKind, SignedCopy, Way
from cycles.models import PeerChallenge, Stage, StageChange
from cycles.policy import Standing
from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import file_size

from .models import HandedOver, PackVisit, ReadMark

WORDS_A_MINUTE = 200
PRACTICE, DOCUMENT = "practice", "document"
PAGES = {InstrumentKind.SELF_ASSESSMENT: "self-assessment", InstrumentKind.TEASC_RISK: "risks"}


def _key(*parts: object) -> str:
    return ":".join(str(part) for part in parts)


@dataclass
class Item:
    """One thing to read. `key` names it in its present version, so that a new version is unread again."""

    key: str
    title: str
    url: str
    changed_at: datetime
    hint: str = ""
    minutes: int | None = None
    is_read: bool = False
    is_new: bool = False
    is_late: bool = False  # it came after the pack was released


def pack(
    challenge: PeerChallenge,
    standing: Standing,
    reader: Person,
    visit: PackVisit | None = None,
    released: datetime | None = None,
) -> list[Item]:
    """The pack as this person may read it, with what they have read.

    With a visit: what is new to them on it. With when it was released: what came later.
    """
    found = items(challenge, standing)
    read = set(ReadMark.objects.filter(challenge=challenge, person=reader).values_list("item", flat=True))
    for item in found:
        item.is_read = item.key in read
        item.is_new = bool(visit and visit.before_at and item.changed_at > visit.before_at)
        item.is_late = bool(released and item.changed_at > released)
    return found


def items(challenge: PeerChallenge, standing: Standing) -> list[Item]:
    """What is in the pack and open to somebody with this standing, in reading order."""
    papers = Papers(challenge)
    return [item for verb, source in SOURCES if standing.may(verb) for item in source(papers)]


def released_at(challenge: PeerChallenge) -> datetime | None:
    """When the pack was last released, or nothing."""
    releases = StageChange.objects.filter(challenge=challenge, after=Stage.READING)
    return releases.order_by("-at").values_list("at", flat=True).first()


def keys_in(challenges: Iterable[int]) -> dict[int, set[str]]:
    """The keys of all that is in the packs of these challenges, in one question for any number of them."""
    here, nothing = list(challenges), Value("", CharField())
    forms = (
        Assessment.objects.filter(challenge__in=here)
        .order_by()
        .signed_off()
        .annotate(last=Max("signed_copies__number"))
    )
    copies = HandedOver.objects.filter(review__challenge__in=here).order_by().values("review__challenge")
    rows = forms.values_list("challenge", "kind", nothing, "last").union(
        copies.annotate(last=Max("number")).values_list(
            "review__challenge", Value(PRACTICE, CharField()), nothing, "last"
        ),
        documents_in(here).order_by().values_list("challenge", Value(DOCUMENT, CharField()), "code", "number"),
        all=True,
    )
    found: dict[int, set[str]] = defaultdict(set)
    for challenge_id, *parts in rows:
        found[challenge_id].add(_key(*(part for part in parts if part != "")))
    return found


def digest(challenge: PeerChallenge, standing: Standing) -> str:
    """One short text that changes whenever anything in the pack does: a zip file is made once for it."""
    keys = "\n".join(sorted(item.key for item in items(challenge, standing)))
    return hashlib.sha256(keys.encode()).hexdigest()


def signed_copies(challenge: PeerChallenge) -> list[tuple[Assessment, SignedCopy]]:
    """The newest signed copy of each form that is signed off now."""
    newest = SignedCopy.objects.filter(assessment=OuterRef("pk")).order_by("-number").values("pk")[:1]
    forms = Assessment.objects.filter(challenge=challenge).signed_off().annotate(copy_id=Subquery(newest))
    forms = {form.copy_id: form for form in forms.order_by("kind")}
    return [(forms[copy.pk], copy) for copy in SignedCopy.objects.filter(pk__in=forms).order_by("assessment__kind")]


class Papers:
    """What the pack is made of, each looked up once."""

    def __init__(self, challenge: PeerChallenge):
        self.challenge = challenge

    @cached_property
    def signed_copies(self) -> list[tuple[Assessment, SignedCopy]]:
        return signed_copies(self.challenge)


def _form(kind: InstrumentKind) -> Callable[[Papers], Iterator[Item]]:
    def source(papers: Papers) -> Iterator[Item]:
        for form, copy in papers.signed_copies:
            if form.kind == kind:
                yield Item(
                    _key(kind, copy.number),
                    form.get_kind_display(),
                    reverse(PAGES[kind], args=[papers.challenge.slug]),
                    copy.signed_at,
                    minutes=_minutes(copy.content),
                )

    return source


def _practice_review(papers: Papers) -> Iterator[Item]:
    challenge = papers.challenge
    copy = HandedOver.objects.filter(review__challenge=challenge).order_by("-number").first()
    if copy:
        path = reverse("practice-summary", args=[challenge.slug])
        yield Item(_key(PRACTICE, copy.number), "Practice review", path, copy.at, minutes=_minutes(copy.content))


def _documents(papers: Papers) -> Iterator[Item]:
    challenge = papers.challenge
    for document in documents_in([challenge.pk]).select_related("file", "part_of").order_by("code"):
        yield Item(
            _key(DOCUMENT, document.code, document.number),
            document.title,
            reverse("document", args=[challenge.slug, document.code]),
            document.added_at,
            hint=_where(document),
        )


def documents_in(challenges: Iterable[int]) -> QuerySet[Document]:
    """The documents there are to read in these packs."""
    return Document.objects.current().filter(challenge__in=challenges).exclude(way=Way.NOT_HELD)


def _where(document: Document) -> str:
    if document.file:
        return f"{KIND_NAMES[document.file.kind]}, {file_size(document.file.size)}"
    if document.part_of:
        return f"In {document.part_of.title}{f', {document.where}' if document.where else ''}"
    return "A public web page"


def _minutes(content: object) -> int:
    """How long the words of a frozen copy take to read, rounded up."""
    return max(1, -(-len(str(content).split()) // WORDS_A_MINUTE))


SOURCES: tuple[tuple[str, Callable[[Papers], Iterator[Item]]], ...] = (
    ("see_self_assessment", _form(InstrumentKind.SELF_ASSESSMENT)),
    ("see_practice_findings", _practice_review),
    ("see_risks", _form(InstrumentKind.TEASC_RISK)),
    ("see_documents", _documents),
)
