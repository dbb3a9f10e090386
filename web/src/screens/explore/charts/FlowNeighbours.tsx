import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FlowActivity, FlowEdge } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { Figure, type Behind } from "../behind";
import { RefName } from "../names";
import { textOf, type Ref } from "../question";
import { useFlowPeople, type Flow } from "../tables/flow";

const most = 8;

/** What comes before one activity and what after it, with how long that takes. */
export function FlowNeighbours({ flow, group, activity, close, go }: { flow: Flow; group: string | undefined; activity: FlowActivity; close: () => void; go: (ref: Ref) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const people = useFlowPeople(group);
  const id = textOf(activity.activity);
  const before = flow.edges.filter(({ to }) => textOf(to) === id);
  const after = flow.edges.filter(({ from }) => textOf(from) === id);
  const list = (title: string, edges: FlowEdge[], end: (edge: FlowEdge) => Ref, ends: Behind, word: string) => (
    <div>
      <h3>{title}</h3>
      <ul>
        {edges.slice(0, most).map((edge) => (
          <li key={textOf(end(edge))}>
            <button type="button" className="chosen-name" onClick={() => go(end(edge))}>
              <RefName of={end(edge)} size={18} />
            </button>
            <span className="num"><Figure behind={people.edge(edge)}>{format.number(edge.customers)}</Figure></span>
            <span className="num quiet">{format.duration(edge.median_seconds)}</span>
          </li>
        ))}
        {ends.count > 0 && (
          <li>
            <span className="quiet">{word}</span>
            <span className="num"><Figure behind={ends}>{format.number(ends.count)}</Figure></span>
            <span />
          </li>
        )}
      </ul>
      {edges.length > most && <p className="quiet">{t("explore.more_in_table", { count: edges.length - most })}</p>}
    </div>
  );
  return (
    <section className="flow-near" aria-label={t("explore.around")}>
      <header>
        <RefName of={activity.activity} />
        <Figure behind={people.anywhere(activity)}>{t("explore.times_number", { count: activity.count, number: format.number(activity.count) })}</Figure>
        <button type="button" className="icon-button" aria-label={t("common.close")} onClick={close}>
          <X size={15} aria-hidden />
        </button>
      </header>
      <div className="flow-near-lists">
        {list(t("explore.comes_before"), before, ({ from }) => from, people.first(activity.activity, activity.starts), t("explore.begins_here"))}
        {list(t("explore.comes_after"), after, ({ to }) => to, people.last(activity.activity, activity.ends), t("explore.ends_here"))}
      </div>
    </section>
  );
}
