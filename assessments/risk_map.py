"""The risks as a grid and as a map: a number, a word and a tint for each step, so that no fact is told by colour."""

from collections.abc import Iterable
from typing import Any

from .models import RiskItem
from .models.answers import STEPS
from .scales import Scales, label, short


def cells_of(risk: RiskItem, scales: Scales) -> dict[str, Any]:
    """One row of the grid."""
    return {
        "title": risk.question.title,
        "likelihood": step(risk.likelihood, scales, "likelihood"),
        "impact": step(risk.impact, scales, "impact"),
        "overall": step(risk.overall, scales, "likelihood"),
        "direction": label(scales, "direction", risk.direction),
        "confidence": short(label(scales, "confidence", risk.confidence)),
        "is_started": risk.is_started,
        "is_complete": risk.is_complete,
    }


def map_of_copy(content: dict[str, Any], scales: Scales) -> dict[str, Any]:
    """The grid and the map of a signed copy of the risk tool; of the self-assessment, neither."""
    rated = [answer for section in content["sections"] for answer in section["answers"] if "rating" in answer]
    if not rated:
        return {}
    rows = [
        {
            "title": answer["title"],
            "likelihood": step(answer["rating"]["likelihood"], scales, "likelihood"),
            "impact": step(answer["rating"]["impact"], scales, "impact"),
            "overall": step(answer["rating"]["overall"], scales, "likelihood"),
            "direction": _fact(answer, "Direction"),
            "confidence": short(_fact(answer, "How sure")),
            "is_started": True,
            "evidence_count": len(answer["evidence"]),
        }
        for answer in rated
    ]
    places = [(n, one["rating"]["likelihood"], one["rating"]["impact"]) for n, one in enumerate(rated, 1)]
    return {"rows": rows, "risk_map": risk_map(places, scales)}


def _fact(answer: dict[str, Any], name: str) -> str:
    return next((fact["value"] for fact in answer["facts"] if fact["label"] == name), "")


def step(number: int | None, scales: Scales, scale: str) -> dict[str, Any] | None:
    """`3 High`, and the number that tints it."""
    return {"number": number, "words": label(scales, scale, number)} if number else None


def risk_map(risks: Iterable[tuple[int, int | None, int | None]], scales: Scales) -> dict[str, Any]:
    """Where each risk, by its number in the list, lies between likelihood (across) and impact (the highest on top)."""
    steps = range(1, STEPS + 1)
    placed = list(risks)
    return {
        "across": [step(number, scales, "likelihood") for number in steps],
        "down": [
            {
                "impact": step(impact, scales, "impact"),
                "cells": [
                    {
                        "overall": RiskItem(likelihood=likelihood, impact=impact).overall,
                        "risks": [number for number, x, y in placed if (x, y) == (likelihood, impact)],
                    }
                    for likelihood in steps
                ],
            }
            for impact in reversed(steps)
        ],
    }
