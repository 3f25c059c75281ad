// title: Parts and organs
// description: >-
//   What belongs to an organization, forum, exercise or state: parts of parts too, with the step at which they stand. Undated
//   claims are shown, since structure is seldom dated.
// parameters:
//   organization: {type: entity, of: [Organization, Forum, Exercise, State], help: the whole}
// columns:
//   part: text
//   kind: text
//   relation: text
//   of: text
//   step: integer
//   when: edtf
//   phase: text
//   certainty: certainty
//   claim: claim
//   part_id: {type: entity, wide: true}
//   of_id: {type: entity, wide: true}
// examples:
//   - structure of NATO
//   - what are the parts of the EU
//   - which organs does Japan have

MATCH (root:Entity {id: $organization})
CALL (root) {
  RETURN root AS whole, 1 AS step
  UNION
  MATCH path = (root)<-[:ORGAN_OF|PART_OF*1..4]-(whole:Entity)
  RETURN whole, min(length(path)) + 1 AS step
}
WITH whole, min(step) AS step
// [claims ORGAN_OF|PART_OF (whole)<--(part)]
CALL (whole) {
  MATCH (whole)<-[r:ORGAN_OF|PART_OF]-(part:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN part, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (whole)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(part:Entity)
  WHERE s.relation IN ['ORGAN_OF', 'PART_OF'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN part, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
// [state undated]
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
WHERE certainty IS NOT NULL
// [end]
// [rank]
WITH *, CASE certainty WHEN 'definite' THEN 0 WHEN 'possible' THEN 1 WHEN 'undated' THEN 2 ELSE 3 END AS rank
// [end]
RETURN part.name AS part, head([label IN labels(part) WHERE label <> 'Entity']) AS kind, relation, whole.name AS of, step,
  claim.when AS `when`, claim.phase AS phase, certainty, claim.id AS claim, part.id AS part_id, whole.id AS of_id
ORDER BY step, of, of_id, CASE WHEN rank < 3 THEN 0 ELSE 1 END, part, part_id, rank, claim
LIMIT $limit
