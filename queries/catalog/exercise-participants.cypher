// title: Who took part in an exercise
// description: >-
//   Participants of an exercise, all its editions included; asked for one edition, of that one only. An organ counts for
//   its state, and `via` names the organ.
// parameters:
//   exercise: {type: entity, of: [Exercise], help: the exercise or one edition of it}
//   year: {type: integer, optional: true, help: only in this year}
// columns:
//   participant: text
//   via: text
//   exercise: text
//   edition: text
//   when: edtf
//   certainty: certainty
//   role: text
//   note: text
//   claim: claim
//   also: {type: list, wide: true}
//   participant_id: {type: entity, wide: true}
//   edition_id: {type: entity, wide: true}
// examples:
//   - who took part in Locked Shields
//   - which countries participated in Cyber Coalition in 2023
//   - participants of Locked Shields 2023

MATCH (event:Exercise)-[:PART_OF*0..3]->(:Entity:Exercise {id: $exercise})
WITH DISTINCT event
// [claims PARTICIPATED_IN (event)<--(who)]
CALL (event) {
  MATCH (event)<-[r:PARTICIPATED_IN]-(who:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN who, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (event)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(who:Entity)
  WHERE s.relation IN ['PARTICIPATED_IN'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN who, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
// [name-date event]
WITH *, CASE WHEN claim.when IS NULL
  THEN head([word IN split(event.name, ' ') WHERE word =~ '(19|20)[0-9][0-9]']) END AS year
WITH *, coalesce(claim.when, year) AS edtf,
  coalesce(claim.earliest, date(year + '-01-01')) AS earliest, coalesce(claim.latest, date(year + '-12-31')) AS latest,
  CASE WHEN year IS NOT NULL THEN 'date from name' END AS note
// [end]
WITH * WHERE $year IS NULL OR edtf IS NULL
  OR coalesce(earliest.year <= $year, true) AND coalesce(latest.year >= $year, true)
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
WITH *, $year IS NOT NULL AND rank = 0 AND NOT coalesce(earliest.year = $year AND latest.year = $year, false) AS wider
WITH event, who, claim, relation, note, edtf, earliest, latest,
  CASE WHEN wider THEN 'possible' ELSE certainty END AS certainty, CASE WHEN wider THEN 1 ELSE rank END AS rank
// [whose who]
CALL (who) {
  OPTIONAL MATCH path = (who:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}
WITH *, coalesce(owner, who) AS actor
WITH *, CASE WHEN actor <> who THEN who.name END AS via
// [end]
// [occasion event Exercise]
CALL (event) {
  OPTIONAL MATCH (event)-[:PART_OF]->(parent:Exercise)
  WITH parent ORDER BY parent.id
  RETURN head(collect(parent)) AS parent
}
CALL (event, parent, earliest, latest) {
  OPTIONAL MATCH (event)<-[:PART_OF]-(part:Exercise)
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
RETURN actor.name AS participant, via, series.name AS exercise, edition.name AS edition, best.edtf AS `when`,
  best.certainty AS certainty, best.role AS role, best.note AS note, best.id AS claim,
  [proof IN proofs[1..] | proof.id] AS also, actor.id AS participant_id, edition.id AS edition_id
ORDER BY best.rank, participant, participant_id, coalesce(toString(best.earliest), ''), coalesce(toString(best.latest), '9999'), coalesce(via, ''), claim
LIMIT $limit
