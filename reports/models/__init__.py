"""The rows of the report: its sections as the team writes them, its frozen versions, and the check of its facts."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .pdf import ReportPdf
from .report import Part, Report, ReportSection, SecondLook
from .version import ReportVersion

__all__ = [
    "AccuracyCheck",
    "Answer",
    "Part",
    "Point",
    "Report",
    "ReportPdf",
    "ReportSection",
    "ReportVersion",
    "Rewording",
    "SecondLook",
]
