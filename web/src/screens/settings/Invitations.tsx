import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useInvitations, useRevokeInvitation } from "../../api/people";
import { useByWhom } from "../../parts/byWhom";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { When } from "../../parts/When";

/** Links that are on their way, and what became of those before. Nothing is shown while there are none. */
export function Invitations() {
  const { t } = useTranslation();
  const { data: invitations, error, refetch } = useInvitations();
  const { mutate: revoke, isPending } = useRevokeInvitation();
  const byWhom = useByWhom();
  const problemText = useProblemText();
  if (error) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!invitations || invitations.length === 0) return null;
  return (
    <>
      <h3>{t("users.invitations")}</h3>
      <ul className="settings-list" aria-label={t("users.invitations")}>
        {invitations.map((one) => (
          <li key={one.id} data-undone={one.state !== "open" || undefined}>
            <span>
              <strong>{one.name || one.email}</strong>
              <small>
                {t(`users.purpose_${one.purpose}`)} · {byWhom(one.created_by)} · <When at={one.created_at} /> · {t(`users.state_${one.state}`)}
              </small>
            </span>
            {one.state === "open" && (
              <Button
                size="small"
                disabled={isPending}
                aria-label={t("users.revoke_of", { name: one.name || one.email })}
                onClick={() => revoke(one.id, { onSuccess: () => say(t("users.revoked")), onError: (problem) => say(problemText(problem).title, { bad: true }) })}
              >
                {t("users.revoke")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
