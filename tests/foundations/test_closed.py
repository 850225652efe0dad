"""Pages for when the service cannot serve: closed on purpose, or without its database for a moment."""

import pytest
from django.db import OperationalError
from django.test import Client

from peerchallenge import home


@pytest.mark.django_db
def test_closed_for_work_every_page_says_when_it_is_back(settings, client):
    settings.CLOSED_UNTIL = "2pm on Friday"
    for address in ("/", "/challenges/", "/sign-in/"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "2pm on Friday" in answer.content.decode()
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_database_that_is_away_is_a_short_closure_and_no_fault_page(monkeypatch, sign_in):
    def away(*args, **kwargs):
        raise OperationalError("the database is restarting")

    monkeypatch.setattr(home, "page", away)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 503
    assert "Everything you have saved is safe" in answer.content.decode()
