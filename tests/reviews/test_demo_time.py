"""The example region: whatever it tells has happened already."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.db.models import DateTimeField, Max
from django.utils import timezone

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import Stage
from reviews.demo.build import build
from reviews.evidence import strengths
from reviews.models import Finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("month", "day"), [(11, 28), (12, 25)])
def test_nothing_in_the_story_has_happened_tomorrow(month, day):
    # Next year, as the editions of the instruments were published when the database of the tests was made.
    with time_machine.travel(datetime(timezone.now().year + 1, month, day, 10, tzinfo=UTC)):
        region = build_demo()
        build_preparation(region)
        build(region)
        too_late = [
            f"{model.__name__}.{field.name}: {last}"
            for model in apps.get_models()
            for field in model._meta.fields
            if isinstance(field, DateTimeField) and (last := _last(model, field.name)) and last > timezone.now()
        ]
    assert not too_late


def test_a_finding_of_the_visit_rests_on_enough_before_the_second_day_begins():
    with time_machine.travel(datetime(timezone.now().year + 1, 6, 16, 6, tzinfo=UTC)):
        region = build_demo()
        build_preparation(region)
        build(region)
        findings = list(Finding.objects.filter(challenge__stage=Stage.ON_SITE))
        enough = [one.is_enough for one in strengths(findings).values()]
        assert any(enough)
        assert not all(enough)


def _last(model, name):
    return model._base_manager.aggregate(last=Max(name))["last"]
