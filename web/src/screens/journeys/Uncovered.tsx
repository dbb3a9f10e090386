import { Button } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUncovered } from "../../api/journeys";
import { useFormat } from "../../text/format";
import { RefName, useRefName } from "../explore/names";
import { addTouchpoint } from "./commands";
import { keyIn, touchpointPath, useEditing } from "./editing";
import { builtOf, matchOf, withRef } from "./match";

const first = 12;

/** What happens and stands nowhere on the map: it is put there by a click. */
export function Uncovered() {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const { map, mayEdit, selected, change, select } = useEditing();
  const list = useUncovered(map.key);
  const [all, showAll] = useState(false);
  if (!list || list.length === 0) return null;
  const touchpoint = map.touchpoints.find(({ key }) => key === keyIn(selected, "touchpoints"));
  const built = touchpoint && builtOf(touchpoint.match);
  const stage = touchpoint?.stage ?? (keyIn(selected, "stages") || map.stages.at(-1)?.key);
  const sum = list.reduce((count, { interactions }) => count + interactions, 0);

  const asNew = (channel: string, called: string) => {
    if (!stage) return;
    const ref = { channel, name: called };
    const { key, edits } = addTouchpoint(map, stage, name(ref));
    const added = edits.map((edit) => (edit.op === "add" ? { ...edit, value: { ...edit.value, channels: channel ? [channel] : [], match: ref } } : edit));
    change(added);
    select(touchpointPath(key));
  };
  return (
    <section className="uncovered card" aria-labelledby="uncovered-title">
      <header>
        <h2 id="uncovered-title">{t("journeys.not_on_map")}</h2>
        <small>{t("journeys.not_on_map_count", { count: list.length, number: format.number(sum) })}</small>
      </header>
      <ul>
        {(all ? list : list.slice(0, first)).map(({ channel, name: called, interactions }) => (
          <li key={`${channel}:${called}`}>
            <RefName of={{ channel, name: called }} />
            <small className="num">{format.number(interactions)}</small>
            {mayEdit && touchpoint && built && (
              <Button size="small" title={t("journeys.add_to", { name: touchpoint.name })} aria-label={t("journeys.add_activity_to", { activity: name({ channel, name: called }), name: touchpoint.name })} onClick={() => change([{ op: "set", path: `${touchpointPath(touchpoint.key)}/match`, value: matchOf(withRef(built, { channel, name: called })) }])}>
                {t("journeys.add_here")}
              </Button>
            )}
            {mayEdit && stage && (
              <Button size="small" icon={<Plus size={13} aria-hidden />} aria-label={t("journeys.as_touchpoint_named", { name: name({ channel, name: called }) })} onClick={() => asNew(channel, called)}>
                {t("journeys.as_touchpoint")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list.length > first && !all && <button type="button" className="link" onClick={() => showAll(true)}>{t("journeys.show_all", { count: list.length })}</button>}
    </section>
  );
}
