import { useTranslation } from "react-i18next";
import { useValueName } from "../../explore/names";
import type { Cell, Table } from "../../explore/table";
import { useEditing } from "../editing";
import { knownMeasures } from "./measures";
import { useLiving } from "./useLiving";

/** All figures with their intervals and n, a row a touchpoint, as a spreadsheet reads them. */
export function useNumbersFile(): () => Table[] {
  const { t } = useTranslation();
  const { map } = useEditing();
  const living = useLiving();
  const valueName = useValueName();
  return () => {
    const answer = living?.answer;
    if (!living || !answer) return [];
    const known = knownMeasures(answer.touchpoints);
    const columns = [t("journeys.stage"), t("journeys.touchpoint"), ...known.flatMap(({ name, unit }) => (unit === "count" ? [t(`living.measure_${name}`)] : ["", "_low", "_high", "_n"].map((part) => `${t(`living.measure_${name}`)}${part}`)))];
    const parts = [{ caption: t("explore.all"), touchpoints: answer.touchpoints }, ...answer.groups.map(({ value, touchpoints }) => ({ caption: valueName(living.asked.by, value), touchpoints }))];
    return parts.map(({ caption, touchpoints }) => ({
      caption,
      columns: [{ label: t("living.group") }, ...columns.map((label) => ({ label }))],
      rows: touchpoints.map((told) => {
        const touchpoint = map.touchpoints.find(({ key }) => key === told.key);
        const words = [caption, map.stages.find(({ key }) => key === touchpoint?.stage)?.name, touchpoint?.name ?? told.key].map((value): Cell => ({ value }));
        return [...words, ...known.flatMap(({ unit, of }): Cell[] => {
          const measured = of(told);
          if (unit === "count") return [{ value: measured?.value }];
          return [{ value: measured?.value }, { value: measured?.low }, { value: measured?.high }, { value: measured?.n }];
        })];
      }),
    }));
  };
}
