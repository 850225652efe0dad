"""Ten thousand guesses at what is not public yet: each is answered like any address that nobody has ever made."""

import random
from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import builders as a
from tests.proving import often

from .publication_builders import a_publication, an_agreed_report

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GUESSES = often(10_000)
FILES = (
    "report",
    "final",
    "draft",
    "peer-challenge-report",
    "summary",
    "easy-read",
    "progress",
    "recommendations",
    "v1",
)
ENDINGS = (".pdf", ".html", ".json", ".csv", ".atom", ".docx", ".xml", ".txt", "/", "")
FOLDERS = ("reports", "councils", "media", "files", "documents", "downloads", "static/reports", "feeds", "versions")


def guesses(published, planned, council, *, seed):
    """Every address of a report that is public, put to the one that is not; then what a stranger would try next."""
    pattern = [
        reverse("public-report", args=[published]),
        reverse("public-report-versions", args=[published]),
        *(reverse("public-report-version", args=[published, str(number)]) for number in range(60)),
    ]
    yield from (path.replace(published, planned) for path in pattern)
    yield f"/councils/{council}/"
    names = [planned, council, f"{council}-{timezone.now().year}", f"{planned}-2", planned.replace("-", "_")]
    for folder, name, file, ending in product(FOLDERS, names, FILES, ENDINGS):
        yield f"/{folder}/{name}/{file}{ending}"
        yield f"/{folder}/{name}-{file}{ending}"
    chance = random.Random(seed)  # noqa: S311 -- a draw of test cases, no secret
    while True:
        year, number = chance.randrange(2015, 2040), chance.randrange(1000)
        name, file, ending = chance.choice(names), chance.choice(FILES), chance.choice(ENDINGS)
        yield chance.choice(
            (
                f"/reports/{name}/versions/{number}/{file}{ending}",
                f"/reports/{name}/{year}/{file}{ending}",
                f"/media/{year}/{number}/{name}{ending}",
                f"/reports/{council}-{year}-{number}/",
                f"/feeds/{name}/{number}{ending or '/'}",
            )
        )


def test_nothing_that_is_planned_can_be_told_from_nothing_at_all(client):
    published = an_agreed_report(challenge=a.a_challenge(a.an_authority("Solihull"), stage=6))
    a_publication(published)
    planned = an_agreed_report()
    a_publication(planned, timezone.now() + timedelta(minutes=5))
    seed = random.SystemRandom().randrange(2**32)
    asked, answers = set(), Counter()
    for path in guesses(published.slug, planned.slug, planned.host.slug, seed=seed):
        if path not in asked:
            asked.add(path)
            answer = client.get(path, follow=True)  # an address without its last stroke leads to the one with it
            answers[answer.status_code, answer.content, tuple(sorted(answer.headers.items()))] += 1
        if len(asked) == GUESSES:
            break
    assert len(answers) == 1, f"seed {seed}: {[(key[0], count) for key, count in answers.items()]}"
    ((status, content, _),) = answers
    assert status == 404
    assert planned.host.short_name not in content.decode()


def test_the_same_guesses_find_a_report_that_is_public(client):
    """The control: they are the right ones."""
    challenge = an_agreed_report()
    a_publication(challenge)
    paths = guesses(challenge.slug, challenge.slug, challenge.host.slug, seed=1)
    found = [path for path, _ in zip(paths, range(100), strict=False) if client.get(path).status_code == 200]
    assert len(found) == 4
