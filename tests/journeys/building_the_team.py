"""Chapters about the team: asking people, their answers, their interests, what helps them, a line that is waived."""

from .arrivals import set_up_app
from .browser import Walker
from .troupe import CANNOT_COME, COUNCILLOR, EXPERT, LEAD, MANAGER, READERS, TEAM, TEAM_LEAD, Troupe, email_of

ONE_LEAD = "1 team lead"
ONE_COUNCILLOR = "1 councillor with adult social care from another council"
TWO_MANAGERS = "2 senior managers from other councils"
ONE_EXPERT = "At least 1 expert by experience"
TWO_READERS = "2 visiting principal social workers, beside the host’s own"
ASKED = (
    (ONE_LEAD, TEAM_LEAD),
    (ONE_COUNCILLOR, COUNCILLOR),
    (TWO_MANAGERS, MANAGER),
    (TWO_MANAGERS, CANNOT_COME),
    *((TWO_READERS, reader) for reader in READERS),
)
QUESTION = "Dudley: answer whether you join the review team"
NO_INTEREST, AN_INTEREST = "No, none of these is true of me", "Yes, one of these or something like it"
REASON_OF_NO, INTEREST = "I move house in that week.", "I led a team there until last year."
NEEDS, WAIVER = "A break after each talk, please.", "The councillor has been a manager for years."


def the_lead_signs_in(troupe: Troupe) -> None:
    set_up_app(troupe.comes(LEAD), name="lead")


def the_preparation_starts(troupe: Troupe) -> None:
    lead = troupe[LEAD].open("/")
    lead.follow("Dudley").follow("Start the preparation").arrive("start-the-preparation")
    lead.press("Start the preparation").sees("Dudley can start to prepare", "step 2 of 8: Prepare").arrive("preparing")


def people_are_asked(troupe: Troupe) -> None:
    lead = troupe.at(LEAD, "team/").sees("Nobody yet").arrive("nobody-on-the-team")
    for line, name in ASKED:
        lead.open(f"{troupe.here}team/").follow(f"Choose: {line}")
        if lead.first_time("whom to ask"):
            lead.arrive("whom-to-ask").press("Ask this person").sees("Select who should be asked").arrive("ask-nobody")
        lead.choose(name).press("Ask this person").sees(f"{name} is asked")
    lead.follow(f"Choose: {ONE_EXPERT}").follow("Ask somebody of another region").arrive("ask-a-newcomer")
    lead.press("Ask this person").sees("There is a problem").arrive("ask-a-newcomer-errors")
    lead.enter("Name", EXPERT).enter("E-mail address", email_of(EXPERT)).choose("Expert by experience")
    lead.select("Which council do they come from?", "No council").press("Ask this person")
    lead.sees(f"{EXPERT} is asked", "Waiting").arrive("everybody-asked")


def they_say_yes_and_one_says_no(troupe: Troupe) -> None:
    expert = troupe.joins(EXPERT)
    expert.arrive("expert-home").follow(QUESTION).arrive("do-you-join")
    says_yes(expert)
    expert.sees("You are a full member").arrive("welcome")
    for _, name in ASKED:
        walker = troupe.comes(name).follow(QUESTION)
        if name == CANNOT_COME:
            says_no(walker)
            assert troupe.at(name).answer.status == 404  # she has nothing to do with it any more
        else:
            says_yes(walker)
    set_up_app(troupe[TEAM_LEAD], name="team-lead")  # wide access from now on: asked for at once
    troupe[TEAM_LEAD].sees("say whether you have an interest in this council")
    troupe.at(LEAD, "team/").sees("Cannot join", REASON_OF_NO).arrive("team-has-answered")


def says_yes(walker: Walker) -> None:
    walker.choose("Yes, I join").press("Send your answer")


def says_no(walker: Walker) -> None:
    walker.choose("No, I cannot").press("Send your answer").sees("Enter why you cannot join").arrive(
        "no-needs-a-reason"
    )
    walker.choose("No, I cannot").enter("If no: why not?", REASON_OF_NO).press("Send your answer").arrive("said-no")


def interests_are_declared(troupe: Troupe) -> None:
    """Whoever has said nothing reads nothing. No is an answer. A yes waits for the regional lead."""
    for name in TEAM:
        walker = troupe.at(name, "team/welcome/").follow("Say if you are close to this council")
        if name == MANAGER:
            walker.arrive("declare").press("Save my answer").sees("Select whether you have an interest")
            walker.choose(AN_INTEREST).press("Save my answer").sees("Select what it is").arrive("declare-errors")
            walker.tick("I have worked for the host council in the last three years")
            walker.enter("If yes: tell us a little more", INTEREST).press("Save my answer")
            walker.sees("Until then you cannot read the papers").arrive("waits-for-a-decision")
        else:
            walker.choose(NO_INTEREST).press("Save my answer").sees("You may read on")
    lead = troupe[LEAD].open("/tasks/").follow(f"Dudley: decide about the interest that {MANAGER} declared")
    lead.sees(INTEREST).arrive("decide-about-an-interest")
    lead.choose("Yes, they can go on").enter("Why?", "It was another service.").press("Save the decision")
    lead.sees(f"{MANAGER} is told").arrive("what-members-have-declared")


def the_expert_says_what_helps_her(troupe: Troupe) -> None:
    expert = troupe.at(EXPERT, "team/needs/").arrive("what-helps-you")
    expert.choose("Yes").enter("If yes: what helps you?", NEEDS).tick("The team lead may read this too")
    expert.press("Save my answer").sees("The team lead may read it").arrive("said-what-helps")


def a_line_of_the_rule_is_waived(troupe: Troupe) -> None:
    lead = troupe.at(LEAD, "team/").follow("Waive a line of the rule").arrive("waive-a-line")
    lead.press("Waive this line").sees("Select a line of the rule").arrive("waive-nothing")
    lead.choose(TWO_MANAGERS).enter("Why?", WAIVER).press("Waive this line").sees("Waived", WAIVER).arrive("waived")
