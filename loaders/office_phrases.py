"""Ways to tell an office without a title beside a name: "who heads the agency", "Dr Jane Roe of the university".

Each says which body a person belongs to, and as what; `offices.py` makes facts of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .careers import POSTS, careers
from .full_names import name_at, name_until
from .holders import GUESSED, Holder, Told
from .items import Item, Place
from .office_words import PREPOSITIONS, SAYING, SMALL, titles

_FORCES = re.compile(r"\b(?:Army|Navy|Air Force|Marine Corps|Marines|Coast Guard|National Guard|Space Force)$")
_OF_FORCES = frozenset({"army", "navy", "force", "corps", "marines", "guard"})
_HEADS = frozenset(
    "who heads leads chairs headed led chaired directed assumed took commands assumes has had".split()  # noqa: SIM905
)
_LONGEST_UNIT = 6
_SHORTEST = 6
_UNITS = frozenset("department division unit section team office directorate branch bureau desk programme".split())  # noqa: SIM905
_ADDRESSED = frozenset({"Dr", "Prof", "Professor", "Mr", "Ms", "Mrs"})
_LONGEST_KIND = 3  # words that tell what a body is: "of the security firm Huawei"
_FORMERLY = frozenset({"formerly", "previously"})
_JOINING = frozenset({"joined", "joins", "rejoined"})
_SERVING = frozenset({"served", "serves", "serving", "worked", "works", "working", "acted", "employed"})
_STAFF = frozenset({"the", "board", "staff", "team", "of"})
_ENDS_ROLE = frozenset({"in", "on", "from", "since", "after", "before", "and", "where", "who", ",", ".", ";", "("})
_LONGEST_ROLE = 8
_BEING = frozenset({"is", "was", "currently", "now", "been", "has"})
_BOARDS = frozenset({"board", "leadership", "committee"})
_NOW = frozenset({"now", "currently", "presently", "also", "later", "then"})
_SITTING = frozenset({"sits", "sat", "serves", "served", "is", "was"})
_CONSISTS = frozenset({"consists", "comprises", "includes", "composed", "consisted", "comprised"})
_LETTERS = re.compile(r"\w+")


def may_tell(text: str) -> bool:
    """Whether a sentence holds any of the words that every sentence which tells an office has."""
    return not _telling().isdisjoint(_LETTERS.findall(text.lower()))


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words of which every sentence that tells an office holds one."""
    words = _LETTERS.findall(" ".join(titles().openings))
    told = POSTS | _HEADS | _SERVING | _BOARDS | _FORMERLY | _JOINING | _OF_FORCES | SAYING | {"according"}
    return told | set(words) | {title.lower() for title in _ADDRESSED}


def phrases(place: Place) -> Iterator[Told]:
    """The offices of bodies that a sentence tells so."""
    if not any(item.body for item in place.row):
        return
    if place.life:
        yield from _served(place)
        yield from careers(place)
    for way in (
        _boards,
        _on_boards,
        _from,
        _in_brackets,
        _says,
        _formerly,
        _joined,
        _elected,
        _heads,
        _headed,
        _ranked,
    ):
        yield from way(place)


def _heads(place: Place) -> Iterator[Told]:
    """ "Jane Roe, who heads up Cyber Command", "Jane Roe took command of it", "NATO is led by Jane Roe"."""
    row = place.row
    for index in range(1, len(row) - 2):
        if row[index].kind != "word" or row[index].low not in _HEADS:
            continue
        if row[index + 1].low == "by":
            yield from _headed_by(place, index)
            continue
        length = next((n for n in (4, 3, 2, 1) if _words(row, index, n) in titles().heading), 0)
        at = index + length
        at += at < len(row) and row[at].low == "the"
        if not length or at >= len(row):
            continue
        unit = _unit(row, at)
        if length == 1 and not unit and not row[index - 1 - (row[index - 1].low in _NOW)].stands:
            continue
        of = unit + 1 + (row[unit + 1].low == "the") if unit else at
        name = _before_verb(row, index)
        body = row[of].body if row[of].kind == "actor" else None
        if name and body:
            role = f"head of the {place.words((at, unit))}" if unit else "head"
            yield Told(name, Holder(body.entity, body, 0.85), (name[0], of + 1), role, "heads")


def _served(place: Place) -> Iterator[Told]:
    """ "She served as Counsellor for Cyber Issues at the European External Action Service", in a life."""
    row = place.row
    for index in range(1, len(row) - 3):
        if row[index].low != "as" or row[index - 1].low not in _SERVING:
            continue
        subject = next((i for i in range(index - 1, -1, -1) if row[i].stands), None)
        first = index + 1 + (row[index + 1].low in ("a", "an", "the", "its"))
        reach = range(first + 2, min(first + _LONGEST_ROLE + 3, len(row)))
        at = next((i for i in reach if row[i].kind == "actor"), 0)
        last = at - 1 - (row[at - 1].low == "the")
        body = row[at].body
        if subject is None or not at or body is None:
            continue
        plain = all(item.kind == "word" and item.low not in _ENDS_ROLE for item in row[first:last])
        if first < last and plain and row[last].low in PREPOSITIONS:
            role, whose = place.words((first, last)), (subject, subject + 1)
            yield Told(whose, Holder(body.entity, body, 0.8), (subject, at + 1), role, "life")


def _ranked(place: Place) -> Iterator[Told]:
    """ "US Navy Lt. Cmdr. Jane Roe": of the force named before the rank."""
    row = place.row
    for at, item in enumerate(row[:-2]):
        body = item.body
        if body is None or not _FORCES.search(body.text):
            continue
        name = name_at(row, at + 1) if row[at + 1].text.rstrip(".") in titles().honorifics else None
        if name and name[1] - name[0] > 1:
            rank = place.words((at + 1, name[0]))
            yield Told(name, Holder(body.entity, body, GUESSED), (at, name[1]), rank, "rank")


def _headed_by(place: Place, index: int) -> Iterator[Told]:
    """ "The Alliance is headed by Secretary General Jane Roe"."""
    row = place.row
    at = index - 1
    while at > 0 and row[at].low in _BEING:
        at -= 1
    name = name_at(row, index + 2)
    body = row[at].body
    if at < index - 1 and body and name and name[1] - name[0] > 1:
        yield Told(name, Holder(body.entity, body, 0.8), (at, name[1]), "head", "heads")


def _headed(place: Place) -> Iterator[Told]:
    """ "Headed by Jane Roe since its founding, the Nadi Institute is a think tank"."""
    row = place.row
    if len(row) < _SHORTEST or row[0].low not in ("headed", "led", "directed", "chaired") or row[1].low != "by":
        return
    name = name_at(row, 2)
    comma = next((i for i in range(name[1], len(row) - 2) if row[i].text == ","), None) if name else None
    if name is None or comma is None or name[1] - name[0] < 2:
        return
    at = comma + 1 + (row[comma + 1].low == "the")
    body = row[at].body
    if body:
        yield Told(name, Holder(body.entity, body, 0.8), (name[0], at + 1), "head", "heads")


def _boards(place: Place) -> Iterator[Told]:
    """ "Acme's board of directors consists of Jane Roe (treasurer), …"."""
    row = place.row
    start = next((i for i, item in enumerate(row) if item.low in _BOARDS), None)
    verb = next((i for i, item in enumerate(row) if item.low in _CONSISTS), None)
    owner = next((item.mention for item in row[:start] if item.kind == "actor" and item.mention), None)
    if start is None or verb is None or verb < start or owner is None or owner.entity.type != "Organization":
        return
    index = verb + 1 + (verb + 1 < len(row) and row[verb + 1].low == "of")
    while name := name_at(row, index):
        index, role = name[1], "board member"
        if index < len(row) and row[index].text == "(":
            close = next((i for i in range(index, min(index + 6, len(row))) if row[i].text == ")"), index)
            role, index = place.words((index + 1, close)) if close > index + 1 else role, close + 1
        if name[1] - name[0] > 1:
            yield Told(name, Holder(owner.entity, None, 0.75), (name[0], index), role, "board")
        while index < len(row) and row[index].low in (",", "and", ";"):
            index += 1


def _on_boards(place: Place) -> Iterator[Told]:
    """ "Jane Roe sits on the advisory board of Europol"."""
    row = place.row
    for index in range(1, len(row) - 4):
        if row[index].low not in _SITTING or row[index + 1].low != "on":
            continue
        board = next((i for i in range(index + 2, min(index + 6, len(row) - 2)) if row[i].low in _BOARDS), 0)
        at = board + 2 + (board + 2 < len(row) and row[board + 2].low == "the")
        body = row[at].body if board and row[board + 1].low == "of" and at < len(row) else None
        subject = next((i for i in range(index - 1, -1, -1) if row[i].stands), None)
        name = _before_verb(row, index) or ((subject, subject + 1) if subject is not None else None)
        if name and body:
            role = f"member of the {place.words((board, board + 1))}"
            yield Told(name, Holder(body.entity, body, 0.8), (name[0], at + 1), role, "board")


def _from(place: Place) -> Iterator[Told]:
    """ "Dr. Jane Roe from Chatham House", "Prof. Roe of Oxford University": addressed by name, and of a body."""
    row = place.row
    for index in range(len(row) - 4):
        if row[index].text.rstrip(".") not in _ADDRESSED:
            continue
        name = name_at(row, index + 1)
        if not name or name[0] != index + 1 or name[1] - name[0] < 2:
            continue
        at = name[1] + (name[1] < len(row) and row[name[1]].low == "formerly")
        former = at > name[1]
        if at + 1 >= len(row) or row[at].low not in ("from", "of", "at"):
            continue
        at += 2 if row[at + 1].low == "the" else 1
        body = row[at].body if at < len(row) else None
        if body:
            holder = Holder(body.entity, body, 0.75)
            yield Told(name, holder, (name[0], at + 1), "former member" if former else "member", "from")


def _owned(row: list[Item], owner: int) -> int:
    """Where the body stands that an owner has: "of | Fiji | 's Coral Authority"; else where the owner does."""
    owned = owner + 2 < len(row) and row[owner + 1].kind == "possessive" and row[owner + 2].body is not None
    return owner + 2 if owned and row[owner].mention is not None else owner


def _says(place: Place) -> Iterator[Told]:
    """ "Jane Roe of the Nadi Institute argues", "said Jane Roe of the firm Huawei", "according to Jane Roe of …"."""
    row = place.row
    for index in range(2, len(row) - 1):
        if row[index].low not in ("of", "from", "at", "with"):
            continue
        at = index + 1
        while at < len(row) - 1 and at <= index + _LONGEST_KIND and row[at].kind == "word" and not row[at].capital:
            at += 1
        at = _owned(row, at)
        body = row[at].body
        if body is None:
            continue
        name = name_until(row, index)
        words = (i.low for i in row[at + 1 : at + 6] if i.kind == "word" and not i.text.isupper())
        after = next((word for word in words if not word.endswith("ly")), "")
        before = row[name[0] - 1].low if name and name[0] else ""
        reported = before == "to" and name is not None and name[0] > 1 and row[name[0] - 2].low == "according"
        if name and (after in SAYING or before in SAYING or reported):
            yield Told(name, Holder(body.entity, body, 0.75), (name[0], at + 1), "member", "from")


def _in_brackets(place: Place) -> Iterator[Told]:
    """ "Jane Roe (Europol), Vice-Chair": the body in brackets behind a name, before an office elsewhere."""
    row = place.row
    for index in range(2, len(row) - 4):
        body = row[index + 1].body if row[index].text == "(" and row[index + 2].text == ")" else None
        titled = row[index + 3].low == "," and row[index + 4].low.rpartition("-")[2] in titles().openings
        name = name_until(row, index) if body and titled else None
        if name and name[0] == 0 and body:
            yield Told(name, Holder(body.entity, body, 0.75), (0, index + 3), "member", "from")


def _formerly(place: Place) -> Iterator[Told]:
    """ "Jane Roe, formerly at Europol"."""
    row = place.row
    for index in range(2, len(row) - 2):
        if row[index].low not in _FORMERLY or row[index + 1].low not in ("at", "of", "with", "from"):
            continue
        name = name_until(row, index - 1) if row[index - 1].low == "," else None
        at = index + 2 + (row[index + 2].low == "the")
        body = row[at].body if at < len(row) else None
        if name and body:
            yield Told(name, Holder(body.entity, body, 0.75), (name[0], at + 1), "former member", "from")


def _joined(place: Place) -> Iterator[Told]:
    """ "Jane Roe joined the staff of Europol as head of research in 2013"."""
    row = place.row
    for index in range(1, len(row) - 4):
        if row[index].low not in _JOINING:
            continue
        name = _before_verb(row, index)
        at = index + 1
        while at < len(row) and row[at].low in _STAFF:
            at += 1
        body = row[at].body if at < len(row) else None
        if name is None or body is None or at + 2 >= len(row) or row[at + 1].low != "as":
            continue
        first = at + 2 + (row[at + 2].low in ("a", "an", "the", "its"))
        last = next((i for i in range(first, len(row)) if row[i].low in _ENDS_ROLE), len(row))
        if 0 < last - first <= _LONGEST_ROLE:
            role = place.words((first, last))
            yield Told(name, Holder(body.entity, body, 0.8), (name[0], last), role, "joined")


def _elected(place: Place) -> Iterator[Told]:
    """ "In 2004, she was elected to the European Parliament"."""
    row = place.row
    for index in range(2, len(row) - 2):
        if row[index].low != "elected" or row[index + 1].low != "to" or row[index - 1].low not in _BEING:
            continue
        at = index + 2 + (row[index + 2].low == "the")
        body = row[at].body if at < len(row) else None
        name = _before_verb(row, index - 1)
        if name and body:
            yield Told(name, Holder(body.entity, body, 0.8), (name[0], at + 1), "member", "elected")


def _unit(row: list[Item], first: int) -> int:
    """Where the words end that name a part of the body after them ("the cyber unit of the …"); 0 where none do."""
    for index in range(first, min(first + _LONGEST_UNIT, len(row) - 3)):
        if row[index].kind != "word" or row[index].low in SMALL:
            return 0
        if row[index].low in _UNITS and row[index + 1].low in PREPOSITIONS:
            return index + 1
    return 0


def _before_verb(row: list[Item], verb: int) -> tuple[int, int] | None:
    """The person who is the subject of a verb: right before it, or before ", who" or an apposition in commas."""
    verb -= row[verb - 1].low in _NOW and verb > 1
    if row[verb - 1].stands:
        return verb - 1, verb
    if row[verb - 1].low != ",":
        return name_until(row, verb)
    if row[verb].low == "who":
        return name_until(row, verb - 1)
    opened = next((i for i in range(verb - 2, max(verb - 10, -1), -1) if row[i].low == ","), None)
    return name_until(row, opened) if opened else None


def _words(row: list[Item], index: int, length: int) -> str:
    return " ".join(item.low for item in row[index : index + length])
