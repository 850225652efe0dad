"""The people of the example region. All are made up; addresses end in example.org."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.text import slugify

from cycles.models import HostRole, PostKind, Region, RegionRoleKind, TeamRole
from peerchallenge.accounts.models import Person

from .fictional import NAMED, NAMES


@dataclass(frozen=True)
class Example:
    """One example person. `part` is a region role, a job, a place of a host, or a place on a team."""

    slug: str
    name: str
    council: str
    part: RegionRoleKind | PostKind | HostRole | TeamRole
    says: str = ""
    takes_part_in: str = ""


# The ten people one can look around as.
TEN = (
    Example(
        "amara-bell",
        "Amara Bell",
        "",
        RegionRoleKind.LEAD,
        "Plans the cycle and agrees dates with every council.",
    ),
    Example(
        "michael-grant",
        "Michael Grant",
        "Dudley",
        PostKind.DASS,
        "Director of the council that is visited now.",
    ),
    Example(
        "priya-shah",
        "Priya Shah",
        "Staffordshire",
        HostRole.COORDINATOR,
        "Collects answers and documents for a visit.",
    ),
    Example(
        "lynn-hart", "Lynn Hart", "Wolverhampton", HostRole.PSW, "Takes part in the practice review of her own council."
    ),
    Example(
        "nasreen-ali",
        "Nasreen Ali",
        "Coventry",
        TeamRole.PRACTICE_REVIEWER,
        "Looks at practice before the team visits.",
        takes_part_in="Wolverhampton",
    ),
    Example(
        "colin-head",
        "Colin Head",
        "Walsall",
        TeamRole.SENIOR_MANAGER,
        "Reads, visits and says what he saw.",
        takes_part_in="Dudley",
    ),
    Example(
        "esther-okafor",
        "Esther Okafor",
        "",
        TeamRole.EXPERT_BY_EXPERIENCE,
        "Has her own experience of care and support.",
        takes_part_in="Dudley",
    ),
    Example(
        "beth-rees",
        "Beth Rees",
        "Solihull",
        TeamRole.POLITICIAN,
        "Looks after adult social care as a councillor elsewhere.",
        takes_part_in="Dudley",
    ),
    Example("dana-marsh", "Dana Marsh", "Warwickshire", HostRole.COLLEAGUE, "Carries out actions after the visit."),
    Example(
        "sam-field",
        "Sam Field",
        "",
        RegionRoleKind.ADMINISTRATOR,
        "Looks after the service, and sees no content.",
    ),
)
# Others who make the story whole.
OTHERS = (
    Example("ruth-adeyemi", "Ruth Adeyemi", "", TeamRole.TEAM_LEAD, takes_part_in="Dudley"),
    Example("grace-lowe", "Grace Lowe", "", TeamRole.TEAM_LEAD, takes_part_in="Herefordshire"),
    Example("oliver-kent", "Oliver Kent", "", RegionRoleKind.COORDINATOR),
    Example("ines-duarte", "Ines Duarte", "Herefordshire", TeamRole.SENIOR_MANAGER, takes_part_in="Dudley"),
    Example("tom-archer", "Tom Archer", "Dudley", HostRole.COORDINATOR),
    Example("mina-castle", "Mina Castle", "Dudley", HostRole.CONCERNS_OFFICER),
    Example("ceri-vale", "Ceri Vale", "Herefordshire", HostRole.COORDINATOR),
    Example("noor-sadiq", "Noor Sadiq", "Herefordshire", HostRole.CONCERNS_OFFICER),
    Example("sam-okoro", "Sam Okoro", "Staffordshire", HostRole.COLLEAGUE),
    Example("jo-lewis", "Jo Lewis", "Staffordshire", HostRole.COLLEAGUE),
    Example("ben-carrow", "Ben Carrow", "Walsall", HostRole.COORDINATOR),
)
DIRECTORS = {
    "Birmingham": "Helen Marsden",
    "Coventry": "David Osei",
    "Herefordshire": "Julia Penn",
    "Sandwell": "Farah Malik",
    "Shropshire": "Alan Whitby",
    "Solihull": "Claire Docherty",
    "Staffordshire": "Robert Lane",
    "Stoke-on-Trent": "Nia Parry",
    "Telford and Wrekin": "Simon Hale",
    "Walsall": "Joanna Firth",
    "Warwickshire": "Peter Quill",
    "Wolverhampton": "Mandeep Rai",
    "Worcestershire": "Kate Ferris",
}


def account_of(name: str) -> Person:
    """An example person has joined, and their page is called like them: look-around finds it by that."""
    name = name.strip()
    facts = {"email": f"{name.lower().replace(' ', '.')}@example.org", "password": make_password(None)}
    defaults = {"name": name, "joined_at": timezone.now(), **facts}
    return Person.objects.get_or_create(slug=slugify(name), defaults=defaults)[0]


def look_around() -> list[dict[str, str]]:
    """The ten people, for the cards of "Look around as". None before the example region is made."""
    known = set(Person.objects.filter(slug__in=[one.slug for one in TEN]).values_list("slug", flat=True))
    region = Region.objects.first()
    called = NAMES if region and region.name == NAMED else {}
    return [
        {
            "slug": one.slug,
            "name": one.name,
            "role": one.part.label,
            "council": _where(one, called) or str(region),
            "sentence": one.says,
        }
        for one in TEN
        if one.slug in known
    ]


def _where(one: Example, called: dict[str, str]) -> str:
    if one.takes_part_in:
        return f"review team for {called.get(one.takes_part_in, one.takes_part_in)}"
    return called.get(one.council, one.council)
