// title: What began and what ended
// description: >-
//   Memberships, offices, cooperation and structure that began or ended in a period; with `--events` also what happened in it.
// parameters:
//   events: {type: boolean, help: "also events: exercises, signatures, meetings and the like"}
// columns:
//   when: edtf
//   certainty: certainty
//   change: text
//   subject: text
//   relation: text
//   object: text
//   claim: claim
//   subject_id: {type: entity, wide: true}
//   object_id: {type: entity, wide: true}
// examples:
//   - what changed after 2022
//   - what is new since March 2023
//   - what began and what ended between 2019 and 2020

MATCH (subject:Entity)-[r:ADOPTED|ASSISTED|ATTRIBUTED|CONDEMNED|COOPERATES_WITH|ENDORSED|HOLDS_OFFICE|MEMBER_OF|MET_WITH|ORGANIZED|ORGAN_OF|PARTICIPATED_IN|PART_OF|SANCTIONED|SIGNED|TARGETED]->(object:Entity)
WHERE ($events OR type(r) IN ['COOPERATES_WITH', 'HOLDS_OFFICE', 'MEMBER_OF', 'ORGAN_OF', 'PART_OF'])
  AND r.confidence >= $min_confidence
// [known r]
WITH * WHERE $known_on IS NULL AND r.retracted IS NULL
  OR $known_on IS NOT NULL AND (date(r.loaded) <= $known_on AND coalesce(date(r.retracted) > $known_on, true)
    OR any(span IN coalesce(r.past, []) WHERE left(span, 10) <= toString($known_on)
      AND left(split(span, '/')[1], 10) > toString($known_on)))
// [end]
UNWIND CASE
  WHEN r.phase IS NULL THEN [{change: 'happened', earliest: r.earliest, latest: r.latest}]
  ELSE [change IN [{change: 'began', earliest: r.start_earliest, latest: r.start_latest},
    {change: 'ended', earliest: r.end_earliest, latest: r.end_latest}]
    WHERE change.earliest IS NOT NULL AND change.latest IS NOT NULL OR r.when IS NULL AND left(change.change, 3) = left(r.phase, 3)]
END AS change
WITH *, 'asserted' AS modality, r.when AS edtf, change.earliest AS earliest, change.latest AS latest
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
RETURN edtf AS `when`, certainty, change.change AS change, subject.name AS subject, type(r) AS relation,
  object.name AS object, r.id AS claim, subject.id AS subject_id, object.id AS object_id
ORDER BY rank, coalesce(toString(earliest), ''), coalesce(toString(latest), '9999'), change, relation, subject, object, claim
LIMIT $limit
