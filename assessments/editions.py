"""The editions of the forms: text files read into the database once, published, and pinned to each challenge.

Loading again is harmless. A published edition never changes: a file whose words differ from what was published under
its number is refused, so that new wording is always a new edition.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from cycles.models import PeerChallenge
from peerchallenge.audit.locks import take_turn

from .models import (
    Answer,
    Assessment,
    Choice,
    DocumentRequirement,
    Edition,
    FrameworkKind,
    Indicator,
    IndicatorFramework,
    Instrument,
    InstrumentKind,
    Mapping,
    PinnedEdition,
    QualityStatement,
    Question,
    RiskItem,
    Section,
    TopRisk,
)
from .models.answers import PLACES

FOLDER = Path(__file__).parent / "instruments"
FRAMEWORKS = FOLDER / "indicators.toml"


class Changed(Exception):
    """The words of a published edition were changed in its file."""


@transaction.atomic
def load(folder: Path = FOLDER) -> int:
    """Publish every edition of the folder that is not there yet. Returns how many editions there are.

    Raises Changed when the file of a published edition says something else than what was published.
    """
    take_turn("editions")
    for path in sorted(folder.glob("*.toml")):
        if path.name == FRAMEWORKS.name:
            _load_frameworks(path)
        else:
            _load_edition(path)
    return Edition.objects.count()


def _load_edition(path: Path) -> None:
    words = path.read_bytes()
    digest, form = hashlib.sha256(words).hexdigest(), tomllib.loads(words.decode())
    instrument, _ = Instrument.objects.update_or_create(
        kind=InstrumentKind(form["kind"]), defaults={"name": form["name"]}
    )
    if known := instrument.editions.filter(number=form["number"]).first():
        if known.digest != digest:
            raise Changed(f"{path.name} differs from the published {known}. Give the new words a new number.")
        return
    edition = Edition.objects.create(instrument=instrument, number=form["number"], origin=form["origin"], digest=digest)
    _load_quality_statements(form)
    _load_scales(edition, form.get("scales", {}))
    for position, section in enumerate(form["sections"], start=1):
        _load_section(edition, position, section)
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])


def _load_quality_statements(form: dict[str, Any]) -> None:
    for statement in form.get("quality_statements", []):
        QualityStatement.objects.update_or_create(
            code=statement["code"], defaults={"title": statement["title"], "theme": statement["theme"]}
        )


def _load_scales(edition: Edition, scales: dict[str, list[list[str]]]) -> None:
    Choice.objects.bulk_create(
        Choice(edition=edition, scale=scale, code=code, label=label, position=position)
        for scale, steps in scales.items()
        for position, (code, label) in enumerate(steps, start=1)
    )


def _load_section(edition: Edition, position: int, given: dict[str, Any]) -> None:
    section = Section.objects.create(
        edition=edition,
        code=given["code"],
        slug=given["slug"],
        title=given["title"],
        intro=given.get("intro", ""),
        position=position,
    )
    _map(given, section=section)
    for place, question in enumerate(given.get("questions", []), start=1):
        _map(question, question=_question(section, place, question))
    for place, asked in enumerate(given.get("requirements", []), start=1):
        requirement = DocumentRequirement.objects.create(
            section=section,
            code=asked["code"],
            position=place,
            title=asked["title"],
            help=asked.get("help", ""),
            mandatory=asked["mandatory"],
            only_if=asked.get("only_if", ""),
        )
        _map(asked, requirement=requirement)


def _question(section: Section, position: int, given: dict[str, Any]) -> Question:
    return Question.objects.create(
        section=section,
        position=position,
        code=given["code"],
        title=given["title"],
        text=given["text"],
        guidance="\n".join(given.get("guidance", [])),
        kind=given.get("kind", "text"),
        scale=given.get("scale", ""),
        max_words=given.get("max_words", 600),
        audiences=" ".join(given.get("audiences", [])),
        waves=" ".join(given.get("waves", [])),
    )


def _map(given: dict[str, Any], **thing: Any) -> None:
    for framework, key in ((FrameworkKind.QUALITY_STATEMENT, "quality_statements"), (FrameworkKind.ASCOF, "ascof")):
        Mapping.objects.bulk_create(Mapping(framework=framework, code=code, **thing) for code in given.get(key, []))


def _load_frameworks(path: Path) -> None:
    for given in tomllib.loads(path.read_text(encoding="utf-8"))["frameworks"]:
        framework, _ = IndicatorFramework.objects.update_or_create(
            code=given["code"], defaults={"name": given["name"], "origin": given.get("origin", "")}
        )
        for one in given["indicators"]:
            facts = {name: one.get(name, "") for name in ("title", "unit", "better", "source")}
            Indicator.objects.update_or_create(framework=framework, code=one["code"], defaults=facts)


def open_forms(challenge: PeerChallenge) -> None:
    """Pin the newest edition of each form and lay out its blank answers, so that every later save is an update.

    A challenge whose forms are open keeps what it has.
    """
    if challenge.pinned_editions.exists():
        return
    for kind in InstrumentKind:
        if edition := Edition.objects.newest(kind):
            PinnedEdition.objects.create(challenge=challenge, kind=kind, edition=edition)
    for kind, row in ((InstrumentKind.SELF_ASSESSMENT, Answer), (InstrumentKind.TEASC_RISK, RiskItem)):
        pinned = PinnedEdition.objects.get(challenge=challenge, kind=kind)
        form = Assessment.objects.create(challenge=challenge, kind=kind, edition=pinned.edition)
        questions = Question.objects.filter(section__edition=pinned.edition)
        row.objects.bulk_create(row(assessment=form, question=question) for question in questions)
        if row is RiskItem:
            TopRisk.objects.bulk_create(TopRisk(assessment=form, place=place) for place in range(1, PLACES + 1))
