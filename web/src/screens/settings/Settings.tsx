import { Button, Segmented } from "antd";
import { LogOut } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router-dom";
import { useMay, useSession, useSignOut } from "../../api/session";
import { useTitle } from "../../parts/useTitle";
import { useTheme, type Choice } from "../../theme/ThemeProvider";
import { languages, speak, type Language } from "../../text/i18n";
import { Keys } from "./Keys";
import { OwnPassword } from "./OwnPassword";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";
import { SignOn } from "./SignOn";
import { Teams } from "./Teams";
import { ToAudit } from "./ToAudit";
import { Users } from "./Users";
import "./settings.css";

export default function Settings() {
  const { t, i18n } = useTranslation();
  useTitle(t("nav.settings"));
  const { hash } = useLocation();
  const { data: user } = useSession();
  const { mutate: signOut, isPending } = useSignOut();
  const { choice, choose } = useTheme();
  const administers = useMay("admin");
  const manages = useMay("manager");
  const [typing, setTyping] = useState(false);

  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);

  return (
    <div className="screen settings">
      <header className="screen-head">
        <h1>{t("nav.settings")}</h1>
      </header>
      <section className="card settings-card" aria-labelledby="you">
        <header>
          <h2 id="you">{t("settings.you")}</h2>
          <Button icon={<LogOut size={14} aria-hidden />} loading={isPending} onClick={() => signOut()}>
            {t("settings.sign_out")}
          </Button>
        </header>
        {user && (
          <p>
            <strong>{user.name || user.email}</strong> <span className="quiet">{user.email} · {t(`role.${user.role}`)}</span>
          </p>
        )}
        <div className="settings-row">
          <span>{t("settings.language")}</span>
          <Segmented
            aria-label={t("settings.language")}
            value={i18n.language as Language}
            onChange={(language) => speak(language)}
            options={languages.map((value) => ({ value, label: <span lang={value === "zh" ? "zh-CN" : "en"}>{t(`settings.language_${value}`)}</span> }))}
          />
        </div>
        <div className="settings-row">
          <span>{t("settings.theme")}</span>
          <Segmented<Choice>
            aria-label={t("settings.theme")}
            value={choice}
            onChange={choose}
            options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`settings.theme_${value}`) }))}
          />
        </div>
        {user && (
          <div className="settings-row">
            <span>{t("settings.password")}</span>
            {typing ? <OwnPassword user={user} close={() => setTyping(false)} /> : <Button onClick={() => setTyping(true)}>{t(user.has_password ? "me.change_password" : "me.choose_password")}</Button>}
          </div>
        )}
      </section>
      {user && <SecondFactor user={user} />}
      <section className="card settings-card" id="sessions" aria-labelledby="sessions-title">
        <header>
          <h2 id="sessions-title">{t("me.sessions")}</h2>
        </header>
        <Sessions />
      </section>
      {administers && <Keys />}
      {administers && <Users />}
      {administers && <Teams />}
      {administers && <SignOn />}
      {manages && <ToAudit />}
    </div>
  );
}
