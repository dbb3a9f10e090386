import { Input, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JourneyPromise, Touchpoint } from "../../../api/journeys";
import { SpanField } from "../../explore/SpanField";
import { touchpointPath, useEditing } from "../editing";
import { mostBytes, within } from "../limits";
import { Row } from "./fields";
import { MatcherRow } from "./MatcherRow";

const forms = ["none", "within", "due"] as const;
type Form = (typeof forms)[number];

const formOf = (promise: JourneyPromise | undefined): Form => (!promise ? "none" : promise.due ? "due" : "within");
const isWhole = ({ due, after }: JourneyPromise) => due || after !== undefined;

/** What the company commits itself to, so that it can be counted: within a time behind something, or by a time that was told. */
export function PromiseRows({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation();
  const { mayEdit, change } = useEditing();
  // A promise that does not say yet what starts its clock is none; it is kept here until it does.
  const [begun, begin] = useState<JourneyPromise>();
  const path = `${touchpointPath(touchpoint.key)}/promise`;
  const promise = begun ?? touchpoint.promise;
  const form = formOf(promise);
  const set = (next: JourneyPromise | undefined, token?: string) => {
    const whole = next && isWhole(next);
    begin(next && !whole ? next : undefined);
    if (whole) change([{ op: "set", path, value: next }], token);
    else if (touchpoint.promise) change([{ op: "set", path, value: null }]);
  };
  const turn = (next: Form) => {
    const text = promise?.text ?? "";
    if (next !== form) set(next === "none" ? undefined : next === "due" ? { text, due: true } : { text, due: false, within: "1d" });
  };
  return (
    <>
      <Row path={path} label={t("journeys.promise")} hint={t(`journeys.promise_${form}_hint`)}>
        {mayEdit ? (
          <Segmented<Form> aria-label={t("journeys.promise")} value={form} options={forms.map((value) => ({ value, label: t(`journeys.promise_${value}`) }))} onChange={turn} />
        ) : (
          <p className="panel-text">{promise ? promise.text || t(`journeys.promise_${form}`) : t("journeys.promise_none")}</p>
        )}
      </Row>
      {promise && mayEdit && <PromiseText text={promise.text} keep={(text) => set({ ...promise, text }, `type ${path}`)} />}
      {promise && form === "within" && (
        <>
          {mayEdit ? <SpanField label={t("journeys.promise_time")} value={promise.within ?? ""} change={(time) => set({ ...promise, within: time })} /> : <Row label={t("journeys.promise_time")}><p className="panel-text">{promise.within}</p></Row>}
          <MatcherRow label={t("journeys.promise_after")} hint={t("journeys.promise_after_hint")} value={promise.after} set={(after) => set({ ...promise, after: after ?? undefined })} />
          {begun && <p className="panel-hint warn" role="status">{t("journeys.promise_needs_after")}</p>}
        </>
      )}
      {promise && form === "due" && <MatcherRow label={t("journeys.promise_made_by")} hint={t("journeys.promise_made_by_hint")} value={promise.made_by} set={(made_by) => set({ ...promise, made_by: made_by ?? undefined })} />}
    </>
  );
}

function PromiseText({ text, keep }: { text: string; keep: (text: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  return (
    <Row label={t("journeys.promise_text")}>
      <Input aria-label={t("journeys.promise_text")} placeholder={t("journeys.promise_text_hint")} value={typed} onChange={(event) => setTyped(within(event.target.value, mostBytes.text))} onBlur={() => typed !== text && keep(typed)} />
    </Row>
  );
}
