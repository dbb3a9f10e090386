import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useSearchParams } from "react-router-dom";
import { Problem } from "../../api/client";
import { useSession, useSignIn } from "../../api/session";
import { Logo } from "../../app/Logo";
import { ProblemBox } from "../../parts/ProblemBox";
import { useTitle } from "../../parts/useTitle";
import { speak } from "../../text/i18n";
import "./signin.css";

/** With `?link=TOKEN` the one-time link signs in by itself; a used or old one falls back to the form and says so. */
export default function SignIn() {
  const refusal = useRefusal();
  const { t, i18n } = useTranslation();
  useTitle(t("signin.title"));
  const { data: user } = useSession();
  const [search] = useSearchParams();
  const link = search.get("link");
  const wanted = (useLocation().state as { to?: string } | null)?.to ?? "/";
  const { mutate, error, isPending } = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");

  // A link works once, and development mode runs effects twice: the token that was sent is kept.
  const sent = useRef("");
  useEffect(() => {
    if (link && sent.current !== link) {
      sent.current = link;
      mutate({ link });
    }
  }, [link, mutate]);

  if (user && (!link || !isPending)) return <Navigate to={link ? "/" : wanted} replace />;

  return (
    <main className="signin">
      <svg className="signin-line" viewBox="0 0 1200 320" preserveAspectRatio="none" aria-hidden>
        <path d="M0 200c150 0 150-90 300-90s150 120 300 120 150-160 300-160 150 80 300 80" />
        {[[300, 110], [600, 230], [900, 70]].map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r="5" />
        ))}
      </svg>
      <section className="signin-card">
        <header>
          <Logo size={36} />
          <div>
            <h1>{t("brand.name")}</h1>
            <p>{t("brand.motto")}</p>
          </div>
        </header>
        {link && !error ? (
          <p role="status">{t("signin.by_link")}</p>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              mutate({ email: email.trim(), password });
            }}
          >
            {error && <ProblemBox problem={error} title={refusal(error, link)} />}
            <label>
              {t("signin.email")}
              <Input name="email" type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
            </label>
            <label>
              {t("signin.password")}
              <Input.Password name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
            </label>
            <Button type="primary" htmlType="submit" size="large" loading={isPending} block>
              {t("signin.enter")}
            </Button>
            <p className="quiet">{t("signin.help")}</p>
          </form>
        )}
      </section>
      <button type="button" className="signin-language" lang={i18n.language === "zh" ? "en" : "zh-CN"} onClick={() => speak(i18n.language === "zh" ? "en" : "zh")}>
        {t("settings.other_language")}
      </button>
    </main>
  );
}

/** Why one was not let in, said for this door; anything else is said by the problem itself. */
function useRefusal() {
  const { t } = useTranslation();
  return (problem: unknown, link: string | null): string | undefined => {
    if (!(problem instanceof Problem)) return undefined;
    if (problem.status === 429) return t("signin.wait");
    if (problem.status === 401 || problem.status === 403 || problem.status === 410) return t(link ? "signin.link_used" : "signin.wrong");
    return undefined;
  };
}
