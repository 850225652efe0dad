"""The dates of a challenge, its scope, and who has access to it."""

from cycles.models import Stage

from .rule import ANY, EE, HA, HC, HD, HP, HX, OA, OFFICE, PR, RL, SA, SO, TEAM, TL, TM, Rule, stages, who

S = Stage

PROGRAMME: dict[str, Rule] = {
    "see_challenge": Rule(
        "A01",
        "Read the challenge's card: council, dates, step",
        who(((*OFFICE, HD, HC, HP, HX, *TEAM), ANY), ((HA, SO), stages(S.PREPARING))),
        status=who(((OA, SA), ANY)),
    ),
    "move_visit": Rule("A01", "Move the visit to other days", who((OFFICE, ANY)), changes=True),
    "pause": Rule(
        "A01",
        "Postpone, withdraw or resume the challenge",
        who((OFFICE, ANY)),
        changes=True,
        while_paused=True,
    ),
    "begin_preparing": Rule(
        "A50", "Open the preparation of the host", who(((RL,), stages(S.PLANNED, S.PLANNED))), changes=True
    ),
    "see_milestones": Rule(
        "A31",
        "Read the milestones and who has what",
        who(((*OFFICE, HD, HC, HP, *TEAM), ANY), ((HX,), stages(S.READING)), ((HA,), stages(S.PREPARING))),
        status=who(((SA,), ANY)),
        own_rows=frozenset({HA}),
    ),
    "keep_milestones": Rule(
        "A31", "Say that a milestone is done, or not done after all", who((OFFICE, ANY)), changes=True
    ),
    "see_offers": Rule("A46", "Read the dates offered and the replies", who(((*OFFICE, HD, HC, TL), ANY))),
    "offer_dates": Rule(
        "A46",
        "Offer dates, and answer what the other side offers",
        who(((*OFFICE, HD), stages(S.PLANNED, S.READING))),
        changes=True,
    ),
    "see_scope": Rule(
        "A29",
        "Read what the team will look at",
        who(
            ((*OFFICE, HD, HC, HP), ANY),
            ((HX,), stages(S.READING)),
            ((TL,), stages(S.PLANNED, S.FOLLOW_UP)),
            ((TM, EE), stages(S.PREPARING, S.FOLLOW_UP)),
            ((PR,), stages(S.PREPARING, S.DRAFTING)),
        ),
    ),
    "edit_scope": Rule(
        "A29",
        "Write what the team will look at",
        who(
            ((HD, HC), stages(S.PLANNED, S.PREPARING)),
            ((TL,), stages(S.PLANNED, S.ON_SITE)),
            ((TM, EE), stages(S.READING, S.ON_SITE)),
        ),
        changes=True,
    ),
    "see_access": Rule("A27", "See who has access and why", who(((*OFFICE, HD), ANY)), status=who(((SA,), ANY))),
    "change_access": Rule(
        "A27",
        "Let people of the host in, and take them out",
        who(((*OFFICE, HD), ANY)),
        changes=True,
        while_paused=True,
    ),
    "see_activity": Rule(
        "A26",
        "Read what has happened, as events",
        who(((RL,), ANY), ((TL,), stages(S.PLANNED, S.FOLLOW_UP))),
        status=who(((SA,), ANY)),
    ),
}
