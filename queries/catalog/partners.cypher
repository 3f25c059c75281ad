// title: Partners of an actor, ranked
// description: >-
//   Who is tied to an actor and its organs, and by what kind of tie: cooperation, meetings, assistance (either way),
//   agreements that both signed (a treaty counts once, whatever its stages), and small dialogues (up to four parties). Ranked by the number of dated ties of all kinds.
// parameters:
//   actor: {type: entity, of: [State, Organization], help: whose partners}
// columns:
//   partner: text
//   total: integer
//   tie: text
//   definite: integer
//   possible: integer
//   undated: integer
//   certainty: certainty
//   latest: edtf
//   claim: claim
//   partner_id: {type: entity, wide: true}
// examples:
//   - who are the partners of Japan
//   - with whom does Singapore cooperate
//   - Estonia's main partners since 2019

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
// [claims ASSISTED|COOPERATES_WITH|MET_WITH|PARTICIPATED_IN|SIGNED (who)--(far)]
CALL (who) {
  MATCH (who)-[r:ASSISTED|COOPERATES_WITH|MET_WITH|PARTICIPATED_IN|SIGNED]-(far:Entity)
  WHERE r.confidence >= $min_confidence AND ($known_on IS NULL OR date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
  RETURN far, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality, startNode(r) = who AS outgoing
  UNION ALL
  MATCH (who)<-[tie:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(far:Entity)
  WHERE s.relation IN ['ASSISTED', 'COOPERATES_WITH', 'MET_WITH', 'PARTICIPATED_IN', 'SIGNED'] AND s.confidence >= $min_confidence
    AND (s.modality = 'asserted' OR $planned AND s.modality IN ['planned', 'proposed'])
    AND ($known_on IS NULL AND s.status = 'current' OR $known_on IS NOT NULL AND (date(s.loaded) <= $known_on AND coalesce(date(s.retracted) > $known_on, true)
    OR any(span IN coalesce(s.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on))))
  RETURN far, properties(s) AS claim, s.relation AS relation, s.modality AS modality, type(tie) = 'SUBJECT' AS outgoing
}
// [end]
WITH DISTINCT actor, who, far, claim, relation, modality
WHERE relation IN ['ASSISTED', 'COOPERATES_WITH', 'MET_WITH'] OR relation = 'SIGNED' AND far:Agreement
  OR relation = 'PARTICIPATED_IN' AND far:Forum
CALL (who, far, relation) {
  WITH who, far, relation WHERE relation IN ['ASSISTED', 'COOPERATES_WITH', 'MET_WITH']
  RETURN far AS near
  UNION
  WITH who, far, relation WHERE relation = 'SIGNED'
  MATCH (far)<-[:SIGNED]-(near:Entity)
  RETURN DISTINCT near
  UNION
  WITH who, far, relation WHERE relation = 'PARTICIPATED_IN'
  MATCH (far)<-[:PARTICIPATED_IN]-(near:Entity)
  WITH collect(DISTINCT near) AS parties
  UNWIND CASE WHEN size(parties) <= 4 THEN parties ELSE [] END AS near
  RETURN near
}
WITH DISTINCT actor, near, claim, relation, modality, CASE WHEN claim.stage IS NULL THEN claim.id ELSE far.id END AS occasion
WHERE near:State OR near:Organization
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
WITH actor AS whose, near, claim, occasion, relation, edtf, earliest, latest, rank WHERE rank < 3
// [whose near]
CALL (near) {
  OPTIONAL MATCH path = (near:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}
WITH *, coalesce(owner, near) AS actor
WITH *, CASE WHEN actor <> near THEN near.name END AS via
// [end]
WITH * WHERE actor <> whose
WITH DISTINCT actor, relation, occasion, claim.id AS id, rank, edtf, latest
ORDER BY rank, coalesce(toString(latest), '9999') DESC, id
WITH actor, relation, occasion, collect({id: id, rank: rank, edtf: edtf, latest: latest})[0] AS tie
WITH actor, relation, tie.rank AS rank, tie.id AS id, tie.edtf AS edtf, tie.latest AS latest
ORDER BY rank, coalesce(toString(latest), '9999') DESC, id
WITH actor, relation, sum(CASE WHEN rank = 0 THEN 1 ELSE 0 END) AS definite,
  sum(CASE WHEN rank = 1 THEN 1 ELSE 0 END) AS possible, sum(CASE WHEN rank = 2 THEN 1 ELSE 0 END) AS undated,
  collect({id: id, edtf: edtf})[0] AS best
ORDER BY relation
WITH actor, sum(definite + possible) AS total, sum(undated) AS unknown,
  collect({relation: relation, definite: definite, possible: possible, undated: undated, best: best}) AS ties
UNWIND ties AS each
RETURN actor.name AS partner, total, each.relation AS tie, each.definite AS definite, each.possible AS possible,
  each.undated AS undated,
  CASE WHEN each.definite > 0 THEN 'definite' WHEN each.possible > 0 THEN 'possible' ELSE 'undated' END AS certainty,
  each.best.edtf AS latest, each.best.id AS claim, actor.id AS partner_id
ORDER BY total DESC, unknown DESC, partner, partner_id, definite + possible DESC, undated DESC, tie
LIMIT $limit
