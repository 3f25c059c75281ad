// title: Where documents disagree on a date
// description: >-
//   What happens once (signing, adopting, becoming a member) but is dated differently, with the dates that exclude
//   each other. Different stages of becoming a party to a treaty, such as signature and ratification, are no conflict.
// columns:
//   subject: text
//   relation: text
//   object: text
//   stage: text
//   when: edtf
//   other_when: edtf
//   documents: list
//   other_documents: list
//   claim: claim
//   other_claim: claim
//   subject_id: {type: entity, wide: true}
//   object_id: {type: entity, wide: true}
// examples:
//   - where do the documents disagree
//   - which dates conflict
//   - conflicting dates

MATCH (subject:Entity)-[one:ADOPTED|MEMBER_OF|SIGNED]->(object:Entity)
WHERE one.latest IS NOT NULL AND coalesce(one.phase, 'began') = 'began' AND one.confidence >= $min_confidence
MATCH (subject)-[two:ADOPTED|MEMBER_OF|SIGNED]->(object)
WHERE type(two) = type(one) AND two.earliest > one.latest
  AND coalesce(two.stage, '') = coalesce(one.stage, '') AND coalesce(two.phase, 'began') = 'began'
  AND two.confidence >= $min_confidence
CALL (one) {
  MATCH (e:Evidence {claim: one.id})-[:IN]->(d:Document)
  WHERE e.retracted IS NULL
  WITH DISTINCT d.key AS key ORDER BY key
  RETURN collect(key) AS documents
}
CALL (two) {
  MATCH (e:Evidence {claim: two.id})-[:IN]->(d:Document)
  WHERE e.retracted IS NULL
  WITH DISTINCT d.key AS key ORDER BY key
  RETURN collect(key) AS other_documents
}
RETURN subject.name AS subject, type(one) AS relation, object.name AS object, one.stage AS stage,
  one.when AS `when`, two.when AS other_when, documents, other_documents, one.id AS claim, two.id AS other_claim, subject.id AS subject_id, object.id AS object_id
ORDER BY subject, subject_id, relation, object, object_id, toString(one.latest), toString(two.earliest), claim, other_claim
LIMIT $limit
