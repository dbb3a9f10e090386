import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useSearchParams } from "react-router-dom";
import { Problem } from "../../api/client";
import { useLinkPurpose, useSession, useSignIn } from "../../api/session";
import { useSignInWays } from "../../api/places";
import { Logo } from "../../app/Logo";
import { useTitle } from "../../parts/useTitle";
import { speak } from "../../text/i18n";
import { ByPassword } from "./ByPassword";
import { BySso } from "./BySso";
import { Invited } from "./Invited";
import { isCodeWanted, LinkCode } from "./LinkCode";
import "./signin.css";

/**
 * With `?link=TOKEN` a one-time link signs in by itself, and an invitation asks for the password that is wanted; a used
 * or old one falls back to the form and says so.
 */
export default function SignIn() {
  const { t, i18n } = useTranslation();
  useTitle(t("signin.title"));
  const { data: user } = useSession();
  const [search] = useSearchParams();
  const link = search.get("link");
  const wanted = (useLocation().state as { to?: string } | null)?.to ?? "/";
  const purpose = useLinkPurpose(link);
  const refusedBySso = search.get("sso");
  const { data: ways } = useSignInWays();
  const signIn = useSignIn();
  const { mutate, error, isPending } = signIn;

  // A link works once, and development mode runs effects twice: the token that was sent is kept.
  const sent = useRef("");
  const goesByItself = link !== null && purpose.data?.purpose === "sign_in";
  useEffect(() => {
    if (link && goesByItself && sent.current !== link) {
      sent.current = link;
      mutate({ link });
    }
  }, [link, goesByItself, mutate]);

  if (user && (!link || !(isPending || purpose.isPending || (purpose.data && purpose.data.purpose !== "sign_in")))) return <Navigate to={link ? "/" : wanted} replace />;
  if (user && signIn.isSuccess) return <Navigate to="/" replace />;

  const linkFailed = purpose.error ?? (goesByItself ? error : null);
  const codeForLink = goesByItself && isCodeWanted(error);
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
        {link && codeForLink ? (
          <LinkCode link={link} signIn={signIn} />
        ) : link && purpose.data && !goesByItself ? (
          <Invited link={link} purpose={purpose.data} signIn={signIn} />
        ) : link && !linkFailed ? (
          <p role="status">{t("signin.by_link")}</p>
        ) : (
          <>
            {refusedBySso && <BySso why={refusedBySso} />}
            {ways?.password !== false && <ByPassword signIn={signIn} refusedLink={linkFailed instanceof Problem ? linkFailed : undefined} />}
          </>
        )}
        {ways?.sso && !codeForLink && (
          <p className="signin-sso">
            <Button block size="large" type={ways.password ? "default" : "primary"} href={`/sso/start?to=${encodeURIComponent(wanted)}`}>
              {t("signin.with", { name: ways.sso })}
            </Button>
          </p>
        )}
      </section>
      <button type="button" className="signin-language" lang={i18n.language === "zh" ? "en" : "zh-CN"} onClick={() => speak(i18n.language === "zh" ? "en" : "zh")}>
        {t("settings.other_language")}
      </button>
    </main>
  );
}
