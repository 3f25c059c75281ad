// title: What is planned or proposed
// description: >-
//   Statements about what shall or should happen, of one actor and its organs (as subject or object), or of all; with
//   `--negated` also what is said not to be so. None of them is a fact.
// parameters:
//   actor: {type: entity, optional: true, help: whose plans}
//   negated: {type: boolean, help: also what is said not to be so}
// columns:
//   modality: text
//   subject: text
//   relation: text
//   object: text
//   via: text
//   when: edtf
//   certainty: certainty
//   claim: claim
//   subject_id: {type: entity, wide: true}
//   object_id: {type: entity, wide: true}
// examples:
//   - what does Japan plan after 2024
//   - what is planned
//   - proposals about the EU

CALL () {
  OPTIONAL MATCH path = (:Entity {id: $actor})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  WITH [$actor] + collect(DISTINCT organ.id) AS ids
  UNWIND ids AS id
  MATCH (who:Entity {id: id})<-[:SUBJECT|OBJECT]-(s:Statement)
  WHERE id = $actor OR NOT s.relation IN ['HOLDS_OFFICE', 'MEMBER_OF', 'PART_OF']
  WITH s, CASE WHEN id = $actor THEN '' ELSE who.name END AS via ORDER BY via
  RETURN s, collect(via)[0] AS organ
  UNION
  UNWIND CASE WHEN $actor IS NULL THEN ['planned', 'proposed', 'negated'] ELSE [] END AS mood
  MATCH (s:Statement {modality: mood})
  RETURN s, '' AS organ
}
WITH properties(s) AS claim, s.modality AS mood, s, organ
WHERE (s.modality IN ['planned', 'proposed'] OR $negated AND s.modality = 'negated')
  AND s.confidence >= $min_confidence
// [known s]
WITH * WHERE $known_on IS NULL AND s.retracted IS NULL
  OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
// [end]
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:OBJECT]->(object:Entity)
WITH *, 'asserted' AS modality
// [claim-date]
WITH *, claim.when AS edtf, claim.earliest AS earliest, claim.latest AS latest
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
RETURN mood AS modality, subject.name AS subject, claim.relation AS relation, object.name AS object,
  CASE WHEN organ <> '' THEN organ END AS via, edtf AS `when`, certainty, claim.id AS claim,
  subject.id AS subject_id, object.id AS object_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), modality, subject, relation, object, claim
LIMIT $limit
