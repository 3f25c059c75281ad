// title: Who became a member in a period
// description: >-
//   Beginnings of membership only, by the date of joining. Use `members --as-of` for who was a member at a date.
// parameters:
//   organization: {type: entity, of: [Organization, Forum], help: the body that was joined}
// columns:
//   member: text
//   when: edtf
//   certainty: certainty
//   role: text
//   claim: claim
//   member_id: {type: entity, wide: true}
// examples:
//   - who joined NATO CCDCOE after 2018
//   - which countries became members of NATO in 2023
//   - new members of the EU since 2004

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
WITH * WHERE claim.phase = 'began' OR claim.start_earliest IS NOT NULL
WITH *, claim.when AS edtf, claim.start_earliest AS earliest, claim.start_latest AS latest
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
RETURN member.name AS member, edtf AS `when`, certainty, claim.role AS role, claim.id AS claim, member.id AS member_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), member, member_id, claim
LIMIT $limit
