import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Reproof, User } from "../../api/types";
import { ProblemBox } from "../../parts/ProblemBox";

interface Props {
  user: User;
  /** A second factor is set up: a code is asked for as well. */
  withCode: boolean;
  action: string;
  danger?: boolean;
  busy: boolean;
  problem: unknown;
  prove: (proof: Reproof) => void;
  close?: () => void;
}

/** Who is signed in shows once more that it is them, before something that matters. */
export function Prove({ user, withCode, action, danger, busy, problem, prove, close }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        prove({ password: user.has_password ? password : undefined, code: withCode ? code.trim() : undefined });
      }}
    >
      <input hidden readOnly type="text" autoComplete="username" value={user.email} />
      {user.has_password && (
        <Input.Password autoFocus required aria-label={t("me.current_password")} placeholder={t("me.current_password")} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      )}
      {withCode && <Input required aria-label={t("signin.code")} placeholder={t("signin.code")} autoComplete="one-time-code" inputMode="numeric" value={code} onChange={(event) => setCode(event.target.value)} />}
      <Button type="primary" danger={danger} htmlType="submit" loading={busy}>
        {action}
      </Button>
      {close && <Button onClick={close}>{t("common.cancel")}</Button>}
      {problem != null && <ProblemBox problem={problem} />}
    </form>
  );
}
