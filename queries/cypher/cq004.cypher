// id: cq004
// question: Which models does a model descend from, which descend from it, and which of these steps are contested?
// bindings: model (required) LanguageModel = the model asked about
// columns: direction string ancestor or descendant; child IRI the derived model; derivation IRI how it was derived;
//   parent IRI what it was derived from; claim IRI the claim of that step; stance IRI whether the claim affirms or
//   denies it; status IRI what the curators make of it
// note: Ids are CURIEs. An edge holds when it is a conclusion, or an accepted claim that affirms and was not dropped.

MATCH walk = (m:Entity {id: $model})-[:DERIVED_FROM|FINE_TUNED_FROM|DISTILLED_FROM|PRUNED_FROM|QUANTISED_FROM|MERGED_FROM*0..]->(child:Entity)
WHERE all(s IN relationships(walk) WHERE (s.origin = 'inferred' OR (s.stance = 'affirms' AND s.status = 'accepted' AND s.dropped IS NULL)))
WITH DISTINCT child
MATCH (child)-[r:DERIVED_FROM|FINE_TUNED_FROM|DISTILLED_FROM|PRUNED_FROM|QUANTISED_FROM|MERGED_FROM]->(parent:Entity)
WHERE r.origin = 'claim' AND r.status <> 'retracted' AND r.dropped IS NULL
RETURN DISTINCT 'ancestor' AS direction, child.id AS child, 'tg:' + r.predicate AS derivation, parent.id AS parent,
  'tgd:claim/' + r.id AS claim, 'tg:' + r.stance AS stance, 'tg:' + r.status AS status
UNION
MATCH walk = (parent:Entity)-[:DERIVED_FROM|FINE_TUNED_FROM|DISTILLED_FROM|PRUNED_FROM|QUANTISED_FROM|MERGED_FROM*0..]->(m:Entity {id: $model})
WHERE all(s IN relationships(walk) WHERE (s.origin = 'inferred' OR (s.stance = 'affirms' AND s.status = 'accepted' AND s.dropped IS NULL)))
WITH DISTINCT parent
MATCH (child:Entity)-[r:DERIVED_FROM|FINE_TUNED_FROM|DISTILLED_FROM|PRUNED_FROM|QUANTISED_FROM|MERGED_FROM]->(parent)
WHERE r.origin = 'claim' AND r.status <> 'retracted' AND r.dropped IS NULL
RETURN DISTINCT 'descendant' AS direction, child.id AS child, 'tg:' + r.predicate AS derivation, parent.id AS parent,
  'tgd:claim/' + r.id AS claim, 'tg:' + r.stance AS stance, 'tg:' + r.status AS status
