import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useColleagues } from "../../../api/people";
import { useEditing } from "../editing";
import { TextRow } from "./fields";

/** Names that the map knows already, and of those who work here, so that the same person is not written in two ways. */
function useKnown(field: "owner" | "department" | "region"): string[] {
  const { map, mayComment } = useEditing();
  const { data: colleagues } = useColleagues(mayComment && field === "owner");
  return useMemo(
    () => [...new Set([...[map, ...map.stages, ...map.touchpoints].map((one) => one[field]), ...(colleagues ?? []).map(({ name }) => name)].filter(Boolean))].sort((a, b) => a.localeCompare(b)),
    [map, field, colleagues],
  );
}

/** Who answers for it. `path`: of a touchpoint or a stage; "": of the map. */
export function Owners({ path }: { path: string }) {
  const { t } = useTranslation();
  const inside = (field: string) => (path ? `${path}/${field}` : field);
  return (
    <>
      <TextRow path={inside("owner")} label={t("journeys.owner")} placeholder={t("journeys.owner_hint")} known={useKnown("owner")} />
      <TextRow path={inside("department")} label={t("journeys.department")} known={useKnown("department")} />
      <TextRow path={inside("region")} label={t("journeys.region")} known={useKnown("region")} />
    </>
  );
}
