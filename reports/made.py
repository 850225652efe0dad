"""What nobody has to write: what the team did in numbers, and the team itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from cycles.models import PeerChallenge, TeamMember, TeamRole
from peerchallenge.ui.plain_text import as_list
from peerchallenge.ui.wording import plural, sentence_list, visit_days
from reviews.models import HandedOver, KindOfPeople, Session, SessionKind
from reviews.models.people import SMALLEST_GROUP
from reviews.pack import documents_in
from reviews.timetable import days_of

COUNTED = {
    SessionKind.TALK: ("talk with a group", "talks with groups"),
    SessionKind.PLACE: ("visit to a place", "visits to places"),
    SessionKind.LEADERS: ("talk with senior leaders", "talks with senior leaders"),
}


def what_was_done(challenge: PeerChallenge) -> list[str]:
    """What the team did before and during the visit, in paragraphs. It asks three questions."""
    sessions = list(challenge.sessions.planned())
    return [*_on_site(challenge), *_sessions(sessions), *_people(sessions), *_read(challenge)]


def _on_site(challenge: PeerChallenge) -> Iterator[str]:
    if days := days_of(challenge):
        yield f"The team was on site for {plural(len(days), 'day')}: {visit_days(days[0], days[-1])}."


def _sessions(sessions: Iterable[Session]) -> Iterator[str]:
    held = Counter(session.kind for session in sessions)
    counts = [plural(held[kind], *words) for kind, words in COUNTED.items() if held[kind]]
    if counts:
        yield f"It held {sentence_list(counts)}."


def _people(sessions: Iterable[Session]) -> Iterator[str]:
    """Who was heard in groups. Of a group under five neither the kind nor the number is said (decisions.md 4)."""
    by_kind, small = defaultdict(list), set()
    for session in sessions:
        if session.hears_a_group and session.is_small:
            small.add("staff" if KindOfPeople(session.kind_of_people).are_staff else "people")
        elif session.hears_a_group:
            by_kind[session.kind_of_people].append(session.head_count)
    lines = [_kind(kind, by_kind[kind]) for kind in KindOfPeople if by_kind[kind]]
    if lines:
        yield f"The team heard these people in groups:\n{as_list(lines)}"
    if small:
        yield f"It also heard {sentence_list(sorted(small, reverse=True))} in groups of fewer than {SMALLEST_GROUP}."


def _kind(kind: KindOfPeople, counts: list[int | None]) -> str:
    """One kind of people; how many they were, where that is known of each of their groups."""
    known = [count for count in counts if count is not None]
    people = f"{plural(sum(known), 'person', 'people')} in " if len(known) == len(counts) else ""
    return f"{kind.label}: {people}{plural(len(counts), 'group')}"


def _read(challenge: PeerChallenge) -> Iterator[str]:
    if documents := documents_in([challenge.pk]).count():
        yield f"Before the visit it read what the council says about itself, and {plural(documents, 'document')}."
    copy = HandedOver.objects.filter(review__challenge=challenge).order_by("-number").first()
    files = copy.content.get("files", {}).get("read", 0) if copy else 0
    if files >= SMALLEST_GROUP:
        yield f"Principal social workers of other councils read {plural(files, 'case file')}, each of them twice."
    elif copy:
        yield "Principal social workers of other councils looked at practice before the visit."


def members_of(challenge: PeerChallenge) -> list[dict[str, str]]:
    """The team as the report shows it. Experts by experience stand there by their role alone.

    They have not been asked yet whether their name may be public, so nobody can overlook it.
    """
    members = TeamMember.objects.current().filter(challenge=challenge).select_related("person", "home")
    order = list(TeamRole)
    return [_member(member) for member in sorted(members, key=lambda one: (order.index(TeamRole(one.role)), one.pk))]


def _member(member: TeamMember) -> dict[str, str]:
    if member.role == TeamRole.EXPERT_BY_EXPERIENCE:
        return {"name": "", "text": member.get_role_display()}
    council = f", {member.home}" if member.home else ""
    return {"name": member.person.name, "text": f"{member.get_role_display()}{council}"}
