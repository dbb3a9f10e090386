import { useTranslation } from "react-i18next";
import type { ImportPreview } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ChannelMark } from "../../parts/ChannelMark";
import { ProblemBox } from "../../parts/ProblemBox";
import { useFormat } from "../../text/format";
import { Signals } from "../customer/timeline/Signals";
import { sentenceOf } from "../customer/timeline/sentence";
import { ErrorTable } from "./ErrorTable";

interface Props {
  result: ImportPreview | undefined;
  problem: unknown;
  lack: string | null;
  waiting: boolean;
}

/** What the first rows would become, redrawn with every change of the mapping. */
export function Result({ result, problem, lack, waiting }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return (
    <section className="card" aria-busy={waiting} aria-label={t("map.result")}>
      <header>
        <h2>{t("map.result")}</h2>
        {result && <p className="quiet">{t("map.result_count", { count: result.interactions.length })}</p>}
      </header>
      {problem && !lack ? (
        <ProblemBox problem={problem} />
      ) : !result ? (
        lack ? <p className="quiet map-lack">{t(lack)}</p> : <Bones rows={6} height={36} />
      ) : (
        <>
          <ol className="side-list" data-stale={waiting || undefined}>
            {result.interactions.map((interaction, place) => {
              const { lead, rest, quoted } = sentenceOf(i18n, interaction);
              return (
                <li key={place}>
                  <time className="num">{interaction.at && `${format.date(interaction.at)} ${format.time(interaction.at)}`}</time>
                  <ChannelMark channel={interaction.channel ?? ""} size={20} />
                  <span className="item-sentence">
                    <strong>{lead}</strong>
                    {rest && <span className={quoted ? "item-rest quoted" : "item-rest"}>{rest}</span>}
                  </span>
                  <Signals interaction={interaction} />
                </li>
              );
            })}
          </ol>
          <ErrorTable errors={result.errors} />
        </>
      )}
    </section>
  );
}
