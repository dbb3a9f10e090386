import { Button, Input } from "antd";
import { GitCompareArrows, History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { restoreJourney, useCompared, useNameVersion, useVersions, type Difference, type Version } from "../../api/journeys";
import { Bones } from "../../parts/Bones";
import { Dialog } from "../../parts/Dialog";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { When } from "../../parts/When";
import { useEditing } from "./editing";
import { usePlaceName } from "./places";
import { useValueText } from "./values";
import { mostBytes, within } from "./limits";

/** How the map came to be: every version can be named, held against the one of now, and made the one of now again. */
export function Versions({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { map, draft, mayEdit } = useEditing();
  const { revision } = draft.state();
  const { data, error, refetch } = useVersions(map.key);
  const [looked, look] = useState<number>();
  const problemText = useProblemText();

  const restore = async (to: number, back?: number) => {
    try {
      await restoreJourney(map.key, to);
      await draft.news();
      if (back !== undefined) say(t("journeys.restored", { revision: to }), { undo: () => void restore(back) });
    } catch (problem) {
      say(problemText(problem).title, { bad: true });
    }
  };

  return (
    <Dialog title={t("journeys.versions")} close={close} side>
      {error && !data ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !data ? (
        <Bones rows={6} height={52} />
      ) : (
        <ol className="versions">
          {data.map((version) => (
            <li key={version.revision} data-now={version.revision === revision || undefined}>
              <VersionHead version={version} />
              <span className="version-tools">
                {version.revision === revision ? (
                  <span className="chip">{t("journeys.version_now")}</span>
                ) : (
                  <>
                    <Button size="small" aria-expanded={looked === version.revision} icon={<GitCompareArrows size={13} aria-hidden />} onClick={() => look(looked === version.revision ? undefined : version.revision)}>{t("journeys.compare")}</Button>
                    {mayEdit && <Button size="small" icon={<History size={13} aria-hidden />} onClick={() => void restore(version.revision, revision)}>{t("journeys.restore")}</Button>}
                  </>
                )}
              </span>
              {looked === version.revision && <Compared from={version.revision} to={revision} />}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function VersionHead({ version }: { version: Version }) {
  const { t } = useTranslation();
  const { map, mayEdit } = useEditing();
  const { mutate } = useNameVersion(map.key);
  const problemText = useProblemText();
  const [typed, setTyped] = useState(version.name ?? "");
  const keep = () => typed.trim() !== (version.name ?? "") && mutate({ revision: version.revision, name: typed.trim() }, { onError: (problem) => say(problemText(problem).title, { bad: true }) });
  return (
    <div className="version-head">
      <p>
        <strong className="num">{t("journeys.version_number", { revision: version.revision })}</strong> <When at={version.at} />
        <small>{[version.by, version.edits > 0 ? t("journeys.edits", { count: version.edits }) : ""].filter(Boolean).join(" · ")}</small>
      </p>
      {mayEdit ? (
        <Input size="small" variant="filled" aria-label={t("journeys.version_name", { revision: version.revision })} placeholder={t("journeys.name_it")} value={typed} onChange={(event) => setTyped(within(event.target.value, mostBytes.line))} onBlur={keep} onPressEnter={(event) => event.currentTarget.blur()} />
      ) : (
        version.name && <p>{version.name}</p>
      )}
    </div>
  );
}

function Compared({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const { map } = useEditing();
  const { data, error } = useCompared(map.key, from, to);
  if (error) return <ProblemBox problem={error} />;
  if (!data) return <Bones rows={2} height={36} />;
  if (data.length === 0) return <p className="quiet">{t("journeys.no_difference")}</p>;
  return (
    <ul className="differences" aria-label={t("journeys.differences", { count: data.length })}>
      {data.map((difference) => <DifferenceRow key={difference.path} difference={difference} />)}
    </ul>
  );
}

/** What it was, struck out, and what it is. */
function DifferenceRow({ difference: { path, before, after } }: { difference: Difference }) {
  const { map } = useEditing();
  const placeName = usePlaceName();
  const text = useValueText();
  const [was, is] = [text(path, before), text(path, after)];
  const parts = path.split("/");
  const named = parts.length === 2 ? ((after ?? before) as { name?: string } | null)?.name : undefined;
  return (
    <li>
      <small>{named ?? placeName(path, map)}</small>
      {was && <del>{was}</del>}
      {is && <ins>{is}</ins>}
    </li>
  );
}
