// title: Who holds or held office
// description: >-
//   Offices of a state or organization, or those of a person. `--as-of` asks who held office at a date. `--role` keeps the
//   offices whose names have all of its words ("cyber ambassador" is "Ambassador for Cyber Affairs" too), but no deputies
//   unless it says so; it looks in a state's organs too. `--role head` keeps those who lead: presidents, directors, chairs.
// parameters:
//   of: {type: entity, of: [State, Organization], optional: true, help: the state or organization}
//   person: {type: entity, of: [Person], optional: true, help: only this person}
//   role: {type: text, optional: true, help: "only offices with these words in their names, or head"}
// columns:
//   person: text
//   role: text
//   of: text
//   when: edtf
//   phase: text
//   certainty: certainty
//   claim: claim
//   person_id: {type: entity, wide: true}
// examples:
//   - who are the officials of Japan
//   - who held office in Estonia as of 2019
//   - officials of NATO in 2021
//   - who was the cyber ambassador of Estonia in 2020
//   - who heads CISA

CALL () {
  MATCH (body:Entity {id: $of})
  RETURN body
  UNION
  MATCH path = (:Entity {id: $of})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(body:Organization)
  WHERE $role <> 'head' AND NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT body
  UNION
  MATCH (:Entity {id: $person})-[:HOLDS_OFFICE]->(body:Entity) WHERE $of IS NULL
  RETURN DISTINCT body
  UNION
  MATCH (:Entity {id: $person})<-[:SUBJECT]-(:Statement {relation: 'HOLDS_OFFICE'})-[:OBJECT]->(body:Entity) WHERE $of IS NULL
  RETURN DISTINCT body
  UNION
  UNWIND CASE WHEN $of IS NULL AND $person IS NULL THEN ['State', 'Organization'] ELSE [] END AS type
  MATCH (body:Entity) WHERE type IN labels(body)
  RETURN body
}
// [claims HOLDS_OFFICE (body)<--(person:Person)]
CALL (body) {
  MATCH (body)<-[r:HOLDS_OFFICE]-(person:Person)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN person, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (body)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(person:Person)
  WHERE s.relation IN ['HOLDS_OFFICE'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN person, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
WITH * WHERE $person IS NULL OR person.id = $person
WITH *, split(replace(replace(replace(replace(toLower(claim.role), '-', ' '), ',', ''), 'defence', 'defense'), 'advisor', 'adviser'), ' ') AS words,
  split(replace(replace(replace(toLower($role), '-', ' '), 'defence', 'defense'), 'advisor', 'adviser'), ' ') AS asked
WHERE $role IS NULL
  OR $role = 'head' AND all(word IN words WHERE word IN ['head', 'director', 'chair', 'chairman', 'chairwoman', 'chairperson',
    'chief', 'executive', 'officer', 'ceo', 'president', 'commander', 'secretary', 'general', 'administrator', 'governor',
    'commissioner', 'leader', 'supreme', 'prime', 'minister', 'premier', 'chancellor', 'taoiseach', 'king', 'queen',
    'emperor', 'managing', 'acting'])
  OR $role <> 'head' AND all(one IN asked WHERE any(word IN words WHERE word = one OR one = 'cyber' AND word STARTS WITH one))
    AND none(word IN words WHERE word IN ['deputy', 'vice', 'under', 'assistant'] AND NOT word IN asked)
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
WITH body, person, certainty, rank, claim, claim.earliest AS earliest, claim.latest AS latest
RETURN person.name AS person, claim.role AS role, body.name AS of, claim.when AS `when`, claim.phase AS phase,
  certainty, claim.id AS claim, person.id AS person_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), person, person_id,
  coalesce(role, ''), of, claim
LIMIT $limit
