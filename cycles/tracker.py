"""The eight steps that people see, each with one predicate on the challenge."""

from dataclasses import dataclass

from .models import PeerChallenge, Stage

STEPS = (
    "Dates",
    "Prepare",
    "Practice review done, team complete",
    "Read",
    "On site",
    "Report",
    "Actions",
    "Six and twelve months",
)
STEP_OF_STAGE = {
    Stage.PLANNED: 1,
    Stage.PREPARING: 2,
    Stage.READING: 4,
    Stage.ON_SITE: 5,
    Stage.DRAFTING: 6,
    Stage.ACCURACY_CHECK: 6,
    Stage.AGREED: 6,
    Stage.PUBLISHED: 7,
    Stage.FOLLOW_UP: 8,
    Stage.CLOSED: 8,
}


@dataclass(frozen=True)
class TrackerStep:
    number: int
    name: str
    state: str  # "completed", "now" or "not started"


def step_number(challenge: PeerChallenge) -> int:
    """1 to 8, of a challenge loaded `for_tracker`. Step 3 begins when the practice review is handed over."""
    number = STEP_OF_STAGE[Stage(challenge.stage)]
    return 3 if number == 2 and challenge.handed_over else number


def step_words(challenge: PeerChallenge) -> str:
    number = step_number(challenge)
    return f"Step {number} of {len(STEPS)}: {STEPS[number - 1]}"


def tracker(challenge: PeerChallenge) -> list[TrackerStep]:
    """The steps with their states, for the tracker at the top of a challenge's page."""
    now, closed = step_number(challenge), challenge.stage == Stage.CLOSED
    return [
        TrackerStep(
            number,
            name,
            "completed" if number < now or closed else "now" if number == now else "not started",
        )
        for number, name in enumerate(STEPS, start=1)
    ]
