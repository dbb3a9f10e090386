import { Button } from "antd";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useBringBack, useRemoveJourney, type Edit } from "../../../api/journeys";
import { useDimensions } from "../../../api/questions";
import { useProblemText } from "../../../parts/ProblemBox";
import { say } from "../../../parts/toast";
import { useDimensionName } from "../../explore/names";
import { SpanField } from "../../explore/SpanField";
import { useEditing } from "../editing";
import { ChoiceRow, Part, Row, TagsRow, TextRow } from "./fields";
import { Outcomes } from "./Outcomes";
import { Owners } from "./Owners";

/** What holds for the map as a whole: what it is for, whose it is, and how its numbers are counted. */
export function MapPanel() {
  const { t } = useTranslation();
  const { map, mayEdit, change } = useEditing();
  const name = useDimensionName();
  const { data: dimensions } = useDimensions();
  const known = [...new Set([...(dimensions ?? []).map((one) => one.name), ...map.adjust, ...(map.case ? [map.case] : [])])].map((value) => ({ value, label: name(value) }));
  /** Without cases, no outcome can be of the same one. */
  const turnCase = (value: string) => {
    const same = value ? [] : map.outcomes.filter((one) => one.same_case);
    change([...same.map((one): Edit => ({ op: "set", path: `outcomes/${one.key}/same_case`, value: false })), { op: "set", path: "case", value: value || null }]);
  };
  return (
    <>
      <TextRow required path="name" label={t("journeys.name")} />
      <ChoiceRow path="kind" label={t("journeys.kind")} options={(["line", "loop"] as const).map((value) => ({ value, label: t(`journeys.kind_${value}`) }))} />
      <TextRow path="description" label={t("journeys.description")} lines={3} />
      <Part title={t("journeys.part_owners")} open>
        <Owners path="" />
      </Part>
      <Part title={t("journeys.part_counting")} open>
        <ChoiceRow
          path="case"
          label={t("journeys.case")}
          value={map.case ?? ""}
          options={[{ value: "", label: t("journeys.case_none") }, ...known]}
          set={turnCase}
        />
        <p className="panel-hint">{t("journeys.case_hint")}</p>
        {mayEdit ? (
          <SpanField label={t("journeys.drop_off")} value={map.drop_off_within} change={(value) => change([{ op: "set", path: "drop_off_within", value }], "drop off")} />
        ) : (
          <Row label={t("journeys.drop_off")}><p className="panel-text">{map.drop_off_within}</p></Row>
        )}
        <TagsRow path="adjust" label={t("journeys.adjust")} options={known} hint={t("journeys.adjust_hint")} />
      </Part>
      <Part title={t("journeys.outcomes")} count={map.outcomes.length} open={map.outcomes.length === 0}>
        <Outcomes />
      </Part>
      {mayEdit && <RemoveMap />}
    </>
  );
}

function RemoveMap() {
  const { t } = useTranslation();
  const { map } = useEditing();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const failed = { onError: (problem: unknown) => say(problemText(problem).title, { bad: true }) };
  const remove = useRemoveJourney();
  const bringBack = useBringBack();
  return (
    <div className="panel-row">
      <Button
        danger
        icon={<Trash2 size={14} aria-hidden />}
        loading={remove.isPending}
        onClick={() =>
          remove.mutate(map.key, {
            ...failed,
            onSuccess: () => {
              navigate("/journeys");
              say(t("journeys.map_removed", { name: map.name }), { undo: () => bringBack.mutate(map.key, failed) });
            },
          })
        }
      >
        {t("journeys.remove_map")}
      </Button>
    </div>
  );
}
