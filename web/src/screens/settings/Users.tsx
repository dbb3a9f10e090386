import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useInvite, useUsers } from "../../api/people";
import type { MadeInvitation, NewInvitation, Role } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox } from "../../parts/ProblemBox";
import { FactorRule } from "./FactorRule";
import { Invitations } from "./Invitations";
import { InviteLink } from "./InviteLink";
import { UserRow } from "./UserRow";

export const roles: Role[] = ["viewer", "agent", "manager", "admin"];
const blank: Required<NewInvitation> = { email: "", name: "", role: "agent" };

/** Who may sign in, and as what. */
export function Users() {
  const { t } = useTranslation();
  const { data: users, error, refetch } = useUsers();
  const { mutate: invite, isPending, error: refused } = useInvite();
  const [made, setMade] = useState<MadeInvitation>();
  const [user, setUser] = useState(blank);
  const set = (part: Partial<NewInvitation>) => setUser({ ...user, ...part });
  return (
    <section className="card settings-card" id="users" aria-labelledby="users-title">
      <header>
        <div>
          <h2 id="users-title">{t("users.title")}</h2>
          <p className="quiet">{t("users.text")}</p>
        </div>
      </header>
      {made && <InviteLink made={made} close={() => setMade(undefined)} />}
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          invite({ ...user, email: user.email.trim(), name: user.name.trim() }, { onSuccess: (invitation) => (setUser(blank), setMade(invitation)) });
        }}
      >
        <Input type="email" required aria-label={t("signin.email")} placeholder={t("signin.email")} autoComplete="off" value={user.email} onChange={(event) => set({ email: event.target.value })} />
        <Input aria-label={t("users.name")} placeholder={t("users.name")} autoComplete="off" value={user.name} onChange={(event) => set({ name: event.target.value })} />
        <Select aria-label={t("users.role")} value={user.role} onChange={(role: Role) => set({ role })} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t("users.invite")}
        </Button>
      </form>
      {refused && <ProblemBox problem={refused} />}
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !users ? <Bones rows={3} /> : (
        <ul className="settings-list" aria-label={t("users.title")}>
          {users.map((one) => (
            <UserRow key={one.id} user={one} showLink={setMade} />
          ))}
        </ul>
      )}
      <Invitations />
      <FactorRule />
    </section>
  );
}
