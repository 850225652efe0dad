"""Chapters about dates: offering them, answering, moving the visit, and two who move it at once."""

from datetime import date, timedelta

from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import bank_holiday

from .arrivals import join
from .browser import Walker
from .cast import ACCEPTED, DECLINED, DIRECTOR, ENDS, MOVED, MOVED_TOO_LATE, TODAY, Way, a_bank_holiday


def dates_are_offered(lead: Walker) -> None:
    lead.menu("Challenges").arrive("challenges").follow("Dudley").arrive("challenge-without-dates")
    lead.follow("Dates on offer").arrive("no-dates-on-offer").follow("Offer dates").arrive("offer-dates")
    too_late = ENDS + timedelta(days=60)
    holiday = a_bank_holiday()
    for name, day, fault in (
        ("30-february", (30, 2, TODAY.year + 1), "must be a real date"),
        ("bank-holiday", holiday, f"is a bank holiday: {bank_holiday(holiday)}"),
        ("outside-the-cycle", too_late, "must be within the cycle"),
    ):
        lead.enter_date("First day on site", day).press("Offer these dates")
        lead.sees("There is a problem", fault).arrive(f"offer-{name}")
    lead.enter_date("First day on site", DECLINED[0]).enter("A note with the offer", "Before the spring break.")
    lead.press("Offer these dates").sees(visit_days(*DECLINED)).arrive("one-offer")
    lead.follow("Offer dates").enter_date("First day on site", ACCEPTED[0]).press("Offer these dates")
    lead.sees(visit_days(*ACCEPTED))


def the_director_agrees_dates(way: Way) -> Walker:
    director = way.comes_in(DIRECTOR[0])
    join(director, way.link_for(DIRECTOR), name="director")
    director.sees("What needs you now", "Dudley: choose dates for the visit").arrive("director-home")
    director.does_not_see("Settings", "Walsall")
    director.follow("Dudley: choose dates for the visit").arrive("director-sees-two-offers")
    answer_offer(director, DECLINED, "No, they do not suit")
    director.sees("Enter why these days do not suit").arrive("decline-without-a-reason")
    director.enter("Why not?", "Our council meets in that week.").press("Send your answer")
    director.sees("You declined these days").arrive("director-declined")
    answer_offer(director, ACCEPTED, "Yes, these days suit")
    director.sees(f"The visit is on {visit_days(*ACCEPTED)}").arrive("director-accepted")
    director.menu("Home").does_not_see("Dudley: choose dates for the visit")
    return director


def answer_offer(director: Walker, days: tuple[date, date], answer: str) -> None:
    director.follow(f"Answer {visit_days(*days)}").arrive("offer").choose(answer)
    director.press("Send your answer")


def the_visit_moves(lead: Walker) -> None:
    lead.open("/").follow("Dudley").sees(f"On site {visit_days(*ACCEPTED)}").arrive("challenge-with-dates")
    lead.follow("Dates").sees("Agree the dates", "Completed", "Publish the report").arrive("milestones")
    look_at_a_move(lead, MOVED, "The director is away.")
    lead.sees("What would change").arrive("what-would-change")
    lead.press("Move the visit").sees(f"The visit moved to {visit_days(*MOVED)}").arrive("moved")


def look_at_a_move(lead: Walker, days: tuple[date, date], reason: str) -> None:
    lead.follow("Move the visit").arrive("move-the-visit")
    lead.enter_date("New first day on site", days[0]).enter_date("New last day on site", days[1])
    lead.enter("Why does the visit move?", reason).press("Show what changes")


def two_leads_move_at_once(lead: Walker, second: Walker) -> None:
    for walker, days in ((lead, ACCEPTED), (second, MOVED_TOO_LATE)):
        walker.open("/").follow("Dudley").follow("Dates")
        look_at_a_move(walker, days, "Elections are near.")
    lead.press("Move the visit").sees(f"The visit moved to {visit_days(*ACCEPTED)}")
    second.press("Move the visit").arrive("somebody-else-moved-it", status=409)
    second.sees("Amara Bell moved the visit", visit_days(*ACCEPTED), visit_days(*MOVED_TOO_LATE), "Elections are near.")
    second.follow("leave it as it is").sees(visit_days(*ACCEPTED)).does_not_see(visit_days(*MOVED_TOO_LATE))
