"""What stands beside the code: generated pages are fresh, the top level is as decided, no address leads elsewhere."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from cycles.tables import PAGES, span

from .source import ROOT, committed, listed, named, text

TOP_LEVEL = {
    "manage.py",
    "peerchallenge",
    "cycles",
    "assessments",
    "reviews",
    "reports",
    "templates",
    "static",
    "tests",
    "pyproject.toml",
    "docker-compose.yml",
    "README.md",
}
MAY_BE_THERE = {
    "docs",
    "Makefile",
    "Dockerfile",
    "CHANGELOG.md",
    "LICENSE",
    "package.json",
    "package-lock.json",
    "requirements.txt",
    "requirements-dev.txt",
}
# Put together here, so that this file does not hold what it looks for.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.np" + "mjs.org",
    "registry.yarn" + "pkg.com",
    "npm" + ".pkg.github.com",
)
PLACES_ON_A_MACHINE = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:" + "\\Users")
REFUSED = {"notexample.org", "council.gov.uk"}  # a test types these to see them refused
INDEX_LINE = re.compile(r"^\s*(--(extra-)?index-url|-i|--find-links|--trusted-host)\b", re.MULTILINE)
BINARY = {".png", ".jpg", ".ico", ".woff", ".woff2", ".pdf"}


def readable():
    return [path for path in committed() if path.suffix not in BINARY]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name):
    page = ROOT / "docs" / name
    assert page.exists(), "run: python manage.py docs_tables"
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run: python manage.py docs_tables"


@pytest.mark.parametrize(
    ("stages", "words"),
    [(range(10), "all"), ([2], "2"), ([0, 1, 2, 3], "0 to 3"), ([0, 4, 5], "0, 4 to 5"), ([], "")],
)
def test_stages_are_said_in_few_words(stages, words):
    assert span(stages) == words


def test_the_top_level_is_as_decided():
    top = {named(path).split("/")[0] for path in committed()}
    plain = {name for name in top if not name.startswith(".")}
    assert plain - MAY_BE_THERE == TOP_LEVEL


def test_no_file_names_a_package_registry():
    naming = [(named(path), host) for path in readable() for host in REGISTRIES if host in text(path)]
    assert not naming, listed(naming)


def test_the_locks_have_hashes_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = text(ROOT / name)
        assert not INDEX_LINE.search(lock), name
        assert lock.count("--hash=sha256:") >= lock.count("=="), name
    assert '"resolved"' not in text(ROOT / "package-lock.json")


def test_no_file_names_a_place_on_somebodys_machine():
    places = (*PLACES_ON_A_MACHINE, f"{ROOT}/")
    naming = [(named(path), place) for path in readable() for place in places if place in text(path)]
    assert not naming, listed(naming)


@pytest.mark.django_db
def test_the_migrations_know_every_model():
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit:
        pytest.fail(f"A model has changed without a migration:\n{out.getvalue()}")


def test_addresses_of_example_people_lead_nowhere():
    """Mail of tests and examples goes to example.org, which belongs to nobody."""
    address = re.compile(r"[\w.+-]+@([\w-]+(\.[\w-]+)+)")
    allowed = re.compile(r"(^|\.)example\.(org|com|net)$|\.(test|invalid)$|^127\.0\.0\.1$", re.IGNORECASE)
    real = {
        (named(path), match[0])
        for path in committed()
        if path.suffix in (".py", ".html", ".txt", ".md", ".csv", ".toml", ".yml") and "requirements" not in path.name
        for match in address.finditer(text(path))
        if not allowed.search(match[1]) and match[1] not in REFUSED
    }
    assert not real, listed(real)
