import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction, JoinedProfile } from "../../../api/types";
import { useFormat } from "../../../text/format";

const shown = (value: unknown): string => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));

/** Everything that is known about one interaction. What is not known has no row. */
export function Details({ interaction, joined }: { interaction: Interaction; joined?: JoinedProfile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const late = Date.parse(interaction.received_at) - Date.parse(interaction.at) > 60_000;
  const facts: [string, ReactNode][] = [
    ["subject", interaction.subject],
    ["topic", interaction.topic],
    ["amount", interaction.amount && format.money(interaction.amount.minor, interaction.amount.currency)],
    ["score", interaction.score && `${t(`score.${interaction.score.kind}`, { defaultValue: interaction.score.kind })} ${format.number(interaction.score.value)}`],
    ["feeling", interaction.sentiment !== undefined && new Intl.NumberFormat(format.locale, { maximumFractionDigits: 2, signDisplay: "exceptZero" }).format(interaction.sentiment)],
    ["conversation", interaction.conversation],
    ["actor", interaction.actor && [t(`actor.${interaction.actor.kind}`), interaction.actor.id].filter(Boolean).join(" · ")],
    ["language", interaction.language && format.language(interaction.language)],
    ["at", format.exact(interaction.at)],
    ["received", late && format.exact(interaction.received_at)],
    ["heard_as", joined && (joined.name || t("customer.anonymous"))],
    ["source", interaction.source],
    ["source_key", interaction.source_key && <code>{interaction.source_key}</code>],
  ];
  const properties = Object.entries(interaction.properties ?? {}).filter(([, value]) => value !== null && value !== "");
  return (
    <div className="details">
      {interaction.text && (
        <blockquote lang={interaction.language}>{interaction.text}</blockquote>
      )}
      <dl className="facts">
        {facts.filter(([, value]) => value).map(([name, value]) => (
          <div key={name}>
            <dt>{t(`detail.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {properties.map(([name, value]) => (
          <div key={`property-${name}`}>
            <dt className="property">{name}</dt>
            <dd>{shown(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
