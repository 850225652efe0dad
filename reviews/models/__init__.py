"""The rows of the review: what was looked at before the visit, the pack the team reads, and the visit itself."""

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
from .visit import BriefingReply, ConfidentialMessage, Session, SessionKind, SessionPart

__all__ = [
    "BriefingReply",
    "CaseFile",
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
    "Session",
    "SessionKind",
    "SessionPart",
    "Source",
    "TeamCall",
]
