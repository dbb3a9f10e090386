import { AutoComplete, Button, Input, Select } from "antd";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MappedInteraction } from "../../api/types";
import { useChannelName } from "../../parts/ChannelMark";
import { channelOrder } from "../../theme/channels";
import { ColumnSelect, ColumnsSelect, Field, FixedOrColumn } from "./fields";
import { chooseColumns, columnOf, columnsOf, labelColumn, labelText } from "./mapping";

interface Props {
  place: number;
  interaction: MappedInteraction;
  columns: string[];
  change: (change: Partial<MappedInteraction>) => void;
  drop?: () => void;
}

const scores = ["stars", "nps", "csat", "ces", "expectation", "perception"];
/** Members that are simply one column each. */
const plain = ["subject", "text", "topic", "conversation", "sentiment"] as const;

/** One interaction that every row becomes; a row with five timestamps becomes five. */
export function MapInteraction({ place, interaction, columns, change, drop }: Props) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  return (
    <fieldset className="card map-card">
      <legend>{t("map.interaction", { number: place + 1 })}</legend>
      {drop && <Button type="text" size="small" className="map-drop" aria-label={t("map.drop_interaction")} icon={<X size={14} aria-hidden />} onClick={drop} />}
      <Field label={t("map.at")}>
        <ColumnSelect label={t("map.at")} columns={columns} value={columnOf(interaction.at) || undefined} needed change={(at) => change({ at: at ?? "" })} />
      </Field>
      <Field label={t("map.channel")}>
        <FixedOrColumn label={t("map.channel")} columns={columns} column={labelColumn(interaction.channel)} change={(channel) => change({ channel: channel ?? "" })}>
          <AutoComplete
            aria-label={t("map.channel")}
            value={labelText(interaction.channel)}
            options={channelOrder.map((value) => ({ value, label: `${channelName(value)} (${value})` }))}
            popupMatchSelectWidth={false}
            onChange={(channel: string) => change({ channel })}
          />
        </FixedOrColumn>
      </Field>
      <Field label={t("map.what")}>
        <FixedOrColumn
          label={t("map.what")}
          columns={columns}
          column={interaction.name_column ?? labelColumn(interaction.name)}
          change={(name) => change({ name: name ?? "", name_column: undefined })}
        >
          <Input aria-label={t("map.what")} placeholder={t("map.what_hint")} value={labelText(interaction.name)} onChange={(event) => change({ name: event.target.value })} />
        </FixedOrColumn>
      </Field>
      <Field label={t("map.direction")}>
        <Select aria-label={t("map.direction")} value={labelText(interaction.direction ?? "in")} options={(["in", "out", "none"] as const).map((value) => ({ value, label: t(`direction.${value}`) }))} onChange={(direction) => change({ direction })} />
      </Field>
      <Field label={t("map.amount")}>
        <ColumnSelect label={t("map.amount")} columns={columns} value={interaction.amount?.column} change={(column) => change({ amount: column ? { ...interaction.amount, column } : undefined })} />
      </Field>
      <Field label={t("map.score")}>
        <div className="map-name">
          <Select
            aria-label={t("map.score_kind")}
            value={interaction.score?.kind ?? "stars"}
            disabled={!interaction.score}
            options={scores.map((value) => ({ value, label: t(`score.${value}`) }))}
            onChange={(kind) => interaction.score && change({ score: { ...interaction.score, kind } })}
          />
          <ColumnSelect label={t("map.score")} columns={columns} value={interaction.score?.column} change={(column) => change({ score: column ? { kind: interaction.score?.kind ?? "stars", ...interaction.score, column } : undefined })} />
        </div>
      </Field>
      {plain.map((member) => (
        <Field key={member} label={t(`detail.${member === "sentiment" ? "feeling" : member}`, { defaultValue: member })}>
          <ColumnSelect label={t(`detail.${member === "sentiment" ? "feeling" : member}`)} columns={columns} value={columnOf(interaction[member])} change={(column) => change({ [member]: column })} />
        </Field>
      ))}
      <Field label={t("detail.language")}>
        <ColumnSelect label={t("detail.language")} columns={columns} value={labelColumn(interaction.language)} change={(column) => change({ language: column ? { column } : undefined })} />
      </Field>
      <Field label={t("map.properties")}>
        <ColumnsSelect label={t("map.properties")} columns={columns} value={columnsOf(interaction.properties)} change={(chosen) => change({ properties: chooseColumns(chosen, interaction.properties) })} />
      </Field>
    </fieldset>
  );
}
