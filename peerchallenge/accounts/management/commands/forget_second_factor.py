"""Helps somebody who lost their phone and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from peerchallenge.accounts.models import Person
from peerchallenge.accounts.second_factor import forget


class Command(BaseCommand):
    help = (
        "Takes away the second factor of one person and signs them out. They sign in with their password or a code, "
        "and set up a new one. First make sure who asks: see them, or call them on a number you know."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="The address with which this person signs in.")

    def handle(self, *, email, **options):
        person = Person.objects.with_email(email)
        if not person:
            raise CommandError(f"Nobody signs in as {email}.")
        forget(person)
        self.stdout.write(f"{person.name} sets up a new second factor at the next sign-in.")
