// title: Members of one body that are not known to be members of another
// description: >-
//   The graph cannot prove absence: `record` says "no record of membership", or what there is: a possible, undated or
//   planned membership, one that ended, or a text that denies it. Members beyond doubt are left out.
// parameters:
//   organization: {type: entity, of: [Organization, Forum], help: the body they may not be in}
//   among: {type: entity, of: [Organization, Forum], help: the body whose members are looked at}
// columns:
//   actor: text
//   record: text
//   when: edtf
//   claim: claim
//   actor_id: {type: entity, wide: true}
// examples:
//   - which Quad members are not in NATO CCDCOE
//   - members of the EU that are not members of NATO CCDCOE
//   - who among NATO is not in the Counter Ransomware Initiative

MATCH (:Entity {id: $among})<-[m:MEMBER_OF]-(actor:Entity)
WHERE m.confidence >= $min_confidence
  AND NOT coalesce(m.start_earliest > $as_of_last OR m.end_latest < $as_of_first, false)
  AND ($as_of_first IS NOT NULL OR m.phase <> 'ended')
WITH DISTINCT actor
MATCH (body:Entity {id: $organization})
CALL (actor, body) {
  OPTIONAL MATCH (actor)-[r:MEMBER_OF]->(body) WHERE r.confidence >= $min_confidence
  WITH r, CASE
    WHEN r IS NULL THEN null
    WHEN r.start_earliest > $as_of_last THEN null
    WHEN r.end_latest < $as_of_first OR $as_of_first IS NULL AND r.phase = 'ended' THEN 'former member'
    WHEN r.when IS NULL THEN 'undated membership'
    WHEN coalesce(r.start_latest <= $as_of_first, $as_of_first IS NULL)
      AND coalesce(r.end_earliest >= $as_of_last, $as_of_last IS NULL) THEN 'member'
    ELSE 'possible member'
  END AS record
  WHERE record IS NOT NULL
  RETURN record, r.when AS edtf, r.id AS id,
    CASE record WHEN 'member' THEN 0 WHEN 'former member' THEN 1 WHEN 'possible member' THEN 2 ELSE 3 END AS order
  UNION ALL
  MATCH (actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(body)
  WHERE s.relation = 'MEMBER_OF' AND s.status = 'current' AND s.confidence >= $min_confidence
  RETURN CASE s.modality WHEN 'negated' THEN 'said not to be a member' ELSE s.modality + ' membership' END AS record,
    s.when AS edtf, s.id AS id, CASE s.modality WHEN 'negated' THEN 4 ELSE 5 END AS order
  UNION ALL
  RETURN 'no record of membership' AS record, null AS edtf, null AS id, 6 AS order
}
WITH actor, record, edtf, id, order
ORDER BY order, coalesce(edtf, ''), coalesce(id, '')
WITH actor, collect({record: record, edtf: edtf, id: id, order: order})[0] AS best
WHERE best.order > 0
RETURN actor.name AS actor, best.record AS record, best.edtf AS `when`, best.id AS claim, actor.id AS actor_id
ORDER BY best.order DESC, actor, actor_id
LIMIT $limit
