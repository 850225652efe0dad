"""Chapters about what goes wrong between people: texts that cross, sessions that end, pauses, closed doors."""

from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import add_working_days

from .arrivals import sign_in
from .browser import Walker
from .cast import ACCEPTED, COORDINATOR, DECLINED, DIRECTOR, LEAD, MOVED, SECOND_LEAD, TODAY, Way

QUESTION, THEIRS, MINE = "What should the team look at?", "How do we hear carers?", "How long do people wait?"
SAVE = "Save the question"


def two_people_write_at_once(director: Walker, coordinator: Walker) -> None:
    for walker in (director, coordinator):
        walker.open("/").follow("Dudley").follow("Scope").arrive("scope")
    coordinator.enter(QUESTION, THEIRS).press(SAVE).sees("Saved")
    director.enter(QUESTION, MINE).press(SAVE).arrive("both-texts", status=409)
    texts = [box.input_value() for box in director.page.locator("textarea").all()]
    assert texts == [THEIRS, MINE]
    director.type_into(director.page.locator('textarea[name="focus"]'), f"{MINE} {THEIRS}")
    director.press("Save my text").sees("Saved")
    assert director.field(QUESTION).input_value() == f"{MINE} {THEIRS}"


def text_outlives_the_session(coordinator: Walker) -> None:
    text = " ".join(["Who is not heard?"] * 20)
    coordinator.open("/").follow("Dudley").follow("Scope").enter(QUESTION, text).lose_session()
    coordinator.press(SAVE).sees("We kept what you wrote").arrive("signed-out-meanwhile", status=401)
    sign_in(coordinator, COORDINATOR[1])
    coordinator.sees("It is not saved yet", QUESTION).arrive("kept-text")
    assert coordinator.page.locator("textarea").input_value() == text
    coordinator.press("Send it now").sees("Saved")
    assert coordinator.field(QUESTION).input_value() == text


def the_morning_mail_is_right(way: Way) -> None:
    """Each person one mail with what concerns them, however often the work is started."""
    before = len(way.service.mails())
    morning = add_working_days(TODAY, 1)
    remind = f"remind({morning.isoformat()!r})"
    way.service.finish_work("from peerchallenge.notifications.reminders import remind", remind, remind)
    way.service.finish_work(f"from peerchallenge.notifications.reminders import remind; {remind}")
    sent = way.service.mails()[before:]
    texts = {mail.to: mail.text for mail in sent}
    assert len(sent) == len(texts), "somebody got two mails on one morning"
    assert set(texts) == {email for _, email in (LEAD, SECOND_LEAD, DIRECTOR)}  # nothing is new for the coordinator
    moved = f"moved from {visit_days(*ACCEPTED)} to {visit_days(*MOVED)}"
    assert "Dudley: ask what the team should look at" in texts[DIRECTOR[1]]
    assert moved in texts[DIRECTOR[1]]
    assert "Please answer" not in texts[DIRECTOR[1]]  # he has answered both offers
    assert f"{visit_days(*DECLINED)} does not suit" in texts[LEAD[1]]
    assert moved not in texts[LEAD[1]]  # she moved it herself
    assert f"{visit_days(*DECLINED)} does not suit" not in texts[SECOND_LEAD[1]]  # that was before his time


def a_pause_stops_everything(lead: Walker, director: Walker) -> None:
    lead.open("/").follow("Dudley").follow("Postpone or withdraw").arrive("postpone-or-withdraw")
    lead.press("Save").arrive("postpone-errors")
    lead.choose("Postponed").enter("Why?", "An inspection is announced.").press("Save")
    lead.sees("Postponed", "An inspection is announced.").does_not_see("Move the visit").arrive("postponed")
    director.open("/").arrive("director-home-while-postponed").follow("Dudley").sees("Postponed").follow("Scope")
    assert not director.field(QUESTION).count()
    director.arrive("scope-while-postponed")
    director.open(director.path.replace("scope", "dates/offers/new")).arrive("not-now", status=403)
    lead.follow("Resume").enter("Why can it go on?", "The inspection is over.").arrive("resume").press("Resume")
    lead.does_not_see("Postponed")
    director.open("/").follow("Dudley").follow("Scope")
    assert director.field(QUESTION).count()


def nobody_sees_what_is_not_theirs(lead: Walker, director: Walker, coordinator: Walker) -> None:
    lead.open("/challenges/").follow("Walsall")
    walsall = lead.path
    dudley = director.open("/").follow("Dudley").path
    director.open("/settings/west-midlands/").arrive("not-found", status=404)
    director.open(walsall).does_not_see("Who has what").arrive("only-the-step-of-another-council")
    for path in (
        walsall,
        f"{dudley}dates/move/",
        f"{dudley}people/",
        f"{dudley}activity/",
        "/settings/west-midlands/people/",
    ):
        coordinator.open(path)
        assert coordinator.answer.status == 404, path


def the_director_is_taken_out(lead: Walker, director: Walker) -> None:
    director.open("/challenges/").sees("Dudley")
    lead.menu("Settings").follow("People").follow(DIRECTOR[0]).arrive("the-director")
    lead.follow(f"Take {DIRECTOR[0]} out").arrive("take-the-director-out")
    lead.enter("Why?", "Has left the council.").press(f"Take {DIRECTOR[0]} out")
    lead.sees("is taken out").arrive("director-is-out")
    director.page.reload()
    director.does_not_see("Dudley", DIRECTOR[0])
    director.open("/challenges/").sees("Sign in")
    sign_in(director, DIRECTOR[1])
    director.sees("There is a problem").arrive("director-cannot-sign-in")
