import { Select } from "antd";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChannels } from "../../api/overview";
import { useDimensions, useDimensionValues } from "../../api/questions";
import { useDebounced } from "../../parts/useDebounced";
import { useDimensionName, useValueName } from "./names";
import type { Question } from "./question";

interface Props {
  where: Question["where"];
  change: (where: Question["where"]) => void;
}

/** Only what has one of these values is looked at. */
export function Filters({ where, change }: Props) {
  const { t } = useTranslation();
  const name = useDimensionName();
  const { data: dimensions } = useDimensions();
  const [begun, begin] = useState<string[]>([]);
  const shown = [...new Set([...Object.keys(where), ...begun])];
  const rest = ["channel", ...(dimensions ?? []).map((dimension) => dimension.name)].filter((one) => !shown.includes(one));
  const set = (dimension: string, values: string[] | undefined) => {
    const { [dimension]: _, ...others } = where;
    change(values && values.length > 0 ? { ...others, [dimension]: values } : others);
    if (values === undefined) begin(begun.filter((one) => one !== dimension));
    else if (!begun.includes(dimension)) begin([...begun, dimension]);
  };
  return (
    <div className="question-field" role="group" aria-label={t("explore.only")}>
      <span>{t("explore.only")}</span>
      {shown.map((dimension) => (
        <div key={dimension} className="filter-row">
          <Values dimension={dimension} label={name(dimension)} values={where[dimension] ?? []} change={(values) => set(dimension, values)} />
          <button type="button" className="icon-button" aria-label={t("explore.remove_filter", { name: name(dimension) })} onClick={() => set(dimension, undefined)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      {rest.length > 0 && (
        <Select
          className="filter-add"
          variant="filled"
          aria-label={t("explore.add_filter")}
          placeholder={t("explore.add_filter")}
          prefix={<Plus size={13} aria-hidden />}
          value={null}
          options={rest.map((one) => ({ value: one, label: name(one) }))}
          onChange={(dimension: string | null) => dimension && begin([...begun, dimension])}
        />
      )}
    </div>
  );
}

function Values({ dimension, label, values, change }: { dimension: string; label: string; values: string[]; change: (values: string[]) => void }) {
  const { t } = useTranslation();
  const valueName = useValueName();
  const [q, setQ] = useState("");
  const { data: channels } = useChannels();
  const { data: found, isFetching } = useDimensionValues(dimension === "channel" ? "" : dimension, useDebounced(q));
  const known = dimension === "channel" ? (channels ?? []) : (found ?? []);
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={t("explore.any_value", { name: label })}
      prefix={<small>{label}</small>}
      maxTagCount={4}
      loading={isFetching}
      value={values}
      showSearch={{
        searchValue: q,
        onSearch: setQ,
        // The server looks for the values themselves; those that are said in other words are looked for here.
        filterOption: dimension === "channel" ? (typed, option) => String(option?.label).toLowerCase().includes(typed.toLowerCase()) : false,
      }}
      options={[...new Set([...known, ...values])].map((value) => ({ value, label: valueName(dimension, value) }))}
      onChange={change}
    />
  );
}
