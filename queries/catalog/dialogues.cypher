// title: Dialogues, summits and talks of an actor
// description: >-
//   Forums that an actor took part in or convened, and meetings with others; with `--other` only those that the other took
//   part in too. What an organ of a state did counts for the state.
// parameters:
//   actor: {type: entity, of: [State, Organization, Person], help: who took part}
//   other: {type: entity, of: [State, Organization, Person], optional: true, help: who took part too}
// columns:
//   dialogue: text
//   edition: text
//   with: list
//   via: text
//   when: edtf
//   certainty: certainty
//   note: text
//   claim: claim
//   also: {type: list, wide: true}
//   dialogue_id: {type: entity, wide: true}
// examples:
//   - which dialogues did Japan have with Australia
//   - dialogues of Singapore after 2020
//   - what talks did the US hold with China before 2016

// [who actor]
MATCH (actor:Entity {id: $actor})
CALL (actor) {
  RETURN actor AS who, null AS via
  UNION
  MATCH path = (actor)<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT who, who.name AS via
}
// [end]
// [targets other]
CALL () {
  OPTIONAL MATCH path =
    (:Entity {id: $other})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN [$other] + collect(DISTINCT organ.id) AS targets
}
// [end]
CALL (who, targets) {
  MATCH (who)-[:PARTICIPATED_IN|ORGANIZED]->(event:Forum)
  WHERE $other IS NULL OR EXISTS {
    MATCH (event)<-[:PARTICIPATED_IN|ORGANIZED]-(party:Entity) WHERE party.id IN targets }
  RETURN DISTINCT event
  UNION
  MATCH (who)<-[:SUBJECT]-(:Statement)-[:OBJECT]->(event:Forum)
  WHERE $other IS NULL OR EXISTS {
    MATCH (event)<-[:PARTICIPATED_IN|ORGANIZED]-(party:Entity) WHERE party.id IN targets }
  RETURN DISTINCT event
  UNION
  MATCH (who)-[:MET_WITH]-(event:Entity) WHERE $other IS NULL OR event.id IN targets
  RETURN DISTINCT event
}
// [claims PARTICIPATED_IN|ORGANIZED|MET_WITH (who)--(=event)]
CALL (who, event) {
  MATCH (who)-[r:PARTICIPATED_IN|ORGANIZED|MET_WITH]-(event)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN properties(r) AS claim, type(r) AS relation, 'asserted' AS modality, startNode(r) = who AS outgoing
  UNION ALL
  MATCH (who)<-[tie:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(event)
  WHERE s.relation IN ['PARTICIPATED_IN', 'ORGANIZED', 'MET_WITH'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN properties(s) AS claim, s.relation AS relation, s.modality AS modality, type(tie) = 'SUBJECT' AS outgoing
}
// [end]
// [name-date event]
WITH *, CASE WHEN claim.when IS NULL
  THEN head([word IN split(event.name, ' ') WHERE word =~ '(19|20)[0-9][0-9]']) END AS year
WITH *, coalesce(claim.when, year) AS edtf,
  coalesce(claim.earliest, date(year + '-01-01')) AS earliest, coalesce(claim.latest, date(year + '-12-31')) AS latest,
  CASE WHEN year IS NOT NULL THEN 'date from name' END AS note
// [end]
// [event]
WITH *, CASE
  WHEN earliest > $last OR latest < $first THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN edtf IS NULL THEN 'undated'
  WHEN coalesce(earliest >= $first, $first IS NULL) AND coalesce(latest <= $last, $last IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')
// [end]
// [rank]
WITH *, CASE certainty WHEN 'definite' THEN 0 WHEN 'possible' THEN 1 WHEN 'undated' THEN 2 ELSE 3 END AS rank
// [end]
// [occasion event Forum]
CALL (event) {
  OPTIONAL MATCH (event)-[:PART_OF]->(parent:Forum)
  WITH parent ORDER BY parent.id
  RETURN head(collect(parent)) AS parent
}
CALL (event, parent, earliest, latest) {
  OPTIONAL MATCH (event)<-[:PART_OF]-(part:Forum)
  WHERE parent IS NULL AND earliest.year = latest.year AND toString(earliest.year) IN split(part.name, ' ')
  WITH part ORDER BY part.id
  RETURN head(collect(part)) AS part
}
WITH *, coalesce(parent, event) AS series, CASE WHEN parent IS NULL THEN part ELSE event END AS edition
WITH *, coalesce(edition.id, series.id + ' ' + coalesce(edtf, '')) AS occasion,
  coalesce(duration.inDays(earliest, latest).days, 10000000) AS days
ORDER BY rank, days, claim.id
WITH actor, via, series, edition, occasion, collect({
  id: claim.id, edtf: edtf, earliest: earliest, latest: latest, certainty: certainty, rank: rank,
  role: claim.role, note: note, relation: relation}) AS proofs
WITH *, proofs[0] AS best
// [end]
CALL (series, edition, actor) {
  WITH coalesce(edition, series) AS event, actor
  OPTIONAL MATCH (event:Forum)<-[:PARTICIPATED_IN|ORGANIZED]-(party:Entity)
  OPTIONAL MATCH (party)-[:ORGAN_OF]->(state:State)
  WITH event, actor, coalesce(state, party) AS party
  WITH event, CASE WHEN event:Forum THEN party ELSE event END AS party, actor
  WHERE party <> actor
  WITH DISTINCT party.name AS name ORDER BY name
  RETURN collect(name)[..12] AS parties
}
RETURN CASE WHEN series:Forum THEN series.name ELSE 'meeting' END AS dialogue, edition.name AS edition, parties AS `with`,
  via, best.edtf AS `when`, best.certainty AS certainty, best.note AS note, best.id AS claim,
  [proof IN proofs[1..] | proof.id] AS also, coalesce(edition.id, series.id) AS dialogue_id
ORDER BY best.rank, coalesce(toString(best.earliest), ''), coalesce(toString(best.latest), '9999'), dialogue, dialogue_id, coalesce(via, ''), claim
LIMIT $limit
