// title: Who signed an agreement
// description: >-
//   The parties of one agreement, with the dates of their signatures; of a treaty also those of ratification, accession
//   and entry into force, one row for each stage. `--as-of` asks who had signed by then.
// parameters:
//   agreement: {type: entity, of: [Agreement], help: the text that was signed}
//   party: {type: entity, of: [State, Organization], optional: true, help: only this party}
//   stage: {type: text, optional: true, help: 'only this stage: signature, ratification, accession, entry into force'}
// columns:
//   party: text
//   via: text
//   stage: text
//   when: edtf
//   certainty: certainty
//   claim: claim
//   party_id: {type: entity, wide: true}
// examples:
//   - who signed the Budapest Convention
//   - parties to the Paris Call before 2020
//   - which countries signed the Budapest Convention after 2015
//   - who ratified the Budapest Convention since 2010

MATCH (text:Entity:Agreement {id: $agreement})
// [claims SIGNED (text)<--(who)]
CALL (text) {
  MATCH (text)<-[r:SIGNED]-(who:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN who, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
  UNION ALL
  MATCH (text)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(who:Entity)
  WHERE s.relation IN ['SIGNED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN who, properties(s) AS claim, s.relation AS relation, s.modality AS modality
}
// [end]
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
// [whose who]
CALL (who) {
  OPTIONAL MATCH path = (who:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}
WITH *, coalesce(owner, who) AS actor
WITH *, CASE WHEN actor <> who THEN who.name END AS via
// [end]
WITH * WHERE ($party IS NULL OR $party IN [actor.id, who.id]) AND ($stage IS NULL OR claim.stage = toLower($stage))
RETURN actor.name AS party, via, claim.stage AS stage, edtf AS `when`, certainty, claim.id AS claim, actor.id AS party_id
ORDER BY rank, party, party_id, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), coalesce(via, ''), claim
LIMIT $limit
