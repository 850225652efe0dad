"""The policy table: who may do what on a challenge, and at which stages. One file for each part of its life."""

from .agreeing import AGREEING
from .follow_up import FOLLOW_UP
from .preparation import PREPARATION
from .printing import PRINTING
from .programme import PROGRAMME
from .publication import PUBLICATION
from .report import REPORT
from .rule import Rule
from .surveys import SURVEYS
from .team import TEAM_RULES
from .visit import VISIT

__all__ = ["CAN", "Rule"]

CAN: dict[str, Rule] = {
    **PROGRAMME,
    **TEAM_RULES,
    **PREPARATION,
    **VISIT,
    **SURVEYS,
    **REPORT,
    **AGREEING,
    **PRINTING,
    **PUBLICATION,
    **FOLLOW_UP,
}
