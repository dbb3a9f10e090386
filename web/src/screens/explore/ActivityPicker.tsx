import { Search } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActivities } from "../../api/overview";
import { useChannelName } from "../../parts/ChannelMark";
import { useFormat } from "../../text/format";
import { byChannelOrder } from "../../theme/channels";
import { RefName, useRefName } from "./names";
import type { Ref } from "./question";

interface Props {
  label: string;
  pick: (ref: Ref) => void;
  /** Also "anything at all", where the question allows it. */
  anything?: boolean;
  autoFocus?: boolean;
  id?: string;
  /** Backspace in the empty field: takes the last one back. */
  back?: () => void;
  /** Escape, or leaving the field. */
  leave?: () => void;
}

interface Found {
  ref: Ref;
  count: number;
}

/** More than anybody reads; typing narrows them. */
const most = 50;

/** Every activity that was ever heard, and whole channels, with their counts; the commonest first. */
export function useFound(q: string): Found[] {
  const { data: activities } = useActivities();
  const name = useRefName();
  const channelName = useChannelName();
  return useMemo(() => {
    const all = (activities ?? []).map(({ channel, name: called, interactions }) => ({ ref: { channel, name: called }, count: interactions }));
    const channels = new Map<string, number>();
    for (const { ref, count } of all) channels.set(ref.channel, (channels.get(ref.channel) ?? 0) + count);
    const whole = [...channels].sort(([a], [b]) => byChannelOrder(a, b)).map(([channel, count]) => ({ ref: { channel, name: "" }, count }));
    const wanted = q.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ ref }: Found) => {
      const text = `${name(ref)} ${ref.name} ${ref.channel} ${channelName(ref.channel)}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    };
    return [...all.sort((a, b) => b.count - a.count), ...whole].filter(fits);
    // Names follow the language alone, and a change of it draws everything anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [activities, q, name({ channel: "", name: "" })]);
}

/** Search as you type: arrows walk, Enter takes. */
export function ActivityPicker({ label, pick, anything = false, autoFocus, id, back, leave }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useId();
  const [q, setQ] = useState("");
  const [open, setOpen] = useState(autoFocus ?? false);
  const [place, setPlace] = useState(0);
  const found = useFound(q);
  const shown: (Found | { ref: Ref; count?: undefined })[] = [...(anything && q.trim() === "" ? [{ ref: { channel: "", name: "" } }] : []), ...found.slice(0, most)];
  const chosen = open ? shown[Math.min(place, shown.length - 1)] : undefined;

  const take = (ref: Ref | undefined) => {
    if (!ref) return;
    setQ("");
    setPlace(0);
    pick(ref);
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    // While an input method composes Chinese, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setOpen(true);
      if (open) setPlace((now) => (Math.min(now, shown.length - 1) + step + shown.length) % Math.max(1, shown.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(chosen?.ref);
    } else if (event.key === "Escape") {
      if (open && !leave) event.stopPropagation();
      setOpen(false);
      leave?.();
    } else if (event.key === "Backspace" && q === "") back?.();
  };

  return (
    <div className="picker">
      <Search size={14} aria-hidden />
      <input
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${list}-${Math.min(place, shown.length - 1)}` : undefined}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        value={q}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false);
          leave?.();
        }}
        onChange={(event) => {
          setQ(event.target.value);
          setPlace(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={label} className="picker-list" hidden={!open}>
        {open &&
          shown.map(({ ref, count }, number) => (
            <div
              key={`${ref.channel}:${ref.name}`}
              id={`${list}-${number}`}
              role="option"
              aria-selected={number === Math.min(place, shown.length - 1)}
              ref={(element) => {
                if (element && number === place) element.scrollIntoView({ block: "nearest" });
              }}
              // Before the field loses its focus.
              onMouseDown={(event) => {
                event.preventDefault();
                take(ref);
              }}
              onMouseMove={() => setPlace(number)}
            >
              <RefName of={ref} />
              {count !== undefined && <small className="num">{format.number(count)}</small>}
            </div>
          ))}
        {open && shown.length === 0 && <p className="picker-none">{t("explore.none_called", { q })}</p>}
        {open && found.length > most && <p className="picker-none">{t("explore.more_activities", { count: found.length - most })}</p>}
      </div>
    </div>
  );
}
