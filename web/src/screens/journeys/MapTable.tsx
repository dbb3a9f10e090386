import { useTranslation } from "react-i18next";
import { useEditing, touchpointPath } from "./editing";
import { parted } from "./layout/laid";
import { useValueText } from "./values";

const columns = ["channels", "description", "expects", "promise", "emotion", "function", "match", "owner", "department", "region", "barriers"] as const;

/** The whole map in words: a row a touchpoint. What nobody filled in is left out. */
export function MapTable() {
  const { t } = useTranslation();
  const { map, select, selected } = useEditing();
  const text = useValueText();
  const shown = columns.filter((column) => map.touchpoints.some((one) => text(column, one[column]) !== ""));
  return (
    <div className="map-table" role="region" aria-label={t("journeys.form_table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("journeys.field_name")}</th>
            {shown.map((column) => <th key={column} scope="col">{t(`journeys.field_${column}`)}</th>)}
            <th scope="col">{t("journeys.part_plan")}</th>
          </tr>
        </thead>
        {parted(map).map(({ stage, touchpoints }) => (
          <tbody key={stage.key}>
            <tr className="table-stage">
              <th scope="rowgroup" colSpan={shown.length + 2}>{stage.name} <small>{stage.owner || t("journeys.no_owner")}</small></th>
            </tr>
            {touchpoints.map((one) => (
              <tr key={one.key} data-chosen={selected === touchpointPath(one.key) || undefined}>
                <th scope="row"><button type="button" className="link" onClick={() => select(touchpointPath(one.key))}>{one.name}</button>{one.moment_of_truth && <small title={t("journeys.moment_of_truth")}> ★</small>}</th>
                {shown.map((column) => <td key={column}>{text(column, one[column])}</td>)}
                <td>{one.plan.map((task) => <p key={task.key}>{[t(`journeys.part_${task.part}`), task.title, task.owner, task.due, t(`journeys.state_${task.state}`)].filter(Boolean).join(" · ")}</p>)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
