// title: What happened with an actor, in order
// description: >-
//   Every dated claim about an actor and its organs, as subject or object. A state of affairs stands at the date that its
//   proof gives, with its phase: began, held or ended.
// parameters:
//   actor: {type: entity, of: [State, Organization, Forum, Exercise, Person, Incident, Agreement, Strategy], help: whose timeline}
// columns:
//   when: edtf
//   certainty: certainty
//   subject: text
//   relation: text
//   object: text
//   phase: text
//   via: text
//   detail: text
//   claim: claim
//   subject_id: {type: entity, wide: true}
//   object_id: {type: entity, wide: true}
// examples:
//   - timeline of Japan
//   - what has Estonia done since 2021
//   - what happened with Ukraine between 2015 and 2017

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
// [claims ANY (who)--(other)]
CALL (who) {
  MATCH (who)-[r:ADOPTED|ASSISTED|ATTRIBUTED|CONDEMNED|COOPERATES_WITH|ENDORSED|HOLDS_OFFICE|MEMBER_OF|MET_WITH|ORGANIZED|PARTICIPATED_IN|SANCTIONED|SIGNED|TARGETED]-(other:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN other, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality, startNode(r) = who AS outgoing
  UNION ALL
  MATCH (who)<-[tie:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(other:Entity)
  WHERE s.relation IN ['ADOPTED', 'ASSISTED', 'ATTRIBUTED', 'CONDEMNED', 'COOPERATES_WITH', 'ENDORSED', 'HOLDS_OFFICE', 'MEMBER_OF', 'MET_WITH', 'ORGANIZED', 'PARTICIPATED_IN', 'SANCTIONED', 'SIGNED', 'TARGETED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN other, properties(s) AS claim, s.relation AS relation, s.modality AS modality, type(tie) = 'SUBJECT' AS outgoing
}
// [end]
WITH * WHERE via IS NULL OR NOT relation IN ['HOLDS_OFFICE', 'MEMBER_OF']
// [name-date other]
WITH *, CASE WHEN claim.when IS NULL
  THEN head([word IN split(other.name, ' ') WHERE word =~ '(19|20)[0-9][0-9]']) END AS year
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
WITH *, CASE WHEN outgoing THEN who ELSE other END AS subject, CASE WHEN outgoing THEN other ELSE who END AS object
ORDER BY coalesce(via, ''), subject.id
WITH claim.id AS id, collect({edtf: edtf, earliest: earliest, latest: latest, certainty: certainty, rank: rank, via: via,
  relation: relation, phase: claim.phase, detail: coalesce(claim.role, claim.incident, claim.stage, claim.topics[0], note),
  subject: subject.name, object: object.name, subject_id: subject.id, object_id: object.id})[0] AS best
RETURN best.edtf AS `when`, best.certainty AS certainty, best.subject AS subject, best.relation AS relation,
  best.object AS object, best.phase AS phase, best.via AS via, best.detail AS detail, id AS claim,
  best.subject_id AS subject_id, best.object_id AS object_id
ORDER BY CASE WHEN best.rank < 2 THEN 0 ELSE best.rank END, coalesce(toString(best.earliest), toString(best.latest), '9999'),
  coalesce(toString(best.latest), '9999'), best.rank, relation, subject, object, claim
LIMIT $limit
