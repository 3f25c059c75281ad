// title: Members of an organization or grouping
// description: >-
//   One row for each member, with the date and phase of its best proof: began, held or ended. `--as-of` asks who was a
//   member at a date.
// parameters:
//   organization: {type: entity, of: [Organization, Forum], help: the body}
// columns:
//   member: text
//   when: edtf
//   phase: text
//   ended: edtf
//   certainty: certainty
//   role: text
//   claim: claim
//   also: {type: list, wide: true}
//   member_id: {type: entity, wide: true}
// examples:
//   - who are the members of NATO CCDCOE
//   - who was in NATO CCDCOE as of 2022-06-29
//   - members of the Quad

MATCH (body:Entity {id: $organization})
// [claims MEMBER_OF (body)<--(member)]
CALL (body) {
  MATCH (body)<-[r:MEMBER_OF]-(member:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN member, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (body)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(member:Entity)
  WHERE s.relation IN ['MEMBER_OF'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN member, properties(s) AS claim, s.relation AS relation, s.modality AS modality
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
WITH *, CASE claim.phase WHEN 'ended' THEN 1 ELSE 0 END AS over
ORDER BY rank, over, coalesce(toString(claim.earliest), '9999'), claim.id
WITH member, collect({
  id: claim.id, edtf: claim.when, phase: claim.phase, certainty: certainty, rank: rank, role: claim.role}) AS proofs
WITH *, proofs[0] AS best, head([proof IN proofs WHERE proof.phase = 'ended' AND proof.rank < 2 | proof.edtf]) AS ended
RETURN member.name AS member, best.edtf AS `when`, best.phase AS phase, ended, best.certainty AS certainty,
  best.role AS role, best.id AS claim, [proof IN proofs[1..] | proof.id] AS also, member.id AS member_id
ORDER BY best.rank, member, member_id, claim
LIMIT $limit
