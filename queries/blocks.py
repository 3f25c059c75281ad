"""The parts that the questions' Cypher shares, and what keeps every file to them.

A file says which part it wants, and holds the part's text, so that it runs in Neo4j Browser as it is:

    // [who]
    ...
    // [end]

`python -m cyberentente.queries.blocks` writes the parts anew into all packaged files (or those of a folder, given as
argument); a test holds the files to it. The parts:

- `who PARAMETER`: rows of `actor`, `who`, `via`: the actor itself, and the organs whose deeds count for it (`PART_OF*`
  then `ORGAN_OF`, between Organizations only; so only states have any).
- `whoever ACTOR Type|Type [RELATIONS TARGET]`: rows of `asked`, `who`: as `who`, for an actor that need not be given.
  When it is not: those who have such a claim towards the target; when there is no target either, all of the types.
- `targets PARAMETER`: `targets`, the ids of an actor and its organs.
- `claims RELATION|RELATION (a)-->(b:Type)`: rows of `claim` (the claim's properties as a map), `relation`, `modality`
  and the end that is named second, for the end named first: what is known now, or at the end of `$known_on`; planned
  and proposed statements too if `$planned`. The arrow is `-->`, `<--` or `--` (then `outgoing` says which it is).
  `(=b)` takes a `b` that is known already. `ANY` is all relations but the structural ones.
- `whose WHO [ASKED]`: `actor` and `via` for the one who did it: an organ's deed counts for its state.
- `occasion EVENT Type`: rows of one occasion brought together (`proofs`, the best first): an edition of a series and
  the series in that year are one. Needs `rank`, `claims` and `name-date`; gives `series` and `edition`.
- `known CLAIM`: keeps what is known now, or was at the end of `$known_on`.
- `claim-date`: `edtf`, `earliest`, `latest` of the claim.
- `name-date END`: `edtf`, `earliest`, `latest` of the claim, or of the year in the name of END, if it has one and the
  claim has no date; `note` says so.
- `event`, `act`, `state`: the rule for time (see `period.py`); with `undated`, keeps undated claims in any case.
- `rank`: `rank` orders by certainty: definite, possible, undated, planned.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ..schema.errors import EntenteError
from ..schema.vocabulary import vocabulary
from . import period
from .catalog import PACKAGED

_BLOCK = re.compile(r"^// \[(?P<call>[^\]\n]+)\]\n(?P<body>.*?)^// \[end\]$", re.MULTILINE | re.DOTALL)
_CLAIMS = re.compile(
    r"claims (?P<relations>\S+) \((?P<one>\w+)\)(?P<arrow>-->|<--|--)\((?P<bound>=?)(?P<two>\w+)(?P<types>:[\w|]+)?\)"
)

ANY = tuple(name for name in sorted(vocabulary().relations) if name not in {"ORGAN_OF", "PART_OF"})

_KNOWN = """\
date({claim}.loaded) <= $known_on AND coalesce(date({claim}.retracted) > $known_on, true)
    OR any(span IN coalesce({claim}.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))"""

_WHO = """\
MATCH (actor:Entity {{id: ${parameter}}})
CALL (actor) {{
  RETURN actor AS who, null AS via
  UNION
  MATCH path = (actor)<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT who, who.name AS via
}}"""

_WHOEVER = """\
CALL ({given}) {{
  MATCH (asked:Entity {{id: ${actor}}})
  RETURN asked, asked AS who
  UNION
  MATCH path = (asked:Entity {{id: ${actor}}})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT asked, who{towards}
  UNION
  UNWIND CASE WHEN ${actor} IS NULL{neither} THEN [{listed}] ELSE [] END AS type
  MATCH (who:Entity) WHERE type IN labels(who)
  RETURN null AS asked, who
}}"""

_TOWARDS = """\
  UNION
  UNWIND CASE WHEN ${actor} IS NULL AND ${target} IS NOT NULL THEN targets ELSE [] END AS target
  MATCH (:Entity {{id: target}})<-[:{relations}|OBJECT]-(end)
  OPTIONAL MATCH (end)-[:SUBJECT]->(subject)
  RETURN DISTINCT null AS asked, coalesce(subject, end) AS who"""

_TARGETS = """\
CALL () {{
  OPTIONAL MATCH path =
    (:Entity {{id: ${parameter}}})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN [${parameter}] + collect(DISTINCT organ.id) AS targets
}}"""

_CLAIMS_TEXT = """\
CALL ({given}) {{
  MATCH ({one}){left}[r:{relations}]{right}({two}{types})
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR {known_edge})
  RETURN {found}properties(r) AS claim, type(r) AS relation, 'asserted' AS modality{asserted_outgoing}
  UNION ALL
  MATCH ({one})<-[{subject}]-(s:Statement)-[{object}]->({two}{types})
  WHERE s.relation IN [{listed}] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND ({known_statement}))
  RETURN {found}properties(s) AS claim, s.relation AS relation, s.modality AS modality{stated_outgoing}
}}"""

_WHOSE = """\
CALL ({who}) {{
  OPTIONAL MATCH path = ({who}:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}}
WITH *, coalesce({asked}owner, {who}) AS actor
WITH *, CASE WHEN actor <> {who} THEN {who}.name END AS via"""

_OCCASION = """CALL ({event}) {{
  OPTIONAL MATCH ({event})-[:PART_OF]->(parent:{type})
  WITH parent ORDER BY parent.id
  RETURN head(collect(parent)) AS parent
}}
CALL ({event}, parent, earliest, latest) {{
  OPTIONAL MATCH ({event})<-[:PART_OF]-(part:{type})
  WHERE parent IS NULL AND earliest.year = latest.year AND toString(earliest.year) IN split(part.name, ' ')
  WITH part ORDER BY part.id
  RETURN head(collect(part)) AS part
}}
WITH *, coalesce(parent, {event}) AS series, CASE WHEN parent IS NULL THEN part ELSE {event} END AS edition
WITH *, coalesce(edition.id, series.id + ' ' + coalesce(edtf, '')) AS occasion,
  coalesce(duration.inDays(earliest, latest).days, 10000000) AS days
ORDER BY rank, days, claim.id
WITH actor, via, series, edition, occasion, collect({{
  id: claim.id, edtf: edtf, earliest: earliest, latest: latest, certainty: certainty, rank: rank,
  role: claim.role, note: note, relation: relation}}) AS proofs
WITH *, proofs[0] AS best"""

_NAME_DATE = """\
WITH *, CASE WHEN claim.when IS NULL
  THEN head([word IN split({end}.name, ' ') WHERE word =~ '(19|20)[0-9][0-9]']) END AS year
WITH *, coalesce(claim.when, year) AS edtf,
  coalesce(claim.earliest, date(year + '-01-01')) AS earliest, coalesce(claim.latest, date(year + '-12-31')) AS latest,
  CASE WHEN year IS NOT NULL THEN 'date from name' END AS note"""

_CLAIM_DATE = "WITH *, claim.when AS edtf, claim.earliest AS earliest, claim.latest AS latest"

_RANK = """\
WITH *, CASE certainty WHEN 'definite' THEN 0 WHEN 'possible' THEN 1 WHEN 'undated' THEN 2 ELSE 3 END AS rank"""


def block(call: str) -> str:
    """The Cypher of one part; ValueError when there is no such part."""
    name, _, rest = call.partition(" ")
    words = rest.split()
    match name, words:
        case "who", [parameter]:
            return _WHO.format(parameter=parameter)
        case "whoever", [actor, types]:
            return _WHOEVER.format(actor=actor, listed=_listed(types), given="", towards="", neither="")
        case "whoever", [actor, types, relations, target]:
            return _WHOEVER.format(
                actor=actor,
                listed=_listed(types),
                given="targets",
                towards="\n" + _TOWARDS.format(actor=actor, relations=relations, target=target),
                neither=f" AND ${target} IS NULL",
            )
        case "targets", [parameter]:
            return _TARGETS.format(parameter=parameter)
        case "claims", _:
            return _claims(call)
        case "whose", [who, *asked]:
            return _WHOSE.format(who=who, asked="".join(f"{name}, " for name in asked))
        case "occasion", [event, type_]:
            return _OCCASION.format(event=event, type=type_)
        case "name-date", [end]:
            return _NAME_DATE.format(end=end)
        case "known", [claim]:
            then = _KNOWN.format(claim=claim)
            now = f"{claim}.retracted IS NULL"
            return f"WITH * WHERE $known_on IS NULL AND {now}\n  OR $known_on IS NOT NULL AND ({then})"
        case "claim-date", []:
            return _CLAIM_DATE
        case "event", []:
            return period.EVENT
        case "act", []:
            return period.ACT
        case "state", []:
            return period.STATE
        case "event" | "act" | "state", ["undated"]:
            return block(name).replace("($undated OR certainty <> 'undated')", "true").replace(" AND true", "")
        case "rank", []:
            return _RANK
    raise ValueError(f"there is no part '{call}'")


def _claims(call: str) -> str:
    match = _CLAIMS.fullmatch(call)
    if not match:
        raise ValueError(f"'{call}': write claims RELATION (a)-->(b:Type)")
    arrow, one, two = match["arrow"], match["one"], match["two"]
    relations = "|".join(ANY) if match["relations"] == "ANY" else match["relations"]
    loose = arrow == "--"
    return _CLAIMS_TEXT.format(
        one=one,
        two=two,
        given=f"{one}, {two}" if match["bound"] else one,
        found="" if match["bound"] else f"{two}, ",
        known_edge=_KNOWN.format(claim="r"),
        known_statement=_KNOWN.format(claim="s"),
        types="" if match["bound"] else match["types"] or ":Entity",
        relations=relations,
        listed=_listed(relations),
        left="<-" if arrow == "<--" else "-",
        right="->" if arrow == "-->" else "-",
        subject={"-->": ":SUBJECT", "<--": ":OBJECT", "--": "tie:SUBJECT|OBJECT"}[arrow],
        object={"-->": ":OBJECT", "<--": ":SUBJECT", "--": ":SUBJECT|OBJECT"}[arrow],
        asserted_outgoing=f", startNode(r) = {one} AS outgoing" if loose else "",
        stated_outgoing=", type(tie) = 'SUBJECT' AS outgoing" if loose else "",
    )


def _listed(names: str) -> str:
    return ", ".join(f"'{name}'" for name in names.split("|"))


def synced(text: str) -> str:
    """A file's text with all its parts written anew."""
    return _BLOCK.sub(lambda match: f"// [{match['call']}]\n{block(match['call'])}\n// [end]", text)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else PACKAGED
    for path in sorted(folder.glob("*.cypher")):
        text = path.read_text(encoding="utf-8")
        try:
            new = synced(text)
        except ValueError as error:
            raise EntenteError(f"{path}: {error}") from error
        if new != text:
            path.write_text(new, encoding="utf-8")
            print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
