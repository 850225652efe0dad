"""The review team: who is on it, what they declared, what helps them take part."""

from cycles.models import Stage

from .rule import ANY, EE, HC, HD, HP, HX, OFFICE, PR, RC, RL, TEAM, TL, TM, Rule, stages, who

S = Stage
MEMBERS = frozenset({TL, TM, EE, PR})

TEAM_RULES: dict[str, Rule] = {
    "see_team": Rule(
        "A02",
        "See who is on the review team",
        who(((*OFFICE, HD, HC, HP, *TEAM), ANY), ((HX,), stages(S.READING))),
    ),
    "change_team": Rule(
        "A02",
        "Ask people to join the team, and take them off it",
        who((OFFICE, stages(S.PLANNED, S.ON_SITE))),
        changes=True,
    ),
    "see_invitations": Rule(
        "A47",
        "See who was asked to join, and what they said",
        who((OFFICE, ANY), (TEAM, ANY)),
        own_rows=MEMBERS,
    ),
    "see_declarations": Rule(
        "A03",
        "See which interests members have declared",
        who(((RL, TL), ANY), ((TM, EE, PR), stages(S.PLANNED, S.ON_SITE))),
        status=who(((RC, HD), ANY)),
        own_rows=frozenset({TM, EE, PR}),
    ),
    "declare": Rule(
        "A03",
        "Say what interest one has, or none",
        who((TEAM, stages(S.PLANNED, S.ON_SITE))),
        own_rows=MEMBERS,
        changes=True,
    ),
    "clear_declarations": Rule(
        "A03",
        "Decide whether somebody with an interest may be on the team",
        who(((RL,), stages(S.PLANNED, S.ON_SITE))),
        changes=True,
    ),
    "see_needs": Rule(
        "A04",
        "See what helps members take part",
        who((OFFICE, stages(S.PLANNED, S.FOLLOW_UP)), (TEAM, stages(S.PLANNED, S.FOLLOW_UP))),
        own_rows=MEMBERS,
    ),
    "say_needs": Rule(
        "A04",
        "Say what helps one take part",
        who((TEAM, stages(S.PLANNED, S.FOLLOW_UP))),
        own_rows=MEMBERS,
        changes=True,
    ),
    "see_shared_needs": Rule(
        "A04",
        "See what helps a member take part, where the member shares it",
        who(
            (OFFICE, stages(S.PLANNED, S.FOLLOW_UP)),
            (TEAM, stages(S.PLANNED, S.FOLLOW_UP)),
            ((HC,), stages(S.PREPARING, S.ON_SITE)),
        ),
        own_rows=frozenset({TM, EE, PR}),
    ),
    "see_training": Rule(
        "A33",
        "See who was trained, and when",
        who((OFFICE, ANY), ((HD, HP, *TEAM), ANY)),
        own_rows=MEMBERS | {HD, HP},
    ),
    "see_waivers": Rule(
        "A35",
        "See which lines of the team rule were waived, and why",
        who(((RL, HD, TL), ANY)),
        status=who(((RC,), ANY)),
        own_rows=frozenset({HD}),
    ),
    "waive_team_rule": Rule(
        "A35",
        "Let the challenge go on with a line of the team rule not met",
        who(((RL,), stages(S.PLANNED, S.ON_SITE))),
        changes=True,
    ),
}
