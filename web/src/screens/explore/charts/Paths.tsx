import { X } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PathsAnswer } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { Figure, Mark } from "../behind";
import { RefName, useFullName, useRefName } from "../names";
import type { Question } from "../question";
import { usePathsPeople } from "../tables/paths";
import { layStreams, linksOf, streamsOf, type StreamNode } from "./streams";
import { StreamNodeDrawn } from "./StreamNode";

const most = 7;
const columnLeast = 132;

interface Props {
  answer: PathsAnswer;
  group: PathsAnswer["groups"][number] | undefined;
  question: Question;
  label: string;
}

/** Streams of customers from the activity on, or to it; what is over stands at the foot of each column. */
export function Paths({ answer, group, question, label }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const fullName = useFullName();
  const people = usePathsPeople(question, group?.value);
  const [box, given] = useWidth();
  const [over, setOver] = useState<string>();
  const [chosen, choose] = useState<string>();
  const { n, different, paths } = group ?? answer;
  // Of a group the server tells whole paths only: the streams are those of the commonest.
  const streams = useMemo(() => streamsOf(group ? linksOf(group.paths, question.backwards) : answer.links, most), [answer, group, question.backwards]);
  const width = Math.max(given, streams.columns * columnLeast);
  const tallest = Math.max(1, ...Array.from({ length: streams.columns }, (_, column) => streams.nodes.filter((node) => node.column === column).length));
  const height = Math.max(320, Math.min(720, 90 + tallest * 56));
  const room = Math.min(170, width / streams.columns) - 8;
  const laid = useMemo(() => layStreams(streams, width, height, room, question.backwards), [streams, width, height, room, question.backwards]);
  const labelRoom = (width - room) / Math.max(1, streams.columns - 1) - 26;
  const here = streams.nodes.find(({ id }) => id === chosen);
  const lit = over ?? here?.id;
  const called = (node: StreamNode) => (node.kind === "end" ? t(question.backwards ? "explore.nothing_before" : "explore.over") : node.kind === "rest" ? t("explore.other_activities", { count: node.folded }) : name(node.ref ?? { channel: "", name: "" }));
  const calledFully = (node: StreamNode) => (node.ref ? fullName(node.ref) : called(node));
  const streamTitle = (from: StreamNode, to: StreamNode, customers: number) =>
    t("explore.stream_title", { from: calledFully(question.backwards ? to : from), to: calledFully(question.backwards ? from : to), number: format.number(customers), share: format.share(customers / Math.max(1, n)) });
  const behind = (from: StreamNode, to: StreamNode, customers: number) => people.link(from, to, customers, { from: calledFully(from), to: calledFully(to) });
  const near = (title: string, list: { from: StreamNode; to: StreamNode; customers: number }[], end: "from" | "to") =>
    list.length > 0 && (
      <div>
        <h3>{title}</h3>
        <ul>
          {[...list].sort((a, b) => b.customers - a.customers).map(({ from, to, customers }) => {
            const other = end === "from" ? from : to;
            return (
              <li key={other.id}>
                {other.ref ? <RefName of={other.ref} size={18} /> : <span className="quiet">{called(other)}</span>}
                <span className="num"><Figure behind={behind(from, to, customers)}>{format.number(customers)}</Figure></span>
                <span className="num quiet">{format.share(customers / Math.max(1, n))}</span>
              </li>
            );
          })}
        </ul>
      </div>
    );
  const before = near(t("explore.comes_before"), laid.links.filter(({ from, to }) => (question.backwards ? from : to).id === here?.id), question.backwards ? "to" : "from");
  const after = near(t("explore.comes_after"), laid.links.filter(({ from, to }) => (question.backwards ? to : from).id === here?.id), question.backwards ? "from" : "to");
  return (
    <>
      <div ref={box} className="chart chart-wide" role="region" aria-label={label} tabIndex={0}>
        {given > 0 && (
          <svg width={width} height={height} role="group" aria-label={label} data-picture onMouseLeave={() => setOver(undefined)}>
            <g aria-hidden>
              {laid.links.map(({ from, to, customers, path, width: thick }) => (
                <Mark key={`${from.id} ${to.id}`} behind={behind(from, to, customers)} hint={streamTitle(from, to, customers)} pointer>
                  <path d={path} strokeWidth={thick} className="stream" data-end={to.kind === "end" || undefined} data-faint={(lit !== undefined && lit !== from.id && lit !== to.id) || undefined} />
                </Mark>
              ))}
            </g>
            {laid.nodes.map((place) => (
              <StreamNodeDrawn
                key={place.node.id}
                {...place}
                name={called(place.node)}
                note={t("explore.count_share", { number: format.number(place.node.customers), share: format.share(place.node.customers / Math.max(1, n)) })}
                title={t("explore.stream_node", { name: calledFully(place.node), number: format.number(place.node.customers) })}
                mirrored={question.backwards}
                room={place.node.column === streams.columns - 1 ? room - 16 : labelRoom}
                chosen={place.node.id === here?.id}
                press={() => choose(place.node.id === chosen ? undefined : place.node.id)}
                over={() => setOver(place.node.id)}
              />
            ))}
          </svg>
        )}
      </div>
      {group && paths.length < different && <p className="quiet chart-note">{t("explore.commonest_paths", { count: paths.length, all: format.number(different) })}</p>}
      {here && (
        <section className="flow-near" aria-label={t("explore.around")}>
          <header>
            {here.ref ? <RefName of={here.ref} /> : <span>{called(here)}</span>}
            <button type="button" className="icon-button" aria-label={t("common.close")} onClick={() => choose(undefined)}>
              <X size={15} aria-hidden />
            </button>
          </header>
          <div className="flow-near-lists">
            {before}
            {after}
          </div>
        </section>
      )}
    </>
  );
}
