// title: How two actors are connected
// description: >-
//   All shortest chains of asserted claims between two entities, up to six steps and ten chains. Each step shows one claim;
//   organs and parts count as ties.
// parameters:
//   actor: {type: entity, help: one end}
//   other: {type: entity, help: the other end}
// columns:
//   steps: integer
//   path: text
//   claims: list
//   entities: {type: list, wide: true}
// examples:
//   - how is Japan connected to Estonia
//   - shortest path between Canada and ASEAN
//   - connection between Fiji and NATO

MATCH (one:Entity {id: $actor})
MATCH (two:Entity {id: $other})
WITH one, two WHERE one <> two
MATCH chain = allShortestPaths((one)-[:ADOPTED|ASSISTED|ATTRIBUTED|CONDEMNED|COOPERATES_WITH|ENDORSED|HOLDS_OFFICE|MEMBER_OF|MET_WITH|ORGANIZED|ORGAN_OF|PARTICIPATED_IN|PART_OF|SANCTIONED|SIGNED|TARGETED*..6]-(two))
WITH nodes(chain) AS places, relationships(chain) AS ties
WHERE all(tie IN ties WHERE tie.confidence >= $min_confidence)
WITH places, ties, reduce(text = head(places).name, n IN range(0, size(ties) - 1) |
  text + CASE WHEN startNode(ties[n]) = places[n] THEN ' -' + type(ties[n]) + '-> ' ELSE ' <-' + type(ties[n]) + '- ' END
  + places[n + 1].name) AS text, [tie IN ties | tie.id] AS claims
ORDER BY reduce(all = '', id IN claims | all + id)
WITH text, [place IN places | place.id] AS entities, collect(claims)[0] AS claims
RETURN size(claims) AS steps, text AS path, claims, entities
ORDER BY path, reduce(all = '', id IN claims | all + id)
LIMIT 10
