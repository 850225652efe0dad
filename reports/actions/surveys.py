"""Opening the survey on a visit, and closing it. Who answers stands in no trail (reports/answering.py)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from assessments.models import Edition, InstrumentKind
from cycles.holders import holders
from cycles.models import HostRole, PeerChallenge, PostKind, Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from peerchallenge.ui.wording import day, plural
from peerchallenge.workdays import today_in_london
from reports.models import Audience, Survey, SurveyAsking, SurveyLink, Wave
from reports.sealing import seal
from reviews.timetable import MOST

SHORTEST = timedelta(weeks=2)  # a survey that is opened late stays open so long at least


@transaction.atomic
def open_survey(challenge: PeerChallenge, *, by: Person) -> Survey:
    """Ask everybody who took part in the visit, and make the links for those who have no account."""
    take_turn(f"surveys of {challenge.pk}")
    edition = edition_of(challenge)
    if challenge.stage < Stage.DRAFTING or not edition:
        raise Refused("The survey opens when the visit has ended.")
    if challenge.surveys.filter(wave=Wave.AFTER_VISIT).exists():
        raise Refused("The survey on this visit was opened before.")
    people = people_to_ask(challenge)
    survey = Survey.objects.create(
        challenge=challenge, edition=edition, closes_on=last_day_of(challenge), asked=len(people)
    )
    SurveyAsking.objects.bulk_create(SurveyAsking(survey=survey, person_id=number) for number in sorted(people))
    make_links(survey, people)
    record("survey.opened", survey, by=by, challenge=challenge, day=day(survey.closes_on))
    text = f"{challenge.called}: say how the visit went. The survey is open until {day(survey.closes_on)}"
    path = reverse("survey-answer", args=[challenge.slug])
    tell(sorted(people), text, about=f"survey:{survey.pk}:opened", challenge=challenge, path=path)
    return survey


@transaction.atomic
def close_survey(survey: Survey, *, by: Person | None) -> None:
    """Close a survey: freeze its totals, and forget who was asked and every key. `by` nobody: its time was over."""
    take_turn(f"survey {survey.pk}")
    if not Survey.objects.filter(pk=survey.pk, closed_on=None).exists():
        raise Refused("The survey is closed already.")
    seal(survey)
    enough = survey.answered >= settings.SURVEY_FEWEST
    words = plural(survey.answered, "answer") if enough else f"fewer than {settings.SURVEY_FEWEST} answers"
    record("survey.closed", survey, by=by, challenge=survey.challenge, count=words)


def edition_of(challenge: PeerChallenge) -> Edition | None:
    """The edition of the questions that the challenge keeps; the newest, if its forms were never opened."""
    pinned = challenge.pinned_editions.filter(kind=InstrumentKind.SURVEY).select_related("edition").first()
    return pinned.edition if pinned else Edition.objects.newest(InstrumentKind.SURVEY)


def last_day_of(challenge: PeerChallenge) -> date:
    """The last day on which answers are taken."""
    today = today_in_london()
    return max((challenge.last_day or today) + timedelta(weeks=settings.SURVEY_WEEKS), today + SHORTEST)


def people_to_ask(challenge: PeerChallenge) -> dict[int, Audience]:
    """Everybody with an account who took part, and on which side. An expert by experience is asked as one."""
    known = holders()
    sides = (
        (Audience.HOST, "authority", challenge.host_id, (PostKind.DASS,)),
        (Audience.HOST, "host", challenge.pk, HostRole),
        (Audience.TEAM, "team", challenge.pk, TeamRole),
        (Audience.EXPERT, "team", challenge.pk, (TeamRole.EXPERT_BY_EXPERIENCE,)),
    )
    return {
        person: audience
        for audience, place, number, kinds in sides
        for kind in kinds
        for person in known.people.get((place, number, kind), {})
    }


def make_links(survey: Survey, people: dict[int, Audience]) -> None:
    """One link for each side, and one for each session with a group: for as many answers as there were people."""
    counts = {side: sum(one == side for one in people.values()) for side in Audience}
    counts[Audience.HOST] = max(counts[Audience.HOST], settings.SURVEY_MOST_OF_HOST)  # who helped has no account
    sides = [side for side in Audience if side != Audience.PARTICIPANT]
    links = [SurveyLink(survey=survey, audience=side, most=counts[side]) for side in sides]
    for session in survey.challenge.sessions.with_groups():
        most = session.head_count or MOST
        links.append(SurveyLink(survey=survey, audience=Audience.PARTICIPANT, session=session, most=most))
    SurveyLink.objects.bulk_create(links)
