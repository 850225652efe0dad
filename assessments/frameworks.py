"""What a question is mapped to: quality statements of the CQC, and measures of the outcomes framework (ASCOF)."""

from django.db.models import Q

from .models import FrameworkKind, Indicator, Mapping, QualityStatement, Question, Section

ASCOF = "ascof"


def what_it_speaks_to(thing: Question | Section) -> list[tuple[str, list[str]]]:
    """Pairs of a framework and what of it a question, or else its part of the form, has to do with."""
    if isinstance(thing, Section):
        mapped = list(Mapping.objects.filter(section=thing))
    else:
        both = Mapping.objects.filter(Q(question=thing) | Q(section=thing.section_id))
        mapped = [mapping for mapping in both if mapping.question_id] or list(both)
    codes = {kind: [mapping.code for mapping in mapped if mapping.framework == kind] for kind in FrameworkKind}
    statements = QualityStatement.objects.filter(code__in=codes[FrameworkKind.QUALITY_STATEMENT])
    measures = Indicator.objects.filter(framework__code__startswith=ASCOF, code__in=codes[FrameworkKind.ASCOF])
    newest = dict(measures.order_by("framework__code").values_list("code", "title"))
    found = [
        ("CQC quality statements", [f"{statement.title} ({statement.code})" for statement in statements]),
        ("ASCOF measures", [f"{code} {title}" for code, title in sorted(newest.items())]),
    ]
    return [(name, lines) for name, lines in found if lines]
