import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { zone } from "../../api/customers";
import { DayField } from "../../parts/DayField";
import type { Scoped } from "./question";

type Days = Pick<Scoped, "period" | "from" | "to" | "zone">;

const periods = ["", "7d", "30d", "90d", "365d"];

/** The days that are looked at: all, the last ones up to today, or from one day to another. */
export function PeriodField({ question, change }: { question: Days; change: (part: Partial<Days>) => void }) {
  const { t } = useTranslation();
  const dated = question.from !== "" || question.to !== "";
  const [own, setOwn] = useState(dated);
  const value = dated || own ? "own" : question.period;
  const known = periods.includes(question.period) ? periods : [...periods, question.period];
  return (
    <div className="question-field">
      <span>{t("explore.period")}</span>
      <Select
        aria-label={t("explore.period")}
        value={value}
        options={[...known.map((one) => ({ value: one, label: one ? t("explore.last_days", { count: Number.parseInt(one, 10) }) : t("explore.all_time") })), { value: "own", label: t("explore.own_days") }]}
        onChange={(next: string) => {
          setOwn(next === "own");
          change(next === "own" ? { period: "" } : { period: next, from: "", to: "" });
        }}
      />
      {value === "own" && (
        <div className="own-days">
          <DayField label={t("explore.from")} value={question.from} max={question.to || undefined} onChange={(from) => change({ from, period: "" })} />
          <DayField label={t("explore.to")} value={question.to} min={question.from || undefined} onChange={(to) => change({ to, period: "" })} />
        </div>
      )}
      {question.zone && question.zone !== zone && (
        <small className="quiet">
          {t("explore.days_of", { zone: question.zone })}{" "}
          <button type="button" className="link" onClick={() => change({ zone: "" })}>
            {t("explore.own_zone", { zone })}
          </button>
        </small>
      )}
    </div>
  );
}
