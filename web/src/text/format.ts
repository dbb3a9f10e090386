// Numbers, money, dates and times by locale. One instance per language; Intl's formatters are costly to make.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The day of an instant where the reader is, as 2024-05-01. */
export function dayOf(at: string | Date): string {
  const date = typeof at === "string" ? new Date(at) : at;
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** The instant at which a day (2024-05-01) begins where the reader is; `plus` days later if asked. */
export function startOfDay(text: string, plus = 0): Date {
  const [year = 1970, month = 1, date = 1] = text.split("-").map(Number);
  return new Date(year, month - 1, date + plus);
}

/** English as the reader's machine speaks it (dates differ), Chinese as written in the mainland. */
function localeOf(language: string): string {
  if (language === "zh") return "zh-CN";
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith("en")) ?? "en";
}

const units = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]] as const;

export function formatter(language: string) {
  const locale = localeOf(language);
  const number = new Intl.NumberFormat(locale);
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric" });
  const monthDay = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
  const month = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short" });
  const heading = new Intl.DateTimeFormat(locale, { weekday: "short", year: "numeric", month: "short", day: "numeric" });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const justNow = language === "zh" ? "刚刚" : "just now";
  const spans = new Map<string, Intl.NumberFormat>();
  const money = new Map<string, { format: Intl.NumberFormat; digits: number }>();
  const names = new Intl.DisplayNames(locale, { type: "language" });

  const moneyOf = (currency: string) => {
    let found = money.get(currency);
    if (!found) {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
      found = { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
      money.set(currency, found);
    }
    return found;
  };

  const spanOf = (unit: string, digits: number, width: "short" | "long") => {
    const key = `${unit}${digits}${width}`;
    const found = spans.get(key) ?? new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: width, maximumFractionDigits: digits });
    spans.set(key, found);
    return found;
  };

  return {
    locale,
    number: (value: number) => number.format(value),
    short: (value: number) => short.format(value),
    percent: (part: number) => percent.format(part),
    /** 12.4 %: one digit, where parts are compared with each other. */
    share: (part: number) => share.format(part),
    /** A difference of two parts, in hundredths with its sign: +4.2. */
    points: (difference: number) => signed.format(100 * difference),
    /** A span of time in its largest unit, two figures at least: 2.5 hr, 12 min, 90 days. */
    duration: (seconds: number, width: "short" | "long" = "short") => {
      const [unit, size] = units.find(([, least]) => seconds >= least) ?? units[3];
      const value = seconds / size;
      if (seconds > 0 && seconds < 1) return `< ${spanOf("second", 0, width).format(1)}`;
      return spanOf(unit, value < 10 ? 1 : 0, width).format(value);
    },
    /** A probability with as many digits as tell it from 0 and 1: 99.97 %, 0.002 %. What is nearly certain is not shown as certain. */
    probability: (exact: number) => {
      const part = exact < 1 ? Math.min(exact, 0.999999) : exact;
      const rest = Math.min(part, 1 - part);
      const digits = rest <= 0 ? 0 : Math.min(6, Math.max(0, Math.ceil(-Math.log10(rest)) - 1));
      return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(part);
    },
    /** With its sign and one digit: +5.8, −3.2. */
    signed: (value: number) => signed.format(value),
    date: (at: string | Date) => date.format(new Date(at)),
    monthDay: (at: string | Date) => monthDay.format(new Date(at)),
    month: (at: string | Date) => month.format(new Date(at)),
    dayHeading: (of: string) => heading.format(startOfDay(of)),
    time: (at: string | Date) => time.format(new Date(at)),
    exact: (at: string | Date) => exact.format(new Date(at)),
    language: (tag: string) => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag; // a source may send anything as a language
      }
    },
    money: (minor: number, currency: string) => {
      try {
        const { format, digits } = moneyOf(currency.toUpperCase());
        return format.format(minor / 10 ** digits);
      } catch {
        return `${number.format(minor / 100)} ${currency}`; // not a currency that Intl knows
      }
    },
    /** ¥38k: where there is room for no more. */
    moneyShort: (minor: number, currency: string) => {
      try {
        const { digits } = moneyOf(currency.toUpperCase());
        return new Intl.NumberFormat(locale, { style: "currency", currency: currency.toUpperCase(), currencyDisplay: "narrowSymbol", notation: "compact", maximumSignificantDigits: 2 }).format(minor / 10 ** digits);
      } catch {
        return `${short.format(minor / 100)} ${currency}`;
      }
    },
    /** In whole units of the currency, as people write amounts. */
    major: (minor: number, currency: string) => {
      try {
        return minor / 10 ** moneyOf(currency.toUpperCase()).digits;
      } catch {
        return minor / 100;
      }
    },
    /** "just now", "3 min ago" when near, the date when far: nobody counts weeks back. */
    ago: (at: string | Date, now: number = Date.now()) => {
      const passed = new Date(at).getTime() - now;
      const size = Math.abs(passed);
      if (passed <= 0 && size < minute / 2) return justNow;
      if (size < hour) return ago.format(Math.round(passed / minute), "minute");
      if (size < day) return ago.format(Math.round(passed / hour), "hour");
      if (size < 7 * day) return ago.format(Math.round(passed / day), "day");
      return date.format(new Date(at));
    },
  };
}

export type Formatter = ReturnType<typeof formatter>;

const made = new Map<string, Formatter>();

export function useFormat(): Formatter {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const found = made.get(i18n.language) ?? formatter(i18n.language);
    made.set(i18n.language, found);
    return found;
  }, [i18n.language]);
}
