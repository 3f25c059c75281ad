// title: Agreements that actors signed
// description: >-
//   Treaties, conventions, declarations, joint statements of one actor and its organs, or of all; with `--other` only those
//   that the other signed too. `--as-of` asks what had been signed by then.
// parameters:
//   actor: {type: entity, of: [State, Organization], optional: true, help: who signed}
//   other: {type: entity, of: [State, Organization], optional: true, help: who signed too}
//   stage: {type: text, optional: true, help: 'only this stage: signature, ratification, accession, entry into force'}
// columns:
//   agreement: text
//   actor: text
//   via: text
//   with: list
//   stage: text
//   when: edtf
//   certainty: certainty
//   claim: claim
//   agreement_id: {type: entity, wide: true}
//   actor_id: {type: entity, wide: true}
// examples:
//   - which agreements did Japan sign after 2018
//   - agreements between the US and Ukraine
//   - what did Singapore sign with Finland
//   - which treaties did Japan ratify

// [targets other]
CALL () {
  OPTIONAL MATCH path =
    (:Entity {id: $other})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN [$other] + collect(DISTINCT organ.id) AS targets
}
// [end]
// [whoever actor State|Organization]
CALL () {
  MATCH (asked:Entity {id: $actor})
  RETURN asked, asked AS who
  UNION
  MATCH path = (asked:Entity {id: $actor})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT asked, who
  UNION
  UNWIND CASE WHEN $actor IS NULL THEN ['State', 'Organization'] ELSE [] END AS type
  MATCH (who:Entity) WHERE type IN labels(who)
  RETURN null AS asked, who
}
// [end]
// [claims SIGNED (who)-->(text:Agreement)]
CALL (who) {
  MATCH (who)-[r:SIGNED]->(text:Agreement)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN text, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (who)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(text:Agreement)
  WHERE s.relation IN ['SIGNED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN text, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
WITH * WHERE $other IS NULL
  OR NOT who.id IN targets AND EXISTS { MATCH (text)<-[:SIGNED]-(party:Entity) WHERE party.id IN targets }
// [claim-date]
WITH *, claim.when AS edtf, claim.earliest AS earliest, claim.latest AS latest
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
WITH * WHERE $stage IS NULL OR claim.stage = toLower($stage)
CALL (text, actor) {
  OPTIONAL MATCH (text)<-[:SIGNED]-(party:Entity)
  OPTIONAL MATCH (party)-[:ORGAN_OF]->(state:State)
  WITH coalesce(state, party) AS party, actor WHERE party <> actor
  WITH DISTINCT party.name AS name ORDER BY name
  RETURN collect(name)[..12] AS parties
}
RETURN text.name AS agreement, actor.name AS actor, via, parties AS `with`, claim.stage AS stage, edtf AS `when`, certainty, claim.id AS claim,
  text.id AS agreement_id, actor.id AS actor_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), agreement, agreement_id, actor, actor_id, coalesce(via, ''), claim
LIMIT $limit
