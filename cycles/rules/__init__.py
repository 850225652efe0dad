"""The policy table: who may do what on a challenge, and at which stages. One file for each part of its life."""

from .agreeing import AGREEING
from .preparation import PREPARATION
from .programme import PROGRAMME
from .publication import PUBLICATION
from .report import REPORT
from .rule import Rule
from .team import TEAM_RULES
from .visit import VISIT

__all__ = ["CAN", "Rule"]

CAN: dict[str, Rule] = {**PROGRAMME, **TEAM_RULES, **PREPARATION, **VISIT, **REPORT, **AGREEING, **PUBLICATION}
