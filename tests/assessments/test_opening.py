"""Opening the preparation: dates agreed, forms pinned to the editions of that day."""

import pytest

from assessments.actions import opening
from assessments.models import Answer, InstrumentKind, PinnedEdition, RiskItem
from cycles.lifecycle import CannotMove
from cycles.models import Stage
from tests.builders import a_challenge, a_monday, a_regional_lead

pytestmark = pytest.mark.django_db


def test_preparation_starts_only_when_the_dates_are_agreed():
    challenge = a_challenge()
    lead = a_regional_lead(challenge.cycle.region)
    with pytest.raises(CannotMove) as refusal:
        opening.begin_preparing(challenge, by=lead)
    assert refusal.value.reasons == ["The dates are not agreed with the host DASS yet."]

    dated = a_challenge(first_day=a_monday())
    opening.begin_preparing(dated, by=lead)
    dated.refresh_from_db()
    assert dated.stage == Stage.PREPARING


def test_a_challenge_keeps_one_edition_of_each_form_and_gets_blank_answers():
    challenge = a_challenge(first_day=a_monday())
    opening.begin_preparing(challenge, by=a_regional_lead(challenge.cycle.region))
    pinned = PinnedEdition.objects.filter(challenge=challenge)
    assert {pin.kind for pin in pinned} == set(InstrumentKind.values)
    assert Answer.objects.filter(assessment__challenge=challenge, saved_at=None).count() == 12
    assert RiskItem.objects.filter(assessment__challenge=challenge, saved_at=None).count() == 6
