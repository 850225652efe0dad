"""The figures of the example region: the published ones, and the baselines that hosts have chosen."""

from pathlib import Path

from assessments.indicators import fix_baseline, load_values
from assessments.models import Baseline, Indicator
from cycles.demo.fictional import in_story
from cycles.models import PeerChallenge, Post, PostKind, Stage

VALUES = Path(__file__).parent.parent / "data" / "wm_indicators.csv"
WHY = {
    "ASC1": "Carers told us that they feel alone. This shows whether that changes.",
    "ASC3": "People say that they do not know whom to ask. We want to do better here first.",
    "ASC4": "Carers look for support late. They should find it before they need it badly.",
    "ASC5": "Most of our new money goes into short support after a stay in hospital.",
    "ASC7": "When staff leave, people have to tell their story again.",
}
CHOSEN = (("ASC1", "ASC3", "ASC7"), ("ASC3", "ASC4", "ASC5", "ASC7"), tuple(WHY))
NOT_YET = ("Staffordshire", "Walsall")


def load() -> None:
    load_values(VALUES, called=in_story)


def build(challenge: PeerChallenge) -> None:
    """Choose a baseline, except where the council has only begun, and take it down where the team has the pack."""
    if in_story(challenge.host) in NOT_YET:
        return
    director = Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person
    codes = CHOSEN[challenge.pk % len(CHOSEN)]
    for indicator in Indicator.objects.filter(framework__code="oflog-2015-23", code__in=codes):
        Baseline.objects.create(challenge=challenge, indicator=indicator, why=WHY[indicator.code], chosen_by=director)
    if challenge.stage >= Stage.READING:
        fix_baseline(challenge)
