"""The words of offices and of what stands around them, from `data/grammar/titles.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .lists import GRAMMAR, read

Kind = Literal["state", "body", "staff"]
PRONOUNS = frozenset({"he", "she"})
COUNTRIES = frozenset({"country", "nation", "kingdom", "island", "republic"})
BODIES = frozenset(
    "agency authority bank body bureau center centre command commission company council department firm force "  # noqa: SIM905
    "foundation group institute institution ministry office organisation organization unit university".split()
)
OWNERS = COUNTRIES | BODIES  # common nouns whose office it can be: "the agency's director"
PREPOSITIONS = ("of", "for", "at", "in", "on", "to", "with")
PARTICLES = frozenset("von van der den de del della di da dos bin ibn ben al el le du".split())  # noqa: SIM905
VERBS = frozenset("said says told is was will has have had met announced sits serves works leads holds".split())  # noqa: SIM905
SAYING = frozenset(
    "said says told tells argued argues wrote writes noted notes called calls described describes warned warns added "  # noqa: SIM905
    "explained explains observed observes suggested suggests concluded concludes claimed claims pointed points "
    "commented comments believes stressed stresses stated states welcomed remarked announced confirmed acknowledged "
    "admitted denied".split()
)
VERBS |= {
    "who",
    "which",
    "that",
    "and",
    "as",
    "on",
    "in",
    "held",
    "hosted",
    "convened",
    "organised",
    "organized",
    "signed",
}
SMALL = frozenset(
    "the this that these those in on at by for from with to and or but if as it its their his her he she we our you i "  # noqa: SIM905
    "they when while where who what which how why also both all any each every some today yesterday tomorrow since "
    "after before during under through over amid despite against among without "
    "however moreover meanwhile according joining author authors source statement "
    "remarks readout is are was were be have has had uh oh okay hi yes no so thank thanks well mr mrs ms your".split()
)


@dataclass(frozen=True, slots=True)
class Titles:
    """The offices and the words around them; `data/grammar/titles.yaml` says what each list is.

    `openings` are the first words of titles, with the length of the longest title that they open.
    """

    kinds: dict[tuple[str, ...], Kind]
    plurals: frozenset[tuple[str, ...]]
    openings: dict[str, int]
    homes: dict[str, str]
    elsewhere: dict[str, frozenset[str]]
    modifiers: frozenset[str]
    former: frozenset[str]
    coming: frozenset[str]
    status: frozenset[str]
    honorifics: frozenset[str]
    address: frozenset[str]
    suffixes: frozenset[str]
    portfolio: frozenset[str]
    heading: frozenset[str]
    intended: frozenset[str]
    units: frozenset[str]
    loose: frozenset[str]
    governing: frozenset[str]
    firms: frozenset[str]
    lists: re.Pattern[str]


@lru_cache(maxsize=1)
def titles() -> Titles:
    """The packaged titles."""
    data = read(GRAMMAR / "titles.yaml")
    kinds: dict[tuple[str, ...], Kind] = {}
    plurals = set()
    groups: tuple[Kind, ...] = ("state", "body", "staff")
    for kind in groups:
        for title in data[kind]:
            words = tuple(title.lower().split())
            last = words[-1]
            plural = (*words[:-1], last[:-1] + "ies" if last.endswith("y") else last + "s")
            kinds.setdefault(words, kind)
            kinds.setdefault(plural, kind)
            plurals.add(plural)
    openings: dict[str, int] = {}
    for words in kinds:
        openings[words[0]] = max(openings.get(words[0], 0), len(words))
    lists = ("modifiers", "former", "coming", "status", "honorifics", "suffixes", "portfolio", "heading")
    return Titles(
        kinds,
        frozenset(plurals),
        openings,
        {title.lower(): state for state, held in data["homes"].items() for title in held},
        {title: frozenset(states) for title, states in data["elsewhere"].items()},
        lists=re.compile("|".join(data["lists"]), re.IGNORECASE),
        **{
            name: frozenset(data[name])
            for name in (*lists, "intended", "units", "loose", "governing", "firms", "address")
        },
    )
