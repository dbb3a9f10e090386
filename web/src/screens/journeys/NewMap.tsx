import { Button, Input, type InputRef } from "antd";
import { FileUp, Sparkles } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddJourney, useProposal, usePutJourney, type JourneyMap, type Template } from "../../api/journeys";
import { useOverview } from "../../api/overview";
import { Dialog } from "../../parts/Dialog";
import { ProblemBox } from "../../parts/ProblemBox";
import { newKey } from "./commands";
import { useRefName } from "../explore/names";
import { inWords, mapIn } from "./file";
import { mostBytes, within } from "./limits";

const templates: Template[] = ["circular", "relationship", "line", "loop"];

interface Props {
  taken: string[];
  close: () => void;
  open: (key: string) => void;
}

/** A new map: from a template, from what customers do, or from a file. */
export function NewMap({ taken, close, open }: Props) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState("");
  const [unread, setUnread] = useState(false);
  const refName = useRefName();
  const { data: overview } = useOverview();
  const field = useRef<InputRef>(null);
  const file = useRef<HTMLInputElement>(null);
  const add = useAddJourney();
  const propose = useProposal();
  const put = usePutJourney();
  const busy = add.isPending || propose.isPending || put.isPending;
  const problem = add.error ?? propose.error ?? put.error;
  useEffect(() => field.current?.focus(), []);
  const called = name.trim() || t("journeys.unnamed");
  const done = { onSuccess: ({ map }: { map: JourneyMap }) => open(map.key) };

  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    const map = mapIn(await chosen.text());
    setUnread(!map);
    // A file never writes over a map that is here.
    if (map) put.mutate({ ...map, key: map.key && !taken.includes(map.key) ? map.key : newKey("journey"), name: name.trim() || map.name }, done);
  };
  return (
    <Dialog title={t("journeys.new_map")} close={close}>
      <div className="new-map">
        <label className="question-field">
          <span>{t("journeys.name")}</span>
          <Input ref={field} placeholder={t("journeys.unnamed")} value={name} onChange={(event) => setName(within(event.target.value, mostBytes.line))} />
        </label>
        <h3>{t("journeys.from_template")}</h3>
        <div className="templates">
          {templates.map((template) => (
            <button key={template} type="button" disabled={busy} onClick={() => add.mutate({ name: called, template, language: i18n.language }, done)}>
              <Sketch template={template} />
              <strong>{t(`journeys.template_${template}`)}</strong>
              <small>{t(`journeys.template_${template}_text`)}</small>
            </button>
          ))}
        </div>
        <h3>{t("journeys.or_else")}</h3>
        <div className="new-map-else">
          <Button
            icon={<Sparkles size={14} aria-hidden />}
            disabled={busy || !overview || overview.interactions === 0}
            loading={propose.isPending}
            title={t("journeys.from_data_text")}
            onClick={() => propose.mutate({ language: i18n.language }, { onSuccess: (map) => put.mutate({ ...inWords(map, refName), key: newKey("journey"), name: called }, done) })}
          >
            {t("journeys.from_data")}
          </Button>
          <Button icon={<FileUp size={14} aria-hidden />} disabled={busy} onClick={() => file.current?.click()}>{t("journeys.from_file")}</Button>
          <input ref={file} type="file" accept=".json,application/json" hidden aria-label={t("journeys.from_file")} onChange={(event) => void read(event.target.files?.[0])} />
        </div>
        <p className="panel-hint">{t("journeys.from_data_text")}</p>
        {unread && <p className="banner banner-bad" role="alert">{t("journeys.file_unread")}</p>}
        {problem && <ProblemBox problem={problem} />}
      </div>
    </Dialog>
  );
}

/** What the template looks like, in a few strokes. */
function Sketch({ template }: { template: Template }) {
  const ring = template === "circular" || template === "loop";
  const dots = template === "circular" ? 4 : template === "relationship" ? 6 : 0;
  const places = Array.from({ length: dots }, (_, place) => {
    const angle = ((place + 0.5) / Math.max(1, dots)) * 2 * Math.PI;
    return ring ? { x: 40 + 19 * Math.sin(angle), y: 24 - 19 * Math.cos(angle) } : { x: 8 + (place * 64) / Math.max(1, dots - 1), y: 24 };
  });
  return (
    <svg width={80} height={48} aria-hidden className="sketch">
      {ring ? <circle cx={40} cy={24} r={19} strokeDasharray={dots ? undefined : "3 5"} /> : <path d="M8 24H72" strokeDasharray={dots ? undefined : "3 5"} />}
      {places.map(({ x, y }) => <circle key={`${x} ${y}`} className="sketch-dot" cx={x} cy={y} r={3.5} />)}
    </svg>
  );
}
