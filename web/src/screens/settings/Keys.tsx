import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddKey, useDropKey, useKeys } from "../../api/people";
import type { Key } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { When } from "../../parts/When";
import { NewKey } from "./NewKey";

const scopes: Key["scope"][] = ["write", "read", "admin"];

/** Keys for sites and programs. A key is shown once, when it is made. */
export function Keys() {
  const { t } = useTranslation();
  const { data: keys, error, refetch } = useKeys();
  const { mutate: add, isPending, error: refused, data: made, reset } = useAddKey();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Key["scope"]>("write");
  return (
    <section className="card settings-card" id="keys" aria-labelledby="keys-title">
      <header>
        <div>
          <h2 id="keys-title">{t("keys_page.title")}</h2>
          <p className="quiet">{t("keys_page.text")}</p>
        </div>
      </header>
      {made && <NewKey made={made} close={reset} />}
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) add({ name: name.trim(), scope }, { onSuccess: () => setName("") });
        }}
      >
        <Input aria-label={t("keys_page.name")} placeholder={t("keys_page.name")} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Select aria-label={t("keys_page.scope")} value={scope} onChange={setScope} options={scopes.map((value) => ({ value, label: t(`keys_page.scope_${value}`) }))} popupMatchSelectWidth={false} />
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t("keys_page.make")}
        </Button>
      </form>
      {refused && <ProblemBox problem={refused} />}
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !keys ? <Bones rows={3} /> : <KeyList keys={keys} />}
    </section>
  );
}

function KeyList({ keys }: { keys: Key[] }) {
  const { t } = useTranslation();
  const { mutate: drop, isPending } = useDropKey();
  const problemText = useProblemText();
  const [asked, setAsked] = useState("");
  if (keys.length === 0) return <p className="quiet">{t("keys_page.none")}</p>;
  return (
    <ul className="settings-list">
      {keys.map((key) => (
        <li key={key.id}>
          <span>
            <strong>{key.name}</strong>
            <small>
              {t(`keys_page.scope_${key.scope}`)}
              {key.last_used_at && (
                <>
                  {` · ${t("keys_page.used")} `}
                  <When at={key.last_used_at} />
                </>
              )}
            </small>
          </span>
          {asked === key.id ? (
            <Button
              size="small"
              danger
              type="primary"
              loading={isPending}
              onClick={() => drop(key.id, { onSuccess: () => say(t("keys_page.dropped", { name: key.name })), onError: (problem) => say(problemText(problem).title, { bad: true }) })}
              onBlur={() => setAsked("")}
            >
              {t("keys_page.drop_sure")}
            </Button>
          ) : (
            <Button size="small" aria-label={t("keys_page.drop_named", { name: key.name })} onClick={() => setAsked(key.id)}>
              {t("keys_page.drop")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
