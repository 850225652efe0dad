"""The rows of the report: its sections as the team writes them, its frozen versions, the check of its facts, and how
it becomes public."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .publication import Approval, CorrectedParagraph, Publication, ReportCorrection, Sharing
from .published import PublishedReport, ReportWithdrawal
from .report import Part, Report, ReportSection, SecondLook
from .version import ReportVersion

__all__ = [
    "AccuracyCheck",
    "Answer",
    "Approval",
    "CorrectedParagraph",
    "Part",
    "Point",
    "Publication",
    "PublishedReport",
    "Report",
    "ReportCorrection",
    "ReportSection",
    "ReportVersion",
    "ReportWithdrawal",
    "Rewording",
    "SecondLook",
    "Sharing",
]
