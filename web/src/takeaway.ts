/** What somebody can take away of what is shown. */

import type { Graph } from "./data/graph.ts";
import { png, type Shot, svg } from "./export/picture.ts";
import { jsonld, turtle } from "./export/rdf.ts";
import { copy, save } from "./export/save.ts";
import { edgesCsv, graphml, nodesCsv } from "./export/tables.ts";
import type { TakeAway } from "./views/header.ts";

export interface Ways {
  link(): string;
  cite(): void;
  say(text: string): void;
}

export function takeAway(graph: Graph, shot: () => Shot, ways: Ways): (TakeAway & { readonly id: string })[] {
  const file = (
    id: string,
    name: string,
    ending: string,
    type: string,
    make: (shot: Shot) => string,
  ): TakeAway & { id: string } => ({
    id,
    name,
    run: () => {
      save(`trendgraph-${id}.${ending}`, make(shot()), `${type};charset=utf-8`);
      ways.say(`${name} saved`);
    },
  });
  return [
    {
      id: "link",
      name: "Copy link",
      run: () => {
        const address = ways.link();
        void copy(address).then((done) =>
          ways.say(done ? "Link copied" : "Copying is not allowed here: the address line holds the link"),
        );
      },
    },
    { id: "cite", name: "Cite", run: () => ways.cite() },
    file("picture", "Picture as SVG", "svg", "image/svg+xml", svg),
    {
      id: "pixels",
      name: "Picture as PNG",
      run: () =>
        void png(shot()).then((blob) => {
          if (blob) save("trendgraph-picture.png", blob);
          ways.say(blob ? "Picture as PNG saved" : "This browser makes no PNG");
        }),
    },
    file("nodes", "Entities as CSV", "csv", "text/csv", ({ shown }) => nodesCsv(graph, shown)),
    file("edges", "Relations as CSV", "csv", "text/csv", ({ shown }) => edgesCsv(graph, shown)),
    file("statements", "Turtle", "ttl", "text/turtle", ({ shown }) => turtle(graph, shown)),
    file("linked", "JSON-LD", "jsonld", "application/ld+json", ({ shown }) => jsonld(graph, shown)),
    file("network", "GraphML", "graphml", "application/graphml+xml", ({ shown }) => graphml(graph, shown)),
  ];
}
