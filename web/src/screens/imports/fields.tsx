import { Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MappedLabel } from "../../api/types";

export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label" title={hint}>
        {label}
      </span>
      {children}
    </div>
  );
}

interface ColumnProps {
  label: string;
  columns: string[];
  value: string | undefined;
  change: (column: string | undefined) => void;
  needed?: boolean;
}

/** A column of the file, or none. */
export function ColumnSelect({ label, columns, value, change, needed }: ColumnProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={label}
      showSearch
      allowClear={!needed}
      popupMatchSelectWidth={false}
      placeholder={t("map.no_column")}
      value={value ?? null}
      status={needed && !value ? "warning" : undefined}
      options={columns.map((column) => ({ value: column, label: column }))}
      onChange={(column: string | null | undefined) => change(column ?? undefined)}
    />
  );
}

interface ColumnsProps {
  label: string;
  columns: string[];
  value: string[];
  change: (columns: string[]) => void;
}

export function ColumnsSelect({ label, columns, value, change }: ColumnsProps) {
  const { t } = useTranslation();
  return (
    <Select
      mode="multiple"
      aria-label={label}
      maxTagCount="responsive"
      popupMatchSelectWidth={false}
      placeholder={t("map.no_column")}
      value={value}
      options={columns.map((column) => ({ value: column, label: column }))}
      onChange={change}
    />
  );
}

interface FixedProps {
  label: string;
  columns: string[];
  /** The column it is taken from; undefined when it is the same for every row. */
  column: string | undefined;
  change: (label: MappedLabel | undefined) => void;
  /** The field for the fixed text. */
  children: ReactNode;
}

/** The same for every row, or taken from a column. */
export function FixedOrColumn({ label, columns, column, change, children }: FixedProps) {
  const { t } = useTranslation();
  return (
    <div className="map-name">
      <Segmented
        size="small"
        aria-label={label}
        value={column === undefined ? "fixed" : "column"}
        options={["fixed", "column"].map((value) => ({ value, label: t(`map.name_${value}`) }))}
        onChange={(value) => change(value === "column" ? { column: columns[0] ?? "" } : undefined)}
      />
      {column === undefined ? children : <ColumnSelect label={label} columns={columns} value={column} needed change={(chosen) => change({ column: chosen ?? columns[0] ?? "" })} />}
    </div>
  );
}
