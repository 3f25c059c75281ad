"""Titles and the names beside them, word by word: "the former Japanese Prime Minister Fumio Kishida".

A title phrase takes in what belongs to it on the left ("NATO’s deputy") and on the right ("for Political Affairs"); a
person's name stands right after it, or before it as the word that it is an apposition or predicate to. The words are
data (`data/grammar/titles.yaml`); no parser is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .date_forms import MONTHS
from .fields import named_body, past_field
from .full_names import name_at, name_until, next_name
from .gapped import name_by_name
from .items import Item, is_name
from .links import is_to_come, link_before, replaces_before
from .lived import ASIDE, is_adjective, subject
from .mentions import Mention
from .office_words import BODIES, OWNERS, PREPOSITIONS, SMALL, VERBS, Kind, titles
from .patterns import lexicon
from .spokespersons import has_government, of_government, of_ministry
from .superiors import ADVISERS, are_apart, is_another_s, of_below, waits
from .tellers import only_tells

_MEMBERS = frozenset({"state", "states", "country", "countries", "nation", "nations", "party", "parties"})
_BRACKET = 16  # the longest bracket with an office, in words
_ASIDE_WORDS = 18
_OPENS_ASIDE = frozenset("who a an the former formerly previously then now currently himself herself aged".split())  # noqa: SIM905
_CLOSE_BODY = 6  # items between a name with its body and the office after them
_OPENING = 12  # items in which a line's title begins
_WHEN = frozenset({"since", "from", "to", "present", "until", "now", *MONTHS})
_OF_LEADERS = frozenset({"presidential", "ministerial", "governmental"})
_AGENT = 8  # items from "by" to the name of who appoints, and from what is done to "by"
_APPOINTED = frozenset({"appointed", "named", "chosen", "selected", "nominated", "tapped", "picked", "hired", "sworn"})
_MODALS = frozenset({"will", "would", "shall", "should", "may", "might", "could"})


@dataclass(slots=True)
class Office:
    """A title phrase in a row of items, from `first` to before `end`; `head` is where the office's own words begin.

    `names` are the persons' (from, to) items, `actor` the state or body told with it, `body` the items of a body that
    nobody listed. `coming` offices are not held yet.
    """

    title: str
    kind: Kind
    plural: bool
    at: int
    first: int
    head: int
    end: int
    actor: Mention | None = None
    body: tuple[int, int] | None = None
    former: bool = False
    coming: bool = False
    names: list[tuple[int, int]] = field(default_factory=list)
    left_by: list[tuple[int, int]] = field(default_factory=list)


def find(row: list[Item], life: bool = False) -> Iterator[Office]:
    """The title phrases of a sentence that have a person's name, in order; in a `life`, those of its subject too."""
    last: Office | None = None
    below: Office | None = None
    waiting: list[Office] = []
    index = 0
    while index < len(row):
        office = _title(row, index)
        if office is None:
            index += 1
            continue
        _leftwards(row, office)
        _rightwards(row, office)
        if each := name_by_name(row, office):
            yield from each
            waiting, last, below = [], each[-1], None
            index = each[-1].names[0][1]
            continue
        _name(row, office, last)
        if life and not office.names and (told := subject(row, office.first, last.end if last else None)):
            office.names = [told]
            office.coming = office.coming or any(item.text in _MODALS for item in row[told[1] : office.first])
        if below and office.names:
            office = of_below(row, below, office) or office
        below = office if waits(row, office) else None
        if office.names:
            office.coming = office.coming or is_to_come(row, _before_status(row, office.first))
            _bracketed(row, office)
            waiting = [other for other in waiting if not are_apart(other, office)]
            for other in waiting:
                other.names = office.names
            yield from (*waiting, office)
            waiting, last = [], office
        elif office.end < len(row) and row[office.end].low in ("and", "&"):
            waiting.append(office)
        else:
            waiting = []
        index = max(office.end, index + 1, *(name[1] for name in office.names))


def bare(row: list[Item]) -> Office | None:
    """The title phrase with which a line begins, after a date at most, and that has nobody's name."""
    member = len(row) > 1 and row[1].low == "of"
    told = (_title(row, i, placed=i == 0 and member) for i in range(min(len(row), _OPENING)))
    office = next((one for one in told if one), None)
    if office is None:
        return None
    _leftwards(row, office)
    _rightwards(row, office)
    before = row[: office.first]
    dated = all(item.kind == "mark" or item.text[0].isdigit() or item.low in _WHEN for item in before)
    return office if dated and not name_at(row, office.end) else None


def _title(row: list[Item], index: int, *, placed: bool = False) -> Office | None:
    """The longest title that starts at `index`; `placed` where a title is sure to stand there."""
    data = titles()
    for length in range(min(data.openings.get(row[index].low, 0), len(row) - index), 0, -1):
        words = tuple(item.low for item in row[index : index + length])
        kind = data.kinds.get(words)
        if not kind or any(item.kind != "word" for item in row[index : index + length]):
            continue
        before = row[index - 1] if index else None
        if words[0] in ("pm", "fm") and (not row[index].text.isupper() or (before and before.text[0].isdigit())):
            return None
        if words == ("member",) and index + 1 < len(row) and row[index + 1].low in _MEMBERS:
            return None
        joined = index > 1 and row[index - 1].low in ("and", "&") and (row[index - 2].low,) in data.kinds
        if (
            length == 1
            and words[0] in data.loose
            and not (placed or joined or _is_placed(before) or _is_one(row, index) or _is_next(row, index))
        ):
            return None
        return Office(" ".join(words), kind, words in data.plurals, index, index, index, index + length)
    return None


def _is_placed(before: Item | None) -> bool:
    """Whether a word that is often no title stands where a title does: after a comma, link, body or field."""
    return before is not None and (
        before.kind in ("actor", "possessive")
        or before.portfolio
        or before.low in titles().modifiers | titles().former | titles().status
        or before.low in (",", "a", "an", "the", "(", "–", "—", "as", "is", "was", "became", "appointed", "elected")
    )


def _is_next(row: list[Item], index: int) -> bool:
    """Whether an office of a list goes on after a body is told: "director of the NSA and | chief of …"."""
    listed = index > 1 and row[index - 1].low == "and" and row[index - 2].kind == "actor"
    return listed and index + 1 < len(row) and row[index + 1].low == "of"


def _is_one(row: list[Item], index: int) -> bool:
    """Whether an article and one word that tells of it come before: "an alternative member"."""
    return index > 1 and row[index - 2].low in ("a", "an") and is_adjective(row[index - 1])


def _leftwards(row: list[Item], office: Office) -> None:
    """Takes in what stands before the title: "the former Japanese", "Cabinet Office", "BreachQuest’s chief"."""
    data = titles()

    def tell_time(word: str) -> None:
        office.former = office.former or word in data.former
        office.coming = office.coming or word in data.coming

    first = office.first
    while first > 0:
        item = row[first - 1]
        if item.low in data.former or item.low in data.coming:
            tell_time(item.low)
        elif item.low in ("and", "&", ",") and first > 1:
            both = row[first - 2], row[first]
            if not all(near.portfolio for near in both) and not all(near.low in data.modifiers for near in both):
                break
        elif not (
            item.portfolio or (item.kind == "word" and item.low in data.modifiers) or of_ministry(row, first - 1)
        ):
            break
        first -= 1
    office.head = office.first = first
    if any(item.low in _OF_LEADERS for item in row[first : office.at]) or of_government(row[first : office.end]):
        office.kind = "state"
    possessive = first > 0 and row[first - 1].kind == "possessive"
    at = first - 2 if possessive else first - 1
    if at >= 3 and row[at].text == ")" and row[at - 2].text == "(":  # "the Lunar Agency (LA) Director"
        at -= 1 if row[at - 1].kind == "actor" else 3
    if at >= 0 and row[at].kind == "actor":
        office.actor, office.first = row[at].mention, at
        if at > 0 and row[at - 1].kind == "actor" and row[at].state:
            office.first -= 1
    elif possessive and row[at].low in OWNERS | {"world"} and not row[at].capital:
        office.first = at
    elif possessive and (holder := _above(row, at)) is not None:
        office.actor, office.first = row[holder].mention, holder
    elif at >= 0 and row[at].capital and office.kind != "state" and row[at].low not in SMALL:
        _own_body(row, office, at)
    elif office.kind == "body":
        units = [i for i in range(office.head, office.at) if row[i].text in data.units]
        if units and row[office.head].capital:
            office.body = office.head, units[-1] + 1
    while office.first > 0 and (
        row[office.first - 1].low in data.status | data.former | data.coming
        or re.fullmatch(r"\d+(?:st|nd|rd|th)", row[office.first - 1].low)
    ):
        office.first -= 1
        tell_time(row[office.first].low)


def _above(row: list[Item], at: int) -> int | None:
    """Where the body stands whose head's office it is: "the NATO Secretary General's Special Representative"."""
    first, data = at, titles()
    while first > 0 and row[first].capital and (row[first].low in data.openings or row[first].low in data.modifiers):
        first -= 1
    return first if first < at and row[first].kind == "actor" else None


def _own_body(row: list[Item], office: Office, at: int) -> None:
    """A body that nobody listed, before the title: "Recorded Future ransomware expert"."""
    start = at
    while start > 0 and _names_body(row[start - 1]):
        start -= 1
    if any(row[i].text.rstrip(".") in titles().honorifics for i in range(start, at + 1)):
        return
    held = row[at + 1].kind == "possessive" and any((item.low,) in titles().kinds for item in row[start:at])
    if held or (start == at and row[at].text in lexicon().heads):  # "President Jane Roe's adviser"
        office.first = start
        return
    stop = at + 1
    while stop < office.at and row[stop].capital and row[office.at].text[0].islower():
        stop += 1
    office.body, office.first = (start, stop), start


def _names_body(item: Item) -> bool:
    return item.capital and item.low not in SMALL | titles().modifiers and item.text not in lexicon().never


def _rightwards(row: list[Item], office: Office) -> None:
    """Takes in what follows the title: "of State for Political Affairs", "at the University of Tokyo"."""
    data = titles()
    advises = office.title.endswith(ADVISERS)
    index = solid = office.end
    preposition = ""
    run = small = 0
    while index < len(row):
        item = row[index]
        if item.low in PREPOSITIONS:
            preposition, run = item.low, index + 1
        elif item.low in ("the", "a", "an", "both"):
            run = index + 1
        elif item.low in ("and", "&"):
            if _opens_next(row, index + 1):
                break
        elif advises and preposition == "to" and item.capital and item.low in data.openings:
            break
        elif item.kind == "actor":
            if not preposition:
                break
            if named := named_body(row, index):
                index, item = named, row[named]
            aside = preposition in ("to", "against") and not advises
            affairs = preposition == "for" and index + 1 < len(row) and row[index + 1].low == "affairs"
            topic = aside or affairs or (preposition == "for" and item.state and not has_government(row, index))
            if not topic and item.mention is not None:
                _take(office, item.mention, row[index - 2].mention if row[index - 1].kind == "possessive" else None)
                office.kind = "state" if advises and item.state else office.kind
            solid = index + 1
        elif (
            (item.kind == "possessive" and row[index - 1].kind == "actor")
            or item.portfolio
            or (item.capital and (item.low,) in data.kinds and preposition)
        ):
            solid = index + 1
        elif item.low == "responsible" or (
            item.low == "," and (_goes_on(row, index) or _field_follows(row, index, office))
        ):
            pass
        elif _is_acronym(row, index) and index + 3 < len(row) and row[index + 3].low == "of":
            index += 2
        elif item.text == "(" and index == _title_end(office) and (closed := _field(row, index)):
            index, solid = closed, closed + 1
        elif item.kind == "word" and not item.capital and preposition and small < 5:
            if item.low in SMALL or item.low in VERBS or (item.low,) in data.kinds:
                break
            small += 1
            ends = index + 1 < len(row) and row[index + 1].text in (",", ";", "(")
            solid = index + 1 if ends or item.low in data.modifiers else solid
        elif preposition in ("of", "for") and (of := past_field(row, index)) and _is_said_of(row, office.first):
            index = of
            continue
        elif item.capital and preposition in ("of", "at", "for", "with", "in") and office.actor is None:
            if not _name_before(row, office.first) or (office.kind == "state" and office.title not in data.governing):
                break
            if row[index - 1].low in ("and", "&") and name_at(row, index):
                break
            stop = index
            while stop < len(row) and (row[stop].capital or row[stop].low in ("of", "&") or row[stop].text.isdigit()):
                stop += 1
            if row[stop - 1].low == "of" and stop < len(row):  # "for Multidimensional Security of the OAS"
                preposition, index = "of", stop
                continue
            office.kind = "staff" if office.kind == "state" else office.kind
            office.body = office.body or (min(run, index), stop)
            solid = stop
            break
        else:
            break
        index += 1
    office.end = max(solid, office.end)


def _is_said_of(row: list[Item], first: int) -> bool:
    """Whether a title phrase is told of someone before it, so that no name follows."""
    return link_before(row, _before_status(row, first)) is not None or _name_before(row, first) is not None


def _opens_next(row: list[Item], index: int) -> bool:
    """Whether another title begins there: "fellow at the Lunar Institute and an adjunct professor"."""
    data = titles()
    while index < len(row) and (
        row[index].low in ("a", "an") or (row[index].low in data.modifiers and row[index].text.islower())
    ):
        index += 1
    return index < len(row) and (row[index].low,) in data.kinds and not row[index].portfolio


def _field(row: list[Item], opened: int) -> int | None:
    """Where the bracket closes that holds an office's field: "Deputy Secretary (Technology)"."""
    closed = next((i for i in range(opened + 2, min(opened + 7, len(row))) if row[i].text == ")"), None)
    inside = row[opened + 1 : closed]
    return closed if closed and all(i.portfolio or i.low in ("and", "&", "of") for i in inside) else None


def _bracketed(row: list[Item], office: Office) -> None:
    """Takes in the body that ends a bracket behind a name: "Ann Lee (Associate Dean, Strategic Studies, NDU Suva)"."""
    opened = office.names[0][1]
    if (
        opened >= office.first
        or row[opened].text != "("
        or row[opened + 1 : office.first]
        or office.actor
        or office.body
    ):
        return
    closed = next((i for i in range(office.end, min(office.end + _BRACKET, len(row))) if row[i].text == ")"), None)
    inside = range(office.end, closed or office.end)
    last = max((i for i in inside if row[i].text == ","), default=None)
    if closed is None or last is None or row[office.end].text not in (",", "/"):
        return
    told = row[last + 1 : closed]
    if any(item.state for item in told[:1]) or all(item.portfolio for item in told):
        return
    if told[0].mention is not None and told[0].mention.entity.type == "Organization":
        office.actor, office.kind = told[0].mention, "body"
    elif all(item.capital or item.kind == "actor" or item.low in ("of", "for", "and", "the") for item in told):
        office.body, office.kind = (last + 1, closed), "staff"


def _take(office: Office, mention: Mention, owner: Mention | None = None) -> None:
    """Keeps the state or body that the office is of: the first told, but a body rather than its state's adjective, or
    than its `owner` ("director of Fiji's Coral Agency").
    """
    held = office.actor
    owned = owner is not None and held is owner and owner.entity.type == "State"
    if (
        held is None
        or owned
        or (held.how == "adjective" and (office.kind != "state" or mention.entity.type == "State"))
    ):
        office.actor = mention


def _is_acronym(row: list[Item], index: int) -> bool:
    """Whether "(ABC)" starts at an item."""
    mark = row[index : index + 3]
    return len(mark) == 3 and mark[0].text == "(" and mark[1].text[1:].isupper() and mark[2].text == ")"


def _goes_on(row: list[Item], comma: int) -> bool:
    """Whether a comma stands within a portfolio: "for Cyber, Infrastructure, Risk, and Resilience"."""
    after = next((item for item in row[comma + 1 : comma + 3] if item.low not in ("and", "&")), None)
    joined = any(item.low in ("and", "&") for item in row[comma + 1 : comma + 8])
    return row[comma - 1].portfolio and after is not None and after.portfolio and joined


def _field_follows(row: list[Item], comma: int, office: Office) -> bool:
    """Whether an office's field stands between a comma and the body: "Director, Political, at the Reef Office",
    "Vice President, Cyber Policy, Asia Pacific, Acme".
    """
    at = comma + 1
    while at < len(row) and (row[at].portfolio or row[at].low in ("and", "&")):
        at += 1
    if not comma + 1 < at < len(row) or not (row[comma - 1].portfolio or comma == _title_end(office)):
        return False
    if row[at].low in ("at", "of", "in", "for"):
        return comma == _title_end(office)
    body = at + 1 + (at + 1 < len(row) and row[at + 1].low == "the")
    return row[at].low == "," and body < len(row) and (row[body].body is not None or _field_follows(row, at, office))


def _title_end(office: Office) -> int:
    return office.at + len(office.title.split())


def _name(row: list[Item], office: Office, last: Office | None) -> None:
    end = office.end
    if any(item.kind == "possessive" for item in row[max(end - 1, office.at) : end + 1]):
        return
    if end + 2 < len(row) and row[end].text == "(" and row[end + 1].text.isupper() and row[end + 2].text == ")":
        end += 3
    name = None if _is_next_excellency(row, office, end) else name_at(row, end)
    adjective = end - 1 > office.at and row[end - 1].adjective
    if name and not adjective and _is_named(row, office, name, end) and not _opens_entry(row, office, name, last):
        office.names = [name]
        while office.plural and len(office.names) < 10 and (following := next_name(row, office.names[-1][1])):
            office.names.append(following)
        return
    following = name_at(row, end + 1) if office.plural and end < len(row) and row[end].low in (",", ":") else None
    if following and following[1] - following[0] > 1 and row[end + 1].text.rstrip(".") in titles().honorifics:
        office.names = [following]
        while len(office.names) < 10 and (following := next_name(row, office.names[-1][1])):
            office.names.append(following)
    elif (
        (before := _name_before(row, office.first))
        and not only_tells(row, before, office.first, end)
        and not (
            last is not None
            and before in last.names
            and last.first < before[0]
            and (_name_after(row, end) or _is_of_next(row, end) or is_another_s(row, office, last))
        )
    ):
        office.names = [] if any(item.low == "respectively" for item in row[end:]) else [before]
        office.coming = office.coming or _is_intended(row, before, office)
        office.former = office.former or _is_left(row, office.first)
        if follows := _follower(row, before):
            office.names, office.left_by = [follows], [before]
    elif (
        last
        and last.names
        and last.names[0][1] <= last.first
        and 0 < office.first - last.end <= 2
        and row[office.first - 1].low in ("and", ",", "&")
    ):
        office.names = last.names
        office.actor = office.actor or last.actor
        office.body = office.body or last.body
    elif (
        (office.actor or office.kind == "state" or _is_owned(row, office))
        and (name := _name_after(row, end))
        and not _names_first(row, office.first, name)
    ) or (name := _equated(row, office, end)):
        office.names = [name]
    elif told := _after_body(row, end):
        office.actor, office.names = told


def _is_next_excellency(row: list[Item], office: Office, end: int) -> bool:
    """Whether one of a list of dignitaries ends there and the next begins: "Jane Roe, President of Fiji | Her
    Excellency Ann Lee, …".
    """
    words = [item.text for item in row[end : end + 2]]
    opens = (
        len(words) > 1 and words[0] in ("His", "Her", "The") and words[1] in ("Excellency", "Honorable", "Honourable")
    )
    return opens and _name_before(row, office.first) is not None


def _opens_entry(row: list[Item], office: Office, name: tuple[int, int], last: Office | None) -> bool:
    """Whether a name after an office with one before it opens the next of a list: "Ann Lee, Head of X | Bo Kim, …"."""
    if name[1] + 1 >= len(row) or row[name[1]].low != "," or office.first == 0 or row[office.first - 1].low != ",":
        return False
    before = name_until(row, office.first - 1)
    free = before is not None and (last is None or before not in last.names)
    return free and name[1] - name[0] > 1 and _title(row, name[1] + 1) is not None


def _equated(row: list[Item], office: Office, end: int) -> tuple[int, int] | None:
    """The person who is said to be the holder of an office: "The director of Acme is Ann Lee"."""
    if end >= len(row) or row[end].low not in ("is", "was", "remains") or not (office.actor or office.body):
        return None
    name = name_at(row, end + 1 + (end + 1 < len(row) and row[end + 1].low in ASIDE))
    held = name is not None and name[1] < len(row) and row[name[1]].kind == "possessive"
    return name if name and name[1] - name[0] > 1 and not held else None


def _is_owned(row: list[Item], office: Office) -> bool:
    """Whether an office is told of a body that other words stand for: "the agency's director", "its director"."""
    owner = office.first + (row[office.first].low == "the")
    if row[owner].low == "its":
        return True
    return row[owner].low in BODIES and owner + 1 < office.at and row[owner + 1].kind == "possessive"


def _name_after(row: list[Item], end: int) -> tuple[int, int] | None:
    """The person named after an office and a comma: "the Secretary for Security of NATO, Ambassador Jane Roe"."""
    name = name_at(row, end + 1) if end < len(row) and row[end].low in (",", ":", "–", "—") else None
    return name if name and name[1] - name[0] > 1 and _closes(row, name[1]) else None


def _is_of_next(row: list[Item], end: int) -> bool:
    """Whether the next of a list holds an office and another that follows: "Head of A and Director of B Jane Roe"."""
    at = end + 1 + (end + 1 < len(row) and row[end + 1].low == "the")
    if at >= len(row) or row[end].low not in ("and", "&"):
        return False
    while at < len(row) and row[at].low in titles().modifiers:
        at += 1
    following = _title(row, at) if at < len(row) else None
    if following is None:
        return False
    _rightwards(row, following)
    return name_at(row, following.end) is not None


def _names_first(row: list[Item], first: int, name: tuple[int, int]) -> bool:
    """Whether the name between two offices has the second, as the last of a list comes after its name, too: "Ann Lee of
    X, head of Y, | Bo Kim, head of Z".
    """
    if first == 0 or row[first - 1].low != "," or name[1] >= len(row) or row[name[1]].low != ",":
        return False
    if not any(row[i].low in ("of", "from") and name_until(row, i) for i in range(max(first - _CLOSE_BODY, 1), first)):
        return False
    told = [i for i in range(name[1] + 1, len(row)) if _title(row, i)]
    if not told or any(item.low == "," for item in row[name[1] + 1 : told[0]]):
        return False
    office = _title(row, told[-1])
    if office is None or told[-1] == name[1]:
        return False
    _leftwards(row, office)
    _rightwards(row, office)
    return name_at(row, office.end) is None and _name_after(row, office.end) is None


def _after_body(row: list[Item], index: int) -> tuple[Mention, list[tuple[int, int]]] | None:
    """The body and the name that follow a title between commas: "The Director, CISA (USA), Mr Smith"."""
    if index + 1 >= len(row) or row[index].text != ",":
        return None
    at = index + 1 + (row[index + 1].low == "the")
    body = row[at].mention if at < len(row) else None
    if body is None or body.entity.type != "Organization":
        return None
    at += 1
    if at + 2 < len(row) and row[at].text == "(" and row[at + 2].text == ")":
        at += 3
    if at + 1 < len(row) and row[at].text == "," and row[at + 1].state:
        at += 2
    if at >= len(row) or row[at].text != ",":
        return None
    name = name_at(row, at + 1)
    return (body, [name]) if name and name[1] - name[0] > 1 and _closes(row, name[1]) else None


def _is_named(row: list[Item], office: Office, name: tuple[int, int], end: int) -> bool:
    """Whether what follows a title is the person: two words, or one right after the title or a way of address."""
    if office.plural and office.kind == "staff" and name[1] - name[0] == 1:
        return False
    before = row[name[0] - 1]
    addressed = before.text.rstrip(".") in titles().honorifics or (before.low,) in titles().kinds or before.portfolio
    return name[1] - name[0] > 1 or end == office.at + len(office.title.split()) or addressed


def _is_intended(row: list[Item], name: tuple[int, int], office: Office) -> bool:
    """Whether someone is only wanted in an office: "confirm Chris Inglis as our National Cyber Director"."""
    if not any(item.low == "as" for item in row[name[1] : office.first + 1]):
        return False
    return any(item.low in titles().intended for item in row[max(0, name[0] - 6) : name[0]])


def _closes(row: list[Item], index: int) -> bool:
    while index < len(row) and row[index].text in titles().suffixes:
        index += 1
    return index >= len(row) or row[index].kind == "mark" or row[index].low in VERBS or not row[index].capital


def _before_status(row: list[Item], index: int) -> int:
    """Where the words begin that tell how or when the office at `index` is held: "the new"."""
    while index > 0 and row[index - 1].low in titles().status:
        index -= 1
    return index


def _is_left(row: list[Item], index: int) -> bool:
    """Whether the title phrase that starts at `index` follows what says that the office is left."""
    link = link_before(row, _before_status(row, index))
    return link is not None and link.leaves


def _follower(row: list[Item], name: tuple[int, int]) -> tuple[int, int] | None:
    """Who takes over from the one named: "Ann Lee, who succeeded John Roe as director"."""
    end = replaces_before(row, name[0])
    if not end:
        return None
    return name_until(row, end - 1 if row[end - 1].text == "," else end)


def _name_before(row: list[Item], index: int) -> tuple[int, int] | None:
    """The name to which a title phrase that starts at `index` is an apposition or predicate."""
    data = titles()
    end = _before_status(row, index)
    link = link_before(row, end)
    linked = link is not None and link.start > 0
    if link is not None and linked:
        end = link.start
    if end > 0 and row[end - 1].text in (",", "(", "–", "—", "-", "|"):
        end, linked = end - 1, True
    if linked and end > 0 and row[end - 1].kind == "possessive":
        end -= 1
    if linked and end > 3 and row[end - 1].state and row[end - 2].low in ("of", "from"):
        end -= 2
    while end > 1 and row[end - 1].text in data.suffixes and row[end - 2].text == ",":
        end -= 2
    if end > 0 and row[end - 1].text == ")":
        end = next((i for i in range(end - 2, max(end - 8, -1), -1) if row[i].text == "("), end)
    if not linked or end == 0:
        return None
    if row[end - 1].stands:
        return end - 1, end
    name = name_until(row, end) or _addressed(row, end) or (_before_aside(row, end) if link is not None else None)
    return None if name and link is not None and _is_agent(row, name[0]) else name


def _addressed(row: list[Item], end: int) -> tuple[int, int] | None:
    """The surname that ends before `end`, after a way of address: "Lt Gen Roe | served as"."""
    addressed = end > 1 and row[end - 2].text.rstrip(".") in titles().address
    return (end - 1, end) if addressed and is_name(row[end - 1]) else None


def _is_agent(row: list[Item], start: int) -> bool:
    """Whether a name is that of who appoints: "was appointed by President Ann Lee as head of …"."""
    by = next((i for i in range(start - 1, max(start - _AGENT, 0), -1) if row[i].low == "by"), 0)
    return (
        by > 0
        and not any(item.kind == "mark" for item in row[by:start])
        and any(item.low in _APPOINTED for item in row[max(by - _AGENT, 0) : by])
    )


def _before_aside(row: list[Item], end: int) -> tuple[int, int] | None:
    """The name before what is told aside until `end`: "Ann Lee, a former judge | , was appointed head of …"."""
    for opened in range(end - 2, max(end - _ASIDE_WORDS, 0), -1):
        aside = row[opened + 1]
        opens = row[opened].low == "," and (aside.low in _OPENS_ASIDE or aside.text.isdigit())
        if opens and (name := name_until(row, opened)):
            return name
    return None
