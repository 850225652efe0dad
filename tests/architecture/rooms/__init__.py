"""The world of the architecture tests, one room for each part of a challenge."""

from . import (
    accuracy,
    documents,
    evening,
    follow_up,
    forms,
    indicators,
    pack,
    pdf,
    practice,
    publication,
    report,
    survey,
    team,
    visit,
)

ROOMS = (
    team,
    forms,
    documents,
    indicators,
    practice,
    pack,
    visit,
    evening,
    survey,
    report,
    accuracy,
    pdf,
    publication,
    follow_up,
)
