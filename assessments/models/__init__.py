"""The rows of the preparation: forms and their editions, what the host says, its documents and figures."""

from .answers import Answer, Assessment, Evidence, Reopening, RiskItem, SignedCopy, TopRisk
from .documents import Document, Way
from .indicators import Baseline, Better, Indicator, IndicatorFramework, IndicatorValue
from .instruments import (
    Choice,
    DocumentRequirement,
    Edition,
    FrameworkKind,
    Instrument,
    InstrumentKind,
    Mapping,
    PinnedEdition,
    QualityStatement,
    Question,
    QuestionKind,
    Section,
)

__all__ = [
    "Answer",
    "Assessment",
    "Baseline",
    "Better",
    "Choice",
    "Document",
    "DocumentRequirement",
    "Edition",
    "Evidence",
    "FrameworkKind",
    "Indicator",
    "IndicatorFramework",
    "IndicatorValue",
    "Instrument",
    "InstrumentKind",
    "Mapping",
    "PinnedEdition",
    "QualityStatement",
    "Question",
    "QuestionKind",
    "Reopening",
    "RiskItem",
    "Section",
    "SignedCopy",
    "TopRisk",
    "Way",
]
