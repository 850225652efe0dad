"""Letting a challenge go on with a line of the team rule not met, and noting who was trained."""

from datetime import date

from django.db import transaction

from cycles.models import PeerChallenge, Region, Training, Waiver
from cycles.refusals import Refused
from cycles.team_rule import rule_of
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.workdays import today_in_london


@transaction.atomic
def waive_line(challenge: PeerChallenge, *, line: str, reason: str, by: Person) -> Waiver:
    """Let the challenge go on though this line of the team rule is not met, and say why."""
    if not reason.strip():
        raise Refused("Say why the team can go on without it", field="reason")
    take_turn(f"team {challenge.pk}")
    found = next((one for one in rule_of(challenge) if one.code == line and one.may_be_waived), None)
    if not found:
        raise Refused("This line of the rule is met, or cannot be waived. Look at it again.", field="line")
    waiver = Waiver.objects.create(challenge=challenge, line=line, reason=reason, waived_by=by)
    record("team_rule.waived", waiver, by=by, challenge=challenge, line=found.words, reason=reason)
    return waiver


@transaction.atomic
def take_back_waiver(challenge: PeerChallenge, *, line: str, by: Person) -> None:
    """Hold the team to a line of its rule again."""
    waiver = challenge.waivers.filter(line=line).first()
    if not waiver:
        raise Refused("This line is not waived any more.")
    words = next((one.words for one in rule_of(challenge) if one.code == line), line)
    record("team_rule.held", waiver, by=by, challenge=challenge, line=words)
    waiver.delete()


@transaction.atomic
def note_training(region: Region, person: Person, *, name: str, held_on: date, by: Person) -> None:
    """Note that somebody was trained for their part, and on which day. Noting it twice is the same as once."""
    if held_on > today_in_london():
        raise Refused("The day of the training must be today or earlier", field="held_on")
    training, new = Training.objects.get_or_create(
        region=region, person=person, name=name, held_on=held_on, defaults={"recorded_by": by}
    )
    if new:
        record("training.noted", training, by=by, region=region, name=person.name, training=name)


@transaction.atomic
def remove_training(training: Training, *, by: Person) -> None:
    """Take out a training that was noted by mistake."""
    person, words = training.person, training.name
    if not Training.objects.filter(pk=training.pk).delete()[0]:
        raise Refused("Somebody else has taken this out already.")
    record("training.removed", person, by=by, region=training.region, name=person.name, training=words)
