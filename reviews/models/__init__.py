"""The rows of the review: what was looked at before the visit, the pack the team reads, and the visit itself."""

from .concern import Concern
from .feedback import Correction, Feedback, PresentedFeedback
from .findings import Evidence, Finding, Opinion, Recommendation
from .notes import Leaning, Note, Source
from .pack import PackFile, PackVisit, ReadMark, TeamCall
from .people import KindOfPeople
from .points import SAID_IN_THE_ROOM, PointKind
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
    "SAID_IN_THE_ROOM",
    "BriefingReply",
    "CaseFile",
    "Concern",
    "ConfidentialMessage",
    "Correction",
    "Evidence",
    "Feedback",
    "Finding",
    "FocusGroup",
    "HandedOver",
    "KindOfPeople",
    "Leaning",
    "Note",
    "Opinion",
    "PackFile",
    "PackVisit",
    "PointKind",
    "PracticeFinding",
    "PracticeReview",
    "PresentedFeedback",
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
