"""Who is who among a document's persons: one identity for "Prime Minister Fumio Kishida", "Mr. Kishida" and "Kishida".

Persons whose offices the gazetteer knows need no introduction: they have their full name and state from there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..schema.identity import entity_id
from ..schema.model import Entity
from .gazetteer import Gazetteer
from .patterns import lexicon

_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV|Ph\.?D|MP|MEP|T\.?D|KC|QC|AC|AO|AM|OBE|CBE|KBE)\.?$")


@dataclass(frozen=True, slots=True)
class Leader:
    """A person whose office is common knowledge: their entity, and the `role` they hold or held of the actor `of`."""

    person: Entity
    role: str
    of: str


def plain(name: str) -> str:
    """A person's name as it is compared: no case, accents, middle initials, honours or hyphens."""
    text = unicodedata.normalize("NFKD", _SUFFIX.sub("", name.replace("’", "'")))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().replace("-", " ")
    words = [word for word in re.findall(r"[\w']+", text) if len(word) > 1]
    return " ".join(words) or text.strip()


@lru_cache(maxsize=4)
def leaders(gazetteer: Gazetteer) -> tuple[dict[str, list[Leader]], dict[str, list[Leader]]]:
    """The persons whose offices the gazetteer knows, by full name and by surname."""
    full: dict[str, list[Leader]] = defaultdict(list)
    single: dict[str, list[Leader]] = defaultdict(list)
    for id_ in gazetteer.ids("Person"):
        person = gazetteer.entity(id_)
        names = (person.name, *person.aliases)
        for held in gazetteer.field(id_, "offices") or ():
            leader = Leader(person, held["role"], held["of"])
            for form in dict.fromkeys(map(plain, names)):
                full[form].append(leader)
            for form in dict.fromkeys(map(surname, names)):
                single[form].append(leader)
            if leader.of in _FAMILY_FIRST and " " in plain(person.name):
                single[plain(person.name).split()[0]].append(leader)
    return dict(full), dict(single)


@lru_cache(maxsize=4)
def held(gazetteer: Gazetteer) -> frozenset[tuple[str, str]]:
    """The offices whose holders the gazetteer knows: of which state or body, and which, in lower case."""
    return frozenset(
        (leader.of, leader.role.casefold()) for found in leaders(gazetteer)[0].values() for leader in found
    )


_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "SGP", "KHM"})


def surname(name: str) -> str:
    """The part of a name that stands alone for the person, particles kept ("von der leyen")."""
    words = plain(name).split()
    for index, word in enumerate(words[:-1]):
        if index and word in _PARTICLES:
            return " ".join(words[index:])
    return words[-1] if words else ""


_PARTICLES = frozenset(
    {"von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "bin", "ibn", "ben", "al", "el"}
)


def surnames(persons: Mapping[str, Entity], texts: Iterable[str]) -> dict[str, Entity]:
    """The surnames that stand for one of some persons, given by their full names, in texts that use them for no other
    word.
    """
    bearers: dict[str, dict[str, Entity]] = defaultdict(dict)
    for name, person in persons.items():
        words = _SUFFIX.sub("", name).split()
        if len(words) > 1 and (alone := _alone(words)):
            bearers[alone][person.id] = person
    told = [name for name in bearers if len(bearers[name]) == 1 and name not in persons and name[0].isupper()]
    lower = {word for text in texts for word in re.findall(r"[a-z]{3,}", text)} if told else set()
    return {
        name: next(iter(bearers[name].values()))
        for name in told
        if len(name) > 2 and name.lower() not in lower and name not in lexicon().never
    }


def _alone(words: Sequence[str]) -> str:
    """The words of a full name that stand alone for it: the last with its particles, the first of "Lim Jong-deuk"."""
    if "-" in words[-1] and words[-1].split("-")[-1][:1].islower() and len(words) == 2:
        return words[0]
    start = next((i for i, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    return " ".join(words[start:])


@dataclass(slots=True)
class People:
    """The persons of one document: `add` all names, then `entity` gives one entity for all names of a person."""

    gazetteer: Gazetteer
    full: dict[str, Counter[str]] = field(default_factory=dict)
    bearers: dict[str, dict[str, None]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)

    def add(self, name: str) -> None:
        form = plain(name)
        if " " in form:
            self.full.setdefault(form, Counter())[_SUFFIX.sub("", name)] += 1
            for word in form.split():
                self.bearers.setdefault(word, {})[form] = None

    def is_known(self, name: str) -> bool:
        """Whether a full name was added, or is a known leader's."""
        return plain(name) in self.full or (" " in plain(name) and plain(name) in leaders(self.gazetteer)[0])

    def find(self, name: str) -> str | None:
        """The full name, as compared, that a full name or surname stands for; None when there is none or several."""
        form = plain(name)
        if form in self.full or not form:
            return form or None
        words = form.split()
        found = [
            full
            for full in self.bearers.get(words[-1], {})
            if (len(words) == 1 and form in (surname(full), full.split()[0], full.split()[-1]))
            or (len(words) > 1 and (set(words) <= set(full.split()) or set(full.split()) <= set(words)))
            or surname(full) == form
        ]
        return found[0] if len(found) == 1 else None

    def leader(self, name: str, title: str | None, named: Counter[str]) -> Leader | None:
        """The known leader of that name, `named` counting the states and bodies of the document.

        A surname alone needs a title that fits, or one bearer whose state the document names.
        """
        full, single = leaders(self.gazetteer)
        form = plain(name)
        if " " not in form and title:
            own = self.find(name) or ""
            candidates = [
                who for who in single.get(form, []) if surname(own) != form or plain(who.person.name)[0] == own[0]
            ]
            fitting = [leader for leader in candidates if fits(leader.role, title)]
            if found := _best(fitting, named):
                return found
        else:
            candidates = []
        form = self.find(name) or form
        known = full.get(form) or (single.get(form, []) if " " in form else [])
        known = [leader for leader in known if not _initials(name) - _initials(leader.person.name)]
        if known:
            return _best([leader for leader in known if title and fits(leader.role, title)] or known, named)
        if form in self.full or len({leader.person.id for leader in candidates}) != 1:
            return None
        return candidates[0] if named[candidates[0].of] else None

    def entity(self, name: str, leader: Leader | None = None) -> Entity:
        """The entity of a name; `leader` where it is known who that is."""
        if leader is not None:
            return leader.person
        form = self.find(name) or plain(name)
        known = min(self.full[form], key=lambda n: (-self.full[form][n], n)) if form in self.full else name
        if known not in self.entities:
            listed = self.gazetteer.resolve(known, ["Person"]) if " " in known else []
            new = Entity(id=entity_id("Person", known), type="Person", name=known)
            self.entities[known] = listed[0] if len(listed) == 1 else new
        return self.entities[known]


def _initials(name: str) -> set[str]:
    """The middle initials of a name, by which "George H. W. Bush" is told from "George W. Bush"."""
    return set(re.findall(r"\b([A-Z])\.", name.partition(" ")[2])) if re.search(r"[A-Z]\.\s?[A-Z]\.", name) else set()


def fits(role: str, title: str) -> bool:
    """Whether a known leader's role is the office that a title tells."""
    role, title = _title(role), _title(title)
    if _is_minister(role):
        return _is_minister(title)
    if role == "president":
        return title.split()[-1] == "president" and "vice" not in title
    return role in title or title in role.split()[-1:]


def _title(text: str) -> str:
    return text.casefold().replace("-", " ").replace("adviser", "advisor")


def _is_minister(title: str) -> bool:
    """Whether a title is a minister's of whatever field: "Foreign Secretary", but neither prime nor press."""
    words = title.split()
    return ("minister" in words or "secretary" in words) and not {"prime", "general", "press"} & set(words)


def _best(candidates: list[Leader], states: Counter[str]) -> Leader | None:
    """The one candidate, or the one whose state or body the document names most."""
    people = {leader.person.id for leader in candidates}
    if not candidates:
        return None
    if len(people) == 1 and len({leader.of for leader in candidates}) == 1:
        return candidates[0]
    ranked = sorted(candidates, key=lambda leader: -states[leader.of])
    if states[ranked[0].of] > 0 and (
        ranked[0].person == ranked[1].person or states[ranked[0].of] > states[ranked[1].of]
    ):
        return ranked[0]
    return None
