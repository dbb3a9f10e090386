import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCancelErasure, useErase, useErasure, useErasurePreview } from "../../../api/rights";
import type { CustomerDetail } from "../../../api/types";
import { useByWhom } from "../../../parts/byWhom";
import { Bones } from "../../../parts/Bones";
import { useChannelName } from "../../../parts/ChannelMark";
import { ProblemBox } from "../../../parts/ProblemBox";
import { say } from "../../../parts/toast";
import { useFormat } from "../../../text/format";

/** What would go, why, and ten minutes to think it over: there is no other way back. */
export function Erase({ customer, close }: { customer: CustomerDetail; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const channelName = useChannelName();
  const { data: preview, error, refetch } = useErasurePreview(customer.id);
  const { mutate: erase, isPending, error: refused } = useErase(customer.id);
  const { mutate: cancel } = useCancelErasure(customer.id);
  const [reason, setReason] = useState("");
  if (error) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!preview) return <Bones rows={4} />;
  const list = (counts: { name: string; interactions: number }[], nameOf: (name: string) => string) => counts.map(({ name, interactions }) => `${nameOf(name)} ${format.number(interactions)}`).join(" · ");
  return (
    <form
      className="rights-form rights-erase"
      onSubmit={(event) => {
        event.preventDefault();
        erase(reason.trim(), {
          onSuccess: (asked) => {
            say(t("rights.erase_asked"), { undo: () => cancel(asked.id) });
            close();
          },
        });
      }}
    >
      <p>{t("rights.erase_text", { count: preview.interactions, number: format.number(preview.interactions), profiles: preview.profiles.length, identities: preview.identities })}</p>
      <dl className="rights-facts">
        {preview.channels.length > 0 && (
          <div>
            <dt>{t("customer.channels")}</dt>
            <dd>{list(preview.channels, channelName)}</dd>
          </div>
        )}
        {preview.sources.length > 0 && (
          <div>
            <dt>{t("rights.sources")}</dt>
            <dd>{list(preview.sources, (name) => name)}</dd>
          </div>
        )}
      </dl>
      <p className="quiet">{t("rights.erase_stays")}</p>
      <Input autoFocus aria-label={t("rights.reason")} placeholder={t("rights.erase_reason_hint")} required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <div className="rights-buttons">
        <Button htmlType="submit" danger type="primary" loading={isPending}>
          {t("rights.erase_in_ten")}
        </Button>
      </div>
      {refused && <ProblemBox problem={refused} />}
    </form>
  );
}

/** Above the line while the person is about to be erased: when, and the way to stop it. */
export function ErasureNote({ customer, may }: { customer: CustomerDetail; may: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const byWhom = useByWhom();
  const { data: erasure } = useErasure(customer.id, may);
  const { mutate: cancel, isPending } = useCancelErasure(customer.id);
  if (!erasure) return null;
  const waits = erasure.state === "waiting";
  return (
    <div className="rights-note" role="status">
      <span>{t(waits ? "rights.will_be_erased" : "rights.being_erased", { time: format.time(erasure.due_at), by: byWhom(erasure.by) })}</span>
      {waits && (
        <Button size="small" loading={isPending} onClick={() => cancel(erasure.id, { onSuccess: () => say(t("rights.erase_cancelled")) })}>
          {t("rights.keep")}
        </Button>
      )}
    </div>
  );
}
