"""A challenge goes from stage to stage by one way only, and says in plain words why it cannot."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cycles.lifecycle import CannotMove, move
from cycles.models import PeerChallenge, Stage
from peerchallenge.audit.models import Entry
from peerchallenge.audit.trail import broken_links
from tests import builders as a

pytestmark = pytest.mark.django_db

# Written out from the decisions of the programme, not read from the code: from, to, backwards.
MOVES = (
    (0, 1, False),
    (1, 2, False),
    (2, 3, False),
    (2, 1, True),
    (3, 4, False),
    (4, 5, False),
    (5, 6, False),
    (5, 4, True),
    (6, 7, False),
    (6, 5, True),
    (7, 8, False),
    (8, 9, False),
)
FORWARD = [(before, after) for before, after, back in MOVES if not back]
BACK = [(before, after) for before, after, back in MOVES if back]
ILLEGAL = [
    (before, after)
    for before in range(10)
    for after in range(10)
    if (before, after) not in {(first, last) for first, last, _ in MOVES}
]


def stored(challenge):
    return PeerChallenge.objects.get(pk=challenge.pk).stage


def why_not(challenge, to, **facts):
    with pytest.raises(CannotMove) as refusal:
        move(challenge, Stage(to), by=challenge.cycle.opened_by, **facts)
    return refusal.value.reasons


@pytest.mark.parametrize(("before", "after"), FORWARD)
def test_a_challenge_moves_on(before, after):
    challenge = a.a_challenge(stage=before)
    move(challenge, Stage(after), by=challenge.cycle.opened_by)
    assert stored(challenge) == challenge.stage == after


@pytest.mark.parametrize(("before", "after"), BACK)
def test_a_challenge_goes_back_with_a_reason(before, after):
    challenge = a.a_challenge(stage=before)
    move(challenge, Stage(after), by=challenge.cycle.opened_by, reason="A document was missing")
    assert stored(challenge) == after
    assert challenge.stage_changes.get().reason == "A document was missing"


@pytest.mark.parametrize(("before", "after"), BACK)
@pytest.mark.parametrize("reason", ["", "   "])
def test_a_challenge_does_not_go_back_without_a_reason(before, after, reason):
    challenge = a.a_challenge(stage=before)
    assert why_not(challenge, after, reason=reason) == ["Give a reason for going back"]
    assert stored(challenge) == before


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_no_other_move_is_possible(before, after):
    challenge = a.a_challenge(stage=before)
    labels = Stage(before).label, Stage(after).label
    assert why_not(challenge, after, reason="We want to") == [
        "A challenge that is “{}” cannot become “{}”".format(*labels)
    ]
    assert stored(challenge) == before


def test_a_move_is_refused_with_everything_that_is_missing():
    challenge = a.a_challenge()
    missing = ["The dates are not agreed.", "The forms are not chosen."]
    assert why_not(challenge, 1, unmet=missing) == missing
    assert stored(challenge) == Stage.PLANNED


def test_what_is_missing_may_be_worked_out_on_the_way():
    challenge = a.a_challenge()
    assert why_not(challenge, 1, unmet=(line for line in ["The dates are not agreed."])) == [
        "The dates are not agreed."
    ]


def test_a_paused_challenge_moves_nowhere():
    challenge = a.a_paused_challenge()
    assert why_not(challenge, 1) == ["This challenge is paused. Resume it first."]
    assert stored(challenge) == Stage.PLANNED


def test_a_challenge_that_somebody_paused_a_moment_ago_does_not_move():
    challenge = a.a_challenge()
    PeerChallenge.objects.filter(pk=challenge.pk).update(
        paused_at=challenge.cycle.opened_at, paused_by=challenge.cycle.opened_by, paused_as="withdrawn"
    )
    assert why_not(challenge, 1) == ["Somebody else moved this challenge a moment ago. Look at it again."]
    assert stored(challenge) == Stage.PLANNED


def test_a_stale_copy_does_not_move_a_challenge_twice():
    challenge = a.a_challenge()
    stale = PeerChallenge.objects.get(pk=challenge.pk)
    move(challenge, Stage.PREPARING, by=challenge.cycle.opened_by)
    assert why_not(stale, 1) == ["Somebody else moved this challenge a moment ago. Look at it again."]
    assert challenge.stage_changes.count() == 1


def test_a_refused_move_leaves_no_trace():
    challenge = a.a_challenge()
    why_not(challenge, 9)
    assert not challenge.stage_changes.exists()
    assert not Entry.objects.filter(challenge_id=challenge.pk).exists()


def test_a_move_is_remembered_with_who_when_and_between_what():
    challenge = a.a_challenge()
    lead = a.a_regional_lead(challenge.cycle.region)
    move(challenge, Stage.PREPARING, by=lead)
    change = challenge.stage_changes.get()
    assert (change.before, change.after, change.by, change.reason) == (0, 1, lead, "")
    entry = Entry.objects.get(challenge_id=challenge.pk)
    assert (entry.verb, entry.actor, entry.region_id) == ("challenge.moved", lead, challenge.cycle.region_id)
    assert entry.detail == {"before": "Planned", "after": "Preparing", "reason": ""}


def test_the_system_moves_a_challenge_without_a_person():
    challenge = a.a_challenge(stage=Stage.PUBLISHED)
    move(challenge, Stage.FOLLOW_UP, by=None)
    assert challenge.stage_changes.get().by is None


class Programme(RuleBasedStateMachine):
    """Anybody tries anything, in any order; a simple copy of the rules says what must come of it."""

    @initialize()
    def a_new_challenge(self):
        self.challenge = a.a_challenge()
        self.stage, self.paused, self.moved = 0, False, []

    @rule(
        to=st.sampled_from(range(10)), reason=st.sampled_from(["", "New facts"]), unmet=st.sampled_from([(), ("No",)])
    )
    def somebody_moves_it(self, to, reason, unmet):
        self.try_to_move(self.challenge, to, reason, unmet)

    @rule(reason=st.just("New facts"), data=st.data())
    def somebody_moves_it_on_as_they_should(self, reason, data):
        onward = [after for before, after, _ in MOVES if before == self.stage]
        if onward:
            self.try_to_move(self.challenge, data.draw(st.sampled_from(onward)), reason, ())

    @rule(to=st.sampled_from(range(10)))
    def somebody_moves_an_old_copy(self, to):
        old = PeerChallenge.objects.get(pk=self.challenge.pk)
        old.stage = (self.stage + 1) % 10
        with pytest.raises(CannotMove):
            move(old, Stage(to), by=None, reason="New facts")

    @rule(paused=st.booleans())
    def somebody_pauses_or_resumes_it(self, paused):
        cycle = self.challenge.cycle
        facts = (cycle.opened_at, cycle.opened_by, "postponed") if paused else (None, None, None)
        names = ("paused_at", "paused_by", "paused_as")
        PeerChallenge.objects.filter(pk=self.challenge.pk).update(**dict(zip(names, facts, strict=True)))
        self.challenge.refresh_from_db()
        self.paused = paused

    def try_to_move(self, challenge, to, reason, unmet):
        legal = {(before, after): back for before, after, back in MOVES}
        step = self.stage, to
        if step in legal and not self.paused and not unmet and (reason or not legal[step]):
            move(challenge, Stage(to), by=None, reason=reason, unmet=unmet)
            self.moved.append(step)
            self.stage = to
        else:
            with pytest.raises(CannotMove):
                move(challenge, Stage(to), by=None, reason=reason, unmet=unmet)

    @invariant()
    def the_database_knows_the_stage_and_every_move(self):
        if hasattr(self, "challenge"):
            assert stored(self.challenge) == self.stage
            assert list(self.challenge.stage_changes.values_list("before", "after")) == self.moved
            entries = Entry.objects.filter(challenge_id=self.challenge.pk).order_by("position")
            assert len(entries) == len(self.moved)
            assert broken_links(entries) == []


def test_whatever_people_try_the_stage_and_its_history_agree():
    run_state_machine_as_test(Programme, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
