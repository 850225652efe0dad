"""What a finding rests on: how many notes, of how many kinds, from how many groups, and what speaks against it.

Three notes, two kinds and two groups are enough (decisions.md 4, triangulation: a convention of reviewers). Less than
that warns and never blocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet

from cycles.models import PeerChallenge
from peerchallenge.ui.wording import plural, sentence_list

from .models import Evidence, Finding, Note, Source

FOR, AGAINST, NOT_USED = "for", "against", "not_used"  # how a note may count


@dataclass
class Strength:
    """The evidence of one finding, counted. It names no note and nobody."""

    notes: int = 0
    kinds: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    against: int = 0

    def count(self, link: Evidence) -> None:
        if link.is_against:
            self.against += 1
            return
        self.notes += 1
        self.kinds.add(link.note.source)
        self.groups.add(group_of(link.note))

    @property
    def missing(self) -> list[str]:
        """What is still too little, in words: "2 more notes", "1 more group"."""
        wanted = settings.ENOUGH_EVIDENCE
        have = (("note", self.notes), ("kind", len(self.kinds)), ("group", len(self.groups)))
        return [f"{plural(wanted[name] - count, f'more {name}')}" for name, count in have if count < wanted[name]]

    @property
    def is_enough(self) -> bool:
        return not self.missing

    @property
    def words(self) -> str:
        """ "4 notes, 2 kinds, 3 groups", and how many speak against it."""
        parts = [plural(self.notes, "note"), plural(len(self.kinds), "kind"), plural(len(self.groups), "group")]
        against = f"; {plural(self.against, 'note speaks', 'notes speak')} against it" if self.against else ""
        return ", ".join(parts) + against

    @property
    def kinds_in_words(self) -> str:
        """How the team knows it, as one reads it: "heard, read and seen"."""
        names = {Source.HEARD: "heard", Source.SEEN: "seen", Source.READ: "read", Source.DATA: "figures"}
        names[Source.PRACTICE] = "practice review"
        return sentence_list([words for kind, words in names.items() if kind in self.kinds])


def group_of(note: Note) -> str:
    """Whose voice a note is: of one session, of one document, or of a kind of source that has neither.

    Two sessions with the same kind of people are two groups: other people spoke.
    """
    if note.session_id:
        return f"session {note.session_id}"
    return f"document {note.document_id}" if note.document_id else note.source


def word_of(is_against: bool | None) -> str:
    """How a note counts, as the page says it; None where no link to it stands."""
    return {None: NOT_USED, True: AGAINST, False: FOR}[is_against]


def counting() -> QuerySet[Evidence]:
    """Links that count: to notes that the team can read and that are not taken out."""
    return Evidence.objects.filter(note__shared_at__isnull=False, note__taken_out_at=None)


def strengths(findings: Iterable[Finding]) -> dict[int, Strength]:
    """The evidence of each finding by its id, in one question."""
    found = {finding.pk: Strength() for finding in findings}
    for link in counting().filter(finding__in=found).select_related("note"):
        found[link.finding_id].count(link)
    return found


def unused(challenge: PeerChallenge) -> QuerySet[Note]:
    """Notes the team shares that no finding rests on yet."""
    used = Evidence.objects.filter(finding__taken_out_at=None, finding__challenge=challenge).values("note")
    return challenge.notes.there().filter(shared_at__isnull=False).exclude(pk__in=used)
