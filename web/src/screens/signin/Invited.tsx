import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { useSignIn } from "../../api/session";
import type { LinkPurpose } from "../../api/types";
import { ProblemBox } from "../../parts/ProblemBox";
import { CodeField, isCodeWanted } from "./LinkCode";

interface Props {
  link: string;
  purpose: LinkPurpose;
  signIn: ReturnType<typeof useSignIn>;
}

/** Whoever was invited says what they want to be called and chooses a password; whoever lost theirs chooses another. */
export function Invited({ link, purpose, signIn: { mutate, error, isPending } }: Props) {
  const { t } = useTranslation();
  const isNew = purpose.purpose === "invitation";
  const [name, setName] = useState(purpose.name);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ link, password, name: isNew ? name.trim() : undefined, code: asked ? code.trim() : undefined }, { onError: (problem) => setAsked(asked || isCodeWanted(problem)) });
      }}
    >
      <p>{t(isNew ? "signin.welcome" : "signin.choose_new", { email: purpose.email })}</p>
      {error && !isPending && !(isCodeWanted(error) && code === "") && <ProblemBox problem={error} title={isCodeWanted(error) ? t("signin.code_wrong") : undefined} />}
      <input hidden readOnly type="text" autoComplete="username" value={purpose.email} />
      {isNew && (
        <label>
          {t("users.name")}
          <Input name="name" autoComplete="name" required value={name} onChange={(event) => setName(event.target.value)} />
        </label>
      )}
      <label>
        {t("me.new_password")}
        <Input.Password name="password" autoComplete="new-password" required minLength={8} autoFocus placeholder={t("me.new_password_hint")} value={password} onChange={(event) => setPassword(event.target.value)} />
      </label>
      {asked && <CodeField code={code} setCode={setCode} />}
      <Button type="primary" htmlType="submit" size="large" loading={isPending} block>
        {t(isNew ? "signin.begin" : "signin.enter")}
      </Button>
    </form>
  );
}
