import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionKey, useSession, useSignOut } from "../../api/session";
import { Logo } from "../../app/Logo";
import { useTitle } from "../../parts/useTitle";
import { Enrol } from "../settings/Enrol";
import "../settings/settings.css";
import "./signin.css";

/** The company asks for a second factor: it is set up before anything else. */
export default function MustEnrol() {
  const { t } = useTranslation();
  useTitle(t("factor.title"));
  const cache = useQueryClient();
  const { data: user } = useSession();
  const { mutate: signOut } = useSignOut();
  return (
    <main className="signin">
      <section className="signin-card signin-card-wide">
        <header>
          <Logo size={36} />
          <div>
            <h1>{t("factor.must_title")}</h1>
            <p>{t("factor.must_text")}</p>
          </div>
        </header>
        {user && <Enrol user={user} withCode={false} done={() => void cache.invalidateQueries({ queryKey: sessionKey })} />}
        <p>
          <Button onClick={() => signOut()}>{t("settings.sign_out")}</Button>
        </p>
      </section>
    </main>
  );
}
