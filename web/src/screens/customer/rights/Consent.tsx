import { Button, Input, Select } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConsents, useRecordConsent } from "../../../api/rights";
import type { ConsentRequest, CustomerDetail, GivenConsent } from "../../../api/types";
import { useByWhom } from "../../../parts/byWhom";
import { Bones } from "../../../parts/Bones";
import { useChannelName } from "../../../parts/ChannelMark";
import { DayField } from "../../../parts/DayField";
import { ProblemBox } from "../../../parts/ProblemBox";
import { say } from "../../../parts/toast";
import { When } from "../../../parts/When";
import { dayOf, startOfDay, useFormat } from "../../../text/format";

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
  const byWhom = useByWhom();
  const format = useFormat();
  const proof = ({ until, version, text, evidence }: GivenConsent) => [until && t("rights.until", { date: format.date(until) }), version, text, evidence].filter(Boolean).join(" · ");
  return (
    <ul className="rights-list">
      {said.map((one) => (
        <li key={one.id}>
          <span>
            <strong>{purposeName(one.purpose)}</strong> · {one.channel ? channelName(one.channel) : t("rights.every_channel")}: {t(`rights.state_${one.state}`)} · {t(`rights.how_${one.how}`)} · {byWhom(one.by)}
            {proof(one) && <small>{proof(one)}</small>}
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
  const [own, setOwn] = useState("");
  const [said, setSaid] = useState("");
  const [until, setUntil] = useState("");
  const [text, setText] = useState("");
  const [version, setVersion] = useState("");
  const [evidence, setEvidence] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const today = dayOf(new Date());
  // A purpose that is there already, typed as it is called here, is that one.
  const typed = own.trim().toLowerCase();
  const about = purpose || (purposes.find((known) => [known, purposeName(known).toLowerCase()].includes(typed)) ?? typed);
  const send = (state: ConsentRequest["state"]) => {
    if (!form.current?.reportValidity()) return;
    const request: ConsentRequest = {
      purpose: about,
      state,
      how,
      ...(channel && { channel }),
      // Of an earlier day the hour is not known: its beginning, so that what is said later that day counts.
      ...(said && said !== today && { at: startOfDay(said).toISOString() }),
      // Through the last moment of the day.
      ...(until && { until: new Date(startOfDay(until, 1).getTime() - 1).toISOString() }),
      ...(text.trim() && { text: text.trim() }),
      ...(version.trim() && { version: version.trim() }),
      ...(evidence.trim() && { evidence: evidence.trim() }),
    };
    record(request, {
      onSuccess: () => {
        say(t("rights.recorded"));
        setPurpose(about);
        for (const clear of [setOwn, setSaid, setUntil, setText, setVersion, setEvidence]) clear("");
      },
    });
  };
  return (
    <form
      ref={form}
      className="rights-form"
      onSubmit={(event) => {
        event.preventDefault();
        send("given");
      }}
    >
      <Select aria-label={t("rights.purpose")} value={purpose} onChange={setPurpose} options={[...purposes.map((value) => ({ value, label: purposeName(value) })), { value: "", label: t("rights.purpose_own") }]} popupMatchSelectWidth={false} />
      {!purpose && <Input autoFocus aria-label={t("rights.purpose_name")} placeholder={t("rights.purpose_name_hint")} required maxLength={40} value={own} onChange={(event) => setOwn(event.target.value)} />}
      <Select aria-label={t("rights.channel")} value={channel} onChange={setChannel} options={["", "email", "sms", "voice", "letter", "app", "chat"].map((value) => ({ value, label: value ? channelName(value) : t("rights.every_channel") }))} popupMatchSelectWidth={false} />
      <Select aria-label={t("rights.how")} value={how} onChange={setHow} options={ways.map((value) => ({ value, label: t(`rights.how_${value}`) }))} popupMatchSelectWidth={false} />
      <DayField label={t("rights.said")} placeholder={t("rights.said_hint")} max={today} value={said} onChange={setSaid} />
      <DayField label={t("rights.holds")} placeholder={t("rights.holds_hint")} min={said || today} value={until} onChange={setUntil} />
      <Input aria-label={t("rights.version")} placeholder={t("rights.version_hint")} maxLength={200} value={version} onChange={(event) => setVersion(event.target.value)} />
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
