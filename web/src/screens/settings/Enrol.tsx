import { Button, Input } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { renderSVG } from "uqr";
import { useBeginFactor, useConfirmFactor } from "../../api/me";
import type { User } from "../../api/types";
import { CopyButton } from "../../parts/CopyButton";
import { ProblemBox } from "../../parts/ProblemBox";
import { Prove } from "./Prove";
import { RecoveryCodes } from "./RecoveryCodes";

interface Props {
  user: User;
  withCode: boolean;
  /** The recovery codes were shown and kept. */
  done: () => void;
  close?: () => void;
}

/** Three steps: it is really you; the app reads the picture; its first code is right. */
export function Enrol({ user, withCode, done, close }: Props) {
  const { t } = useTranslation();
  const { mutate: begin, data: secret, isPending: beginning, error: refused } = useBeginFactor();
  const { mutate: confirm, data: made, isPending: confirming, error: wrong } = useConfirmFactor();
  const [code, setCode] = useState("");
  // An <img> and not markup: the page's own policy lets pictures in as data.
  const picture = useMemo(() => (secret ? `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(secret.uri, { ecc: "M", border: 4 }))}` : ""), [secret]);
  if (made) return <RecoveryCodes codes={made.codes} kept={done} />;
  if (!secret) return <Prove user={user} withCode={withCode} action={t("factor.go_on")} busy={beginning} problem={refused} prove={begin} close={close} />;
  return (
    <div className="enrol">
      <img src={picture} width={192} height={192} alt={t("factor.picture")} />
      <div>
        <p>{t("factor.scan")}</p>
        <p className="quiet">{t("factor.by_hand")}</p>
        <p className="enrol-secret">
          <code>{secret.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          <CopyButton text={secret.secret} label={t("factor.copy_secret")} />
        </p>
        <form
          className="settings-form"
          onSubmit={(event) => {
            event.preventDefault();
            confirm(code.trim());
          }}
        >
          <Input autoFocus required aria-label={t("factor.first_code")} placeholder={t("factor.first_code")} autoComplete="one-time-code" inputMode="numeric" maxLength={7} value={code} onChange={(event) => setCode(event.target.value)} />
          <Button type="primary" htmlType="submit" loading={confirming}>
            {t("factor.confirm")}
          </Button>
          {close && <Button onClick={close}>{t("common.cancel")}</Button>}
          {wrong && <ProblemBox problem={wrong} />}
        </form>
      </div>
    </div>
  );
}
