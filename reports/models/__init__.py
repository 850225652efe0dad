"""The rows of the report: its sections, its frozen versions, the check of its facts, how it becomes public, the survey
on the visit, the action plan that answers it, and the reviews after six and twelve months."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .pdf import ReportPdf
from .plan import Action, ActionPlan, Measuring, Progress, RecommendationResponse, State
from .publication import Approval, CorrectedParagraph, Publication, ReportCorrection, Sharing
from .published import PublishedReport, ReportWithdrawal
from .report import Part, Report, ReportSection, SecondLook
from .reviews import MILESTONES, HostWord, Judgement, Measured, ProgressVersion, Review
from .survey import Audience, FreeWords, Response, Survey, SurveyAsking, SurveyLink, Wave
from .version import ReportVersion

__all__ = [
    "MILESTONES",
    "AccuracyCheck",
    "Action",
    "ActionPlan",
    "Answer",
    "Approval",
    "Audience",
    "CorrectedParagraph",
    "FreeWords",
    "HostWord",
    "Judgement",
    "Measured",
    "Measuring",
    "Part",
    "Point",
    "Progress",
    "ProgressVersion",
    "Publication",
    "PublishedReport",
    "RecommendationResponse",
    "Report",
    "ReportCorrection",
    "ReportPdf",
    "ReportSection",
    "ReportVersion",
    "ReportWithdrawal",
    "Response",
    "Review",
    "Rewording",
    "SecondLook",
    "Sharing",
    "State",
    "Survey",
    "SurveyAsking",
    "SurveyLink",
    "Wave",
]
