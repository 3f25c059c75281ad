// title: The proof of a claim
// description: >-
//   Every document that supports a claim, with the sentence and its place in the document's text, or the source that an
//   analyst or the reference data gives. Finds claims whose date was refined since, too.
// parameters:
//   claim: {type: claim, help: "the claim's id, or its first eight characters"}
// columns:
//   document: text
//   title: text
//   date: edtf
//   quote: text
//   char_start: integer
//   char_end: integer
//   subject: text
//   relation: text
//   object: text
//   when: edtf
//   phase: text
//   modality: text
//   confidence: number
//   rule: text
//   source: text
//   locator: text
//   url: text
//   seen: edtf
//   retracted: edtf
//   claim: claim
// examples:
//   - evidence for 1f0c9a52
//   - what proves 1f0c9a52
//   - show the proof of claim 1f0c9a52

CALL () {
  MATCH (e:Evidence {claim: $claim}) RETURN e
  UNION
  MATCH (e:Evidence {says: $claim}) RETURN e
}
MATCH (e)-[:IN]->(d:Document)
OPTIONAL MATCH (subject:Entity {id: e.subject})
OPTIONAL MATCH (object:Entity {id: e.object})
RETURN d.key AS document, d.title AS title, d.date AS date, e.quote AS quote, e.char_start AS char_start,
  e.char_end AS char_end, coalesce(subject.name, e.subject_mention) AS subject, e.relation AS relation,
  coalesce(object.name, e.object_mention) AS object, e.when AS `when`, e.phase AS phase, e.modality AS modality,
  e.confidence AS confidence, e.rule AS rule, e.source_title AS source, e.source_locator AS locator, e.source_url AS url,
  toString(e.source_seen) AS seen, toString(date(e.retracted)) AS retracted, e.claim AS claim
ORDER BY retracted IS NOT NULL, confidence DESC, document, coalesce(char_start, -1), coalesce(e.id, '')
