declare module "worker:*" {
  const source: string;
  export default source;
}
declare module "graphology-layout-forceatlas2/iterate.js" {
  interface Settings {
    linLogMode: boolean;
    outboundAttractionDistribution: boolean;
    adjustSizes: boolean;
    edgeWeightInfluence: number;
    scalingRatio: number;
    strongGravityMode: boolean;
    gravity: number;
    slowDown: number;
    barnesHutOptimize: boolean;
    barnesHutTheta: number;
  }
  export default function iterate(settings: Settings, nodes: Float32Array, edges: Float32Array): void;
}
