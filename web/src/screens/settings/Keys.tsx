import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddKey, useDropKey, useGrants, useKeys } from "../../api/people";
import { useRegions } from "../../api/places";
import type { Key } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { useByWhom } from "../../parts/byWhom";
import { DayField } from "../../parts/DayField";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { When } from "../../parts/When";
import { NewKey } from "./NewKey";

const scopes: Key["scope"][] = ["write", "read", "admin", "custom"];

/** Keys for sites and programs. A key is shown once, when it is made. */
export function Keys() {
  const { t } = useTranslation();
  const { data: keys, error, refetch } = useKeys();
  const { mutate: add, isPending, error: refused, data: made, reset } = useAddKey();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Key["scope"]>("write");
  const [chosen, setChosen] = useState<string[]>([]);
  const [region, setRegion] = useState<string>();
  const [ends, setEnds] = useState("");
  const { data: grants } = useGrants(scope === "custom");
  const { data: regions } = useRegions();
  const grantText = useGrantText();
  const held = scope === "read" || scope === "custom";
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
          if (!name.trim()) return;
          const key = { name: name.trim(), scope, grants: scope === "custom" ? chosen : [], region: held ? region : undefined, ends_at: ends ? `${ends}T00:00:00Z` : undefined };
          add(key, { onSuccess: () => (setName(""), setChosen([]), setRegion(undefined), setEnds("")) });
        }}
      >
        <Input aria-label={t("keys_page.name")} placeholder={t("keys_page.name")} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Select aria-label={t("keys_page.scope")} value={scope} onChange={setScope} options={scopes.map((value) => ({ value, label: t(`keys_page.scope_${value}`) }))} popupMatchSelectWidth={false} />
        {scope === "custom" && (
          <Select mode="multiple" className="keys-wide" aria-label={t("keys_page.grants")} placeholder={t("keys_page.grants")} value={chosen} onChange={setChosen} options={(grants ?? []).map((value) => ({ value, label: grantText(value) }))} />
        )}
        {held && regions && regions.length > 0 && (
          <Select allowClear aria-label={t("keys_page.region")} placeholder={t("keys_page.region")} value={region} onChange={setRegion} options={regions.map(({ id, name: label }) => ({ value: id, label }))} />
        )}
        <label className="settings-date">
          {t("keys_page.ends")}
          <DayField label={t("keys_page.ends")} placeholder={t("keys_page.no_end")} value={ends} onChange={setEnds} />
        </label>
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t("keys_page.make")}
        </Button>
      </form>
      {refused && <ProblemBox problem={refused} />}
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !keys ? <Bones rows={3} /> : <KeyList keys={keys} />}
    </section>
  );
}

function useGrantText() {
  const { t, i18n } = useTranslation();
  return (grant: string) => {
    const key = `keys_page.grant_${grant.replace(":", "_")}`;
    return i18n.exists(key) ? t(key as "keys_page.grant_export") : grant;
  };
}

function KeyList({ keys }: { keys: Key[] }) {
  const { t } = useTranslation();
  const byWhom = useByWhom();
  const grantText = useGrantText();
  const { data: regions } = useRegions();
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
              {key.scope === "custom" ? key.grants.map(grantText).join(", ") : t(`keys_page.scope_${key.scope}`)}
              {key.region && ` · ${regions?.find(({ id }) => id === key.region)?.name ?? key.region}`}
              {` · ${t("keys_page.by", { who: byWhom(key.created_by) })}`}
              {key.ends_at && (
                <>
                  {` · ${t(Date.parse(key.ends_at) > Date.now() ? "keys_page.until" : "keys_page.ended")} `}
                  <When at={key.ends_at} />
                </>
              )}
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
