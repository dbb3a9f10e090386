import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConsents, useRecordConsent } from "../../../api/rights";
import type { ConsentRequest, CustomerDetail, GivenConsent } from "../../../api/types";
import { Bones } from "../../../parts/Bones";
import { useChannelName } from "../../../parts/ChannelMark";
import { ProblemBox } from "../../../parts/ProblemBox";
import { say } from "../../../parts/toast";
import { When } from "../../../parts/When";
import { useFormat } from "../../../text/format";

const ways: ConsentRequest["how"][] = ["form", "call", "letter", "mail", "counter", "other"];

/** What may be done: what holds now, how it came to be, and what is said today. */
export function Consent({ customer, may }: { customer: CustomerDetail; may: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useConsents(customer.id);
  const purposeName = usePurposeName();
  const channelName = useChannelName();
  const format = useFormat();
  if (error) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!data) return <Bones rows={4} />;
  return (
    <>
      <ul className="rights-list">
        {data.now.map((one) => (
          <li key={`${one.purpose} ${one.channel ?? ""}`}>
            <span>
              <strong>{purposeName(one.purpose)}</strong> · {one.channel ? channelName(one.channel) : t("rights.every_channel")}
            </span>
            <span className={`consent consent-${one.state}`}>{t(`rights.state_${one.state}`)}</span>
            {one.since && <When at={one.since} />}
            {one.until && <small>{t("rights.until", { date: format.date(one.until) })}</small>}
          </li>
        ))}
      </ul>
      {may && <Say customer={customer} purposes={[...new Set(data.now.map(({ purpose }) => purpose))]} />}
      <h3>{t("rights.history")}</h3>
      {data.history.length === 0 ? <p className="quiet">{t("rights.no_history")}</p> : <History said={data.history} />}
    </>
  );
}

function usePurposeName() {
  const { t } = useTranslation();
  return (purpose: string) => t(`rights.purpose_${purpose}`, { defaultValue: purpose });
}

function History({ said }: { said: GivenConsent[] }) {
  const { t } = useTranslation();
  const purposeName = usePurposeName();
  const channelName = useChannelName();
  return (
    <ul className="rights-list">
      {said.map((one) => (
        <li key={one.id}>
          <span>
            <strong>{purposeName(one.purpose)}</strong> · {one.channel ? channelName(one.channel) : t("rights.every_channel")}: {t(`rights.state_${one.state}`)} · {t(`rights.how_${one.how}`)} · {one.by}
            {(one.text || one.version || one.evidence) && <small>{[one.version, one.text, one.evidence].filter(Boolean).join(" · ")}</small>}
          </span>
          <When at={one.at} />
        </li>
      ))}
    </ul>
  );
}

function Say({ customer, purposes }: { customer: CustomerDetail; purposes: string[] }) {
  const { t } = useTranslation();
  const purposeName = usePurposeName();
  const channelName = useChannelName();
  const { mutate: record, isPending, error } = useRecordConsent(customer.id);
  const [purpose, setPurpose] = useState("marketing");
  const [channel, setChannel] = useState("");
  const [how, setHow] = useState<ConsentRequest["how"]>("call");
  const [text, setText] = useState("");
  const [evidence, setEvidence] = useState("");
  const send = (state: ConsentRequest["state"]) =>
    record(
      { purpose: purpose.trim(), state, how, ...(channel && { channel }), ...(text.trim() && { text: text.trim() }), ...(evidence.trim() && { evidence: evidence.trim() }) },
      {
        onSuccess: () => {
          say(t("rights.recorded"));
          setText("");
          setEvidence("");
        },
      },
    );
  return (
    <form
      className="rights-form"
      onSubmit={(event) => {
        event.preventDefault();
        send("given");
      }}
    >
      <Select aria-label={t("rights.purpose")} value={purpose} onChange={setPurpose} options={purposes.map((value) => ({ value, label: purposeName(value) }))} popupMatchSelectWidth={false} />
      <Select aria-label={t("rights.channel")} value={channel} onChange={setChannel} options={["", "email", "sms", "voice", "letter", "app", "chat"].map((value) => ({ value, label: value ? channelName(value) : t("rights.every_channel") }))} popupMatchSelectWidth={false} />
      <Select aria-label={t("rights.how")} value={how} onChange={setHow} options={ways.map((value) => ({ value, label: t(`rights.how_${value}`) }))} popupMatchSelectWidth={false} />
      <Input aria-label={t("rights.evidence")} placeholder={t("rights.evidence_hint")} maxLength={500} value={evidence} onChange={(event) => setEvidence(event.target.value)} />
      <Input.TextArea aria-label={t("rights.text")} placeholder={t("rights.text_hint")} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      <div className="rights-buttons">
        <Button htmlType="submit" type="primary" loading={isPending}>
          {t("rights.give")}
        </Button>
        <Button onClick={() => send("withdrawn")} loading={isPending}>
          {t("rights.withdraw")}
        </Button>
      </div>
      {error && <ProblemBox problem={error} />}
    </form>
  );
}
