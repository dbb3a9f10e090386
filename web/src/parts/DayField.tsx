import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useTranslation } from "react-i18next";

/** A day among the page's own, as the pickers' library writes it: 2024-05-01. */
export const isoDay = "YYYY-MM-DD";

/** How a day is written in a field, in the language of the page, whatever the browser's is. */
export function useDayPattern(): string {
  const { i18n } = useTranslation();
  return i18n.language === "zh" ? "YYYY年M月D日" : "D MMM YYYY";
}

interface Props {
  label: string;
  /** What the field says as long as no day is chosen; its label when left out. */
  placeholder?: string;
  /** 2024-05-01; empty: none. */
  value: string;
  onChange: (day: string) => void;
  min?: string;
  max?: string;
}

/** A field for a day, which may stay empty. */
export function DayField({ label, placeholder = label, value, onChange, min, max }: Props) {
  const pattern = useDayPattern();
  const day = (text: string | undefined) => (text ? dayjs(text) : undefined);
  return (
    <DatePicker
      format={[pattern, isoDay]}
      aria-label={label}
      title={label}
      placeholder={placeholder}
      minDate={day(min)}
      maxDate={day(max)}
      value={day(value) ?? null}
      // Enter takes the day; it does not send the form that the field stands in.
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      onChange={(chosen) => onChange(chosen?.format(isoDay) ?? "")}
    />
  );
}
