// title: Organizations and groupings that an actor belongs to
// description: >-
//   One row for each body, with the date and phase of its best proof: began, held or ended. `--as-of` asks for the
//   memberships that held at a date. Memberships of a state's organs are their own and do not count.
// parameters:
//   actor: {type: entity, of: [State, Organization], help: the member}
//   organization: {type: entity, of: [Organization, Forum], optional: true, help: only this body}
// columns:
//   organization: text
//   when: edtf
//   phase: text
//   ended: edtf
//   certainty: certainty
//   role: text
//   claim: claim
//   also: {type: list, wide: true}
//   organization_id: {type: entity, wide: true}
// examples:
//   - which organizations is Japan a member of
//   - memberships of Estonia as of 2019
//   - what groups does Canada belong to

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
WITH * WHERE $organization IS NULL OR body.id = $organization
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
WITH *, CASE claim.phase WHEN 'ended' THEN 1 ELSE 0 END AS over
ORDER BY rank, over, coalesce(toString(claim.earliest), '9999'), claim.id
WITH body, collect({
  id: claim.id, edtf: claim.when, phase: claim.phase, certainty: certainty, rank: rank, role: claim.role}) AS proofs
WITH *, proofs[0] AS best, head([proof IN proofs WHERE proof.phase = 'ended' AND proof.rank < 2 | proof.edtf]) AS ended
RETURN body.name AS organization, best.edtf AS `when`, best.phase AS phase, ended, best.certainty AS certainty,
  best.role AS role, best.id AS claim, [proof IN proofs[1..] | proof.id] AS also, body.id AS organization_id
ORDER BY best.rank, organization, organization_id, claim
LIMIT $limit
