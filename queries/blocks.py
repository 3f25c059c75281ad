"""The parts that the questions' Cypher shares, and what keeps every file to them.

A file says which part it wants, and holds the part's text, so that it runs in Neo4j Browser as it is:

    // [who]
    ...
    // [end]

`python -m cyberentente.queries.blocks` writes the parts anew into all packaged files (or those of a folder, given as
argument); a test holds the files to it. The parts:

- `who PARAMETER [optional]`: rows of `actor`, `who`, `via`: the actor itself, and the organs whose deeds count for it
  (`PART_OF*` then `ORGAN_OF`, between Organizations only; never for other actors than states). When the parameter is
  optional and absent, everybody for themselves.
- `claims RELATION|RELATION (a)-->(b:Type)`: rows of `claim` (the claim's properties as a map), `relation`, `modality` and
  the end that is named second, for the end named first: what is known now, or at the end of `$known_on`; planned and
  proposed statements too if `$planned`. The arrow is `-->`, `<--` or `--`.
- `whose WHO`: `actor` and `via` for the one who did it: an organ's deed counts for its state.
- `occasion EVENT Type`: rows of one occasion brought together (`proofs`, the best first): an edition of a series and the
  series in that year are one. Needs `rank` and the variables of `claims` and `name-date`; gives `series`, `edition`.
- `claim-date`: `edtf`, `earliest`, `latest` of the claim.
- `name-date END`: `edtf`, `earliest`, `latest` of the claim, or of the year in the name of END, if it has one and the
  claim has no date; `note` says so.
- `event`, `act`, `state`: the rule for time (see `period.py`).
- `rank`: `rank` orders by certainty: definite, possible, undated, planned.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ..schema.errors import EntenteError
from . import period
from .catalog import PACKAGED

_BLOCK = re.compile(r"^// \[(?P<call>[^\]\n]+)\]\n(?P<body>.*?)^// \[end\]$", re.MULTILINE | re.DOTALL)
_CLAIMS = re.compile(
    r"claims (?P<relations>\S+) \((?P<one>\w+)\)(?P<arrow>-->|<--|--)\((?P<two>\w+)(?P<types>:[\w|]+)?\)"
)

_WHO = """\
MATCH (actor:Entity {{id: ${parameter}}})
CALL (actor) {{
  RETURN actor AS who, null AS via
  UNION
  MATCH path = (actor)<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT who, who.name AS via
}}"""

_ANYBODY = """\
CALL () {{
  MATCH (actor:Entity {{id: ${parameter}}})
  RETURN actor, actor AS who, null AS via
  UNION
  MATCH path = (actor:Entity {{id: ${parameter}}})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT actor, who, who.name AS via
  UNION
  WITH 1 AS all WHERE ${parameter} IS NULL
  MATCH (who:Entity) WHERE who:State OR who:Organization
  RETURN who AS actor, who, null AS via
}}"""

_CLAIMS_TEXT = """\
CALL ({one}) {{
  MATCH ({one}){left}[r:{relations}]{right}({two}{types})
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on)
  RETURN {two}, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH ({one})<-[{subject}]-(s:Statement)-[{object}]->({two}{types})
  WHERE s.relation IN [{listed}] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND coalesce(date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true), s.status = 'current')
  RETURN {two}, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}}"""

_WHOSE = """\
CALL ({who}) {{
  OPTIONAL MATCH path = ({who}:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}}
WITH *, coalesce(owner, {who}) AS actor, CASE WHEN owner IS NOT NULL THEN {who}.name END AS via"""

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
        case "who", [parameter, "optional"]:
            return _ANYBODY.format(parameter=parameter)
        case "claims", _:
            return _claims(call)
        case "whose", [who]:
            return _WHOSE.format(who=who)
        case "occasion", [event, type_]:
            return _OCCASION.format(event=event, type=type_)
        case "name-date", [end]:
            return _NAME_DATE.format(end=end)
        case "claim-date", []:
            return _CLAIM_DATE
        case "event", []:
            return period.EVENT
        case "act", []:
            return period.ACT
        case "state", []:
            return period.STATE
        case "rank", []:
            return _RANK
    raise ValueError(f"there is no part '{call}'")


def _claims(call: str) -> str:
    match = _CLAIMS.fullmatch(call)
    if not match:
        raise ValueError(f"'{call}': write claims RELATION (a)-->(b:Type)")
    arrow = match["arrow"]
    return _CLAIMS_TEXT.format(
        one=match["one"],
        two=match["two"],
        types=match["types"] or ":Entity",
        relations=match["relations"],
        listed=", ".join(f"'{relation}'" for relation in match["relations"].split("|")),
        left="<-" if arrow == "<--" else "-",
        right="->" if arrow == "-->" else "-",
        subject={"-->": ":SUBJECT", "<--": ":OBJECT", "--": ":SUBJECT|OBJECT"}[arrow],
        object={"-->": ":OBJECT", "<--": ":SUBJECT", "--": ":SUBJECT|OBJECT"}[arrow],
    )


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
