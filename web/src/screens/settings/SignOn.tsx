import { useTranslation } from "react-i18next";
import { useSignOn } from "../../api/places";
import { Bones } from "../../parts/Bones";
import { CopyButton } from "../../parts/CopyButton";
import { ProblemBox } from "../../parts/ProblemBox";

/** How the company's single sign-on is set up; it is set up where the server is started, and its secret is never shown. */
export function SignOn() {
  const { t } = useTranslation();
  const { data: state, error, refetch } = useSignOn();
  return (
    <section className="card settings-card" id="sign-on" aria-labelledby="sign-on-title">
      <header>
        <div>
          <h2 id="sign-on-title">{t("sso.title")}</h2>
          <p className="quiet">{t("sso.text")}</p>
        </div>
      </header>
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !state ? <Bones rows={2} /> : !state.set_up ? (
        <div className="sign-on-how">
          <p>{t("sso.off")}</p>
          <pre tabIndex={0}>{`throughline serve \\\n  --public-url ${window.location.origin} \\\n  --oidc-issuer https://id.example.com \\\n  --oidc-client-id throughline \\\n  --oidc-client-secret-file /etc/throughline/oidc-secret`}</pre>
        </div>
      ) : (
        <dl className="sign-on-state">
          <dt>{t("sso.name")}</dt>
          <dd>{state.name}</dd>
          <dt>{t("sso.issuer")}</dt>
          <dd>{state.issuer}</dd>
          <dt>{t("sso.client")}</dt>
          <dd>
            {state.client_id} · {t(state.has_secret ? "sso.with_secret" : "sso.without_secret")}
          </dd>
          <dt>{t("sso.redirect")}</dt>
          <dd>
            {state.redirect} <CopyButton text={state.redirect} label={t("sso.copy")} />
          </dd>
          <dt>{t("sso.unknown")}</dt>
          <dd>{state.provision ? t("sso.unknown_in", { role: t(`role.${state.provision}`) }) : t("sso.unknown_out")}</dd>
          <dt>{t("sso.first_time")}</dt>
          <dd>{t(state.link_by_email ? "sso.by_email" : "sso.by_invitation")}</dd>
          {state.roles.length > 0 && (
            <>
              <dt>{t("sso.groups", { claim: state.groups_claim })}</dt>
              <dd>{state.roles.map(({ group, role }) => `${group} → ${t(`role.${role}`)}`).join("; ")}</dd>
            </>
          )}
          <dt>{t("sso.passwords")}</dt>
          <dd>{t(state.only ? "sso.passwords_off" : "sso.passwords_on")}</dd>
        </dl>
      )}
    </section>
  );
}
