"""What tells who a person is, found in a text: NHS numbers, dates of birth, postcodes, phone numbers and the like.

It looks for signs that are hard to mistake. It cannot know every name, so people are asked not to write names at all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .workdays import today_in_london

YOUNGEST, OLDEST = 16, 120  # years: a full date that long ago may be a date of birth
Places = Iterator[tuple[int, int]]

# Signs that look the same to people are made the same, one for one, so that places in the text stay true.
_SAME = str.maketrans("\u00a0\u2007\u2009\u202f\t\u2010\u2011\u2012\u2013", "     ----")
_NOT_IN_A_NUMBER = r"(?<![0-9])(?<![0-9][.,])(?<![£$€])"

_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")

_NHS = re.compile(rf"{_NOT_IN_A_NUMBER}[0-9]{{3}}[ .-]{{0,2}}[0-9]{{3}}[ .-]{{0,2}}[0-9]{{4}}(?![0-9]|[.,][0-9])")

# Two letters that HMRC gives out (and QQ, its own example), six digits, A to D.
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)(?:[ -]?[0-9]{2}){3}[ -]?[A-D]\b",
    re.IGNORECASE,
)

# Ten or eleven digits from 0, or nine or ten after +44, of which the first three stand together.
_PHONE = re.compile(
    rf"{_NOT_IN_A_NUMBER}(?<!\w)(?:\(?0[1-35789][0-9]|(?:\+|00)44[ .-]?\(?0?\)? ?[1-35789][0-9])"
    r"(?:[ .()-]{0,2}[0-9]){7,8}(?![0-9])"
)

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"\b(?:{'|'.join(_AREAS.split())})(?:[1-9][0-9]?|0|[1-9][A-HJKPS-UWY]) ?[0-9][ABD-HJLNP-UW-Z]{{2}}\b",
    re.IGNORECASE,
)
_NO_END_OF_A_POSTCODE = ("st", "nd", "rd", "th", "hr", "yr", "ft")  # "in group B1 2nd"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:[0-9]{2}){1,2})"
_DATES = tuple(
    re.compile(rf"(?<![0-9])(?<![0-9][/.-]){pattern}(?![0-9]|[/.-][0-9])", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[ -]?(?:of )?{_MONTH}\.?,?[ -]?{_YEAR}",
        rf"{_MONTH}\.? {_DAY},? {_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})(?P<sign> ?[/.-] ?)(?P<month>[0-9]{{1,2}})(?P=sign){_YEAR}",
        r"(?P<year>[0-9]{4})(?P<sign>[/.-])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})",
    )
)
_BORN = re.compile(
    r"(?:\bborn|\bbirth ?(?:day|date)|\bdates? of birth|\bd\.? ?o\.? ?b\.?)[ :,(-]*(?:(?:is|was|on|the) )*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """One piece of a text that may tell who a person is: what it looks like ("an NHS number"), and the piece."""

    kind: str
    piece: str
    at: int = 0

    def __str__(self):
        return f"{self.kind}: {self.piece}"


def found_in(text: str, *, names: Iterable[str] = ()) -> list[Found]:
    """Everything in this text that may tell who somebody is, in the order in which it stands there.

    `names` are full names that must not stand in it, such as those of people whom the writer knows.
    """
    plain = text.translate(_SAME)
    found: list[Found] = []
    for kind, places in (
        ("an e-mail address", _places(_EMAIL, plain)),
        ("a National Insurance number", _places(_NATIONAL_INSURANCE, plain)),
        ("an NHS number", _nhs_numbers(plain)),
        ("a phone number", _places(_PHONE, plain)),
        ("a date of birth", _dates_of_birth(plain)),
        ("a postcode", _postcodes(plain)),
        ("a name", _names(plain, names)),
    ):
        for first, end in places:
            if not any(first < other.at + len(other.piece) and other.at < end for other in found):
                found.append(Found(kind, text[first:end], first))
    return sorted(found, key=lambda one: one.at)


def is_nhs_number(digits: str) -> bool:
    """Ten digits, the last of which follows from the others (modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return int(digits[9]) == (11 - total % 11) % 11 and len(set(digits)) > 1


def _places(pattern: re.Pattern[str], text: str) -> Places:
    return (match.span() for match in pattern.finditer(text))


def _nhs_numbers(text: str) -> Places:
    return (match.span() for match in _NHS.finditer(text) if is_nhs_number(re.sub("[^0-9]", "", match[0])))


def _postcodes(text: str) -> Places:
    return (match.span() for match in _POSTCODE.finditer(text) if not match[0].endswith(_NO_END_OF_A_POSTCODE))


def _dates_of_birth(text: str) -> Places:
    """Full dates long enough ago, and any full date that is called one. A year of two digits counts in 12/3/48 only."""
    today = today_in_london()
    for match in (match for pattern in _DATES for match in pattern.finditer(text)):
        day = _as_date(match, today)
        called_so = bool(_BORN.search(text[max(0, match.start() - 40) : match.start()]))
        plain_year = len(match["year"]) == 4 or "/" in match.groupdict().get("sign", "")
        if day and (called_so or (plain_year and YOUNGEST <= _years(day, today) <= OLDEST)):
            yield match.span()


def _as_date(match: re.Match[str], today: date) -> date | None:
    year, month, day = int(match["year"]), match["month"], int(match["day"])
    if len(match["year"]) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    if number > 12:  # month before day, as in the United States
        number, day = day, number
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _years(day: date, today: date) -> int:
    """How old somebody born that day is."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _names(text: str, names: Iterable[str]) -> Places:
    for name in names:
        words = [re.escape(word) for word in name.split()]
        if len(words) > 1:
            yield from _places(re.compile(r"\b" + r"\s+".join(words) + r"\b", re.IGNORECASE), text)
