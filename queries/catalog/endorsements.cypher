// title: Who endorsed what
// description: >-
//   Declarations of support for an agreement, strategy or initiative, without a signature. `--as-of` asks what had been endorsed
//   by then.
// parameters:
//   actor: {type: entity, of: [State, Organization], optional: true, help: who endorsed}
//   of: {type: entity, of: [Agreement, Strategy, Forum], optional: true, help: what was endorsed}
// columns:
//   actor: text
//   via: text
//   endorsed: text
//   when: edtf
//   certainty: certainty
//   claim: claim
//   actor_id: {type: entity, wide: true}
//   endorsed_id: {type: entity, wide: true}
// examples:
//   - who endorsed the Paris Call
//   - what has Japan endorsed since 2018
//   - endorsements of the Pall Mall Process after 2023

// [targets of]
CALL () {
  OPTIONAL MATCH path =
    (:Entity {id: $of})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN [$of] + collect(DISTINCT organ.id) AS targets
}
// [end]
// [whoever actor State|Organization ENDORSED of]
CALL (targets) {
  MATCH (asked:Entity {id: $actor})
  RETURN asked, asked AS who
  UNION
  MATCH path = (asked:Entity {id: $actor})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT asked, who
  UNION
  UNWIND CASE WHEN $actor IS NULL AND $of IS NOT NULL THEN targets ELSE [] END AS target
  MATCH (:Entity {id: target})<-[:ENDORSED|OBJECT]-(end)
  OPTIONAL MATCH (end)-[:SUBJECT]->(subject)
  RETURN DISTINCT null AS asked, coalesce(subject, end) AS who
  UNION
  UNWIND CASE WHEN $actor IS NULL AND $of IS NULL THEN ['State', 'Organization'] ELSE [] END AS type
  MATCH (who:Entity) WHERE type IN labels(who)
  RETURN null AS asked, who
}
// [end]
// [claims ENDORSED (who)-->(object)]
CALL (who) {
  MATCH (who)-[r:ENDORSED]->(object:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN object, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (who)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(object:Entity)
  WHERE s.relation IN ['ENDORSED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN object, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
WITH * WHERE $of IS NULL OR object.id IN targets
// [name-date object]
WITH *, CASE WHEN claim.when IS NULL
  THEN head([word IN split(object.name, ' ') WHERE word =~ '(19|20)[0-9][0-9]']) END AS year
WITH *, coalesce(claim.when, year) AS edtf,
  coalesce(claim.earliest, date(year + '-01-01')) AS earliest, coalesce(claim.latest, date(year + '-12-31')) AS latest,
  CASE WHEN year IS NOT NULL THEN 'date from name' END AS note
// [end]
// [act]
WITH *, CASE
  WHEN earliest > $last OR latest < $first OR earliest > $as_of_last THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN edtf IS NULL THEN 'undated'
  WHEN coalesce(earliest >= $first, $first IS NULL) AND coalesce(latest <= $last, $last IS NULL)
    AND coalesce(latest <= $as_of_first, $as_of_first IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')
// [end]
// [rank]
WITH *, CASE certainty WHEN 'definite' THEN 0 WHEN 'possible' THEN 1 WHEN 'undated' THEN 2 ELSE 3 END AS rank
// [end]
// [whose who asked]
CALL (who) {
  OPTIONAL MATCH path = (who:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}
WITH *, coalesce(asked, owner, who) AS actor
WITH *, CASE WHEN actor <> who THEN who.name END AS via
// [end]
RETURN actor.name AS actor, via, object.name AS endorsed, edtf AS `when`, certainty,
  claim.id AS claim, actor.id AS actor_id, object.id AS endorsed_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), actor, actor_id, endorsed, endorsed_id,
  coalesce(via, ''), claim
LIMIT $limit
