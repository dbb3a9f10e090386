import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import type { useSignIn } from "../../api/session";
import { ProblemBox } from "../../parts/ProblemBox";
import { CodeField, isCodeWanted } from "./LinkCode";

interface Props {
  signIn: ReturnType<typeof useSignIn>;
  /** Why the link that led here did not work. */
  refusedLink?: Problem;
}

/** The address and the password; and when those are right, a code from who has set up a second factor. */
export function ByPassword({ signIn: { mutate, error, isPending }, refusedLink }: Props) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState(false);
  const send = () =>
    mutate(asked ? { email: email.trim(), password, code: code.trim() } : { email: email.trim(), password }, {
      onError: (problem) => {
        setTried(asked);
        setAsked(isCodeWanted(problem) || (asked && problem instanceof Problem && problem.status === 429));
        setCode("");
      },
    });
  const shown = error ?? refusedLink;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {shown && (tried || !isCodeWanted(shown)) && <ProblemBox problem={shown} title={refusal(t, shown, !error)} />}
      {asked ? (
        <CodeField code={code} setCode={setCode} />
      ) : (
        <>
          <label>
            {t("signin.email")}
            <Input name="email" type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
          </label>
          <label>
            {t("signin.password")}
            <Input.Password name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
          </label>
        </>
      )}
      <Button type="primary" htmlType="submit" size="large" loading={isPending} block>
        {t("signin.enter")}
      </Button>
      {asked ? <Button onClick={() => setAsked(false)}>{t("signin.back")}</Button> : <p className="quiet">{t("signin.help")}</p>}
    </form>
  );
}

/** Why one was not let in, said for this door; anything else is said by the problem itself. */
function refusal(t: (key: "signin.wait" | "signin.code_wrong" | "signin.link_used" | "signin.wrong") => string, problem: unknown, byLink: boolean): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  if (problem.status === 429) return t("signin.wait");
  if (problem.status === 401 && problem.field === "code") return t("signin.code_wrong");
  if (problem.status === 401 || problem.status === 403 || problem.status === 410) return t(byLink ? "signin.link_used" : "signin.wrong");
  return undefined;
}
