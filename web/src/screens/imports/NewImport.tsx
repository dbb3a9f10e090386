import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { upload } from "../../api/imports";
import { useTitle } from "../../parts/useTitle";
import { DropZone } from "./DropZone";
import { MapColumns } from "./MapColumns";
import { sampleFile, sampleMapping } from "./sample";
import "./imports.css";
import "./mapping.css";

/** Upload, map, look at what would come of it, import. The upload's id is in the address, so a reload loses nothing. */
export default function NewImport() {
  const { t } = useTranslation();
  useTitle(t("imports.new"));
  const [search, setSearch] = useSearchParams();
  const uploaded = search.get("upload") ?? "";
  // The sample brings its own map, and says so in the address.
  const isSample = search.get("sample") !== null;
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  const take = useCallback(
    (file: File, sample = false) => {
      setProblem(null);
      setSending({ name: file.name, part: 0 });
      upload(file, (part) => setSending({ name: file.name, part }))
        .then(({ id }) => setSearch(sample ? { upload: id, sample: "1" } : { upload: id }, { replace: true }))
        .catch(setProblem)
        .finally(() => setSending(null));
    },
    [setSearch],
  );

  const sampled = useRef(false);
  useEffect(() => {
    if (!isSample || sampled.current || uploaded) return;
    sampled.current = true;
    take(sampleFile(), true);
  }, [isSample, uploaded, take]);

  return (
    <div className="screen">
      <header className="screen-head">
        <div>
          <h1>{t("imports.new")}</h1>
          <p className="quiet">{t(uploaded ? "imports.map_text" : "imports.new_text")}</p>
        </div>
      </header>
      {uploaded ? (
        <MapColumns key={uploaded} uploaded={uploaded} known={isSample ? sampleMapping : undefined} again={() => setSearch({}, { replace: true })} />
      ) : (
        <DropZone take={take} sending={sending} problem={problem} sample={() => take(sampleFile(), true)} />
      )}
    </div>
  );
}
