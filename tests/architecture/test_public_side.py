"""The public side of reports stands apart: it knows published rows alone, and shows them exactly from their time on."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from reports.models.published import PublishedReport, ReportWithdrawal
from tests import builders as a

from .rooms.publication import CANARIES, OUT_AT, publish
from .sitemap import addresses, in_scope
from .source import ROOT, listed, named, python_files
from .test_imports import modules
from .world import ask, body_of

CANARY = "canary-for-public"
MAY_IMPORT = ("django", "peerchallenge.ui", "reports.public", "reports.glossary", "reports.models.published")
OF_PYTHON = {"collections.abc", "dataclasses", "functools", "hashlib", "pathlib", "tomllib", "typing"}
ARGUMENTS = {address.name: address.arguments for address in addresses()}


def public_side():
    files = [path for path in python_files(tests=False) if path.is_relative_to(ROOT / "reports" / "public")]
    return [*files, ROOT / "reports" / "glossary.py", ROOT / "reports" / "models" / "published.py"]


def is_allowed(name):
    whole = name.removesuffix(f".{name.rpartition('.')[2]}")
    return {name, whole} & OF_PYTHON or any(name == one or name.startswith(f"{one}.") for one in MAY_IMPORT)


def test_it_imports_published_rows_and_the_look_and_nothing_else():
    """A list of what it may know, and not of what it may not: a part that is made later is kept out as well."""
    strange = [f"{named(path)}: {name}" for path in public_side() for name in modules(path) if not is_allowed(name)]
    assert not strange, listed(strange)
    assert len(public_side()) > 6


def test_published_rows_point_at_nothing_of_the_workspace():
    for model in (PublishedReport, ReportWithdrawal):
        assert [field.name for field in model._meta.get_fields() if field.is_relation and not field.auto_created] == []


def public_paths(world):
    """Every public page, put to this world's report and its council."""
    about = {"slug": world.challenge.slug, "number": "1", "council": world.challenge.host.slug}
    for page in in_scope("public"):
        arguments = ARGUMENTS[page.name]
        if set(arguments) <= set(about) and page.name.startswith(("public-", "glossary", "licence", "about", "home")):
            yield reverse(page.name, kwargs={name: about[name] for name in arguments})


@pytest.mark.parametrize("role", ["PB", "stranger", "OR", "OA", "RC"])
def test_the_published_copy_is_seen_by_anybody_exactly_from_its_time_on(role, world, visitor, client):
    """Whatever the stage says: that follows by itself."""
    for stage in (6, 7):
        world.at_stage(stage)
        for moment, is_out in ((OUT_AT - timedelta(seconds=1), False), (OUT_AT, True)):
            with time_machine.travel(moment, tick=False):
                visitor(role)
                seen = "".join(body_of(ask(client, "GET", path)) for path in public_paths(world))
            assert (CANARY in seen) == is_out, (role, stage, is_out)
            others = [canary for canary in CANARIES if canary != CANARY and canary in seen]
            assert others == []


def test_a_later_version_of_a_report_is_not_seen_before_its_time_either(world, client):
    world.publication.delete()
    publish(world, OUT_AT - timedelta(days=30), settled_at=OUT_AT)
    path = reverse("public-report-version", args=[world.challenge.slug, "1"])
    with time_machine.travel(OUT_AT - timedelta(days=20), tick=False):
        assert client.get(path).status_code == 404, "the planned row has this number, and its time has not come"
        assert client.get(reverse("public-report-version", args=[world.challenge.slug, "2"])).status_code == 200


def test_the_director_who_planned_it_finds_no_more_on_the_public_side(world, sign_in):
    with time_machine.travel(OUT_AT - timedelta(seconds=1), tick=False):
        client = sign_in(a.a_host_dass(world.challenge))
        assert client.get(reverse("public-report", args=[world.challenge.slug])).status_code == 404
