"""What went out to the people of a region, and what waits to go out. Regions see nothing of each other's mail."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerchallenge.notifications.models import Message, Notice

from .models import PeerChallenge, Region
from .people import people_of

# The first word of an error names its kind. What else it says may hold an address, so pages show only this.
CAUSES = {
    "SMTPRecipientsRefused": "The mail server does not know this address.",
    "SMTPSenderRefused": "The mail server does not accept our own address.",
    "SMTPAuthenticationError": "The mail server does not accept our password.",
    "SMTPServerDisconnected": "The mail server broke off.",
    "SMTPConnectError": "The mail server did not answer.",
    "ConnectionRefusedError": "The mail server did not answer.",
    "TimeoutError": "The mail server took too long to answer.",
    "gaierror": "The mail server could not be found.",
    "OperationalError": "The database was busy or away.",
    "TemplateDoesNotExist": "The text of this mail is missing. Tell the people who run this service.",
}


def plain_cause(error: str) -> str:
    """Why something failed, for people who do not read code."""
    kind, colon, _ = error.partition(":")
    if colon and kind.isidentifier():
        return CAUSES.get(kind, f"Something went wrong that we did not expect ({kind}).")
    return error or "No reason was recorded."


def messages_of(region: Region) -> QuerySet[Message]:
    """Mail about this region, and mail about nothing in particular to people whom it knows."""
    about_nothing = Q(region_id=None, challenge_id=None)
    known = Exists(people_of(region).filter(pk=OuterRef("recipient_id")))
    here = PeerChallenge.objects.in_region(region).values("pk")
    return Message.objects.filter(
        Q(region_id=region.pk) | Q(challenge_id__in=here) | (about_nothing & Q(known))
    ).select_related("recipient")


def waiting_for_the_morning(region: Region) -> QuerySet[Notice]:
    """Lines about this region that the next morning mails will carry."""
    here = PeerChallenge.objects.in_region(region).values("pk")
    return Notice.objects.filter(message=None, challenge_id__in=here).select_related("person")


def speaks_of_elsewhere(message: Message, region: Region) -> bool:
    """Whether a mail also holds lines about another region: then its text is not for this one to read."""
    here = PeerChallenge.objects.in_region(region).values("pk")
    return message.notices.exclude(challenge_id=None).exclude(challenge_id__in=here).exists()
