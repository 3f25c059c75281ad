// title: What happened between two actors, in order
// description: >-
//   Claims that join the two (or their organs) directly, and what they did together: agreements that both signed, meetings
//   and exercises in which both took part at the same time. Of such a row, `other_claim` proves the other's part.
// parameters:
//   actor: {type: entity, of: [State, Organization, Person], help: one of the two}
//   other: {type: entity, of: [State, Organization, Person], help: the other}
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
//   other_claim: claim
// examples:
//   - what happened between Japan and Australia after 2019
//   - bilateral timeline of the US and China
//   - relations between Estonia and Ukraine since 2020

MATCH (one:Entity {id: $actor})
MATCH (two:Entity {id: $other})
// [targets other]
CALL () {
  OPTIONAL MATCH path =
    (:Entity {id: $other})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN [$other] + collect(DISTINCT organ.id) AS targets
}
// [end]
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
UNWIND targets AS target
MATCH (party:Entity {id: target})
WITH * WHERE who <> party
CALL (who, party) {
  RETURN who AS near, party AS far, null AS shared, null AS other_claim
  UNION ALL
  MATCH (who)-[:PARTICIPATED_IN|SIGNED]->(thing)<-[r:PARTICIPATED_IN|SIGNED]-(party)
  WITH DISTINCT who, party, thing, r WHERE r.confidence >= $min_confidence
// [known r]
WITH * WHERE $known_on IS NULL AND r.retracted IS NULL
  OR $known_on IS NOT NULL AND (date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
// [end]
  RETURN who AS near, thing AS far, thing AS shared, properties(r) AS other_claim
}
// [claims ANY (near)--(=far)]
CALL (near, far) {
  MATCH (near)-[r:ADOPTED|ASSISTED|ATTRIBUTED|CONDEMNED|COOPERATES_WITH|ENDORSED|HOLDS_OFFICE|MEMBER_OF|MET_WITH|ORGANIZED|PARTICIPATED_IN|SANCTIONED|SIGNED|TARGETED]-(far)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN properties(r) AS claim, type(r) AS relation, 'asserted' AS modality, startNode(r) = near AS outgoing
  UNION ALL
  MATCH (near)<-[tie:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(far)
  WHERE s.relation IN ['ADOPTED', 'ASSISTED', 'ATTRIBUTED', 'CONDEMNED', 'COOPERATES_WITH', 'ENDORSED', 'HOLDS_OFFICE', 'MEMBER_OF', 'MET_WITH', 'ORGANIZED', 'PARTICIPATED_IN', 'SANCTIONED', 'SIGNED', 'TARGETED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN properties(s) AS claim, s.relation AS relation, s.modality AS modality, type(tie) = 'SUBJECT' AS outgoing
}
// [end]
WITH * WHERE shared IS NULL OR relation IN ['PARTICIPATED_IN', 'SIGNED']
// [name-date far]
WITH *, CASE WHEN claim.when IS NULL
  THEN head([word IN split(far.name, ' ') WHERE word =~ '(19|20)[0-9][0-9]']) END AS year
WITH *, coalesce(claim.when, year) AS edtf,
  coalesce(claim.earliest, date(year + '-01-01')) AS earliest, coalesce(claim.latest, date(year + '-12-31')) AS latest,
  CASE WHEN year IS NOT NULL THEN 'date from name' END AS note
// [end]
WITH *, coalesce(other_claim.when, year) AS other_edtf,
  coalesce(other_claim.earliest, date(year + '-01-01')) AS other_earliest,
  coalesce(other_claim.latest, date(year + '-12-31')) AS other_latest
WHERE NOT coalesce(earliest > other_latest, false) AND NOT coalesce(latest < other_earliest, false)
  AND coalesce(claim.stage = other_claim.stage, true)
WITH one, two, who, via, party, near, far, shared, other_claim, claim, relation, modality, outgoing, note,
  CASE WHEN shared IS NULL OR edtf IS NOT NULL AND other_edtf IS NOT NULL OR relation = 'SIGNED' THEN
    CASE WHEN edtf IS NULL
      OR coalesce(duration.inDays(other_earliest, other_latest).days < duration.inDays(earliest, latest).days, false)
    THEN {edtf: other_edtf, earliest: other_earliest, latest: other_latest}
    ELSE {edtf: edtf, earliest: earliest, latest: latest} END
  ELSE {edtf: null, earliest: null, latest: null} END AS chosen
WITH *, chosen.edtf AS edtf, chosen.earliest AS earliest, chosen.latest AS latest
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
WITH *, CASE WHEN shared IS NULL THEN claim.id ELSE shared.id + ' ' + coalesce(edtf, '') END AS occasion
ORDER BY rank, coalesce(via, ''), party.id <> two.id, party.id, claim.id, other_claim.id
WITH occasion, collect({edtf: edtf, earliest: earliest, latest: latest, certainty: certainty, rank: rank, via: via,
  relation: relation, phase: claim.phase, detail: coalesce(claim.incident, claim.stage, claim.topics[0], note),
  subject: CASE WHEN shared IS NOT NULL THEN one.name + ' and ' + two.name WHEN outgoing THEN near.name ELSE far.name END,
  object: CASE WHEN shared IS NOT NULL OR outgoing THEN far.name ELSE near.name END,
  claim: claim.id, other_claim: other_claim.id})[0] AS best
RETURN best.edtf AS `when`, best.certainty AS certainty, best.subject AS subject, best.relation AS relation,
  best.object AS object, best.phase AS phase, best.via AS via, best.detail AS detail, best.claim AS claim,
  best.other_claim AS other_claim
ORDER BY CASE WHEN best.rank < 2 THEN 0 ELSE best.rank END, coalesce(toString(best.earliest), toString(best.latest), '9999'),
  coalesce(toString(best.latest), '9999'), best.rank, relation, subject, object, claim, coalesce(other_claim, '')
LIMIT $limit
