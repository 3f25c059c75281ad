// title: Who sanctioned whom
// description: >-
//   Sanctions, indictments and expulsions for cyber activity; with `--incident` only those that name it (all words).
// parameters:
//   actor: {type: entity, of: [State, Organization, Forum], optional: true, help: who sanctioned}
//   target: {type: entity, of: [State, Organization, Person], optional: true, help: whom}
//   incident: {type: text, optional: true, help: only for this incident or campaign}
// columns:
//   actor: text
//   via: text
//   target: text
//   incident: text
//   when: edtf
//   certainty: certainty
//   claim: claim
//   actor_id: {type: entity, wide: true}
//   target_id: {type: entity, wide: true}
// examples:
//   - whom did the US sanction after 2018
//   - sanctions against the GRU
//   - who imposed sanctions on Russia in 2020
//   - who was sanctioned for NotPetya

// [targets target]
CALL () {
  OPTIONAL MATCH path =
    (:Entity {id: $target})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN [$target] + collect(DISTINCT organ.id) AS targets
}
// [end]
// [whoever actor State|Organization|Forum SANCTIONED target]
CALL (targets) {
  MATCH (asked:Entity {id: $actor})
  RETURN asked, asked AS who
  UNION
  MATCH path = (asked:Entity {id: $actor})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT asked, who
  UNION
  UNWIND CASE WHEN $actor IS NULL AND $target IS NOT NULL THEN targets ELSE [] END AS target
  MATCH (:Entity {id: target})<-[:SANCTIONED|OBJECT]-(end)
  OPTIONAL MATCH (end)-[:SUBJECT]->(subject)
  RETURN DISTINCT null AS asked, coalesce(subject, end) AS who
  UNION
  UNWIND CASE WHEN $actor IS NULL AND $target IS NULL THEN ['State', 'Organization', 'Forum'] ELSE [] END AS type
  MATCH (who:Entity) WHERE type IN labels(who)
  RETURN null AS asked, who
}
// [end]
// [claims SANCTIONED (who)-->(object)]
CALL (who) {
  MATCH (who)-[r:SANCTIONED]->(object:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN object, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (who)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(object:Entity)
  WHERE s.relation IN ['SANCTIONED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN object, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
WITH * WHERE ($target IS NULL OR object.id IN targets)
  AND ($incident IS NULL OR all(word IN split(toLower($incident), ' ') WHERE toLower(claim.incident) CONTAINS word))
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
RETURN actor.name AS actor, via, object.name AS target, claim.incident AS incident, edtf AS `when`, certainty,
  claim.id AS claim, actor.id AS actor_id, object.id AS target_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), actor, actor_id, target, target_id,
  coalesce(via, ''), claim
LIMIT $limit
