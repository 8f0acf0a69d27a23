-- id: cq032
-- question: For the claims about something: every passage, source, date and stance.
-- bindings: subject (required) Entity = all claims about this
-- columns: claim IRI the claim; evidenceStance IRI whether the passage supports, disputes or mentions; source IRI the
--   source; issued date when it was issued; place string where, in words; start integer first character; end
--   integer character after the last; digest string SHA-256 of the passage; directness IRI how near the source
--   stands
-- note: A date is given as its first day. The pieces of evidence stand in lists of equal length.

WITH piece AS (
  SELECT id, unnest(evidence_source) AS source, unnest(evidence_place) AS place, unnest(evidence_start) AS start,
    unnest(evidence_end) AS "end", unnest(evidence_sha256) AS sha256, unnest(evidence_directness) AS directness,
    unnest(evidence_stance) AS stance
  FROM trendgraph.edges
  WHERE source = $subject AND origin = 'claim'
)
SELECT DISTINCT 'tgd:claim/' || p.id AS claim, 'tg:' || p.stance AS evidenceStance, s.id AS source,
  CASE length(s.issued)
    WHEN 4 THEN s.issued || '-01-01'
    WHEN 10 THEN s.issued
    ELSE s.issued[:5] || CASE s.issued[6:] WHEN 'Q1' THEN '01' WHEN 'Q2' THEN '04' WHEN 'Q3' THEN '07'
      WHEN 'Q4' THEN '10' ELSE s.issued[6:] END || '-01'
  END AS issued,
  CASE WHEN p.start = '' THEN p.place END AS place, nullif(p.start, '') AS start,
  CASE WHEN p.start <> '' THEN p."end" END AS "end", CASE WHEN p.start <> '' THEN p.sha256 END AS digest,
  'tg:' || p.directness AS directness
FROM piece p
JOIN trendgraph.nodes s ON s.id = 'tgd:source/' || p.source
ORDER BY claim, issued, source, start, "end", place, evidenceStance, directness
