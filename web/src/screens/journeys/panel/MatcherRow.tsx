import { Button } from "antd";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useActivities } from "../../../api/overview";
import { useUncovered, type Match } from "../../../api/journeys";
import { useFormat } from "../../../text/format";
import { told } from "../../../text/server";
import { ActivityPicker } from "../../explore/ActivityPicker";
import { Filters } from "../../explore/Filters";
import { RefName, useRefName } from "../../explore/names";
import { useEditing } from "../editing";
import { builtOf, countOf, matchOf, withRef, withoutRef, type Built } from "../match";
import { Row } from "./fields";

interface Props {
  path?: string;
  label: string;
  hint?: string;
  value: Match | null | undefined;
  set: (match: Match | null) => void;
  /** What the server counts for it, where only the server can. */
  counted?: number;
  /** Why the server can't count it. */
  problem?: string | null;
  /** Offers what no touchpoint matches yet. */
  offer?: boolean;
}

const mostOffered = 8;

/** Which interactions are meant: activities one clicks, and values they must have. How many that are is said at once. */
export function MatcherRow({ path, label, hint, value, set, counted, problem, offer }: Props) {
  const { t, i18n } = useTranslation();
  const { mayEdit } = useEditing();
  const built = builtOf(value);
  if (!built) {
    return (
      <Row path={path} label={label} hint={t("journeys.match_written")}>
        <pre className="panel-code">{JSON.stringify(value, null, 1)}</pre>
        {mayEdit && <Button size="small" onClick={() => set(null)}>{t("journeys.match_anew")}</Button>}
      </Row>
    );
  }
  const change = (next: Built) => set(matchOf(next));
  return (
    <Row path={path} label={label} hint={value || mayEdit ? hint : undefined} group>
      <Chosen built={built} all={value !== null && value !== undefined} counted={counted} change={mayEdit ? change : undefined} />
      {problem && <p className="panel-hint warn">{told(i18n, problem)}</p>}
      {mayEdit && (
        <>
          <ActivityPicker label={t("journeys.add_activity")} pick={(ref) => change(withRef(built, ref))} />
          {offer && <Offered built={built} change={change} />}
          {(built.refs.length > 0 || Object.keys(built.where).length > 0) && <Filters where={built.where} change={(where) => change({ ...built, where })} />}
        </>
      )}
    </Row>
  );
}

function Chosen({ built, all, counted, change }: { built: Built; all: boolean; counted?: number; change?: (built: Built) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const { data: activities } = useActivities();
  const count = activities && (countOf(built, activities) ?? counted);
  if (!all) return <p className="panel-text quiet">{t("journeys.match_nothing")}</p>;
  return (
    <>
      {built.refs.length === 0 && <p className="panel-text quiet">{t("journeys.match_everything")}</p>}
      <ul className="panel-refs">
        {built.refs.map((ref) => (
          <li key={`${ref.channel}:${ref.name}`}>
            <RefName of={ref} size={18} />
            {activities && <small className="num">{format.number(countOf({ refs: [ref], where: {} }, activities) ?? 0)}</small>}
            {change && (
              <button type="button" className="icon-button" aria-label={t("journeys.remove_activity", { name: name(ref) })} onClick={() => change(withoutRef(built, ref))}>
                <X size={13} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {count !== undefined && <p className="panel-count" role="status">{t("journeys.matches", { count, number: format.number(count) })}</p>}
    </>
  );
}

/** The commonest activities that no touchpoint matches yet, to be clicked. */
function Offered({ built, change }: { built: Built; change: (built: Built) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { map } = useEditing();
  const rest = (useUncovered(map.key) ?? []).slice(0, mostOffered);
  if (rest.length === 0) return null;
  return (
    <div className="offered" role="group" aria-label={t("journeys.not_on_map_yet")}>
      <p className="panel-hint">{t("journeys.not_on_map_yet")}</p>
      {rest.map(({ channel, name, interactions }) => (
        <button key={`${channel}:${name}`} type="button" onClick={() => change(withRef(built, { channel, name }))}>
          <RefName of={{ channel, name }} size={16} />
          <small className="num">{format.number(interactions)}</small>
        </button>
      ))}
    </div>
  );
}
