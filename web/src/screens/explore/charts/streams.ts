// The links of all paths as the columns of a Sankey diagram: the commonest activities of each column, the rest as one, and the end.
import { sankey, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from "d3-sankey";
import type { PathLink, PathsAnswer } from "../../../api/types";
import { textOf, type Ref } from "../question";

export interface StreamNode {
  id: string;
  column: number;
  kind: "activity" | "rest" | "end";
  ref?: Ref;
  /** Of the rest: how many activities it holds. */
  folded: number;
  customers: number;
}

export interface Stream {
  from: string;
  to: string;
  customers: number;
}

export interface Streams {
  columns: number;
  nodes: StreamNode[];
  links: Stream[];
}

/** Whole paths as their links; a path that was over early has one to nowhere. */
export function linksOf(paths: PathsAnswer["paths"], backwards: boolean): PathLink[] {
  const links: PathLink[] = [];
  for (const { activities, customers, ended } of paths) {
    const order = backwards ? [...activities].reverse() : activities;
    order.forEach((from, step) => {
      const to = order[step + 1];
      if (to || ended) links.push({ step, from, ...(to && { to }), customers });
    });
  }
  return links;
}

/** `most`: activities of a column that stand for themselves. */
export function streamsOf(links: PathLink[], most: number): Streams {
  const columns: Map<string, { ref: Ref; customers: number }>[] = [];
  const add = (column: number, ref: Ref, customers: number) => {
    const there = (columns[column] ??= new Map());
    const one = there.get(textOf(ref)) ?? { ref, customers: 0 };
    one.customers += customers;
    there.set(textOf(ref), one);
  };
  for (const { step, from, to, customers } of links) {
    if (step === 0) add(0, from, customers);
    if (to) add(step + 1, to, customers);
  }
  const nodes = new Map<string, StreamNode>();
  columns.forEach((there, column) => {
    const sorted = [...there.values()].sort((a, b) => b.customers - a.customers);
    // One that would be alone among the rest stands for itself.
    const kept = sorted.length > most + 1 ? most : sorted.length;
    sorted.slice(0, kept).forEach(({ ref, customers }) => nodes.set(`${column} ${textOf(ref)}`, { id: `${column} ${textOf(ref)}`, column, kind: "activity", ref, folded: 0, customers }));
    const rest = sorted.slice(kept);
    if (rest.length > 0) nodes.set(`${column} rest`, { id: `${column} rest`, column, kind: "rest", folded: rest.length, customers: rest.reduce((sum, one) => sum + one.customers, 0) });
  });
  const idOf = (column: number, ref: Ref) => (nodes.has(`${column} ${textOf(ref)}`) ? `${column} ${textOf(ref)}` : `${column} rest`);
  const flows = new Map<string, Stream>();
  for (const { step, from, to, customers } of links) {
    const end = `${step + 1} end`;
    if (!to) {
      const node = nodes.get(end) ?? { id: end, column: step + 1, kind: "end" as const, folded: 0, customers: 0 };
      node.customers += customers;
      nodes.set(end, node);
    }
    const stream = { from: idOf(step, from), to: to ? idOf(step + 1, to) : end, customers: 0 };
    const key = `${stream.from}\u0000${stream.to}`;
    const one = flows.get(key) ?? stream;
    one.customers += customers;
    flows.set(key, one);
  }
  return { columns: Math.max(columns.length, ...[...nodes.values()].map(({ column }) => column + 1)), nodes: [...nodes.values()], links: [...flows.values()] };
}

type Node = SankeyNode<StreamNode, Stream>;
type Link = SankeyLink<StreamNode, Stream>;

export interface LaidStreams {
  nodes: { node: StreamNode; x: number; y: number; width: number; height: number }[];
  links: { from: StreamNode; to: StreamNode; customers: number; path: string; width: number }[];
}

const barWidth = 10;
const rank = { activity: 0, rest: 1, end: 2 };

/** Places of everything in a drawing of that size; `room`: what the names of the last column need. */
export function layStreams(streams: Streams, width: number, height: number, room: number, mirrored: boolean): LaidStreams {
  const make = sankey<StreamNode, Stream>()
    .nodeId((node) => node.id)
    .nodeWidth(barWidth)
    .nodePadding(24)
    .nodeAlign((node) => node.column)
    .nodeSort((a, b) => rank[a.kind] - rank[b.kind] || b.customers - a.customers)
    .extent([[0, 12], [width - room, height - 12]]);
  const laid = make({
    nodes: streams.nodes.map((node) => ({ ...node })),
    links: streams.links.map(({ from, to, customers }) => ({ from, to, customers, source: from, target: to, value: customers })),
  });
  const flip = (x: number) => (mirrored ? width - x : x);
  const path = sankeyLinkHorizontal<StreamNode, Stream>().source((link) => [flip((link.source as Node).x1 ?? 0), link.y0 ?? 0]).target((link) => [flip((link.target as Node).x0 ?? 0), link.y1 ?? 0]);
  return {
    nodes: laid.nodes.map((node) => ({ node, x: mirrored ? flip(node.x1 ?? 0) : (node.x0 ?? 0), y: node.y0 ?? 0, width: barWidth, height: Math.max(1, (node.y1 ?? 0) - (node.y0 ?? 0)) })),
    links: laid.links.map((link: Link) => ({ from: link.source as Node, to: link.target as Node, customers: link.customers, path: path(link) ?? "", width: Math.max(1, link.width ?? 1) })),
  };
}
