"""The rows of the report: its sections, its frozen versions, the check of its facts, and the survey on the visit."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .pdf import ReportPdf
from .report import Part, Report, ReportSection, SecondLook
from .survey import Audience, FreeWords, Response, Survey, SurveyAsking, SurveyLink, Wave
from .version import ReportVersion

__all__ = [
    "AccuracyCheck",
    "Answer",
    "Audience",
    "FreeWords",
    "Part",
    "Point",
    "Report",
    "ReportPdf",
    "ReportSection",
    "ReportVersion",
    "Response",
    "Rewording",
    "SecondLook",
    "Survey",
    "SurveyAsking",
    "SurveyLink",
    "Wave",
]
