"""Which dates a text gives: where they stand, as EDTF, with their words and how they were read.

`date_forms.py` has the forms. Here the longest of overlapping ones is chosen, two are joined into one interval, and the
words around say what a date is: when something happened, since or until when, a deadline, a part of a name.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ..schema import edtf
from .date_forms import AS_WRITTEN, FORMS, MONTH, NAMED, SEASON, WEEKDAY, Around, Context, Reader, Role, interval


@dataclass(frozen=True, slots=True)
class Dated:
    """One date in a text: `text[start:end]` are its words.

    `when` is EDTF, or None where text and document leave it open. `role`: `at` (it happened then), `since`, `until`,
    `deadline` ("by 2025"), `after`, `duration` ("over two years"); only the first three date a fact. `derivation` says
    how it was read. `vague` holds when EDTF says less than the words, and `named` when the date is part of a name
    ("the 2021 Strategy", "Locked Shields 2023").
    """

    start: int
    end: int
    text: str
    when: str | None
    role: Role = "at"
    derivation: str = AS_WRITTEN
    vague: bool = False
    named: bool = False

    @property
    def dates_facts(self) -> bool:
        return self.when is not None and self.role in ("at", "since", "until")

    @property
    def wording(self) -> str | None:
        """The words, where EDTF says less than they do (the qualifier `date_wording`)."""
        return " ".join(self.text.split()) if self.vague and self.when else None


_SINCE = re.compile(
    r"""\b(?:(?:ever\s+)?since(?:\s+(?:its|their|the)\s+(?:founding|foundation|creation|establishment|inception|launch
    |formation|inauguration|independence)\s+(?:in|on))?|as\s+from|starting\s+(?:in|from|on)|beginning\s+(?:in|from|on)
    |effective(?:\s+(?:from|as\s+of))?|(?P<only>from))\s+(?:at\s+least\s+)?(?:the\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_UNTIL = re.compile(r"\b(?:until|till|through(?:\s+to)?|up\s+(?:to|until))\s+(?:the\s+)?$", re.IGNORECASE)
_DEADLINE = re.compile(
    r"""\b(?:by|(?:no|not)\s+later\s+than|before|prior\s+to|ahead\s+of|in\s+time\s+for|towards?)\s+
    (?:the\s+(?:end\s+of\s+)?)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(r"\b(?:after|following|beyond|post-?)\s+(?:the\s+)?$", re.IGNORECASE)
_NOW = r"(?:the\s+)?(?:present|now|date|today|current)\b"
_ONWARD = re.compile(  # but no place and day before the words: "1 May 2020 – Today in Suva"
    rf"\s*(?:(?:onwards?|and\s+after|on\s+out)\b|(?:[-‑–—](?!\s*(?:today|now)\s+\w)|to|until|till)\s*{_NOW})",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,.;)]|\s*$")
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,\s*)?(?:to|and|until|till|through|[-–—])\s+(?:the\s+)?\s*", re.IGNORECASE)
_TIME = re.compile(
    rf"""\d|\b(?:today|yesterday|tomorrow|tonight|(?:mid)?day|morning|afternoon|evening|night|week|fortnight|month
    |quarter|half|year|decade|century|{WEEKDAY}\b|{NAMED}|{MONTH}|(?:this|last|past|next|previous)\s+(?:{SEASON}))""",
    re.IGNORECASE | re.VERBOSE,
)
_WIDTH = 64  # characters around a word of time in which the rest of its date stands
_REACH = 48  # characters before a date in which the words stand that change its meaning


def find(text: str, context: Context | None = None) -> list[Dated]:
    """The dates of a text (a block's view), in order; of overlapping readings the longest counts.

    `context` gives the document's date and is moved on: later calls may count from the dates found here.
    """
    context = context or Context()
    around = Around(text, context)
    found: list[Dated] = []
    for start, end, match, reader in _candidates(text):
        reading = reader(match, around)
        start += len(match.group()) - len(match.group().lstrip())
        if reading is None or is_aim(text, start):
            continue
        item = Dated(start, end, text[start:end], reading.when, reading.role, reading.derivation, reading.vague)
        item = replace(item, named=_is_named(text, item))
        found.append(item)
        if item.when and not item.named and _with_role(text, item).role == "at":
            context.previous = item.when
            if item.derivation == AS_WRITTEN:
                context.block = item.when
                context.years = (*context.years[-2:], _first_year(item.when))
    told = [_with_role(text, item) for item in _joined(text, found)]
    inner = {id(b) for a, b in pairwise(told) if b.end <= a.end}  # the "today" of "2019 to today"
    return [_not_yet(text, item, context) for item in told if id(item) not in inner]


def _first_year(when: str) -> int:
    return int(next(part for part in when.split("/") if part != "..")[:4])


def in_words(when: str | None) -> str | None:
    """A date as a name has it: the month and year, or the year, in which it begins ("December 2014")."""
    if when is None:
        return None
    year, _, rest = when.split("/")[0].partition("-")
    return f"{calendar.month_name[int(rest[:2])]} {year}" if rest else year if year.isdigit() else None


def _candidates(text: str) -> list[tuple[int, int, re.Match[str], Reader]]:
    windows = _windows(text)
    matches = [
        (match.start(), match.end(), rank, match, reader)
        for rank, (pattern, reader) in enumerate(FORMS)
        for start, end in windows
        for match in pattern.finditer(text, start, end)
    ]
    matches.sort(key=lambda item: (item[0] - item[1], item[2], item[0]))
    covered = bytearray(len(text))
    chosen = []
    for start, end, _, match, reader in matches:
        if not any(covered[start:end]):
            covered[start:end] = b"\x01" * (end - start)
            chosen.append((start, end, match, reader))
    return sorted(chosen, key=lambda item: item[0])


def _windows(text: str) -> list[tuple[int, int]]:
    """The parts of a text, cut between words, that hold all its words of time with what may belong to them."""
    found: list[tuple[int, int]] = []
    for hit in _TIME.finditer(text):
        start, end = max(0, hit.start() - _WIDTH), min(len(text), hit.end() + _WIDTH)
        start = found.pop()[0] if found and start <= found[-1][1] else text.rfind(" ", 0, start) + 1
        end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
        found.append((start, end))
    return found


_BARE_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:\s*[-–/]\s*\d{2,4})?")
_NAME_AFTER = re.compile(
    r"\s+(?!(?:The|In|On|At|It|This|He|We|They|A|An|But|And|GMT|UTC|[ECJBP][SED]T)\b)[A-Z][\w’'&.-]+"
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'&-]*\s+$")
_OPENER = re.compile(
    r"\b(?:In|Since|By|From|Until|During|On|Between|After|Before|Through|Of|To|Around|Late|Early|Mid)\s+$"
)


_AIMED = re.compile(r"\b(?:Agenda|Vision|Horizon|Compass|Goals?|Targets?|Decade|Master ?[Pp]lan|Blueprint)\s+$")


def is_aim(text: str, start: int) -> bool:
    """Whether the year that starts there is the one that a programme looks to ("Vision 2030"), and dates nothing."""
    return bool(_AIMED.search(text, max(0, start - _REACH), start))


def _is_named(text: str, item: Dated) -> bool:
    """Whether a bare year belongs to a name: "the 2021 Strategy", "Locked Shields 2023"."""
    before = text[max(0, item.start - _REACH) : item.start]
    if not _BARE_YEAR.fullmatch(item.text) or _OPENER.search(before):
        return False
    return bool(_NAME_AFTER.match(text, item.end) or _NAME_BEFORE.search(before))


def _joined(text: str, found: list[Dated]) -> list[Dated]:
    """Makes one interval of two dates that are its ends ("between March 2020 and May 2021")."""
    result: list[Dated] = []
    for item in found:
        last = result[-1] if result else None
        if (
            last
            and last.when
            and item.when
            and "/" not in last.when + item.when
            and _JOIN.fullmatch(text[last.end : item.start])
            and _BETWEEN.search(text[max(0, last.start - _REACH) : last.start])
            and (when := interval(last.when, item.when))
        ):
            how = last.derivation if last.derivation == item.derivation else f"{last.derivation}; {item.derivation}"
            words = text[last.start : item.end]
            result[-1] = Dated(last.start, item.end, words, when, "at", how, last.vague or item.vague)
        else:
            result.append(item)
    return result


def _with_role(text: str, item: Dated) -> Dated:
    """Reads the words around a date: since, until, by, after, onwards."""
    if item.role != "at":
        return item
    before = text[max(0, item.start - _REACH) : item.start]
    single = item.when is not None and "/" not in item.when
    if onward := _ONWARD.match(text, item.end):
        return _open(text, item, item.start, onward.end(), "since") if single else item
    if (since := _SINCE.search(before)) and not item.named and not (since["only"] and not _BREAK.match(text, item.end)):
        return _open(text, item, item.start - len(before) + since.start(), item.end, "since") if single else item
    if (until := _UNTIL.search(before)) and single and not item.named:
        return _open(text, item, item.start - len(before) + until.start(), item.end, "until")
    if _DEADLINE.search(before):
        return replace(item, role="deadline")
    if _AFTER.search(before):
        return replace(item, role="after")
    return item


_UP_TO = re.compile(r"\b(?:to|until|till|through|for|toward|towards)\s+(?:the\s+)?$", re.IGNORECASE)


def _not_yet(text: str, item: Dated, context: Context) -> Dated:
    """A time up to which something is meant to go on ("the agreement to 2029") is a deadline when it is yet to come."""
    if item.when is None or context.document is None or item.role not in ("at", "until"):
        return item
    last, document = edtf.parse(item.when).latest, edtf.parse(context.document).latest
    if last is None or document is None or last.year <= document.year:
        return item
    up_to = item.role == "until" or _UP_TO.search(text[max(0, item.start - _REACH) : item.start])
    return replace(item, role="deadline") if up_to else item


def _open(text: str, item: Dated, start: int, end: int, role: Role) -> Dated:
    when = f"{item.when}/.." if role == "since" else f"../{item.when}"
    return replace(item, start=start, end=end, text=text[start:end], when=when, role=role)
