import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddRegion, useChangeRegion, useRegions, useRemoveRegion } from "../../api/places";
import type { Region } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";

/** The company's world as a tree: what somebody who is held to regions sees is bounded by it. */
export function Regions() {
  const { t } = useTranslation();
  const { data: regions, error, refetch } = useRegions();
  const { mutate: add, isPending, error: refused } = useAddRegion();
  const [name, setName] = useState("");
  const [parent, setParent] = useState<string>();
  const [words, setWords] = useState<string[]>([]);
  return (
    <>
      <h3>{t("places.regions")}</h3>
      <p className="quiet">{t("places.regions_text")}</p>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) add({ name: name.trim(), parent, words }, { onSuccess: () => (setName(""), setWords([])) });
        }}
      >
        <Input aria-label={t("places.region_name")} placeholder={t("places.region_name")} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Select aria-label={t("places.parent")} placeholder={t("places.parent")} allowClear value={parent} onChange={setParent} options={(regions ?? []).map(({ id, name: label }) => ({ value: id, label }))} />
        <Select mode="tags" aria-label={t("places.words")} placeholder={t("places.words")} open={false} suffixIcon={null} value={words} onChange={setWords} />
        <Button htmlType="submit" loading={isPending}>
          {t("places.add_region")}
        </Button>
      </form>
      {refused && <ProblemBox problem={refused} />}
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !regions ? <Bones rows={2} /> : regions.length === 0 ? <p className="quiet">{t("places.no_regions")}</p> : (
        <ul className="settings-list" aria-label={t("places.regions")}>
          {inTree(regions).map(({ region, depth }) => (
            <RegionRow key={region.id} region={region} depth={depth} />
          ))}
        </ul>
      )}
    </>
  );
}

function RegionRow({ region, depth }: { region: Region; depth: number }) {
  const { t } = useTranslation();
  const { mutate: change } = useChangeRegion();
  const { mutate: remove, isPending } = useRemoveRegion();
  const { mutate: add } = useAddRegion();
  const problemText = useProblemText();
  const refused = { onError: (problem: unknown) => say(problemText(problem).detail ?? problemText(problem).title, { bad: true }) };
  const { name, parent, words } = region;
  return (
    <li style={{ paddingInlineStart: depth * 20 }}>
      <span>
        <strong>{name}</strong>
      </span>
      <Select mode="tags" size="small" className="places-words" aria-label={t("places.words_of", { name })} placeholder={t("places.words")} open={false} suffixIcon={null} value={words} onChange={(now) => change({ id: region.id, words: now }, refused)} />
      <Button size="small" disabled={isPending} aria-label={t("places.remove_named", { name })} onClick={() => remove(region.id, { ...refused, onSuccess: () => say(t("places.removed", { name }), { undo: () => add({ name, parent, words }) }) })}>
        {t("places.remove")}
      </Button>
    </li>
  );
}

/** Each region behind the one above it. */
export function inTree(regions: Region[]): { region: Region; depth: number }[] {
  const below = (parent: string | undefined, depth: number): { region: Region; depth: number }[] =>
    regions.filter((one) => (one.parent ?? undefined) === parent).flatMap((region) => [{ region, depth }, ...below(region.id, depth + 1)]);
  return below(undefined, 0);
}
