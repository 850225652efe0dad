"""Made-up councils for pictures and for anything that leaves the machine: the same story, no real council in it."""

from django.utils.text import slugify

from cycles.models import Authority

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


def rename() -> None:
    """Give every council of the story a made-up name before anything is made of it: no real one stands anywhere."""
    for real, name in NAMES.items():
        Authority.objects.filter(short_name=real, region=None).update(
            short_name=name, official_name=f"{name} Council", slug=slugify(name)
        )


_REAL = {name: real for real, name in NAMES.items()}


def in_story(council: Authority) -> str:
    """How the story calls a council, whatever it is named here."""
    return _REAL.get(council.short_name, council.short_name)
