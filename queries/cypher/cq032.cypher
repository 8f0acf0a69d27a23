// id: cq032
// question: For the claims about something: every passage, source, date and stance.
// bindings: subject (required) Entity = all claims about this
// columns: claim IRI the claim; evidenceStance IRI whether the passage supports, disputes or mentions; source IRI the
//   source; issued date when it was issued; place string where, in words; start integer first character; end
//   integer character after the last; digest string SHA-256 of the passage; directness IRI how near the source
//   stands
// note: A date is given as its first day. The pieces of evidence stand in lists of equal length.

MATCH (s:Entity {id: $subject})-[r]->(t:Entity)
WHERE r.origin = 'claim'
UNWIND range(0, size(r.evidence_source) - 1) AS i
MATCH (source:Entity {id: 'tgd:source/' + r.evidence_source[i]})
WITH r, i, source.id AS source, source.issued AS d, r.evidence_start[i] = '' AS inWords
RETURN DISTINCT 'tgd:claim/' + r.id AS claim, 'tg:' + r.evidence_stance[i] AS evidenceStance, source,
  CASE
    WHEN d IS NULL THEN null
    WHEN size(d) = 4 THEN d + '-01-01'
    WHEN size(d) = 10 THEN d
    ELSE substring(d, 0, 5) + CASE substring(d, 5, 2) WHEN 'Q1' THEN '01' WHEN 'Q2' THEN '04' WHEN 'Q3' THEN '07'
      WHEN 'Q4' THEN '10' ELSE substring(d, 5, 2) END + '-01'
  END AS issued,
  CASE WHEN inWords THEN r.evidence_place[i] END AS place,
  CASE WHEN inWords THEN null ELSE r.evidence_start[i] END AS start,
  CASE WHEN inWords THEN null ELSE r.evidence_end[i] END AS end,
  CASE WHEN inWords THEN null ELSE r.evidence_sha256[i] END AS digest,
  'tg:' + r.evidence_directness[i] AS directness
