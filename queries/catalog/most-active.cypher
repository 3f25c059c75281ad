// title: Most active actors
// description: >-
//   Actors ranked by their claims as subject (of one relation, if given) in a period; what an organ did counts for its state.
//   `--kind` counts only what was done with one kind of thing, such as Exercise; `--received` ranks those to whom it was
//   done: who was attacked, sanctioned or assisted most.
// parameters:
//   relation: {type: relation, optional: true, help: only this relation}
//   kind: {type: kind, optional: true, help: "only with things of this kind, e.g. Exercise"}
//   received: {type: boolean, help: rank those to whom it was done}
// columns:
//   actor: text
//   claims: integer
//   definite: integer
//   possible: integer
//   undated: integer
//   certainty: certainty
//   relations: list
//   claim: claim
//   actor_id: {type: entity, wide: true}
// examples:
//   - who is most active since 2020
//   - top 10 most active actors in 2022
//   - which actors were most active before 2018
//   - who joined the most exercises
//   - who was attacked most since 2020

MATCH (doer:Entity)-[r:ADOPTED|ASSISTED|ATTRIBUTED|CONDEMNED|COOPERATES_WITH|ENDORSED|HOLDS_OFFICE|MEMBER_OF|MET_WITH|ORGANIZED|PARTICIPATED_IN|SANCTIONED|SIGNED|TARGETED]->(thing:Entity)
WHERE ($relation IS NULL OR type(r) = $relation) AND r.confidence >= $min_confidence
WITH r, CASE WHEN $received THEN thing ELSE doer END AS who, CASE WHEN $received THEN doer ELSE thing END AS other
WHERE (who:State OR who:Organization OR who:Person) AND ($kind IS NULL OR $kind IN labels(other))
// [known r]
WITH * WHERE $known_on IS NULL AND r.retracted IS NULL
  OR $known_on IS NOT NULL AND (date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
// [end]
WITH who, properties(r) AS claim, type(r) AS relation, 'asserted' AS modality
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
CALL (who, relation) {
  OPTIONAL MATCH path = (who:Organization)-[:PART_OF*0..5]->(:Organization)-[:ORGAN_OF]->(owner:State)
  WHERE NOT $own_only AND NOT relation IN ['HOLDS_OFFICE', 'MEMBER_OF']
    AND all(node IN nodes(path)[..-1] WHERE node:Organization)
  WITH owner ORDER BY owner.id
  RETURN head(collect(owner)) AS owner
}
WITH coalesce(owner, who) AS actor, claim.id AS id, relation, rank ORDER BY rank, id
WITH actor, sum(CASE WHEN rank = 0 THEN 1 ELSE 0 END) AS definite, sum(CASE WHEN rank = 1 THEN 1 ELSE 0 END) AS possible,
  sum(CASE WHEN rank = 2 THEN 1 ELSE 0 END) AS undated, collect(DISTINCT relation) AS relations, collect(id)[0] AS id
CALL (relations) {
  UNWIND relations AS relation
  WITH relation ORDER BY relation
  RETURN collect(relation) AS sorted
}
RETURN actor.name AS actor, definite + possible AS claims, definite, possible, undated,
  CASE WHEN definite > 0 THEN 'definite' WHEN possible > 0 THEN 'possible' ELSE 'undated' END AS certainty,
  sorted AS relations, id AS claim, actor.id AS actor_id
ORDER BY claims DESC, definite DESC, undated DESC, actor, actor_id
LIMIT $limit
