"""The gazetteer: the actors, events and texts that Entente knows by name.

Data, one YAML file per kind in `data/gazetteer/` (docs/reference-data.md describes an entry). A user's own folder
(`ENTENTE_DATA`, its `gazetteer/` part) overrides and extends the packaged one, entry by entry.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from ..schema.model import Edtf, Model, Source


class Entry(Model):
    """One actor, event or text, with all the names it goes by.

    `aliases` always mean it. `adjectives` and `metonyms` (capitals, offices) stand for a state. `short` names mean
    it only where its state, its parent or its full name is in the context ("the Ministry of Defense", "the Centre").
    Names listed in `ambiguous` have other meanings too and need support from the context ("Georgia", "Jordan").
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    kind: str | None = None
    organ_of: str | None = None
    part_of: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    date: Edtf | None = None
    since: Edtf | None = None
    until: Edtf | None = None
    codes: dict[str, str] = Field(default_factory=dict)
    source: Source | None = None
    note: str | None = None


class GazetteerFile(Model):
    """One file: entries of one entity type. `source` and `seen` hold for all entries that have none of their own."""

    type: str
    entries: tuple[Entry, ...]
    source: Source | None = None
    seen: dt.date | None = None
