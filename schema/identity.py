"""Identities that do not change between runs: readable entity ids, and UUIDv5 of what a claim says."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://w3id.org/cyberentente")

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SPELLINGS = {
    "defense": "defence",
    "center": "centre",
    "organization": "organisation",
    "program": "programme",
    "inaugural": "1st",
    **{word: f"{number}{('st', 'nd', 'rd', *['th'] * 7)[number - 1]}" for number, word in enumerate(_ORDINALS, 1)},
}
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s\b|(?<=s)[’'](?=\s|$)")


def normal(name: str) -> str:
    """A name as it is compared: no case, accents, punctuation or leading article; British spelling, "6th" for
    "sixth".
    """
    text = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = _ARTICLE.sub("", re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?=\s|$)", "", text))
    words = re.findall(r"\w+", text)
    return " ".join(_SPELLINGS.get(word, word) for word in words)


def entity_id(type_: str, name: str) -> str:
    """The id of an entity that no gazetteer knows: type and normalised name, e.g. `forum:cyber-dialogue-2022`."""
    return f"{type_.lower()}:{normal(name).replace(' ', '-') or uuid.uuid5(NAMESPACE, name).hex[:12]}"


def is_numbered(name: str) -> bool:
    """Whether a name begins with its number in a series: "the Sixth Cyber Dialogue", "12th round"."""
    return bool(re.match(r"\d+(?:st|nd|rd|th)\b", normal(name)))


def within(id_: str, document: str) -> str:
    """The id of what only the document of this key tells apart, e.g. `agreement:joint-statement@1f0c2a9b`."""
    return f"{id_}@{hashlib.blake2b(document.encode(), digest_size=4).hexdigest()}"


def stable_uuid(*parts: str | None) -> str:
    """UUIDv5 of the parts; None differs from the empty text."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join("\x00" if part is None else part for part in parts)))
