// title: Exercises and meetings that an actor organised
// description: What an actor organised, hosted, led or convened. What an organ of a state did counts for the state.
// parameters:
//   actor: {type: entity, of: [State, Organization], help: who organised}
// columns:
//   event: text
//   edition: text
//   kind: text
//   via: text
//   when: edtf
//   certainty: certainty
//   role: text
//   note: text
//   claim: claim
//   also: {type: list, wide: true}
//   event_id: {type: entity, wide: true}
//   edition_id: {type: entity, wide: true}
// examples:
//   - what did Estonia host after 2019
//   - which exercises does NATO CCDCOE organise
//   - events organised by Japan

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
// [claims ORGANIZED (who)-->(event)]
CALL (who) {
  MATCH (who)-[r:ORGANIZED]->(event:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN event, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (who)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(event:Entity)
  WHERE s.relation IN ['ORGANIZED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN event, properties(s) AS claim, s.relation AS relation, s.modality AS modality
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
// [occasion event Entity]
CALL (event) {
  OPTIONAL MATCH (event)-[:PART_OF]->(parent:Entity)
  WITH parent ORDER BY parent.id
  RETURN head(collect(parent)) AS parent
}
CALL (event, parent, earliest, latest) {
  OPTIONAL MATCH (event)<-[:PART_OF]-(part:Entity)
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
RETURN series.name AS event, edition.name AS edition, head([label IN labels(series) WHERE label <> 'Entity']) AS kind,
  via, best.edtf AS `when`, best.certainty AS certainty, best.role AS role, best.note AS note, best.id AS claim,
  [proof IN proofs[1..] | proof.id] AS also, series.id AS event_id, edition.id AS edition_id
ORDER BY best.rank, coalesce(toString(best.earliest), ''), coalesce(toString(best.latest), '9999'), event, event_id, coalesce(via, ''), claim
LIMIT $limit
