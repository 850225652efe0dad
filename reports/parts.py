"""What belongs in each part of a report, for those who write it."""

from .models import Part

# The parts that the team writes in, and what belongs there. The others are made, or written by the council.
WRITTEN = {
    Part.SUMMARY: (
        "Say in a few short paragraphs what you saw, what is strong and what matters most now. "
        "Many people read only this part, so it stands on its own."
    ),
    Part.WHAT_WE_DID: (
        "Say what the council asked the team to look at, and how the team went about it. "
        "Numbers of days, talks and people are added below."
    ),
    Part.STRENGTHS: "Say what the strengths have in common. The strengths themselves come from the findings below.",
    Part.CONSIDER: "Say how to read what follows. The areas for consideration come from the findings below.",
    Part.RECOMMENDATIONS: "Say what comes first and why. The recommendations themselves are added below.",
}
MADE = {
    Part.RESPONSE: "Nobody on the team writes this part. The council writes it during the accuracy check.",
    Part.TEAM: (
        "This part is made from the team list. The draft names members with their role and council, "
        "and experts by experience by their role alone."
    ),
    Part.WORDS: "This part is the same in every report. It explains the words that a reader may not know.",
}
RESPONSE_TO_COME = "The council writes here what it says to this report, during the accuracy check."


def help_of(part: str) -> str:
    return (WRITTEN | MADE)[Part(part)]
