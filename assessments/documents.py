"""The documents of a challenge as people read them: the list of the team with its answers, and one document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import file_size

from .models import Document, DocumentRequirement, Evidence, InstrumentKind, QualityStatement, Section, Way
from .writers import path_of

KIND_NAMES = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "odt": "OpenDocument",
    "csv": "CSV",
    "txt": "Text",
    "png": "Picture",
    "jpg": "Picture",
}
RELATED = ("file", "part_of", "requirement", "added_by", "ended_by")


@dataclass(frozen=True)
class Reader:
    """Whose page it is: some see only what they added themselves; who may add also sees what was taken out."""

    person: Person
    own_only: bool = False
    may_add: bool = False

    def may_see(self, document: Document) -> bool:
        return (not self.own_only or document.added_by_id == self.person.pk) and (
            self.may_add or not document.taken_out
        )


@dataclass(frozen=True)
class Line:
    """One line of the list: what is asked for or was added, and the document that answers it."""

    code: str
    title: str
    requirement: DocumentRequirement | None = None
    document: Document | None = None
    is_new: bool = False

    @property
    def needed(self) -> str:
        if not self.requirement:
            return "Extra"
        if not self.requirement.mandatory:
            return "If you have it"
        return f"Required if {self.requirement.only_if}" if self.requirement.only_if else "Required"

    @property
    def is_answered(self) -> bool:
        return bool(self.document and self.document.leads_somewhere)

    @property
    def status(self) -> str:
        """One of the five words of the design system."""
        if not self.document:
            return "not_started"
        return "completed" if self.document.leads_somewhere else "problem"

    @property
    def about(self) -> str:
        return about(self.document) if self.document else ""


@dataclass(frozen=True)
class Area:
    section: Section
    lines: list[Line] = field(default_factory=list)


def about(document: Document) -> str:
    """What the document is, in a few words: "PDF, 2.1 MB", "Part of D09"."""
    if document.way == Way.FILE:
        return f"{KIND_NAMES[document.file.kind]}, {file_size(document.file.size)}"
    if document.way == Way.SECTION:
        return f"Part of {document.part_of.code}"
    return "Public web page" if document.way == Way.LINK else Way.NOT_HELD.label


def current_documents(challenge: PeerChallenge) -> QuerySet[Document]:
    """What the host hands in now, one row for each document, in the order of the list; what it added comes last."""
    return Document.objects.current().filter(challenge=challenge).select_related(*RELATED).with_target().in_order()


def asked_of(challenge: PeerChallenge) -> QuerySet[DocumentRequirement]:
    """The list of the team, in the edition that this challenge keeps."""
    pinned = {"section__edition__pins__challenge": challenge, "section__edition__pins__kind": InstrumentKind.DOCUMENTS}
    return DocumentRequirement.objects.filter(**pinned).order_by("section__position", "position")


def lines(challenge: PeerChallenge, reader: Reader) -> list[Line]:
    """The list of the team with its answers. A reader of own rows sees what is theirs and what is still missing."""
    answers = {document.requirement_id: document for document in current_documents(challenge).exclude(requirement=None)}
    released = released_at(challenge)
    found = []
    for requirement in asked_of(challenge).select_related("section"):
        document = answers.get(requirement.pk)
        if document is None or reader.may_see(document):
            is_new = is_new_since(document, released)
            found.append(Line(requirement.code, requirement.title, requirement, document, is_new))
    return found


def by_area(lines: Iterable[Line]) -> list[Area]:
    areas: dict[int, Area] = {}
    for line in lines:
        areas.setdefault(line.requirement.section_id, Area(line.requirement.section)).lines.append(line)
    return list(areas.values())


def extras(challenge: PeerChallenge, reader: Reader) -> QuerySet[Document]:
    """What the host added by itself, each once; what was taken out only for those who may put it back."""
    mine = challenge.documents.filter(requirement=None).select_related(*RELATED).with_target().in_order()
    if reader.own_only:
        mine = mine.filter(added_by=reader.person)
    if not reader.may_add:
        return mine.current()
    later = challenge.documents.filter(code=OuterRef("code"))
    there = Exists(later.filter(ended_at=None))
    return mine.filter(Q(ended_at=None) | (~Q(there) & ~Exists(later.filter(number__gt=OuterRef("number")))))


def as_line(document: Document, released: datetime | None) -> Line:
    return Line(document.code, document.title, None, document, is_new_since(document, released))


def released_at(challenge: PeerChallenge) -> datetime | None:
    """When the team got what it reads, if it has."""
    if challenge.stage < Stage.READING:
        return None
    return challenge.stage_changes.filter(after=Stage.READING).values_list("at", flat=True).last()


def is_new_since(document: Document | None, released: datetime | None) -> bool:
    return bool(document and released and document.added_at > released)


@dataclass(frozen=True)
class Subject:
    """One document through all its versions, as far as the reader may see them, the newest first."""

    code: str
    title: str
    requirement: DocumentRequirement | None
    versions: list[Document]
    is_anothers: bool = False

    @property
    def current(self) -> Document | None:
        return next((document for document in self.versions if document.ended_at is None), None)

    @property
    def earlier(self) -> list[Document]:
        return [document for document in self.versions if document.ended_at and not document.taken_out]

    @property
    def taken_out(self) -> list[Document]:
        return [document for document in self.versions if document.taken_out]

    def version(self, number: int) -> Document | None:
        return next((document for document in self.versions if document.number == number), None)


def subject_of(challenge: PeerChallenge, code: str, reader: Reader) -> Subject | None:
    """The document of this code, or None where there is none that the reader may know of."""
    requirement = asked_of(challenge).select_related("section").filter(code=code).first()
    known = list(challenge.documents.filter(code=code).select_related(*RELATED).with_target().order_by("-number"))
    seen = [document for document in known if reader.may_see(document)]
    if not requirement and not seen:
        return None
    hidden = [document for document in known if not document.ended_at and document not in seen]
    title = requirement.title if requirement else seen[0].title
    return Subject(code, title, requirement, seen, is_anothers=bool(hidden))


def why_asked(requirement: DocumentRequirement | None) -> QuerySet[QualityStatement]:
    """The quality statements that the team looks at with this document."""
    codes = requirement.mappings.values("code") if requirement else []
    return QualityStatement.objects.filter(code__in=codes)


def used_in(
    challenge: PeerChallenge, code: str, *, answers: bool, risks: bool, drafts: bool
) -> Iterator[tuple[str, str]]:
    """Where the forms name this document as evidence, of the forms that the reader may see: titles with addresses.

    `drafts`: also of a form that is not signed off yet, and with the address where it is written.
    """
    named = Evidence.objects.filter(document__challenge=challenge, document__code=code)
    forms = (f"{row}__{part}" for row in ("answer", "risk") for part in ("question__section", "assessment"))
    told = {}
    for evidence in named.select_related(*forms):
        row = evidence.answer or evidence.risk
        row.assessment.challenge = challenge
        if (answers if evidence.answer else risks) and (drafts or row.assessment.signed_off_at):
            place = (row.assessment.kind, row.question.section.position, row.question.position)
            told[place] = (str(row.question), path_of(row) if drafts else "")
    yield from (told[place] for place in sorted(told))
