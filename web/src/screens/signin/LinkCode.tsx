import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import type { useSignIn } from "../../api/session";
import { ProblemBox } from "../../parts/ProblemBox";

/** The rest was right; a code of the second factor is wanted, or the one sent was wrong. */
export const isCodeWanted = (problem: unknown): problem is Problem => problem instanceof Problem && problem.status === 401 && problem.field === "code";

export function CodeField({ code, setCode }: { code: string; setCode: (code: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <label>
        {t("signin.code")}
        <Input name="code" autoFocus required autoComplete="one-time-code" maxLength={16} value={code} onChange={(event) => setCode(event.target.value)} />
      </label>
      <p className="quiet">{t("signin.code_text")}</p>
    </>
  );
}

/** A one-time link of somebody who has set up a second factor. */
export function LinkCode({ link, signIn: { mutate, error, isPending } }: { link: string; signIn: ReturnType<typeof useSignIn> }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        mutate({ link, code: code.trim() });
      }}
    >
      {tried && error && !isPending && <ProblemBox problem={error} title={isCodeWanted(error) ? t("signin.code_wrong") : undefined} />}
      <CodeField code={code} setCode={setCode} />
      <Button type="primary" htmlType="submit" size="large" loading={isPending} block>
        {t("signin.enter")}
      </Button>
    </form>
  );
}
