// id: cq002
// question: Which models are hybrids of attention with recurrence or state-space layers, and from which components?
// bindings: model (optional) LanguageModel = only this model
// columns: model IRI the model; part IRI kind of the component, attention or recurrent; component IRI the component;
//   technique IRI what the component implements
// note: Ids are CURIEs. An edge holds when it is a conclusion, or an accepted claim that affirms and was not dropped.
//   An empty text as $model asks about all.

MATCH (m:Entity)-[h:HAS_COMPONENT]->(c:Entity)
WHERE 'HybridModel' IN m.labels
  AND ($model = '' OR m.id = $model)
  AND (h.origin = 'inferred' OR (h.stance = 'affirms' AND h.status = 'accepted' AND h.dropped IS NULL))
UNWIND ['AttentionComponent', 'RecurrentComponent'] AS part
WITH DISTINCT m, c, part
WHERE part IN c.labels
OPTIONAL MATCH (c)-[i:IMPLEMENTS_TECHNIQUE]->(t:Entity)
WHERE (i.origin = 'inferred' OR (i.stance = 'affirms' AND i.status = 'accepted' AND i.dropped IS NULL))
RETURN DISTINCT m.id AS model, 'tg:' + part AS part, c.id AS component, t.id AS technique
ORDER BY model, part, component, technique
