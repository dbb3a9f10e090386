import { Button } from "antd";
import { Trans, useTranslation } from "react-i18next";
import { useEndSessions, useSessions } from "../../api/me";
import { Bones } from "../../parts/Bones";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { When } from "../../parts/When";

/** What the server calls a browser ("Firefox on Linux"), in the reader's words. */
function useDeviceText() {
  const { t, i18n } = useTranslation();
  const called = (name: string) => {
    const key = `me.device_${name.replaceAll(" ", "_")}`;
    return i18n.exists(key) ? t(key as "me.device_WeChat") : name;
  };
  return (device: string) => {
    if (!device) return t("me.unknown_device");
    const [browser = "", system] = device.split(" on ");
    return system ? t("me.device", { browser: called(browser), system: called(system) }) : called(browser);
  };
}

/** Where somebody is signed in: oneself, or another person for who may see it. */
export function Sessions({ user }: { user?: string }) {
  const { t } = useTranslation();
  const { data: sessions, error, refetch } = useSessions(user);
  const { mutate: end, isPending } = useEndSessions(user);
  const problemText = useProblemText();
  const deviceText = useDeviceText();
  if (error) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!sessions) return <Bones rows={2} />;
  const others = sessions.filter(({ current }) => !current);
  const ended = { onSuccess: () => say(t("me.session_ended")), onError: (problem: unknown) => say(problemText(problem).title, { bad: true }) };
  return (
    <>
      {sessions.length === 0 && <p className="quiet">{t("me.no_sessions")}</p>}
      <ul className="settings-list">
        {sessions.map((one) => {
          const device = deviceText(one.device);
          return (
            <li key={one.id}>
              <span>
                <strong>{device}</strong>
                <small>
                  {one.address} · <Trans i18nKey="me.since" components={{ when: <When at={one.since} /> }} />
                  {one.current ? ` · ${t("me.this_browser")}` : <> · {t("me.seen")} <When at={one.seen_at} /></>}
                </small>
              </span>
              {!one.current && (
                <Button size="small" disabled={isPending} aria-label={t("me.end_session_of", { device })} onClick={() => end(one.id, ended)}>
                  {t("me.end_session")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 1 && (
        <p>
          <Button disabled={isPending} onClick={() => end(undefined, ended)}>
            {t(user ? "me.end_all" : "me.end_others")}
          </Button>
        </p>
      )}
    </>
  );
}
