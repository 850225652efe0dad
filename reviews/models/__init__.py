"""The rows of the review: what was looked at before the visit, and the pack the team reads."""

from .pack import PackFile, PackVisit, ReadMark, TeamCall
from .practice import (
    CaseFile,
    FocusGroup,
    HandedOver,
    KindOfPeople,
    PracticeFinding,
    PracticeReview,
    Rating,
    Reading,
)

__all__ = [
    "CaseFile",
    "FocusGroup",
    "HandedOver",
    "KindOfPeople",
    "PackFile",
    "PackVisit",
    "PracticeFinding",
    "PracticeReview",
    "Rating",
    "ReadMark",
    "Reading",
    "TeamCall",
]
