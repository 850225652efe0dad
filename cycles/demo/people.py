"""The people of the example region. All are made up; addresses end in example.org."""

from dataclasses import dataclass

from cycles.models import HostRole, PostKind, RegionRoleKind, TeamRole
from peerchallenge.accounts.models import Person


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
    Example("lynn-hart", "Lynn Hart", "Wolverhampton", HostRole.PSW, "Principal social worker of a host council."),
    Example(
        "nasreen-ali",
        "Nasreen Ali",
        "Coventry",
        TeamRole.PRACTICE_REVIEWER,
        "Principal social worker who looks at practice elsewhere.",
        takes_part_in="Wolverhampton",
    ),
    Example(
        "colin-head",
        "Colin Head",
        "Walsall",
        TeamRole.SENIOR_MANAGER,
        "Senior manager on the review team.",
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
        "Councillor and cabinet member on the review team.",
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


def look_around() -> list[dict[str, str]]:
    """The ten people, for the cards of "Look around as"."""
    known = set(Person.objects.filter(slug__in=[one.slug for one in TEN]).values_list("slug", flat=True))
    return [
        {
            "slug": one.slug,
            "name": one.name,
            "role": one.part.label,
            "council": one.takes_part_in or one.council or "West Midlands",
            "sentence": one.says,
        }
        for one in TEN
        if one.slug in known
    ]
