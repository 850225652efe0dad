"""Chapters about the pack: what is missing, release, reading, the call of the team, one file to take along."""

from peerchallenge.workdays import today_in_london

from .looking_at_practice import SUMMARY
from .telling import OWN_ANSWER
from .troupe import EXPERT, LEAD, TEAM_LEAD, Troupe

SAID = "We start with people who wait."


def the_pack_cannot_go_yet(troupe: Troupe) -> None:
    lead = troupe.at(LEAD, "pack/").arrive("pack-is-not-ready")
    lead.sees("The self-assessment is not signed off", "The practice review is not handed over")


def the_lead_releases_it(troupe: Troupe) -> None:
    lead = troupe.at(LEAD, "pack/").arrive("pack-is-ready").follow("Release the pack").arrive("release-the-pack")
    lead.press("Release the pack").sees("The pack is released", "Step 4 of 8: Read").arrive("released")


def the_team_reads(troupe: Troupe) -> None:
    expert = troupe[EXPERT].open("/").arrive("expert-is-asked-to-read").follow("Dudley: read the pack").arrive("pack")
    expert.follow("Self-assessment").sees(OWN_ANSWER).arrive("self-assessment-to-read")
    troupe.at(EXPERT, "pack/").tick("I have read: Self-assessment").press("Save what I have read").sees(
        "You have"
    ).arrive("one-thing-read")
    troupe.at(EXPERT, "practice-review/summary/").sees(SUMMARY).arrive("practice-summary-to-read")


def the_team_speaks(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "pack/call/").arrive("note-the-call")
    lead.press("Save").sees("Enter when the team spoke").arrive("note-nothing")
    lead.enter_date("When did the team speak?", today_in_london())
    lead.enter("What does the team want to hold on to?", SAID).press("Save").sees(SAID).arrive("noted")
