"""The example region: one practice review in full swing, and one handed over wherever the team has begun to read."""

import pytest

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.identifiers import found_in
from reviews.case_files import lines
from reviews.demo import words
from reviews.demo.build import build
from reviews.models import HandedOver, PracticeReview
from reviews.practice import of_host, visiting

pytestmark = pytest.mark.django_db


def test_the_practice_reviews_tell_the_story():
    region = build_demo()
    build_preparation(region)
    build(region)

    wolverhampton = PeerChallenge.objects.get(host__short_name="Wolverhampton")
    review = wolverhampton.practice_review
    readers = [member.person for member in visiting(wolverhampton)]
    shown = lines(review, readers, readers[0])
    assert (len(shown), sum(line.is_open for line in shown)) == (20, 11)
    assert [line.differences for line in shown if line.is_open and not line.is_agreed] == [1]
    assert [bool(group.text) for group in review.focus_groups.all()] == [True, False]
    assert [str(person) for person in of_host(wolverhampton)] == ["Lynn Hart"]
    assert "Nasreen Ali" in [str(reader) for reader in readers]

    reading = PeerChallenge.objects.filter(stage__gte=Stage.READING)
    assert set(HandedOver.objects.values_list("review__challenge", flat=True)) == {
        challenge.pk for challenge in reading
    }
    assert PracticeReview.objects.count() == reading.count() + 1
    for copy in HandedOver.objects.all():
        assert copy.content["files"]["agreed"] == 12
        assert all(one["steps"] for one in copy.content["criteria"])


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def test_the_examples_tell_of_nobody():
    said = [text for name in dir(words) if name.isupper() for text in texts(getattr(words, name))]
    assert len(said) > 40
    assert [found for text in said for found in found_in(text)] == []
