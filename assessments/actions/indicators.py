"""Choosing the baseline, and keeping the figures of councils up to date."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db import IntegrityError, transaction

from assessments.indicators import fix_baseline
from assessments.models import Baseline, Indicator, IndicatorValue
from cycles.models import Authority, PeerChallenge, Region, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record

FEWEST, MOST = 3, 8


@transaction.atomic
def choose_baseline(
    challenge: PeerChallenge, chosen: Collection[Indicator], *, seen: Collection[int], by: Person
) -> None:
    """Choose the indicators by which the host wants to be measured later. `seen`: what the page showed as chosen.

    Once the team reads, what is new is taken down at once, as at the visit.
    """
    take_turn(f"baseline {challenge.pk}")
    if not FEWEST <= len(chosen) <= MOST:
        raise Refused(f"Select {FEWEST} to {MOST} indicators", field="chosen")
    present = set(challenge.baselines.values_list("indicator_id", flat=True))
    if present != set(seen):
        raise Refused("Somebody else has changed the choice. Check yours and send it again", field="chosen")
    wanted = {indicator.pk: indicator for indicator in chosen}
    challenge.baselines.exclude(indicator__in=wanted).delete()
    Baseline.objects.bulk_create(
        Baseline(challenge=challenge, indicator=indicator, chosen_by=by)
        for number, indicator in wanted.items()
        if number not in present
    )
    if challenge.stage >= Stage.READING:
        fix_baseline(challenge, only_new=True)
    record("baseline.chosen", challenge, by=by, challenge=challenge, indicators=_codes(wanted.values()))


@transaction.atomic
def explain_baseline(challenge: PeerChallenge, reasons: Collection[tuple[Baseline, str, int]], *, by: Person) -> None:
    """Say why each indicator was chosen: rows, what to write, and the version that was seen. Raises Stale."""
    changed = [(row, why, seen) for row, why, seen in reasons if why != row.why or seen != row.version]
    for row, why, seen in changed:
        save_version(row, {"why": why}, seen=seen, by=by)
    if changed:
        codes = _codes(row.indicator for row, _, _ in changed)
        record("baseline.explained", challenge, by=by, challenge=challenge, indicators=codes)


def _codes(indicators: Iterable[Indicator]) -> str:
    return ", ".join(sorted(indicator.code for indicator in indicators))


@transaction.atomic
def add_figure(
    region: Region, council: Authority, *, indicator: Indicator, year: str, value: Decimal, by: Person
) -> IndicatorValue:
    """Add the figure of a council for a year of which none is known."""
    try:
        with transaction.atomic():
            row = IndicatorValue.objects.create(
                indicator=indicator, authority=council, year=year, value=value, added_by=by
            )
    except IntegrityError:
        raise Refused(f"There is a line for {year} already. Change it in the table above", field="year") from None
    record("figure.added", row, by=by, region=region, council=str(council), year=year, indicator=indicator.code)
    return row


@transaction.atomic
def correct_figure(region: Region, figure: IndicatorValue, *, value: Decimal | None, seen: int, by: Person) -> None:
    """Correct a figure, or record that there is none. What it said before is kept. Raises Stale."""
    save_version(figure, {"value": value}, seen=seen, by=by)
    record(
        "figure.corrected",
        figure,
        by=by,
        region=region,
        council=str(figure.authority),
        year=figure.year,
        indicator=figure.indicator.code,
    )
