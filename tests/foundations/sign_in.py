"""Steps that the tests of signing in share, in the words of a person at a browser."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from peerchallenge.jobs import queue
from tests.builders import a_person

PASSWORD = "correct horse battery"
SIGN_IN, CODE, CHECK = "/sign-in/", "/sign-in/code/", "/sign-in/code/check/"


def a_person_with_a_password(**facts):
    person = a_person(**facts)
    person.set_password(PASSWORD)
    person.save()
    return person


def somebody_invited(**facts):
    """Was let in, but has not joined."""
    person = a_person(**facts)
    person.joined_at = None
    person.save()
    return person


def by_password(client, person, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": person.email, "password": password, **more})


def delivered():
    """Let the background work run, and see the mail that went out."""
    mail.outbox.clear()
    for number in queue.due().values_list("pk", flat=True):
        queue.run(number)
    return mail.outbox


def code_in(message):
    return re.search(r"\d{4}-\d{4}", message.body)[0]


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def by_code(client, person):
    """Ask for a code, read it in the mail and type it."""
    client.post(CODE, {"email": person.email})
    return client.post(CHECK, {"code": code_in(delivered()[-1])})


def an_app_for(person):
    """Set up an app that makes codes, and get its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of_app(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_signed_in(client, person=None):
    """Whether the account page opens, and whose it is."""
    response = client.get(reverse("account"))
    return response.status_code == 200 and (person is None or person.email in response.content.decode())


def second_factors_of(person):
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def joined(person):
    person.refresh_from_db()
    return bool(person.joined_at and person.joined_at <= timezone.now())
