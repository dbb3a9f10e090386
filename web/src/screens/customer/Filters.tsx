import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { CalendarSearch, SlidersHorizontal, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActivities } from "../../api/overview";
import type { CustomerDetail } from "../../api/types";
import { ChannelMark, useChannelName } from "../../parts/ChannelMark";
import { useFormat } from "../../text/format";
import { isoDay, useDayPattern } from "../../parts/DayField";
import { byChannelOrder } from "../../theme/channels";
import type { LineState } from "./lineState";
import { activityName } from "./timeline/sentence";

/** The legend of the line is its filter: press a channel to see only it. */
export function Filters({ customer, line }: { customer: CustomerDetail; line: LineState }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const channelName = useChannelName();
  const { data: activities } = useActivities();
  const counts = [...customer.channel_counts].sort((a, b) => byChannelOrder(a.channel, b.channel));
  // On a phone everything but the channels waits behind one button.
  const [more, setMore] = useState(false);
  const pattern = useDayPattern();

  // Several channels may name a thing alike ("message"); the server filters by the name, so it stands once.
  const names = useMemo(() => {
    const used = new Set(customer.channel_counts.map((count) => count.channel));
    const found = new Map((activities ?? []).filter((one) => used.has(one.channel)).map((one) => [one.name, activityName(i18n, one.channel, one.name)]));
    return [...found].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, format.locale));
  }, [activities, customer.channel_counts, i18n, format.locale]);

  const press = (channel: string) => {
    const next = line.channels.includes(channel) ? line.channels.filter((one) => one !== channel) : [...line.channels, channel];
    line.set({ channel: next.sort(byChannelOrder).join(","), at: undefined });
  };

  return (
    <div className="filters" role="group" aria-label={t("timeline.filters")}>
      <div className="filter-channels">
        {counts.map(({ channel }) => (
          <button key={channel} type="button" className="filter-channel" aria-pressed={line.channels.includes(channel)} onClick={() => press(channel)}>
            <ChannelMark channel={channel} size={18} named={false} />
            {channelName(channel)}
          </button>
        ))}
      </div>
      <button type="button" className="icon-button filter-more" aria-label={t("timeline.more_filters")} aria-expanded={more} onClick={() => setMore(!more)}>
        <SlidersHorizontal size={17} aria-hidden />
      </button>
      <div className="filter-rest" data-open={more || undefined}>
        <Select
          size="small"
          variant="filled"
          aria-label={t("timeline.activity")}
          placeholder={t("timeline.any_activity")}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          popupMatchSelectWidth={false}
          value={line.name ?? null}
          options={names}
          onChange={(value: string | null | undefined) => line.set({ name: value ?? undefined, at: undefined })}
        />
        <DatePicker.RangePicker
          size="small"
          variant="filled"
          format={pattern}
          allowEmpty={[true, true]}
          placeholder={[t("timeline.from"), t("timeline.to")]}
          aria-label={t("timeline.period")}
          value={[line.from ? dayjs(line.from) : null, line.to ? dayjs(line.to) : null]}
          onChange={(dates) => line.set({ from: dates?.[0]?.format(isoDay), to: dates?.[1]?.format(isoDay), at: undefined })}
        />
        <DatePicker
          size="small"
          variant="filled"
          format={pattern}
          aria-label={t("timeline.jump")}
          placeholder={t("timeline.jump")}
          suffixIcon={<CalendarSearch size={14} aria-hidden />}
          minDate={customer.first_at ? dayjs(customer.first_at) : undefined}
          maxDate={customer.last_at ? dayjs(customer.last_at) : undefined}
          value={line.at ? dayjs(line.at) : null}
          onChange={(date) => line.set({ at: date?.format(isoDay) })}
        />
        {line.filtered && (
          <button type="button" className="link filter-clear" onClick={line.clear}>
            <X size={13} aria-hidden />
            {t("timeline.clear")}
          </button>
        )}
      </div>
    </div>
  );
}
