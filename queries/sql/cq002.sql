-- id: cq002
-- question: Which models are hybrids of attention with recurrence or state-space layers, and from which components?
-- bindings: model (optional) LanguageModel = only this model
-- columns: model IRI the model; part IRI kind of the component, attention or recurrent; component IRI the component;
--   technique IRI what the component implements
-- note: Ids are CURIEs. An edge holds when it is a conclusion, or an accepted claim that affirms and was not dropped.
--   An empty text as $model asks about all.

SELECT DISTINCT m.id AS model, 'tg:' || part AS part, c.id AS component, i.target AS technique
FROM trendgraph.edges h
JOIN trendgraph.nodes m ON m.id = h.source
JOIN trendgraph.nodes c ON c.id = h.target
JOIN (VALUES ('AttentionComponent'), ('RecurrentComponent')) parts (part) ON list_contains(c.labels, part)
LEFT JOIN trendgraph.edges i ON i.source = c.id AND i.predicate = 'implementsTechnique'
  AND (i.origin = 'inferred' OR (i.stance = 'affirms' AND i.status = 'accepted' AND i.dropped IS NULL))
WHERE h.predicate = 'hasComponent' AND list_contains(m.labels, 'HybridModel')
  AND ($model = '' OR m.id = $model)
  AND (h.origin = 'inferred' OR (h.stance = 'affirms' AND h.status = 'accepted' AND h.dropped IS NULL))
ORDER BY model, part, component, technique
