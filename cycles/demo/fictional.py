"""Made-up councils for pictures and for anything that leaves the machine: the same story, no real council in it."""

from django.db.models import F, Value
from django.db.models.functions import Replace
from django.utils.text import slugify

from cycles.models import Authority, PeerChallenge, Region
from peerchallenge.notifications.models import Notice

NAMED = "Midshire"
NAMES = {
    "Birmingham": "Ashfield Vale",
    "Coventry": "Brackenford",
    "Dudley": "Cotterdale",
    "Herefordshire": "Elmshire",
    "Sandwell": "Fernley",
    "Shropshire": "Glenshire",
    "Solihull": "Hartmere",
    "Staffordshire": "Kingshire",
    "Stoke-on-Trent": "Larkhill",
    "Telford and Wrekin": "Marlow Heath",
    "Walsall": "Norbridge",
    "Warwickshire": "Oakshire",
    "Wolverhampton": "Pendleton Cross",
    "Worcestershire": "Quarryshire",
}


def rename(region: Region) -> None:
    """Give every council of the example region a made-up name, wherever a name stands."""
    Region.objects.filter(pk=region.pk).update(name=NAMED, slug=slugify(NAMED), office=f"{NAMED} ADASS")
    for real, name in NAMES.items():
        old, new = slugify(real), slugify(name)
        Authority.objects.filter(short_name=real).update(short_name=name, official_name=f"{name} Council", slug=new)
        challenges = PeerChallenge.objects.filter(slug__startswith=f"{old}-")
        challenges.update(slug=Replace(F("slug"), Value(old), Value(new)))
        Notice.objects.update(
            text=Replace(F("text"), Value(real), Value(name)), path=Replace(F("path"), Value(old), Value(new))
        )
