import { Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Barrier, Touchpoint } from "../../../api/journeys";
import { touchpointPath, useEditing } from "../editing";
import { Row } from "./fields";
import { mostBytes, within } from "../limits";

const kinds: Barrier["kind"][] = ["no_help", "too_much_trouble", "fear_of_conflict", "no_channel"];

/** Why customers say nothing here, in their own words. */
export function Barriers({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation();
  const { mayEdit, change } = useEditing();
  const path = `${touchpointPath(touchpoint.key)}/barriers`;
  const { barriers } = touchpoint;
  const set = (value: Barrier[]) => change([{ op: "set", path, value }]);
  return (
    <Row path={path} label={t("journeys.barriers")} hint={t("journeys.barriers_hint")} group>
      {kinds.map((kind) => {
        const found = barriers.find((one) => one.kind === kind);
        if (!mayEdit && !found) return null;
        return (
          <div key={kind} className="barrier">
            <Checkbox disabled={!mayEdit} checked={found !== undefined} onChange={({ target }) => set(target.checked ? [...barriers, { kind, note: "" }] : barriers.filter((one) => one.kind !== kind))}>
              {t(`journeys.barrier_${kind}`)}
            </Checkbox>
            {found && mayEdit && <Note key={found.note} note={found.note} label={t("journeys.barrier_note", { name: t(`journeys.barrier_${kind}`) })} keep={(note) => set(barriers.map((one) => (one.kind === kind ? { ...one, note } : one)))} />}
            {found && !mayEdit && found.note && <p className="panel-text">{found.note}</p>}
          </div>
        );
      })}
    </Row>
  );
}

function Note({ note, label, keep }: { note: string; label: string; keep: (note: string) => void }) {
  const [typed, setTyped] = useState(note);
  return <Input size="small" aria-label={label} placeholder={label} value={typed} onChange={(event) => setTyped(within(event.target.value, mostBytes.text))} onBlur={() => typed !== note && keep(typed)} />;
}
