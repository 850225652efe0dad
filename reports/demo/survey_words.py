"""How the survey of the example region was answered: shaped like the figures that the evaluation of 2021 found.

Nearly 80% found it useful at once and 58% for long; 93% were content with what they gained, 90% learnt something new,
53% something of the region; 51% saw people with lived experience well involved.
"""

# For each question, how many chose each step, of those with a part on a side (30 of them) and of participants (15).
OF_SIDES = {
    "SV1": (("extremely", 10), ("very", 14), ("moderately", 4), ("slightly", 1), ("do_not_know", 1)),
    "SV2": (("extremely", 5), ("very", 10), ("moderately", 6), ("slightly", 2), ("do_not_know", 3)),
    "SV3": (("extremely_satisfied", 15), ("somewhat_satisfied", 13), ("neither", 1), ("somewhat_dissatisfied", 1)),
    "SV4": (("yes", 27), ("no", 3)),
    "SV5": (("yes", 16), ("no", 14)),
    "SV6": (("extremely", 5), ("very", 10), ("moderately", 9), ("slightly", 5), ("not_at_all", 1)),
    "SV7": (("yes", 24), ("no", 6)),
}
OF_PARTICIPANTS = {
    "SV6": (("extremely", 3), ("very", 5), ("moderately", 4), ("slightly", 2), ("not_at_all", 1)),
    "SV7": (("yes", 9), ("no", 6)),
}
HOSTS, TEAM, EXPERTS, PARTICIPANTS = 23, 6, 1, 15
SO_FAR = 8  # answers to a survey that is still open
WORDS = (
    "The days were full, but I went home with three things to try.",
    "Staff felt listened to. Please tell them what comes of it.",
    "We should have been told sooner what it was for.",
    "More time between the talks, so that there is time to think.",
    "It was good that somebody with their own experience asked the questions.",
    "I would like to hear in half a year what has changed.",
)
