"""The final report on paper: whoever may read its page may have the file made."""

from .agreeing import AGREEING
from .rule import Rule

PRINTING: dict[str, Rule] = {
    "make_pdf": Rule(
        "A98", "Have the final report made as a PDF", AGREEING["see_final"].may, changes=True, declared=True
    ),
}
