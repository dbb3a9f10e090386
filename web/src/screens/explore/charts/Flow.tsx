import { Select, Slider } from "antd";
import { Maximize, Minus, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FlowEdge } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { useFullName } from "../names";
import { ordinary, tellings, textOf, type View } from "../question";
import { useFlowPeople, type Flow as FlowData } from "../tables/flow";
import { widthOf } from "./fit";
import { FlowEdgeDrawn } from "./FlowEdge";
import { choose, lay, neighbour, type Laid, type LaidNode } from "./flowLayout";
import { FlowNode } from "./FlowNode";
import { FlowNeighbours } from "./FlowNeighbours";
import { narrow, readable, useZoom } from "./useZoom";

interface Props {
  flow: FlowData;
  view: View;
  look: (part: Partial<View>) => void;
  label: string;
}

/**
 * As high as the whole graph needs at the width it has: the page scrolls. Not on a narrow one, where a finger on the graph
 * moves the graph.
 */
function heightOf(laid: Laid, width: number): number {
  const fitted = Math.min(1, width / Math.max(1, laid.width));
  if (width < narrow) return Math.round(Math.min(Math.max(320, window.innerHeight * 0.66), Math.max(320, laid.height * Math.max(readable, fitted))));
  return Math.round(Math.min(1200, Math.max(320, laid.height * fitted)));
}

const arrows: Record<string, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** What follows what. Arrows walk from node to node, Enter opens what comes before and after one; + − 0 change the size. */
export function Flow({ flow, view, look, label }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  const people = useFlowPeople(view.group);
  const [box, width] = useWidth();
  const [chosen, select] = useState<string>();
  const [focused, setFocused] = useState<string>();

  const told = (edge: FlowEdge) => (view.told === "median" ? format.duration(edge.median_seconds) : view.told === "p90" ? format.duration(edge.p90_seconds) : format.number(edge[view.told]));
  const shown = useMemo(() => choose(flow.activities, flow.edges, view.activities, view.links, flow.steps), [flow, view.activities, view.links]);
  // Where things stand depends on how wide the texts on the edges are.
  const laid = useMemo(() => lay(shown, (edge) => widthOf(told(edge), 11) + 8), [shown, view.told, format]); // eslint-disable-line react-hooks/exhaustive-deps
  const height = heightOf(laid, width);
  const { svg, seen, fit, by, show } = useZoom(width, height, laid, laid.nodes[0]?.x ?? 0);
  const heaviest = Math.max(1, ...laid.edges.map(({ weight }) => weight));
  const busiest = Math.max(1, ...shown.activities.map(({ count }) => count));
  const nodes = laid.nodes.filter(({ activity }) => activity);
  const here = nodes.find(({ id }) => id === chosen);
  const entry = nodes.find(({ id }) => id === focused) ?? nodes[0];
  const near = (id: string) => !here || id === chosen || laid.edges.some(({ from, to }) => (from === chosen && to === id) || (to === chosen && from === id));

  const onKeyDown = (event: React.KeyboardEvent, node: LaidNode) => {
    const way = arrows[event.key];
    const next = way && neighbour(nodes, node, ...way);
    if (next) {
      setFocused(next.id);
      show(next.x, next.y);
      event.currentTarget.parentElement?.querySelector<SVGGElement>(`[data-id="${CSS.escape(next.id)}"]`)?.focus();
    } else if (event.key === "Enter" || event.key === " ") select(chosen === node.id ? undefined : node.id);
    else if (event.key === "Escape" && chosen) select(undefined);
    else if (event.key === "+" || event.key === "=") by(1.25);
    else if (event.key === "-") by(0.8);
    else if (event.key === "0") fit();
    else if (!way) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="chart">
      <div className="flow-tools">
        <label>
          <span>{t("explore.detail_activities", { number: shown.activities.length, all: flow.activities.length })}</span>
          <Slider min={2} max={Math.max(2, Math.min(60, flow.activities.length))} value={Math.min(view.activities, flow.activities.length)} ariaLabelForHandle={t("explore.activities")} tooltip={{ open: false }} onChange={(activities: number) => look({ activities })} />
        </label>
        <label>
          <span>{t("explore.detail_links", { share: format.percent(shown.share) })}</span>
          <Slider min={0.05} max={1} step={0.05} value={view.links} ariaLabelForHandle={t("explore.connections")} tooltip={{ open: false }} onChange={(links: number) => look({ links: Math.round(links * 100) / 100 })} />
        </label>
        <Select aria-label={t("explore.on_edges")} variant="filled" value={view.told} options={tellings.map((value) => ({ value, label: t(`explore.tell_${value}`) }))} onChange={(value: View["told"] | null) => look({ told: value ?? ordinary.told })} popupMatchSelectWidth={false} />
        <span className="flow-zoom">
          <button type="button" className="icon-button" aria-label={t("explore.larger")} onClick={() => by(1.25)}><Plus size={15} aria-hidden /></button>
          <button type="button" className="icon-button" aria-label={t("explore.smaller")} onClick={() => by(0.8)}><Minus size={15} aria-hidden /></button>
          <button type="button" className="icon-button" aria-label={t("explore.fit")} onClick={fit}><Maximize size={14} aria-hidden /></button>
        </span>
      </div>
      <div ref={box} className="flow-box" style={{ height }}>
        {width > 0 && (
          <svg ref={svg} width={width} height={height} role="group" aria-label={label} aria-describedby="flow-keys" data-picture data-whole={`${Math.ceil(laid.width)} ${Math.ceil(laid.height)}`} onClick={(event) => event.target === event.currentTarget && select(undefined)}>
            <g transform={`translate(${seen.x} ${seen.y}) scale(${seen.k})`} data-moved>
              {laid.edges.map((edge) => (
                <FlowEdgeDrawn
                  key={edge.key}
                  laid={edge}
                  part={edge.weight / heaviest}
                  text={edge.edge && told(edge.edge)}
                  behind={edge.edge && people.edge(edge.edge)}
                  faint={here !== undefined && edge.from !== chosen && edge.to !== chosen}
                  title={edge.edge ? t("explore.edge_title", { from: name(edge.edge.from), to: name(edge.edge.to), number: format.number(edge.edge.count), customers: format.number(edge.edge.customers), median: format.duration(edge.edge.median_seconds), p90: format.duration(edge.edge.p90_seconds) }) : undefined}
                />
              ))}
              {laid.nodes.map((node) => (
                <FlowNode key={node.id} node={node} part={(node.activity?.count ?? 0) / busiest} faint={!near(node.id)} chosen={node.id === chosen} entry={node.id === entry?.id} press={() => select(chosen === node.id ? undefined : node.id)} onFocus={() => setFocused(node.id)} onKeyDown={(event) => onKeyDown(event, node)} />
              ))}
            </g>
          </svg>
        )}
      </div>
      <p id="flow-keys" className="quiet chart-note">{t("explore.flow_keys")}</p>
      {here?.activity && <FlowNeighbours flow={flow} group={view.group} activity={here.activity} close={() => select(undefined)} go={(ref) => select(textOf(ref))} />}
    </div>
  );
}
