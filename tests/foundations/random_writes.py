"""A crowd of one: random real actions in the example region, each named on a line of its own once it is committed.

python -m tests.foundations.random_writes SEED COUNT
"""

import random
import sys
import uuid

import django

django.setup()

from django.core.files.base import ContentFile

from assessments.actions.documents import hand_in
from cycles.actions.settings import change_details
from cycles.models import PeerChallenge, Region
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.outbox import send_now, tell
from reviews.actions.notes import share_note, write_note

WORDS = ["people", "wait", "long", "—", "carers’", "“short”", "at\nnight", "🌙", "Zoë", "naïve", "£5", "\\N", "'%s'"]


def note(chance, challenge, by):
    facts = {"source": "heard", "leaning": chance.choice(("strength", "consider")), "text": text(chance)}
    written = write_note(challenge, key=uuid.UUID(int=chance.getrandbits(128)), facts=facts, share=False, by=by)
    if chance.random() < 0.5:
        share_note(written, by=by)
    return f"note {written.key}"


def document(chance, challenge, by):
    content = "\n".join(text(chance) for _ in range(chance.randint(1, 400)))
    file = ContentFile(content.encode(), name="plan.txt")
    given = {"title": text(chance)[:100], "file": file}
    return f"file {hand_in(challenge, way='file', given=given, by=by).file.key}"


def news(chance, challenge, by):
    about = f"random:{chance.getrandbits(60)}"
    tell([by.pk], text(chance)[:200], about=about, challenge=challenge, path="/")
    return f"news {about}"


def mail(chance, challenge, by):
    key = f"random:{chance.getrandbits(60)}"
    send_now("let_in", key=key, to=by, region_id=challenge.cycle.region_id, secret=chance.random() < 0.5)
    return f"mail {key}"


def details(chance, challenge, by):
    region = Region.objects.get(pk=challenge.cycle.region_id)
    change_details(region, {"name": region.name, "contact_phone": text(chance)[:20]}, seen=region.version, by=by)
    return f"details {region.version}"


def text(chance):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(5, 60)))


def main(seed, count):
    chance = random.Random(seed)  # noqa: S311 -- random tests, no secret
    team, host, lead = (Person.objects.get(slug=slug) for slug in ("esther-okafor", "priya-shah", "amara-bell"))
    visited, prepared = (PeerChallenge.objects.running().get(host__slug=slug) for slug in ("dudley", "staffordshire"))
    doers = {note: (visited, team), document: (prepared, host), news: (visited, lead), mail: (visited, lead)}
    doers[details] = (visited, lead)
    for _ in range(count):
        do = chance.choice(list(doers))
        print(do(chance, *doers[do]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
