import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSetPassword } from "../../api/people";
import type { User } from "../../api/types";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";

interface Props {
  user: User;
  /** It is the reader's own. */
  mine: boolean;
  close: () => void;
}

/** A new password for a person; the administrator who came by a link gives themselves their first one here. */
export function PasswordForm({ user, mine, close }: Props) {
  const { t } = useTranslation();
  const { mutate: set, isPending, error } = useSetPassword();
  const [password, setPassword] = useState("");
  const name = user.name || user.email;
  return (
    <form
      className="settings-form settings-password"
      onSubmit={(event) => {
        event.preventDefault();
        set({ user, password, mine }, { onSuccess: () => (say(t(mine ? "users.password_mine_set" : "users.password_set", { name })), close()) });
      }}
    >
      {/* So that a password keeper knows whose it is. */}
      <input hidden readOnly type="text" autoComplete="username" value={user.email} />
      <Input.Password autoFocus required minLength={10} maxLength={200} aria-label={t("users.new_password", { name })} placeholder={t("users.new_password_hint")} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="primary" htmlType="submit" loading={isPending}>
        {t("users.save_password")}
      </Button>
      <Button onClick={close}>{t("common.cancel")}</Button>
      {error && <ProblemBox problem={error} />}
    </form>
  );
}
