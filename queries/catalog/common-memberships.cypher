// title: What two actors are both members of
// description: >-
//   One row for each body, with the best proof for each of the two; the certainty is that of the less certain. `--as-of`
//   asks for a date.
// parameters:
//   actor: {type: entity, of: [State, Organization], help: one member}
//   other: {type: entity, of: [State, Organization], help: the other}
// columns:
//   organization: text
//   when: edtf
//   other_when: edtf
//   certainty: certainty
//   claim: claim
//   other_claim: claim
//   organization_id: {type: entity, wide: true}
// examples:
//   - which organizations are both Japan and Estonia members of
//   - common memberships of the UK and Canada
//   - what groups do Australia and India share as of 2021

MATCH (actor:Entity {id: $actor})
// [claims MEMBER_OF (actor)-->(body)]
CALL (actor) {
  MATCH (actor)-[r:MEMBER_OF]->(body:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN body, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(body:Entity)
  WHERE s.relation IN ['MEMBER_OF'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN body, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
// [state]
WITH *, CASE
  WHEN claim.start_earliest > $last OR claim.end_latest < $first
    OR claim.start_earliest > $as_of_last OR claim.end_latest < $as_of_first THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN claim.when IS NULL THEN 'undated'
  WHEN coalesce(claim.start_latest <= $last OR claim.end_latest <= $last, $last IS NULL)
    AND coalesce(claim.end_earliest >= $first OR claim.start_earliest >= $first, $first IS NULL)
    AND coalesce(claim.start_latest <= $as_of_first, $as_of_first IS NULL)
    AND coalesce(claim.end_earliest >= $as_of_last, $as_of_last IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')
// [end]
// [rank]
WITH *, CASE certainty WHEN 'definite' THEN 0 WHEN 'possible' THEN 1 WHEN 'undated' THEN 2 ELSE 3 END AS rank
// [end]
ORDER BY rank, coalesce(toString(claim.earliest), '9999'), claim.id
WITH body, collect({id: claim.id, edtf: claim.when, certainty: certainty, rank: rank})[0] AS mine
MATCH (other:Entity {id: $other})
// [claims MEMBER_OF (other)-->(=body)]
CALL (other, body) {
  MATCH (other)-[r:MEMBER_OF]->(body)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (other)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(body)
  WHERE s.relation IN ['MEMBER_OF'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
// [state]
WITH *, CASE
  WHEN claim.start_earliest > $last OR claim.end_latest < $first
    OR claim.start_earliest > $as_of_last OR claim.end_latest < $as_of_first THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN claim.when IS NULL THEN 'undated'
  WHEN coalesce(claim.start_latest <= $last OR claim.end_latest <= $last, $last IS NULL)
    AND coalesce(claim.end_earliest >= $first OR claim.start_earliest >= $first, $first IS NULL)
    AND coalesce(claim.start_latest <= $as_of_first, $as_of_first IS NULL)
    AND coalesce(claim.end_earliest >= $as_of_last, $as_of_last IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')
// [end]
// [rank]
WITH *, CASE certainty WHEN 'definite' THEN 0 WHEN 'possible' THEN 1 WHEN 'undated' THEN 2 ELSE 3 END AS rank
// [end]
ORDER BY rank, coalesce(toString(claim.earliest), '9999'), claim.id
WITH body, mine, collect({id: claim.id, edtf: claim.when, certainty: certainty, rank: rank})[0] AS theirs
WITH *, CASE WHEN mine.rank >= theirs.rank THEN mine ELSE theirs END AS worse
RETURN body.name AS organization, mine.edtf AS `when`, theirs.edtf AS other_when, worse.certainty AS certainty,
  mine.id AS claim, theirs.id AS other_claim, body.id AS organization_id
ORDER BY worse.rank, organization, organization_id, claim
LIMIT $limit
