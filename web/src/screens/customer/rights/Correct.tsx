import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCorrect, useCorrections, useUndoCorrection } from "../../../api/rights";
import type { Correction, CorrectionRequest, CustomerDetail } from "../../../api/types";
import { useByWhom } from "../../../parts/byWhom";
import { Bones } from "../../../parts/Bones";
import { ProblemBox, useProblemText } from "../../../parts/ProblemBox";
import { say } from "../../../parts/toast";
import { When } from "../../../parts/When";

const kinds: CorrectionRequest["kind"][] = ["name", "trait", "identity_removed", "identity_moved", "identity_verified"];

/** A name, a trait or an identifier that is not right. What was said before the correction loses against it. */
export function Correct({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCorrections(customer.id);
  return (
    <>
      <Form customer={customer} />
      <h3>{t("rights.corrected_before")}</h3>
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !data ? <Bones rows={2} /> : data.length === 0 ? <p className="quiet">{t("rights.never_corrected")}</p> : <Before customer={customer} made={data} />}
    </>
  );
}

function Form({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const { mutate: correct, isPending, error } = useCorrect(customer.id);
  const { mutate: undo } = useUndoCorrection(customer.id);
  const identities = customer.identities.map(({ namespace, value }) => `${namespace}:${value}`);
  const [kind, setKind] = useState<CorrectionRequest["kind"]>("name");
  const [name, setName] = useState(customer.name);
  const [trait, setTrait] = useState(Object.keys(customer.traits)[0] ?? "");
  const [value, setValue] = useState("");
  const [identity, setIdentity] = useState(identities[0] ?? "");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const held = customer.identities[identities.indexOf(identity)];
  const verified = !(held?.verified ?? false);
  const change: CorrectionRequest = {
    kind,
    reason: reason.trim(),
    ...(kind === "name" && { name: name.trim() }),
    ...(kind === "trait" && { trait: trait.trim(), value: value.trim() || null }),
    ...(kind.startsWith("identity") && { identity }),
    ...(kind === "identity_moved" && { to: to.trim() }),
    ...(kind === "identity_verified" && { verified }),
  };
  return (
    <form
      className="rights-form"
      onSubmit={(event) => {
        event.preventDefault();
        correct(change, {
          onSuccess: (made) => {
            say(t("rights.corrected"), { undo: () => undo(made.id) });
            setReason("");
          },
        });
      }}
    >
      <Select aria-label={t("rights.what")} value={kind} onChange={setKind} options={kinds.map((one) => ({ value: one, label: t(`rights.kind_${one}`) }))} popupMatchSelectWidth={false} />
      {kind === "name" && <Input aria-label={t("identity.name")} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />}
      {kind === "trait" && (
        <>
          <Input aria-label={t("rights.trait")} placeholder={t("rights.trait")} required list="traits-known" value={trait} onChange={(event) => setTrait(event.target.value)} />
          <datalist id="traits-known">
            {Object.keys(customer.traits).map((key) => (
              <option key={key} value={key} />
            ))}
          </datalist>
          <Input aria-label={t("rights.value")} placeholder={t("rights.value_hint")} value={value} onChange={(event) => setValue(event.target.value)} />
        </>
      )}
      {kind.startsWith("identity") && <Select aria-label={t("rights.identity")} value={identity} onChange={setIdentity} options={identities.map((one) => ({ value: one, label: one.slice(one.indexOf(":") + 1) }))} popupMatchSelectWidth={false} />}
      {kind === "identity_moved" && <Input aria-label={t("rights.to")} placeholder={t("rights.to_hint")} required value={to} onChange={(event) => setTo(event.target.value)} />}
      {kind === "identity_verified" && <p className="quiet">{t(verified ? "rights.will_verify" : "rights.will_unverify")}</p>}
      <Input aria-label={t("rights.reason")} placeholder={t("rights.reason_hint")} required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <div className="rights-buttons">
        <Button htmlType="submit" type="primary" loading={isPending}>
          {t("rights.correct")}
        </Button>
      </div>
      {error && <ProblemBox problem={error} />}
    </form>
  );
}

function Before({ customer, made }: { customer: CustomerDetail; made: Correction[] }) {
  const { t } = useTranslation();
  const { mutate: undo } = useUndoCorrection(customer.id);
  const byWhom = useByWhom();
  const problemText = useProblemText();
  return (
    <ul className="rights-list">
      {made.map((one) => (
        <li key={one.id}>
          <span>
            <strong>{t(`rights.kind_${one.kind}`)}</strong> {one.field !== "name" && t(`identity.${one.field}`, { defaultValue: t(`trait.${one.field}`, { defaultValue: one.field }) })} · {byWhom(one.by)}
            <small>
              {one.reason}
              {one.undone_at && ` · ${t("rights.undone", { by: byWhom(one.undone_by) })}`}
            </small>
          </span>
          <When at={one.at} />
          {one.can_be_undone && (
            <Button size="small" onClick={() => undo(one.id, { onError: (problem) => say(problemText(problem).detail ?? problemText(problem).title, { bad: true }) })}>
              {t("rights.undo")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
