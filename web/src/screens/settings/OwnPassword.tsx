import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChangePassword } from "../../api/me";
import type { User } from "../../api/types";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";

/** One's own password: the one before is asked for, and every other browser is signed out. */
export function OwnPassword({ user, close }: { user: User; close: () => void }) {
  const { t } = useTranslation();
  const { mutate: change, isPending, error } = useChangePassword();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form
      className="settings-form settings-password"
      onSubmit={(event) => {
        event.preventDefault();
        change(user.has_password ? { current, password } : { password }, { onSuccess: () => (say(t("me.password_changed")), close()) });
      }}
    >
      {/* So that a password keeper knows whose it is. */}
      <input hidden readOnly type="text" autoComplete="username" value={user.email} />
      {user.has_password && (
        <Input.Password autoFocus required aria-label={t("me.current_password")} placeholder={t("me.current_password")} autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
      )}
      <Input.Password required minLength={8} autoFocus={!user.has_password} aria-label={t("me.new_password")} placeholder={t("me.new_password_hint")} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="primary" htmlType="submit" loading={isPending}>
        {t("me.save_password")}
      </Button>
      <Button onClick={close}>{t("common.cancel")}</Button>
      {error && <ProblemBox problem={error} />}
    </form>
  );
}
