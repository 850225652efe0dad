"""Builders of the survey on a visit: one that is open, with people to ask and groups that were met, and answers."""

from uuid import uuid4

from cycles.models import HostRole, TeamRole
from reports.actions.surveys import close_survey, open_survey
from reports.answering import answer_by_link, hash_of
from reports.models import Audience, Response, SurveyLink
from tests import builders as a
from tests.reviews.visit_builders import a_session

from .builders import a_visited_challenge

GOOD = {"SV6": "extremely"}


def a_survey(challenge=None, *, by=None, **facts):
    """An open survey on a visit with a team, a host and one session of seven people."""
    challenge = challenge or a_challenge_with_people(**facts)
    return open_survey(challenge, by=by or challenge.cycle.opened_by)


def a_challenge_with_people(head_count=7, **facts):
    challenge = a_visited_challenge(**facts)
    a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)
    a.a_host_dass(challenge)
    a.a_host_member(challenge, HostRole.COORDINATOR)
    a_session(challenge, head_count=head_count)
    return challenge


def link_of(survey, audience=Audience.PARTICIPANT):
    return survey.links.select_related("survey__challenge", "session").get(audience=audience)


def an_answer(survey, audience=Audience.HOST, *, words="", **choices):
    """Somebody's answer, as it lies there while the survey is open."""
    return Response.objects.create(
        survey=survey, audience=audience, key_hash=hash_of(uuid4()), choices=choices or GOOD, words=words
    )


def answers(survey, audience, number, **choices):
    return [an_answer(survey, audience, **choices) for _ in range(number)]


def closed(survey):
    close_survey(survey, by=None)
    survey.refresh_from_db()
    return survey


def sends(link, key=None, words="", **choices):
    """What the page of a link does when its form is sent."""
    answer_by_link(link, key=key or uuid4(), choices=choices or GOOD, words=words)
    return SurveyLink.objects.get(pk=link.pk)
