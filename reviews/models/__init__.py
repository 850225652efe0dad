"""The rows of the review: what was looked at before the visit, the pack the team reads, and the visit itself."""

from .concern import Concern
from .findings import Evidence, Finding, Opinion, Recommendation
from .notes import Leaning, Note, Source
from .pack import PackFile, PackVisit, ReadMark, TeamCall
from .people import KindOfPeople
from .practice import (
    CaseFile,
    FocusGroup,
    HandedOver,
    PracticeFinding,
    PracticeReview,
    Rating,
    Reading,
)
from .reflection import Reflection, SharedReflection
from .visit import BriefingReply, ConfidentialMessage, Session, SessionKind, SessionPart

__all__ = [
    "BriefingReply",
    "CaseFile",
    "Concern",
    "ConfidentialMessage",
    "Evidence",
    "Finding",
    "FocusGroup",
    "HandedOver",
    "KindOfPeople",
    "Leaning",
    "Note",
    "Opinion",
    "PackFile",
    "PackVisit",
    "PracticeFinding",
    "PracticeReview",
    "Rating",
    "ReadMark",
    "Reading",
    "Recommendation",
    "Reflection",
    "Session",
    "SessionKind",
    "SessionPart",
    "SharedReflection",
    "Source",
    "TeamCall",
]
