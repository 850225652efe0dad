"""The rows of the report: its sections, its frozen versions, the check of its facts, and the survey on the visit."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .pdf import ReportPdf
"""The rows of the report: its sections as the team writes them, its frozen versions, the check of its facts, and how
it becomes public."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .publication import Approval, CorrectedParagraph, Publication, ReportCorrection, Sharing
from .published import PublishedReport, ReportWithdrawal
from .report import Part, Report, ReportSection, SecondLook
from .survey import Audience, FreeWords, Response, Survey, SurveyAsking, SurveyLink, Wave
"""The rows of the report: its sections as the team writes them, its frozen versions, the check of its facts,
the action plan that answers it, and the reviews after six and twelve months."""

from .accuracy import AccuracyCheck, Answer, Point, Rewording
from .plan import Action, ActionPlan, Measuring, Progress, RecommendationResponse, State
from .report import Part, Report, ReportSection, SecondLook
from .reviews import MILESTONES, HostWord, Judgement, Measured, ProgressVersion, Review
from .version import ReportVersion

__all__ = [
    "MILESTONES",
    "AccuracyCheck",
    "Action",
    "ActionPlan",
    "Answer",
    "Audience",
    "FreeWords",
    "HostWord",
    "Judgement",
    "Measured",
    "Measuring",
    "Part",
    "Point",
    "Progress",
    "ProgressVersion",
    "RecommendationResponse",
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
    "Review",
    "Rewording",
    "SecondLook",
    "State",
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
