import { InputNumber, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  /** "7d"; "" for none, where that is allowed. */
  value: string;
  change: (span: string) => void;
  none?: string;
}

const units = ["m", "h", "d", "w"];

/** A span of time: a number and its unit. */
export function SpanField({ label, value, change, none }: Props) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState(value.slice(-1) || "d");
  const number = value ? Number.parseInt(value, 10) : null;
  useEffect(() => {
    if (value) setUnit(value.slice(-1));
  }, [value]);
  return (
    <div className="question-field">
      <span>{label}</span>
      <div className="span-field">
        <InputNumber
          aria-label={label}
          min={1}
          max={9999}
          precision={0}
          placeholder={none}
          value={number}
          onChange={(next) => {
            if (next) change(`${next}${unit}`);
            else if (none) change("");
          }}
        />
        <Select
          aria-label={t("explore.unit_of", { label })}
          value={unit}
          options={[...new Set([...units, unit])].map((one) => ({ value: one, label: t(`explore.unit_${one}`) }))}
          onChange={(next: string) => {
            setUnit(next);
            if (number) change(`${number}${next}`);
          }}
        />
      </div>
    </div>
  );
}
