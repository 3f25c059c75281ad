// title: Who organised an exercise or a meeting
// description: >-
//   Organisers and hosts of an exercise, forum or meeting, all its editions included; asked for one edition, of that one
//   only. An organ counts for its state, and `via` names the organ.
// parameters:
//   event: {type: entity, of: [Exercise, Forum], help: the exercise or meeting or one edition of it}
// columns:
//   organizer: text
//   via: text
//   event: text
//   when: edtf
//   certainty: certainty
//   note: text
//   claim: claim
//   organizer_id: {type: entity, wide: true}
//   event_id: {type: entity, wide: true}
// examples:
//   - who organised Locked Shields
//   - who hosted Cyber Coalition in 2022
//   - organisers of Locked Shields since 2020

MATCH (event:Entity)-[:PART_OF*0..3]->(:Entity {id: $event})
WITH DISTINCT event
// [claims ORGANIZED (event)<--(who)]
CALL (event) {
  MATCH (event)<-[r:ORGANIZED]-(who:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN who, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (event)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(who:Entity)
  WHERE s.relation IN ['ORGANIZED'] AND s.confidence >= $min_confidence
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
RETURN actor.name AS organizer, via, event.name AS event, edtf AS `when`, certainty, note, claim.id AS claim,
  actor.id AS organizer_id, event.id AS event_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), organizer, organizer_id,
  coalesce(via, ''), event, claim
LIMIT $limit
