"""Whose name follows an office told by the one above it: "the Adviser to the Prime Minister on Trade, Jane Roe", "the
Head of the Coral Agency under the President of Fiji Jane Roe".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .items import Item
from .office_words import titles

if TYPE_CHECKING:
    from .titles import Office

ADVISERS = ("adviser", "advisor", "aide", "consultant", "counsel")


def of_below(row: list[Item], office: Office, above: Office) -> Office | None:
    """`office` with the name that stands after `above`, the office told next, where it is the holder's of `office`."""
    between = [item.low for item in row[office.end : above.first]]
    if between in (["under"], ["under", "the"]):
        named_after = above.kind == "state" and above.first < above.names[0][0]
        held = replace(office, names=above.names, end=above.end, actor=office.actor or above.actor)
        return held if named_after else None
    if not office.title.endswith(ADVISERS) or between not in (["to"], ["to", "the"]):
        return None
    before = above.names[0][0]
    while row[before - 1].text.rstrip(".") in titles().honorifics and before > above.end:
        before -= 1
    given = office.first > 0 and row[office.first - 1].low == "as"  # "Ann Lee as Fiji's first adviser to the President"
    apart = before > above.end and row[before - 1].low == "," and not given
    return replace(office, names=above.names, kind="state", end=above.end) if apart else None


def waits(row: list[Item], office: Office) -> bool:
    """Whether an office without a name may be that of the person named after the one above it."""
    follows = row[office.end].low if office.end < len(row) else ""
    return not office.names and (follows == "under" or office.title.endswith(ADVISERS))


def are_apart(first: Office, second: Office) -> bool:
    """Whether two offices joined by "and" are of two states, so that one name after them cannot hold both."""
    held = [o.actor.entity for o in (first, second) if o.actor is not None and o.actor.entity.type == "State"]
    return len(held) == 2 and held[0].id != held[1].id


def is_another_s(row: list[Item], office: Office, last: Office | None) -> bool:
    """Whether an office is that of who acts, not of the one named before it with one of another state: "At his meeting
    with Fijian Minister Ann Lee, | the Kenyan minister said".
    """
    if last is None or office.actor is None or office.actor.entity.type != "State":
        return False
    before = {item.mention.entity.id for item in row[last.first : last.end] if item.mention is not None and item.state}
    near = row[max(last.first - 1, 0)]
    before |= {near.mention.entity.id} if near.mention is not None and near.state else set()
    return bool(before) and office.actor.entity.id not in before and row[office.first - 1].low in (",", "the")
