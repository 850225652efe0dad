"""Things that people owe, made up for tests of reminders: what a source of `Owed` says, and what may be seen."""

from datetime import date, timedelta

from peerchallenge.notifications.owed import Owed

DUE = date(2026, 3, 20)  # a Friday, with no holiday in the two weeks before
things: list[Owed] = []
visible: set[int] = set()


def owed(people, known=None):
    return [thing for thing in things if people is None or thing.person_id in people]


def visible_challenge_ids(person):
    return visible


def owe(person, due_on=DUE, about="milestone:1", text="Self-assessment", challenge_id=None, where="Dudley"):
    things.append(Owed(person.pk, about, text, where, "/x/", challenge_id=challenge_id, due_on=due_on))


def days_from(first, count):
    return [first + timedelta(days=n) for n in range(count)]
