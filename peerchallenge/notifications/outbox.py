"""Telling people: `tell` adds a line to the next morning mail, `send_now` promises a mail at once."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone

from peerchallenge.accounts.models import Person
from peerchallenge.jobs import queue

from . import digest
from .models import DIGEST, Message, MessageState, Notice, NoticeKind

NO_ACCESS = "This person has no access any more."


def tell(people: Iterable[int], text: str, *, about: str, challenge: Any, path: str) -> None:
    """Promise each person, by id, one line in their next morning mail. Telling twice is the same as telling once.

    `about` names what happened and to what ("offer:7:made"); the text says it without anything confidential.
    """
    Notice.objects.bulk_create(
        [
            Notice(
                key=f"news:{person_id}:{about}",
                person_id=person_id,
                kind=NoticeKind.NEWS,
                about=about,
                challenge_id=challenge.pk,
                text=text[:300],
                path=path,
            )
            for person_id in people
        ],
        ignore_conflicts=True,
    )


def take_back(abouts: Iterable[str]) -> None:
    """Leave out of every morning mail what is not so any more. What a mail has already taken up stays in it."""
    Notice.objects.filter(about__in=list(abouts), message=None).delete()


def send_now(
    template: str,
    *,
    key: str,
    to: Person | None = None,
    email: str = "",
    region_id: int | None = None,
    secret: bool = False,
    **context: Any,
) -> None:
    """Promise one mail at once, for what cannot wait until morning.

    `secret` is for mails with a way in (an invitation, a code): their text is shown nowhere, and forgotten once sent.
    """
    message, new = Message.objects.get_or_create(
        key=key,
        defaults={
            "template": template,
            "recipient": to,
            "to_email": email,
            "region_id": region_id,
            "secret": secret,
            "context": context,
        },
    )
    if new:
        queue.enqueue("deliver", f"deliver:{key}", message_id=message.pk)


def deliver(message_id: int, again: int = 0) -> None:
    """Send one promised mail. A failure shows on the message at once and the job tries again later."""
    unfinished = Message.objects.filter(pk=message_id).exclude(state__in=(MessageState.SENT, MessageState.CANCELLED))
    if not unfinished.update(state=MessageState.WAITING, attempts=F("attempts") + 1):
        return
    message = Message.objects.select_related("recipient").get(pk=message_id)
    try:
        if reason := _not_needed(message, again):
            note(message, MessageState.CANCELLED, error=reason)
            return
        subject, text = written(message)
        note(message, MessageState.WAITING, subject=subject, text="" if message.secret else text)
        _mail(message, subject, text, again).send()
    except Exception as error:
        note(message, MessageState.FAILED, error=f"{type(error).__name__}: {error}"[:300])
        raise
    note(message, MessageState.SENT, sent_at=timezone.now(), error="")


@transaction.atomic
def send_again(message: Message) -> None:
    """Promise a mail once more, whether it failed or was sent; each press of the button counts once."""
    if not message.may_go_again:
        raise ValueError("A secret is sent once. Make a new one.")
    Message.objects.filter(pk=message.pk).update(state=MessageState.WAITING, error="")
    key = f"deliver:{message.key}:again:{message.attempts}"
    queue.enqueue("deliver", key, message_id=message.pk, again=message.attempts)


def call_off(person: Person, *, region_id: int) -> None:
    """Leave unsent what waits for somebody and is about a region that is nothing to them any more."""
    unsent = (MessageState.WAITING, MessageState.FAILED)
    for message in Message.objects.filter(recipient=person, region_id=region_id, state__in=unsent):
        note(message, MessageState.CANCELLED, error=NO_ACCESS)


def note(message: Message, state: MessageState, **facts: Any) -> None:
    """Write down how far it has come. Once it is out, or not needed, the database keeps no secret of it."""
    if message.secret and state in (MessageState.SENT, MessageState.CANCELLED):
        facts["context"] = {}
    Message.objects.filter(pk=message.pk).update(state=state, **facts)


def _not_needed(message: Message, again: int) -> str:
    """Why nobody needs this mail any more, or nothing. Asked at the last moment, not when it was promised."""
    if not message.recipient and not message.to_email:
        return "Nobody has an account with this address."
    if message.recipient and not message.recipient.is_active:
        return NO_ACCESS
    if message.template != DIGEST:
        return ""
    if not again and digest.left_to_the_next_morning(message):
        return "A later mail says it all."
    digest.drop_what_is_settled(message)
    return "" if message.notices.exists() else "Everything in it was done or changed in the meantime."


def written(message: Message, today: date | None = None) -> tuple[str, str]:
    """Subject and text, from a template whose first line is the subject; of a morning mail, as on this day."""
    context = {**message.context, "person": message.recipient, "site": settings.BASE_URL}
    if message.template == DIGEST:
        context |= digest.words(message, today)
    # Plain text: a name such as O'Neill must not arrive as O&#x27;Neill. The HTML part escapes all of it.
    template = Engine.get_default().get_template(f"emails/{message.template}.txt")
    subject, _, text = template.render(Context(context, autoescape=False)).partition("\n")
    return " ".join(subject.split())[:200], text.strip() + "\n"


def _mail(message: Message, subject: str, text: str, again: int) -> EmailMultiAlternatives:
    """The mail itself. What a crash sends twice has one Message-ID; what is asked for again has a new one."""
    name = hashlib.sha256(f"{message.key}:{again}".encode()).hexdigest()[:32]
    mail = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[message.recipient.email if message.recipient else message.to_email],
        headers={
            "Message-ID": f"<{name}@{urlsplit(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("emails/frame.html", {"subject": subject, "text": text}), "text/html")
    return mail
