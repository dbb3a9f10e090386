import { Button, Dropdown, Select } from "antd";
import { Ellipsis, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChangeUser, useFactorOff, useResetPassword } from "../../api/people";
import { useSession } from "../../api/session";
import type { MadeInvitation, Role, User } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { PlaceForm } from "./PlaceForm";
import { Sessions } from "./Sessions";
import { roles } from "./Users";

/** One person: their role, and behind the dots what is seldom done. */
export function UserRow({ user, showLink }: { user: User; showLink: (made: MadeInvitation) => void }) {
  const { t } = useTranslation();
  const { data: me } = useSession();
  const { mutateAsync: change, isPending } = useChangeUser();
  const { mutateAsync: reset } = useResetPassword();
  const { mutateAsync: factorOff } = useFactorOff();
  const [looking, setLooking] = useState(false);
  const [placing, setPlacing] = useState(false);
  const [sure, setSure] = useState<"reset" | "factor">();
  const problemText = useProblemText();
  const refused = (problem: unknown) => say(problemText(problem).title, { bad: true });
  const name = user.name || user.email;
  // Nobody locks themselves out by a slip of the hand.
  const mine = me?.id === user.id;
  const turn = (disabled: boolean) =>
    void change({ id: user.id, disabled }).then(() => say(t(disabled ? "users.disabled" : "users.enabled", { name }), { undo: () => void change({ id: user.id, disabled: !disabled }).catch(refused) }), refused);
  const giveRole = (role: Role) => {
    const before = user.role;
    void change({ id: user.id, role }).then(() => say(t("users.changed", { name }), { undo: () => void change({ id: user.id, role: before }).catch(refused) }), refused);
  };
  const go = () => {
    const what = sure === "reset" ? reset(user.id).then(showLink) : factorOff(user.id).then(() => say(t("users.factor_is_off", { name })));
    void what.catch(refused).then(() => setSure(undefined));
  };
  return (
    <li data-undone={user.disabled || undefined}>
      <span>
        <strong>
          {name} {user.second_factor && <ShieldCheck size={14} role="img" aria-label={t("users.has_factor")} />}
        </strong>
        <small>
          {user.email}
          {!user.signed_in_at && ` · ${t("users.never_in")}`}
        </small>
      </span>
      <Select size="small" aria-label={t("users.role_of", { name })} value={user.role} disabled={mine || isPending} onChange={giveRole} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} popupMatchSelectWidth={false} />
      <Button size="small" disabled={mine || isPending} onClick={() => turn(!user.disabled)}>
        {t(user.disabled ? "users.enable" : "users.disable")}
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "sessions", label: t("users.sessions"), onClick: () => setLooking(true) },
            { key: "place", label: t("places.of_user"), onClick: () => setPlacing(true) },
            { key: "reset", label: t(user.signed_in_at ? "users.reset" : "users.invite_again"), disabled: mine || user.disabled, onClick: () => (user.signed_in_at ? setSure("reset") : void reset(user.id).then(showLink, refused)) },
            { key: "factor", label: t("users.factor_off"), disabled: mine || !user.second_factor, onClick: () => setSure("factor") },
          ],
        }}
      >
        <Button size="small" icon={<Ellipsis size={14} aria-hidden />} aria-label={t("users.more_of", { name })} />
      </Dropdown>
      {looking && (
        <Dialog title={t("users.sessions_of", { name })} close={() => setLooking(false)}>
          <div className="settings-dialog">
            <Sessions user={user.id} />
          </div>
        </Dialog>
      )}
      {placing && (
        <Dialog title={t("places.sees_named", { name })} close={() => setPlacing(false)}>
          <div className="settings-dialog">
            <PlaceForm user={user} close={() => setPlacing(false)} />
          </div>
        </Dialog>
      )}
      {sure && (
        <p className="settings-sure" role="alert">
          <span>{t(sure === "reset" ? "users.reset_sure" : "users.factor_sure", { name })}</span>
          <Button size="small" danger type="primary" autoFocus onClick={go}>
            {t(sure === "reset" ? "users.reset" : "users.factor_off")}
          </Button>
          <Button size="small" onClick={() => setSure(undefined)}>
            {t("common.cancel")}
          </Button>
        </p>
      )}
    </li>
  );
}
