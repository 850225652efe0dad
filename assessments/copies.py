"""What a signed copy holds: a form as readers see it, in words, whichever form it is and whatever becomes of it.

{"form": "Self-assessment", "edition": 1,
 "sections": [{"code", "title", "answers": [
     {"code", "title", "question", "complete",
      "texts": [{"label", "text"}],                 the first has no label: it answers the question
      "facts": [{"label", "value"}],                own view, confidence, likelihood …
      "rating": {"likelihood", "impact", "overall"},  of a risk: the steps as numbers
      "evidence": [{"code", "title", "where"}]}]}],
 "top": [{"place", "name", "why_now", "doing", "domain"}]}     of the risk tool
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from .models import Answer, Assessment, Evidence, InstrumentKind, RiskItem, TopRisk
from .scales import Scales, label, scales_of

DOING = "What you are doing about it"


def content_of(form: Assessment) -> dict[str, Any]:
    """A form as it stands now, in four or five queries."""
    scales = scales_of(form.edition)
    evidence = Prefetch("evidence", Evidence.objects.select_related("document"))
    rows = form.rows.with_question().prefetch_related(evidence)
    content: dict[str, Any] = {"form": str(form), "edition": form.edition.number, "sections": []}
    for row in rows:
        section = row.question.section
        if not content["sections"] or content["sections"][-1]["code"] != section.code:
            content["sections"].append({"code": section.code, "title": section.title, "answers": []})
        content["sections"][-1]["answers"].append(_answer(row, scales))
    if form.kind == InstrumentKind.TEASC_RISK:
        content["top"] = [_top(risk) for risk in form.top_risks.select_related("domain") if risk.name]
    return content


def only(content: dict[str, Any], codes: Collection[str]) -> dict[str, Any]:
    """The part of a copy that answers these questions, for who sees only their own."""
    sections = [
        section | {"answers": [answer for answer in section["answers"] if answer["code"] in codes]}
        for section in content["sections"]
    ]
    return content | {"sections": [section for section in sections if section["answers"]], "top": []}


def said_in(row: Answer | RiskItem, scales: Scales) -> dict[str, Any]:
    """What an answer or a risk says, in words: its texts and facts."""
    return _risk(row, scales) if isinstance(row, RiskItem) else _own_view(row, scales)


def _answer(row: Answer | RiskItem, scales: Scales) -> dict[str, Any]:
    return {
        "code": row.question.code,
        "title": row.question.title,
        "question": row.question.text,
        "complete": row.is_complete,
        "evidence": [
            {"code": link.document.code, "title": link.document.title, "where": link.where}
            for link in row.evidence.all()
        ],
        **said_in(row, scales),
    }


def _own_view(answer: Answer, scales: Scales) -> dict[str, Any]:
    return {
        "texts": [{"label": "", "text": answer.text}],
        "facts": _facts(
            ("Own view", label(scales, "view", answer.view)),
            ("How sure", label(scales, "confidence", answer.confidence)),
        ),
    }


def _risk(risk: RiskItem, scales: Scales) -> dict[str, Any]:
    return {
        "texts": [{"label": "", "text": risk.text}, {"label": DOING, "text": risk.doing}],
        "rating": {"likelihood": risk.likelihood, "impact": risk.impact, "overall": risk.overall},
        "facts": _facts(
            ("Likelihood", label(scales, "likelihood", risk.likelihood)),
            ("Impact", label(scales, "impact", risk.impact)),
            ("Overall", label(scales, "likelihood", risk.overall)),
            ("Direction", label(scales, "direction", risk.direction)),
            ("How sure", label(scales, "confidence", risk.confidence)),
        ),
    }


def _facts(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": name, "value": value} for name, value in pairs if value]


def _top(risk: TopRisk) -> dict[str, Any]:
    return {
        "place": risk.place,
        "name": risk.name,
        "why_now": risk.why_now,
        "doing": risk.doing,
        "domain": risk.domain.title if risk.domain else "",
    }
