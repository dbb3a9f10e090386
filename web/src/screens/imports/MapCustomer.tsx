import { AutoComplete, Button, Checkbox } from "antd";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MappedFile } from "../../api/types";
import { useIdentityName } from "../../parts/identity";
import { ColumnSelect, ColumnsSelect, Field } from "./fields";
import { chooseColumns, columnOf, columnsOf, tidy } from "./mapping";

type MappedCustomer = MappedFile["customer"];

interface Props {
  customer: MappedCustomer;
  columns: string[];
  change: (customer: MappedCustomer) => void;
}

const namespaces = ["user_id", "email", "phone", "loyalty", "device", "whatsapp", "wechat", "telegram", "social", "postal"];

/** By what the customer of a row is recognised, and what else the row says about them. */
export function MapCustomer({ customer, columns, change }: Props) {
  const { t } = useTranslation();
  const identityName = useIdentityName();
  const set = (part: Partial<MappedCustomer>) => change(tidy({ ...customer, ...part }));
  const identities = customer.identities;
  const setIdentity = (place: number, part: Partial<MappedCustomer["identities"][number]>) =>
    set({ identities: identities.map((one, at) => (at === place ? tidy({ ...one, ...part }) : one)) });
  return (
    <fieldset className="card map-card">
      <legend>{t("map.customer")}</legend>
      {identities.map((identity, place) => (
        <div key={place} className="map-identity">
          <AutoComplete
            aria-label={t("map.identity_kind")}
            value={identity.namespace}
            options={namespaces.map((value) => ({ value, label: `${identityName(value)} (${value})` }))}
            popupMatchSelectWidth={false}
            onChange={(namespace: string) => setIdentity(place, { namespace })}
          />
          <ColumnSelect label={t("map.identity_column")} columns={columns} value={identity.column} needed change={(column) => setIdentity(place, { column: column ?? "" })} />
          <Checkbox checked={identity.verified ?? false} onChange={(event) => setIdentity(place, { verified: event.target.checked })}>
            {t("customer.verified")}
          </Checkbox>
          <Button type="text" size="small" aria-label={t("map.drop_identity")} icon={<X size={14} aria-hidden />} onClick={() => set({ identities: identities.filter((_, at) => at !== place) })} />
        </div>
      ))}
      <Button size="small" type="dashed" onClick={() => set({ identities: [...identities, { namespace: namespaces.find((one) => !identities.some((known) => known.namespace === one)) ?? "user_id", column: columns[0] ?? "" }] })}>
        {t("map.add_identity")}
      </Button>
      <Field label={t("map.name")}>
        <ColumnSelect label={t("map.name")} columns={columns} value={columnOf(customer.name)} change={(name) => set({ name })} />
      </Field>
      <Field label={t("map.traits")}>
        <ColumnsSelect label={t("map.traits")} columns={columns} value={columnsOf(customer.traits)} change={(chosen) => set({ traits: chooseColumns(chosen, customer.traits) })} />
      </Field>
    </fieldset>
  );
}
