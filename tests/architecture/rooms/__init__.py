"""The world of the architecture tests, one room for each part of a challenge."""

from . import accuracy, documents, evening, forms, indicators, pack, pdf, practice, report, team, visit

ROOMS = (team, forms, documents, indicators, practice, pack, visit, evening, report, accuracy, pdf)
from . import accuracy, documents, evening, forms, indicators, pack, practice, report, survey, team, visit

ROOMS = (team, forms, documents, indicators, practice, pack, visit, evening, report, accuracy, survey)
from . import accuracy, documents, evening, follow_up, forms, indicators, pack, practice, report, team, visit

ROOMS = (team, forms, documents, indicators, practice, pack, visit, evening, report, accuracy, follow_up)
from . import accuracy, documents, evening, forms, indicators, pack, practice, publication, report, team, visit

ROOMS = (team, forms, documents, indicators, practice, pack, visit, evening, report, accuracy, publication)
