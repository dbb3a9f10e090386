import { ArrowLeft, ArrowRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Stage } from "../../../api/journeys";
import { shiftStage } from "../commands";
import { stagePath, touchpointPath, useEditing } from "../editing";
import { TextRow } from "./fields";
import { Owners } from "./Owners";

export function StagePanel({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  const { map, mayEdit, change, remove, select } = useEditing();
  const path = stagePath(stage.key);
  const inside = map.touchpoints.filter((one) => one.stage === stage.key);
  return (
    <>
      {mayEdit && (
        <div className="panel-tools" role="group" aria-label={t("journeys.stage")}>
          <button type="button" className="icon-button" aria-label={t("journeys.earlier")} title={t("journeys.earlier")} onClick={() => change(shiftStage(map, stage.key, -1))}><ArrowLeft size={15} aria-hidden /></button>
          <button type="button" className="icon-button" aria-label={t("journeys.later")} title={t("journeys.later")} onClick={() => change(shiftStage(map, stage.key, 1))}><ArrowRight size={15} aria-hidden /></button>
          <button type="button" className="icon-button" aria-label={t("journeys.remove_named", { name: stage.name })} title={t("journeys.remove")} onClick={() => remove(path)}><Trash2 size={15} aria-hidden /></button>
        </div>
      )}
      <TextRow required path={`${path}/name`} label={t("journeys.name")} />
      <TextRow path={`${path}/description`} label={t("journeys.description")} lines={3} />
      <Owners path={path} />
      <div className="panel-row">
        <div className="panel-label"><span>{t("journeys.touchpoints_in_stage", { count: inside.length })}</span></div>
        <ul className="panel-list">
          {inside.map(({ key, name }) => (
            <li key={key}><button type="button" className="link" onClick={() => select(touchpointPath(key))}>{name}</button></li>
          ))}
        </ul>
      </div>
    </>
  );
}
