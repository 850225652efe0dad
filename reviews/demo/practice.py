"""Practice reviews of the example region: one in full swing, others handed over where the team reads."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from zlib import crc32

from assessments.models import Question
from cycles.demo.fictional import in_story
from cycles.models import Milestone, PeerChallenge, Region, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import LONDON, add_working_days, today_in_london
from reviews.handing_over import Material, content_of
from reviews.models import CaseFile, FocusGroup, HandedOver, PracticeFinding, PracticeReview, Rating, Reading
from reviews.practice import READERS, of_host, tool_of, visiting

from . import words

IN_FULL_SWING = "Wolverhampton"
PROPOSED, PICKED, READ_BY_BOTH, ALSO_READ_BY_FIRST, ALSO_READ_BY_SECOND = 24, 20, 11, 3, 1
FILES_OF_A_FINISHED_REVIEW = 12
THEMES = (
    "older_people",
    "safeguarding",
    "mental_health",
    "carers",
    "learning_disability",
    "hospital_discharge",
    "older_people",
    "moving_to_adult_services",
)
STEPS = (("1", 4), ("2", 28), ("3", 80), ("4", 97))  # each with where its share ends; what is left is not rated
NOT_IN_EVERY_LIFE = ("PR05", "PR06", "PR09", "PR13")
AGES = ("85_and_over", "65_to_84", "26_to_64", "65_to_84", "26_to_64", "65_to_84", "85_and_over", "18_to_25")


def tell_practice_reviews(region: Region) -> None:
    """Bring the practice review of each challenge to where its council stands."""
    preparing = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.PREPARING).select_related("host")
    for number, challenge in enumerate(preparing.order_by("host__short_name")):
        if in_story(challenge.host) == IN_FULL_SWING:
            _in_full_swing(challenge, _readers(challenge))
        elif challenge.stage >= Stage.READING:
            _handed_over(challenge, _readers(challenge), words.FINISHED[number % len(words.FINISHED)])


def _readers(challenge: PeerChallenge) -> list[Person]:
    return [member.person for member in visiting(challenge)][:READERS]


def _in_full_swing(challenge: PeerChallenge, readers: list[Person]) -> None:
    """20 files picked, 11 read by both, one point to talk about, one group still to be written up."""
    review = PracticeReview.objects.begun(challenge)
    PracticeReview.objects.filter(pk=review.pk).update(how_chosen=words.HOW_CHOSEN, conditions=words.CONDITIONS_SO_FAR)
    yesterday = add_working_days(today_in_london(), -1)
    files = _files(review, PROPOSED, *of_host(challenge)[:1], since=yesterday)
    read = files[:READ_BY_BOTH]
    _read(read, readers, at=_afternoon(yesterday), differs=2)
    _agree([file for file in read if file.number != 2], at=_afternoon(yesterday))
    first_only = files[READ_BY_BOTH:][:ALSO_READ_BY_FIRST]
    second_only = files[READ_BY_BOTH + ALSO_READ_BY_FIRST :][:ALSO_READ_BY_SECOND]
    _look(first_only, readers[0], 0, at=_afternoon(yesterday))
    _look(second_only, readers[1], 1, at=_afternoon(yesterday))
    _group(review, "practitioners", "newly qualified workers", 7, add_working_days(yesterday, -1), words.GROUP)
    _group(review, "managers", "team managers", 6, yesterday, "")
    _findings(review, words.SO_FAR)


def _handed_over(challenge: PeerChallenge, readers: list[Person], story: tuple) -> None:
    """All files read and agreed, and the summary frozen. Single files are not kept long after the report."""
    summary, conditions, findings = story
    day = _day_of(challenge)
    review = PracticeReview.objects.begun(challenge)
    PracticeReview.objects.filter(pk=review.pk).update(
        summary=summary,
        conditions=conditions,
        handed_over_at=_afternoon(day),
        handed_over_by=readers[0],
    )
    review.refresh_from_db()
    held = day - timedelta(days=7)
    files = _files(review, FILES_OF_A_FINISHED_REVIEW, readers[0], since=held)
    _read(files, readers, at=_afternoon(held))
    _agree(files, at=_afternoon(held))
    _group(review, "practitioners", "social workers", 8, held, words.GROUP)
    _group(review, "managers", "team managers", 6, held, words.GROUP)
    _group(review, "carers", "carers of the carers’ board", 4, held, words.GROUP)
    _findings(review, findings)
    HandedOver.objects.create(
        review=review, number=1, content=content_of(Material(review)), at=_afternoon(day), by=readers[0]
    )
    if challenge.stage >= Stage.FOLLOW_UP:
        review.case_files.all().delete()
        review.focus_groups.all().delete()


def _day_of(challenge: PeerChallenge) -> date:
    milestone = Milestone.objects.filter(challenge=challenge, code="practice-review-handed-over").first()
    due_on = milestone.due_on if milestone else challenge.first_day - timedelta(weeks=4)
    return min(due_on, add_working_days(today_in_london(), -1))


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, clock(15, 30), tzinfo=LONDON)


def _files(review: PracticeReview, count: int, by: Person, *, since: date) -> list[CaseFile]:
    CaseFile.objects.bulk_create(
        CaseFile(
            review=review,
            number=number,
            theme=THEMES[number % len(THEMES)],
            age_band=AGES[number % len(AGES)],
            chosen_how="random" if number % 2 else "by_theme",
            is_chosen=number <= PICKED,
            added_at=_afternoon(since - timedelta(days=14)),
            added_by=by,
        )
        for number in range(1, count + 1)
    )
    return list(review.case_files.chosen())


def _read(files: list[CaseFile], readers: list[Person], *, at: datetime, differs: int = 0) -> None:
    """Both have finished these files. In file number `differs` they see one point in two ways."""
    for place, reader in enumerate(readers):
        _look(files, reader, place, at=at + timedelta(hours=place), differs=differs)
    CaseFile.objects.filter(pk__in=[file.pk for file in files]).update(both_read_at=at + timedelta(hours=1))


def _agree(files: list[CaseFile], *, at: datetime) -> None:
    _look(files, None, 2, at=at + timedelta(hours=2))


def _look(files: list[CaseFile], reader: Person | None, place: int, *, at: datetime, differs: int = 0) -> None:
    """One reading of each file: of a reader, or what was agreed. `place` says whose notes they are."""
    readings = Reading.objects.bulk_create(
        Reading(
            case_file=file,
            reader=reader,
            overall="3",
            praise=words.PRAISE if file.number % 3 == 0 else "",
            ask_about=words.ASK_ABOUT if file.number % 4 == 0 else "",
            finished_at=at,
        )
        for file in files
    )
    criteria = tool_of(files[0].review).criteria if files else []
    Rating.objects.bulk_create(
        Rating(reading=reading, question=criterion, **_seen(reading.case_file.number, criterion, place, differs))
        for reading in readings
        for criterion in criteria
    )


def _seen(number: int, criterion: Question, place: int, differs: int) -> dict[str, str]:
    """What is seen of one criterion in one file: mostly good, some gaps, now and then more or less than that."""
    code, *views = words.TO_TALK_ABOUT
    if number == differs and criterion.code == code:
        value, note = views[place]
        return {"value": value, "note": note}
    chance = crc32(f"{number} {criterion.code}".encode()) % 100
    if criterion.code in words.NOTES and chance % 3 == 0:
        value, *notes = words.NOTES[criterion.code]
        return {"value": value, "note": notes[place]}
    share = chance + int(criterion.code[2:]) % 4 * 4
    rest = "not_applicable" if criterion.code in NOT_IN_EVERY_LIFE else "not_seen"
    return {"value": next((value for value, end in STEPS if share < end), rest), "note": ""}


def _group(review: PracticeReview, kind: str, detail: str, count: int, held_on: date, text: str) -> None:
    FocusGroup.objects.create(
        review=review,
        number=review.focus_groups.count() + 1,
        kind_of_people=kind,
        detail=detail,
        head_count=count,
        held_on=held_on,
        text=text,
    )


def _findings(review: PracticeReview, findings: tuple) -> None:
    PracticeFinding.objects.bulk_create(
        PracticeFinding(review=review, number=number, kind=kind, text=text)
        for number, (kind, text) in enumerate(findings, start=1)
    )
