import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PathsAnswer } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { Mark } from "../behind";
import { useFullName, useRefName } from "../names";
import type { Question } from "../question";
import { usePathsPeople } from "../tables/paths";
import { ChannelIcon } from "./ChannelIcon";
import { cut } from "./fit";
import { layStreams, linksOf, streamsOf, type StreamNode } from "./streams";

const most = 7;
const columnLeast = 132;

/** Streams of customers from the activity on, or to it; what is over stands at the foot of each column. */
export function Paths({ answer, group, question, label }: { answer: PathsAnswer; group: PathsAnswer["groups"][number] | undefined; question: Question; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const fullName = useFullName();
  const people = usePathsPeople(question);
  const [box, given] = useWidth();
  const [over, setOver] = useState<string>();
  const { n, different } = group ?? answer;
  // Of a group the server tells whole paths only: the streams are those of the commonest.
  const streams = useMemo(() => streamsOf(group ? linksOf(group.paths, question.backwards) : answer.links, most), [answer, group, question.backwards]);
  const width = Math.max(given, streams.columns * columnLeast);
  const tallest = Math.max(1, ...Array.from({ length: streams.columns }, (_, column) => streams.nodes.filter((node) => node.column === column).length));
  const height = Math.max(320, Math.min(720, 90 + tallest * 56));
  const room = Math.min(170, width / streams.columns) - 8;
  const laid = useMemo(() => layStreams(streams, width, height, room, question.backwards), [streams, width, height, room, question.backwards]);
  const called = (node: StreamNode) => (node.kind === "end" ? t(question.backwards ? "explore.nothing_before" : "explore.over") : node.kind === "rest" ? t("explore.other_activities", { count: node.folded }) : name(node.ref ?? { channel: "", name: "" }));
  const calledFully = (node: StreamNode) => (node.ref ? fullName(node.ref) : called(node));
  const labelRoom = (width - room) / Math.max(1, streams.columns - 1) - 26;
  const told = (group ?? answer).paths.length;
  return (
    <>
    <div ref={box} className="chart chart-wide" role="region" aria-label={label} tabIndex={0}>
      {given > 0 && (
        <svg width={width} height={height} role="group" aria-label={label} data-picture onMouseLeave={() => setOver(undefined)}>
          <g aria-hidden>
            {laid.links.map(({ from, to, customers, path, width: thick }) => (
              <path key={`${from.id} ${to.id}`} d={path} strokeWidth={thick} className="stream" data-end={to.kind === "end" || undefined} data-faint={(over !== undefined && over !== from.id && over !== to.id) || undefined}>
                <title>{t("explore.stream_title", { from: calledFully(question.backwards ? to : from), to: calledFully(question.backwards ? from : to), number: format.number(customers), share: format.share(customers / Math.max(1, n)) })}</title>
              </path>
            ))}
          </g>
          {laid.nodes.map(({ node, x, y, width: wide, height: tall }) => {
            const middle = y + tall / 2;
            const sign = node.ref?.channel ? 20 : 0;
            const text = question.backwards ? x - 6 - sign : x + wide + 6 + sign;
            const anchor = question.backwards ? "end" : "start";
            const roomHere = (node.column === streams.columns - 1 ? room - 16 : labelRoom) - sign;
            return (
              <g key={node.id} onMouseEnter={() => setOver(node.id)}>
                <Mark behind={people.at(node, calledFully(node))} className="stream-node">
                  <title>{`${calledFully(node)}: ${format.number(node.customers)}`}</title>
                  <rect x={x - 6} y={middle - Math.max(tall, 24) / 2} width={wide + 12} height={Math.max(tall, 24)} className="hit" />
                  <rect x={x} y={y} width={wide} height={tall} rx={2} className="stream-bar" data-kind={node.kind} />
                  {node.ref && <ChannelIcon channel={node.ref.channel} x={question.backwards ? x - 16 : x + wide + 14} y={middle} size={18} />}
                  <text x={text} y={middle - 1} textAnchor={anchor} className="halo strong">{cut(called(node), roomHere, 12, 600)}</text>
                  <text x={text} y={middle + 13} textAnchor={anchor} className="halo soft">
                    {t("explore.count_share", { number: format.number(node.customers), share: format.share(node.customers / Math.max(1, n)) })}
                  </text>
                </Mark>
              </g>
            );
          })}
        </svg>
      )}
    </div>
    {group && told < different && <p className="quiet chart-note">{t("explore.commonest_paths", { count: told, all: format.number(different) })}</p>}
    </>
  );
}
