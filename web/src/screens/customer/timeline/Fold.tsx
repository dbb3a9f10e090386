import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../../api/types";
import { ChannelMark } from "../../../parts/ChannelMark";
import { useFormat } from "../../../text/format";
import { activityName, sentenceOf } from "./sentence";

interface Props {
  items: Interaction[];
  open: boolean;
  chosen: boolean;
  toggle: (id: string) => void;
}

/** A burst of the same thing as one line: how many, of what, from when to when. */
export const Fold = memo(function Fold({ items, open, chosen, toggle }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const newest = items[0];
  const oldest = items.at(-1);
  if (!newest || !oldest) return null;
  const about = [...new Set(items.map((item) => sentenceOf(i18n, item).rest).filter(Boolean))];
  const [from, to] = [format.time(oldest.at), format.time(newest.at)];
  return (
    <div className="item item-fold" data-chosen={chosen || undefined}>
      <button type="button" className="item-head" aria-expanded={open} onClick={() => toggle(newest.id)}>
        <time className="num" dateTime={newest.at}>
          {to}
        </time>
        <ChannelMark channel={newest.channel} />
        <span className="item-sentence">
          <strong>{t("timeline.times", { name: activityName(i18n, newest.channel, newest.name, newest.direction), number: format.number(items.length) })}</strong>
          <span className="item-rest">{about.slice(0, 3).join(" · ")}</span>
        </span>
        <span className="signals">
          {from !== to && <span className="chip num">{`${from}–${to}`}</span>}
          {open ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
        </span>
      </button>
    </div>
  );
});
