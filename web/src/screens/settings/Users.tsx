import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddUser, useChangeUser, useUsers } from "../../api/people";
import { useSession } from "../../api/session";
import type { NewUser, Role, User } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { PasswordForm } from "./PasswordForm";

const roles: Role[] = ["viewer", "agent", "manager", "admin"];
const blank: Required<NewUser> = { email: "", name: "", role: "agent", password: "" };

/** Who may sign in, and as what. */
export function Users() {
  const { t } = useTranslation();
  const { data: users, error, refetch } = useUsers();
  const { mutate: add, isPending, error: refused } = useAddUser();
  const [user, setUser] = useState(blank);
  const set = (part: Partial<NewUser>) => setUser({ ...user, ...part });
  return (
    <section className="card settings-card" id="users" aria-labelledby="users-title">
      <header>
        <div>
          <h2 id="users-title">{t("users.title")}</h2>
          <p className="quiet">{t("users.text")}</p>
        </div>
      </header>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          add({ ...user, email: user.email.trim(), name: user.name.trim() }, { onSuccess: (made) => (setUser(blank), say(t("users.added", { name: made.name || made.email }))) });
        }}
      >
        <Input type="email" required aria-label={t("signin.email")} placeholder={t("signin.email")} autoComplete="off" value={user.email} onChange={(event) => set({ email: event.target.value })} />
        <Input required aria-label={t("users.name")} placeholder={t("users.name")} autoComplete="off" value={user.name} onChange={(event) => set({ name: event.target.value })} />
        <Input.Password required minLength={10} aria-label={t("users.password")} placeholder={t("users.password")} autoComplete="new-password" value={user.password} onChange={(event) => set({ password: event.target.value })} />
        <Select aria-label={t("users.role")} value={user.role} onChange={(role: Role) => set({ role })} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t("users.add")}
        </Button>
      </form>
      {refused && <ProblemBox problem={refused} />}
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !users ? <Bones rows={3} /> : (
        <ul className="settings-list">
          {users.map((one) => (
            <UserRow key={one.id} user={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function UserRow({ user }: { user: User }) {
  const { t } = useTranslation();
  const { data: me } = useSession();
  const { mutateAsync: change, isPending } = useChangeUser();
  const [typing, setTyping] = useState(false);
  const problemText = useProblemText();
  const refused = (problem: unknown) => say(problemText(problem).title, { bad: true });
  // Nobody locks themselves out by a slip of the hand.
  const mine = me?.id === user.id;
  const turn = (disabled: boolean) =>
    void change({ id: user.id, disabled }).then(
      () => say(t(disabled ? "users.disabled" : "users.enabled", { name: user.name || user.email }), { undo: () => void change({ id: user.id, disabled: !disabled }).catch(refused) }),
      refused,
    );
  return (
    <li data-undone={user.disabled || undefined}>
      <span>
        <strong>{user.name || user.email}</strong>
        <small>{user.email}</small>
      </span>
      <Select
        size="small"
        aria-label={t("users.role_of", { name: user.name || user.email })}
        value={user.role}
        disabled={mine || isPending}
        onChange={(role: Role) => void change({ id: user.id, role }).then(() => say(t("users.changed")), refused)}
        options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        popupMatchSelectWidth={false}
      />
      <Button size="small" aria-expanded={typing} aria-label={t("users.set_password_of", { name: user.name || user.email })} onClick={() => setTyping(!typing)}>
        {t("users.set_password")}
      </Button>
      <Button size="small" disabled={mine || isPending} onClick={() => turn(!user.disabled)}>
        {t(user.disabled ? "users.enable" : "users.disable")}
      </Button>
      {typing && <PasswordForm user={user} mine={mine} close={() => setTyping(false)} />}
    </li>
  );
}
