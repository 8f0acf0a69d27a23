-- id: cq004
-- question: Which models does a model descend from, which descend from it, and which of these steps are contested?
-- bindings: model (required) LanguageModel = the model asked about
-- columns: direction string ancestor or descendant; child IRI the derived model; derivation IRI how it was derived;
--   parent IRI what it was derived from; claim IRI the claim of that step; stance IRI whether the claim affirms or
--   denies it; status IRI what the curators make of it
-- note: Ids are CURIEs. An edge holds when it is a conclusion, or an accepted claim that affirms and was not dropped.

WITH RECURSIVE derivation AS (
  SELECT * FROM trendgraph.edges
  WHERE predicate IN ('derivedFrom', 'fineTunedFrom', 'distilledFrom', 'prunedFrom', 'quantisedFrom', 'mergedFrom')
), step AS (
  SELECT source, target FROM derivation
  WHERE (origin = 'inferred' OR (stance = 'affirms' AND status = 'accepted' AND dropped IS NULL))
), up (id) AS (
  SELECT $model UNION SELECT step.target FROM up JOIN step ON step.source = up.id
), down (id) AS (
  SELECT $model UNION SELECT step.source FROM down JOIN step ON step.target = down.id
), found AS (
  SELECT 'ancestor' AS direction, d.* FROM derivation d JOIN up ON d.source = up.id
  UNION ALL
  SELECT 'descendant', d.* FROM derivation d JOIN down ON d.target = down.id
)
SELECT DISTINCT direction, source AS child, 'tg:' || predicate AS derivation, target AS parent,
  'tgd:claim/' || id AS claim, 'tg:' || stance AS stance, 'tg:' || status AS status
FROM found
WHERE origin = 'claim' AND status <> 'retracted' AND dropped IS NULL
ORDER BY direction, child, parent, derivation, stance, claim
