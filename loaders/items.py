"""A sentence word by word, every state and body that it names as one item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .date_forms import WEEKDAYS
from .mentions import Mention
from .office_words import PRONOUNS, SMALL, titles
from .patterns import head_word, lexicon
from .spans import within

ItemKind = Literal["word", "mark", "possessive", "actor", "other"]
_BODIES = frozenset({"team", "teams", "unit", "units", "office", "offices", "group", "groups", "committee", "board"})
_ARTICLE = re.compile(r"(?:al|el|ul|ud|ur|bin)[-‑][A-Z]\w")  # joined to what follows: "Jane al-Roe"


@dataclass(frozen=True, slots=True)
class Item:
    """One word, mark, possessive or name of a body in a sentence; offsets count the block's view.

    `low` is the text in lower case; `alone` holds for the surname or first name of the one person whose life a text
    tells, where it stands for the whole name.
    """

    text: str
    low: str
    start: int
    end: int
    kind: ItemKind
    mention: Mention | None = None
    alone: bool = False

    @property
    def capital(self) -> bool:
        return self.kind == "word" and self.text[0].isupper()

    @property
    def stands(self) -> bool:
        """Whether it stands for a person named before."""
        return self.alone or self.low in PRONOUNS

    @property
    def state(self) -> bool:
        return self.mention is not None and self.mention.entity.type == "State"

    @property
    def body(self) -> Mention | None:
        """The organisation that it names."""
        return self.mention if self.mention is not None and self.mention.entity.type == "Organization" else None

    @property
    def adjective(self) -> bool:
        return self.mention is not None and self.mention.how == "adjective"

    @property
    def portfolio(self) -> bool:
        return self.capital and self.text in titles().portfolio


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence's items, the text and number of its block, and the name of the one whose `life` that tells."""

    block: int
    text: str
    row: list[Item]
    life: str = ""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the items from `first` to before `last` stand in the text."""
        return self.row[first].start, self.row[last - 1].end

    def words(self, span: tuple[int, int]) -> str:
        """The words of the items from the first to before the second."""
        start, end = self.span(*span)
        return " ".join(self.text[start:end].split())


_WORD = re.compile(
    r"""(?P<possessive>[’'‘]s\b|(?<=s)[’'](?=\s))
    |(?P<word>(?:[A-Z]\.-?){1,4}(?=\s|,|$)|Ph\.D\.?|(?:Corp|Inc|Ltd|Co)\.(?=\s[a-z])
    |(?:Dr|Mr|Mrs|Ms|Rt|Smt|Eng|Prof|Gen|Lt|Maj|Col|Adm|Brig|Capt|Cmdr|Sgt|Sen|Sens|Rep|Reps|Amb|Gov|Hon|Jr|Sr|ret
    |St(?=\.\s[A-Z]))\.
    |\w(?:[\w\-‑]|[’'](?!s\b)(?=\w))*)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)


def items(text: str, start: int, end: int, mentions: Sequence[Mention], life: str = "") -> list[Item]:
    """The sentence `text[start:end]`, its states and bodies as one item each; `life` is the full name of the one person
    whose life a text tells.
    """
    found: list[Item] = []
    first, _, surname = life.partition(" ")
    surname = surname.rpartition(" ")[2] or first
    position = start
    bodies = (_body_in(m) for m in within(mentions, start, end) if not _is_no_body(m))
    for mention in [*bodies, None]:
        for match in _WORD.finditer(text, position, mention.start if mention else end):
            kind: ItemKind = "possessive" if match["possessive"] else "word" if match["word"] else "mark"
            named = found and is_name(found[-1]) and found[-1].text.rstrip(".") not in titles().honorifics
            word = match.group()
            alone = (word == surname and not named) or (word == first and _stands_first(text, match))
            found.append(Item(word, word.lower(), *match.span(), kind, None, bool(life) and alone))
        if mention is not None:
            actor = mention.entity.type in ("State", "Organization", "Forum")
            name, kind = mention.text, "actor" if actor else "other"
            found.append(Item(name, name.lower(), mention.start, mention.end, kind, mention))
            position = mention.end
            if mention.text.endswith(("Corp", "Inc", "Ltd", "Co")) and text[position : position + 2] == ". ":
                position += 1
    return found


def _stands_first(text: str, match: re.Match[str]) -> bool:
    """Whether no other name follows a first name."""
    rest = text[match.end() : match.end() + 2]
    return len(match.group()) > 2 and rest[:1] == " " and rest[1:].islower()


def _body_in(mention: Mention) -> Mention:
    """The body whose officer a name is ("Secretary-General of the United Nations"), else what is named."""
    title, of, _ = mention.text.partition(" of ")
    if not of or (title.lower(),) not in titles().kinds:
        return mention
    return next((m for m in mention.inner if m.start > mention.start and m.end == mention.end), mention)


def _is_no_body(mention: Mention) -> bool:
    """Whether what looks like a body is a person, an office or a field of work ("Cyber and Emerging Technologies")."""
    if mention.entity.type == "Person":
        return True
    words = mention.text.split()
    if mention.how == "pattern" and words[-1] in titles().units:
        return False
    if tuple(mention.text.lower().split()) in titles().kinds:
        return True
    if mention.how == "pattern" and any(m.entity.type == "Person" and m.start == mention.start for m in mention.inner):
        return True
    if mention.how != "pattern" or not all(
        word in titles().portfolio or word in ("and", "of", "for") for word in words
    ):
        return False
    head = head_word(mention.text).capitalize()
    if head == "Treasury" and "for" in words:
        return True
    return lexicon().heads.get(head) != "Organization" or head.endswith("s")


def is_name(item: Item) -> bool:
    data = titles()
    if _ARTICLE.match(item.text):
        return True
    if not item.capital or item.text in data.portfolio or item.low in SMALL or item.text in lexicon().headlines:
        return False
    if item.low in WEEKDAYS or item.low in _BODIES:
        return False
    if item.text.rstrip(".") in ("Jr", "Sr", "III", "II") or re.fullmatch(r"(?![UE]\.\w|D\.C)(?:[A-Z]\.)+", item.text):
        return True
    if item.text.isupper() and len(item.text) > 3 and "-" not in item.text:
        return False
    return item.low not in data.modifiers and (item.low,) not in data.kinds and not any(c.isdigit() for c in item.text)
