"""What went out to the people of a region, and what waits to go out. Regions see nothing of each other's mail."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerchallenge.notifications.models import Message, MessageState, Notice

from .models import PeerChallenge, Region
from .people import Access, has_a_place, people_of

AGAIN = (MessageState.FAILED, MessageState.SENT)
WAYS_IN = ("invitation", "let_in")

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
    """Mail about this region, and mail about nothing in particular to people who are here now.

    Of people who are in two regions, each sees the morning mails with a line of its own; and no way into another one.
    """
    here = PeerChallenge.objects.in_region(region).values("pk")
    lines = Notice.objects.filter(message=OuterRef("pk"), challenge_id__isnull=False)
    of_others = Exists(lines) & ~Exists(lines.filter(challenge_id__in=here))
    about_nothing = Q(region_id=None, challenge_id=None) & ~Q(template__in=WAYS_IN) & ~of_others
    present = people_of(region).exclude(access=Access.ENDED)
    return Message.objects.filter(
        Q(region_id=region.pk)
        | Q(challenge_id__in=here)
        | (about_nothing & Q(Exists(present.filter(pk=OuterRef("recipient_id")))))
    ).select_related("recipient")


def can_go_again(message: Message, region: Region) -> bool:
    """Codes are worth nothing when they arrive late, of an invitation that is out nothing is kept, and mail to
    somebody who is nothing here any more would only tell whether they are something elsewhere.
    """
    worth_it = message.state in AGAIN and message.may_go_again
    if not worth_it or (message.secret and message.template != "invitation"):
        return False
    return message.recipient is None or has_a_place(message.recipient, region)


def waiting_for_the_morning(region: Region) -> QuerySet[Notice]:
    """Lines about this region that the next morning mails will carry."""
    here = PeerChallenge.objects.in_region(region).values("pk")
    return Notice.objects.filter(message=None, challenge_id__in=here).select_related("person")


def speaks_of_elsewhere(message: Message, region: Region) -> bool:
    """Whether a mail also holds lines about another region: then its text is not for this one to read."""
    here = PeerChallenge.objects.in_region(region).values("pk")
    return message.notices.exclude(challenge_id=None).exclude(challenge_id__in=here).exists()
