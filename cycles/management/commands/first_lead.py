"""Lets the first person into an empty installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from cycles.actions.people import invite_first_lead
from cycles.refusals import Refused


class Command(BaseCommand):
    help = (
        "Invites the first regional lead of an empty installation. Prints the link that lets this person in "
        "and sends it by mail. Whoever follows it sets up a second factor, then opens a region and leads it. "
        "They let everybody else in from there. When a region has a lead already, this command refuses, "
        "unless --another-region says that a further region is meant."
    )

    def add_arguments(self, parser):
        parser.add_argument("--email", required=True, help="The address of the person. It is how they sign in.")
        parser.add_argument("--name", required=True, help="The name of the person, as others know it.")
        parser.add_argument(
            "--another-region",
            action="store_true",
            help="Invite the lead of a further region of this installation.",
        )

    def handle(self, *, email, name, another_region, **options):
        name = " ".join(name.split())
        if not 1 <= len(name) <= 120:
            raise CommandError("The name must have 1 to 120 characters.")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("The e-mail address must look like name@example.org.") from error
        try:
            link = invite_first_lead(name=name, email=email, another_region=another_region)
        except Refused as refusal:
            raise CommandError(f"{refusal} Add --another-region to invite the lead of a further one.") from refusal
        self.stdout.write(f"{name} can come in here, within 14 days:\n{link}")
