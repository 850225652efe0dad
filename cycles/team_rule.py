"""The team rule: what a review team needs, line by line, and what is missing before it may read. Pure reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from peerchallenge.ui.wording import plural, sentence_list
from peerchallenge.workdays import today_in_london

from .models import HostMember, HostRole, PeerChallenge, TeamMember, TeamRole, Training, Waiver

TRAINING_LASTS = 3  # years
FROM_A_COUNCIL = (TeamRole.POLITICIAN, TeamRole.SENIOR_MANAGER)  # "from other councils": they must come from one
ORDER = list(TeamRole)
NO_CONDITION = "Good to have, and no condition."


@dataclass(frozen=True)
class RuleLine:
    """One line of the rule: what the team needs, who fulfils it, and whether the regional lead waived it."""

    code: str
    words: str
    met: bool
    names: tuple[str, ...] = ()
    hint: str = ""
    missing: str = ""  # what to do about it, for who wants to go on
    waiver: Waiver | None = None
    role: str = ""
    advice: bool = False  # good to have; never holds anybody up

    @property
    def waived(self) -> bool:
        return not self.met and self.waiver is not None

    @property
    def may_be_waived(self) -> bool:
        """Too few of a kind can be let pass. Sides, interests and advice cannot."""
        return bool(self.role) and not self.met and self.waiver is None


def team_of(challenge: PeerChallenge, *more: str) -> list[TeamMember]:
    """Everybody on the team now, the lead first, each with what they declared and what helps them (and `more`)."""
    rows = challenge.team.current().select_related("person", "home", "declaration__cleared_by", "needs")
    rows = rows.prefetch_related(*more)
    return sorted(rows, key=lambda member: (ORDER.index(TeamRole(member.role)), member.person.name))


def has_declared(member: TeamMember) -> bool:
    return getattr(member, "declaration", None) is not None


def is_cleared(member: TeamMember) -> bool:
    return has_declared(member) and member.declaration.cleared_at is not None


def last_trainings(challenge: PeerChallenge, team: Iterable[TeamMember]) -> dict[int, date]:
    """When the region last trained each of them."""
    noted = Training.objects.filter(
        region_id=challenge.cycle.region_id, person__in=[member.person_id for member in team]
    )
    return dict(noted.order_by().values_list("person").annotate(last=Max("held_on")))


def rule_of(
    challenge: PeerChallenge, team: list[TeamMember] | None = None, trained: dict[int, date] | None = None
) -> list[RuleLine]:
    """The rule of the cycle, line by line."""
    team = team_of(challenge) if team is None else team
    trained = last_trainings(challenge, team) if trained is None else trained
    waivers = {waiver.line: waiver for waiver in challenge.waivers.select_related("waived_by")}
    return [
        *_counted(challenge, team, waivers),
        _nobody_of_host(challenge, team),
        _everybody_declared(team),
        _needs_known(team),
        _trained(team, trained),
    ]


def _counted(challenge: PeerChallenge, team: list[TeamMember], waivers: dict[str, Waiver]) -> Iterator[RuleLine]:
    cycle = challenge.cycle
    for role, needed, one, many in (
        (TeamRole.TEAM_LEAD, 1, "team lead", ""),
        (
            TeamRole.POLITICIAN,
            cycle.politicians,
            "councillor with adult social care from another council",
            "councillors with adult social care from other councils",
        ),
        (
            TeamRole.SENIOR_MANAGER,
            cycle.senior_managers,
            "senior manager from another council",
            "senior managers from other councils",
        ),
        (
            TeamRole.EXPERT_BY_EXPERIENCE,
            cycle.experts_by_experience,
            "expert by experience",
            "experts by experience",
        ),
        (
            TeamRole.PRACTICE_REVIEWER,
            cycle.practice_reviewers,
            "visiting principal social worker, beside the host’s own",
            "visiting principal social workers, beside the host’s own",
        ),
    ):
        if needed:
            words = plural(needed, one, many)
            yield _line(challenge, role, needed, words, [member for member in team if member.role == role], waivers)


def _line(
    challenge: PeerChallenge,
    role: TeamRole,
    needed: int,
    words: str,
    places: list[TeamMember],
    waivers: dict[str, Waiver],
) -> RuleLine:
    counting = [member for member in places if role not in FROM_A_COUNCIL or member.home_id]
    hints = [f"No council is noted for {member.person.name}." for member in places if member not in counting]
    if role == TeamRole.PRACTICE_REVIEWER:
        hints.append(_own_of_host(challenge))
    start = "At least " if role == TeamRole.EXPERT_BY_EXPERIENCE else ""
    return RuleLine(
        role,
        f"{start}{words}",
        met=len(counting) >= needed,
        names=tuple(_name(member) for member in places),
        hint=" ".join(hints),
        missing=f"The review team needs {start.lower()}{words}. It has {len(counting) or 'none'}.",
        waiver=waivers.get(role),
        role=role,
    )


def _name(member: TeamMember) -> str:
    return f"{member.person.name} ({member.home})" if member.home_id else member.person.name


def _own_of_host(challenge: PeerChallenge) -> str:
    own = HostMember.objects.current().filter(challenge=challenge, role=HostRole.PSW)
    names = list(own.order_by("person__name").values_list("person__name", flat=True))
    return f"The host’s own: {sentence_list(names)}." if names else "The host has not named its own yet."


def _nobody_of_host(challenge: PeerChallenge, team: list[TeamMember]) -> RuleLine:
    """Kept by the database. What it cannot know is a council that was written down for somebody by hand."""
    own = [member.person.name for member in team if member.home_id == challenge.host_id]
    missing = f"{sentence_list(own)} must not be on the team of {challenge.host}, their own council."
    return RuleLine("nobody_of_host", f"Nobody of {challenge.host}", not own, tuple(own), missing=missing)


def _everybody_declared(team: list[TeamMember]) -> RuleLine:
    silent = [member.person.name for member in team if not has_declared(member)]
    waiting = [member.person.name for member in team if has_declared(member) and not is_cleared(member)]
    missing = []
    if silent:
        verb = "has" if len(silent) == 1 else "have"
        missing.append(f"{sentence_list(silent)} {verb} not said yet whether they have an interest.")
    if waiting:
        missing.append(f"The regional lead has not decided yet about the interest of {sentence_list(waiting)}.")
    done = len(team) - len(silent) - len(waiting)
    return RuleLine(
        "declared",
        "Everybody has said whether they have an interest, and may read on",
        met=bool(team) and not missing,
        hint=f"{done} of {len(team)}",
        missing=" ".join(missing) or "Nobody is on the review team yet.",
    )


def _needs_known(team: list[TeamMember]) -> RuleLine:
    known = [member for member in team if getattr(member, "needs", None)]
    return RuleLine(
        "needs",
        "Everybody has said what helps them take part",
        met=bool(team) and len(known) == len(team),
        hint=f"{len(known)} of {len(team)}. {NO_CONDITION}",
        advice=True,
    )


def _trained(team: list[TeamMember], trained: dict[int, date]) -> RuleLine:
    today = today_in_london()
    since = today.replace(year=today.year - TRAINING_LASTS, day=min(today.day, 28))
    fresh = [member for member in team if trained.get(member.person_id, date.min) >= since]
    return RuleLine(
        "trained",
        "Trained in the last three years",
        met=bool(team) and len(fresh) == len(team),
        hint=f"{len(fresh)} of {len(team)}. {NO_CONDITION}",
        advice=True,
    )


def unmet_for_reading(challenge: PeerChallenge) -> Iterator[str]:
    """What is missing before the team may read the pack: the rule met or waived, everybody declared and cleared."""
    for line in rule_of(challenge):
        if not (line.met or line.waived or line.advice):
            yield line.missing
