"""The rows of the review: what was looked at before the visit, the pack the team reads, and the visit itself."""

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
    "FocusGroup",
    "HandedOver",
    "KindOfPeople",
    "Leaning",
    "Note",
    "PackFile",
    "PackVisit",
    "PracticeFinding",
    "PracticeReview",
    "Rating",
    "ReadMark",
    "Reading",
    "Session",
    "SessionKind",
    "SessionPart",
    "Source",
    "TeamCall",
]
