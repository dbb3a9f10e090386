import { Input, Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { zone as ownZone } from "../../api/customers";
import type { Mapping } from "../../api/types";
import { ColumnSelect, Field } from "./fields";
import { changeFile, columnOf, fileOf, tidy } from "./mapping";

interface Props {
  name: string;
  mapping: Mapping;
  columns: string[];
  change: (mapping: Mapping) => void;
}

/** Where the file comes from, and how its times, phone numbers and money are to be read. */
export function MapSource({ name, mapping, columns, change }: Props) {
  const { t } = useTranslation();
  const zones = useMemo(() => [...new Set([ownZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value })), []);
  const set = (part: Partial<Mapping>) => change(tidy({ ...mapping, ...part }));
  return (
    <fieldset className="card map-card">
      <legend>{name}</legend>
      <Field label={t("map.source")} hint={t("map.source_hint")}>
        <Input aria-label={t("map.source")} value={mapping.source} onChange={(event) => change({ ...mapping, source: event.target.value })} />
      </Field>
      <Field label={t("map.key")} hint={t("map.key_hint")}>
        <ColumnSelect label={t("map.key")} columns={columns} value={columnOf(fileOf(mapping).key)} change={(key) => change(changeFile(mapping, { key }))} />
      </Field>
      <Field label={t("map.zone")} hint={t("map.zone_hint")}>
        <Select aria-label={t("map.zone")} showSearch popupMatchSelectWidth={false} value={mapping.zone ?? "UTC"} options={zones} onChange={(zone: string) => set({ zone })} />
        <small className="field-note">{mapping.zone === ownZone ? t("map.zone_own", { zone: ownZone }) : t("map.zone_yours", { zone: ownZone })}</small>
      </Field>
      <div className="field-pair">
        <Field label={t("map.region")} hint={t("map.region_hint")}>
          <Input aria-label={t("map.region")} placeholder={t("map.region_example")} maxLength={2} value={mapping.default_region ?? ""} onChange={(event) => set({ default_region: event.target.value.toUpperCase() })} />
        </Field>
        <Field label={t("map.currency")}>
          <Input aria-label={t("map.currency")} maxLength={3} value={mapping.currency ?? ""} onChange={(event) => set({ currency: event.target.value.toUpperCase() })} />
        </Field>
      </div>
    </fieldset>
  );
}
