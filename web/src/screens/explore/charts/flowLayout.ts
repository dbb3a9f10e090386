// What of a flow is drawn, and where it stands: layers from the start down to the end (dagre).
import { Graph, layout } from "@dagrejs/dagre";
import type { FlowActivity, FlowEdge } from "../../../api/types";
import { textOf } from "../question";

export interface Chosen {
  activities: FlowActivity[];
  edges: FlowEdge[];
  /** Of all steps from one interaction to the next, the part that is drawn. */
  share: number;
}

/** The commonest activities, and of the edges between them the commonest until they hold `links` of the steps; every activity keeps its strongest way in and out. `all`: steps over all edges, told or not. */
export function choose(activities: FlowActivity[], edges: FlowEdge[], most: number, links: number, all?: number): Chosen {
  const shown = [...activities].sort((a, b) => b.count - a.count).slice(0, most);
  const names = new Set(shown.map(({ activity }) => textOf(activity)));
  const inside = edges.filter(({ from, to }) => names.has(textOf(from)) && names.has(textOf(to))).sort((a, b) => b.count - a.count);
  const sum = (list: FlowEdge[]) => list.reduce((all, { count }) => all + count, 0);
  const enough = sum(inside) * links;
  const kept: FlowEdge[] = [];
  const linked = { from: new Set<string>(), to: new Set<string>() };
  let reached = 0;
  for (const edge of inside) {
    const [from, to] = [textOf(edge.from), textOf(edge.to)];
    const first = from !== to && (!linked.from.has(from) || !linked.to.has(to));
    if (reached >= enough && !first) continue;
    if (reached < enough) reached += edge.count;
    kept.push(edge);
    if (from !== to) {
      linked.from.add(from);
      linked.to.add(to);
    }
  }
  return { activities: shown, edges: kept, share: sum(kept) / Math.max(1, all ?? sum(edges)) };
}

export const start = "\u0001start";
export const end = "\u0001end";
export const nodeSize = { width: 156, height: 58 };
const markSize = { width: 28, height: 28 };

export interface LaidNode {
  id: string;
  x: number;
  y: number;
  activity?: FlowActivity;
  /** How often it follows itself. */
  again: number;
}

export interface LaidEdge {
  key: string;
  from: string;
  to: string;
  path: string;
  head: string;
  label: { x: number; y: number };
  /** How many go this way: customers, or sequences that begin or end here. */
  weight: number;
  edge?: FlowEdge;
}

export interface Laid {
  width: number;
  height: number;
  nodes: LaidNode[];
  edges: LaidEdge[];
}

interface Point {
  x: number;
  y: number;
}

/** A line through the layers, rounded at each of them. */
function rounded(points: Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return "";
  let path = `M${first.x} ${first.y}`;
  for (let at = 0; at < rest.length - 1; at += 1) {
    const [here, next] = [rest[at], rest[at + 1]];
    if (here && next) path += `Q${here.x} ${here.y} ${(here.x + next.x) / 2} ${(here.y + next.y) / 2}`;
  }
  return `${path}L${last.x} ${last.y}`;
}

function headOf(points: Point[], size: number): string {
  const [before, tip] = points.slice(-2);
  if (!before || !tip) return "";
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [dx, dy] = [((tip.x - before.x) / length) * size, ((tip.y - before.y) / length) * size];
  return `M${tip.x} ${tip.y}L${tip.x - dx - dy * 0.5} ${tip.y - dy + dx * 0.5}L${tip.x - dx + dy * 0.5} ${tip.y - dy - dx * 0.5}Z`;
}

export function lay({ activities, edges }: Chosen, labelWidth: (edge: FlowEdge) => number): Laid {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 14, ranksep: 26, edgesep: 8, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  const again = new Map<string, number>();
  graph.setNode(start, { ...markSize });
  graph.setNode(end, { ...markSize });
  for (const { activity } of activities) graph.setNode(textOf(activity), { ...nodeSize });
  const way = (from: string, to: string, weight: number, width: number) => graph.setEdge(from, to, { width, height: width > 0 ? 16 : 0, labelpos: "c", weight });
  const heaviest = Math.max(1, ...edges.map(({ count }) => count));
  for (const edge of edges) {
    const [from, to] = [textOf(edge.from), textOf(edge.to)];
    if (from === to) again.set(from, edge.count);
    else way(from, to, 1 + Math.round((8 * edge.count) / heaviest), labelWidth(edge));
  }
  // Sequences begin and end nearly everywhere: only where many do is it drawn, and at least once.
  const ends = (of: "starts" | "ends") => {
    const sorted = [...activities].sort((a, b) => b[of] - a[of]).filter((one) => one[of] > 0);
    const all = sorted.reduce((sum, one) => sum + one[of], 0);
    return sorted.filter((one, place) => place === 0 || one[of] >= all * 0.05);
  };
  for (const { activity } of ends("starts")) way(start, textOf(activity), 1, 0);
  for (const { activity } of ends("ends")) way(textOf(activity), end, 1, 0);
  layout(graph);

  const byName = new Map(activities.map((one) => [textOf(one.activity), one]));
  const byEnds = new Map(edges.map((edge) => [`${textOf(edge.from)}\u0000${textOf(edge.to)}`, edge]));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  // Lines that go around the outermost nodes are not counted in the graph's own size.
  const points = graph.edges().flatMap(({ v, w }: { v: string; w: string }) => (graph.edge(v, w) as { points: Point[] }).points);
  return {
    width: Math.max(width, ...points.map(({ x }) => x + 16)),
    height: Math.max(height, ...points.map(({ y }) => y + 16)),
    nodes: graph.nodes().map((id: string) => {
      const { x, y } = graph.node(id) as Point;
      return { id, x, y, activity: byName.get(id), again: again.get(id) ?? 0 };
    }),
    edges: graph.edges().map(({ v, w }: { v: string; w: string }) => {
      const laid = graph.edge(v, w) as { points: Point[]; x?: number; y?: number };
      const middle = laid.points[laid.points.length >> 1] ?? { x: 0, y: 0 };
      const edge = byEnds.get(`${v}\u0000${w}`);
      const weight = edge?.customers ?? (v === start ? byName.get(w)?.starts : byName.get(v)?.ends) ?? 0;
      return { key: `${v}\u0000${w}`, from: v, to: w, path: rounded(laid.points), head: headOf(laid.points, 9), label: { x: laid.x ?? middle.x, y: laid.y ?? middle.y }, weight, edge };
    }),
  };
}

/** The nearest node in a direction: what lies straight that way counts before what lies aside. */
export function neighbour(nodes: LaidNode[], from: LaidNode, dx: number, dy: number): LaidNode | undefined {
  let best: LaidNode | undefined;
  let least = Infinity;
  for (const node of nodes) {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    if (along <= 1) continue;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    const far = along + 3 * aside;
    if (far < least) [best, least] = [node, far];
  }
  return best;
}
