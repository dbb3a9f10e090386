import { ArrowUpRight, Bot, Frown, Smile, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../../api/types";
import { useFormat } from "../../../text/format";

/** Feelings nearer to zero than this are weather, not news. */
const clear = 0.35;

/** The few figures that belong in the sentence's line: what it was worth, how it was rated, how it felt. */
export function Signals({ interaction }: { interaction: Partial<Interaction> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { score, amount, sentiment, actor, direction } = interaction;
  const feeling = sentiment !== undefined && Math.abs(sentiment) >= clear ? (sentiment > 0 ? "good" : "bad") : null;
  return (
    <span className="signals">
      {actor?.kind === "bot" && <Bot size={14} aria-label={t("actor.bot")} role="img" />}
      {direction === "out" && <ArrowUpRight size={14} aria-label={t("direction.out")} role="img" className="quiet" />}
      {feeling === "good" && <Smile size={15} aria-label={t("feeling.good")} role="img" className="feeling-good" />}
      {feeling === "bad" && <Frown size={15} aria-label={t("feeling.bad")} role="img" className="feeling-bad" />}
      {score && (
        <span className="chip" title={t(`score.${score.kind}`, { defaultValue: score.kind })}>
          {score.kind === "stars" ? (
            <>
              <Star size={12} aria-hidden /> {format.number(score.value)}
            </>
          ) : (
            `${t(`score.${score.kind}`, { defaultValue: score.kind })} ${format.number(score.value)}`
          )}
        </span>
      )}
      {amount && <span className="chip num">{format.money(amount.minor, amount.currency)}</span>}
    </span>
  );
}
