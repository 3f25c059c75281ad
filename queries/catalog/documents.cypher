// title: Documents that speak of an actor, event or text
// description: >-
//   Documents with claims about an entity or its organs, latest first within each certainty; the period is that of the
//   documents' own dates.
// parameters:
//   about: {type: entity, help: what they speak of}
// columns:
//   document: text
//   title: text
//   when: edtf
//   certainty: certainty
//   claims: integer
//   kind: text
//   source: text
// examples:
//   - which documents mention Japan
//   - documents about Locked Shields after 2020
//   - sources on NATO CCDCOE

// [who about]
MATCH (actor:Entity {id: $about})
CALL (actor) {
  RETURN actor AS who, null AS via
  UNION
  MATCH path = (actor)<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(who:Organization)
  WHERE NOT $own_only AND all(node IN nodes(path)[1..] WHERE node:Organization)
  RETURN DISTINCT who, who.name AS via
}
// [end]
MATCH (who)<-[:ABOUT]-(e:Evidence)-[:IN]->(d:Document)
WHERE e.confidence >= $min_confidence
// [known e]
WITH * WHERE $known_on IS NULL AND e.retracted IS NULL
  OR $known_on IS NOT NULL AND (date(e.loaded) <= $known_on AND coalesce(date(e.retracted) > $known_on, true)
    OR any(span IN coalesce(e.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
// [end]
WITH d, count(DISTINCT e.claim) AS claims
WITH d, claims, d.date AS edtf, d.latest AS latest, 'asserted' AS modality,
  CASE WHEN NOT d.date CONTAINS '/' THEN date(left(d.date + '-01-01', 10)) END AS earliest
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
RETURN d.key AS document, d.title AS title, edtf AS `when`, certainty, claims, d.kind AS kind,
  coalesce(d.source_url, d.source_publisher, d.source_title) AS source
ORDER BY rank, coalesce(toString(latest), '') DESC, claims DESC, document
LIMIT $limit
