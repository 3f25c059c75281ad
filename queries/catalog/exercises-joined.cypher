// title: Exercises that an actor took part in
// description: >-
//   One row for each exercise and edition; "Locked Shields" dated 2023 and "Locked Shields 2023" are one. What an organ of
//   a state did counts for the state, and `via` names the organ. With `--other` only those in which both took part at the
//   same time; `other_claim` proves the other's part.
// parameters:
//   actor: {type: entity, of: [State, Organization, Person], help: who took part}
//   exercise: {type: entity, of: [Exercise], optional: true, help: only this exercise or edition}
//   other: {type: entity, of: [State, Organization, Person], optional: true, help: who took part too}
// columns:
//   exercise: text
//   edition: text
//   via: text
//   when: edtf
//   certainty: certainty
//   role: text
//   note: text
//   claim: claim
//   other_claim: {type: claim, wide: true}
//   also: {type: list, wide: true}
//   exercise_id: {type: entity, wide: true}
//   edition_id: {type: entity, wide: true}
// examples:
//   - which exercises did Japan join after 2022
//   - what exercises has Estonia participated in since 2019
//   - Japan's cyber exercises before 2020
//   - which exercises did Japan and Australia both join

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
// [claims PARTICIPATED_IN (who)-->(event:Exercise)]
CALL (who) {
  MATCH (who)-[r:PARTICIPATED_IN]->(event:Exercise)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN event, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (who)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(event:Exercise)
  WHERE s.relation IN ['PARTICIPATED_IN'] AND s.confidence >= $min_confidence
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
CALL (series, edition, best) {
  UNWIND CASE WHEN $other IS NULL THEN [] ELSE [$other] END AS id
  MATCH (other:Entity {id: id})
  CALL (other) {
    RETURN other AS party
    UNION
    MATCH path = (other)<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(party:Organization)
    WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
    RETURN DISTINCT party
  }
  MATCH (party)-[r:PARTICIPATED_IN]->(event:Exercise)
  WHERE event IN [series, edition] AND r.confidence >= $min_confidence
// [known r]
WITH * WHERE $known_on IS NULL AND r.retracted IS NULL
  OR $known_on IS NOT NULL AND (date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
// [end]
  WITH r, coalesce(event = edition OR r.when = best.edtf, false) AS same, best
  WHERE same OR r.earliest <= best.latest AND r.latest >= best.earliest
  ORDER BY same DESC, r.confidence DESC, r.id
  RETURN collect({id: r.id, same: same})[0] AS theirs
}
WITH * WHERE ($exercise IS NULL OR $exercise IN [series.id, coalesce(edition.id, '')]) AND ($other IS NULL OR theirs IS NOT NULL)
WITH *, CASE WHEN best.certainty = 'definite' AND theirs.same = false THEN 'possible' ELSE best.certainty END AS certainty,
  CASE WHEN best.rank = 0 AND theirs.same = false THEN 1 ELSE best.rank END AS rank
RETURN series.name AS exercise, edition.name AS edition, via, best.edtf AS `when`, certainty,
  best.role AS role, best.note AS note, best.id AS claim, theirs.id AS other_claim, [proof IN proofs[1..] | proof.id] AS also,
  series.id AS exercise_id, edition.id AS edition_id
ORDER BY rank, coalesce(toString(best.earliest), ''), coalesce(toString(best.latest), '9999'),
  exercise, exercise_id, coalesce(via, ''), claim
LIMIT $limit
