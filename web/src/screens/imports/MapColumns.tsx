import { Button } from "antd";
import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { zone } from "../../api/customers";
import { useImportPreview, useStartImport, useUploadPreview } from "../../api/imports";
import type { Mapping, UploadPreview } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox } from "../../parts/ProblemBox";
import { useDebounced } from "../../parts/useDebounced";
import { FirstRows } from "./FirstRows";
import { MapCustomer } from "./MapCustomer";
import { MapInteraction } from "./MapInteraction";
import { MapSource } from "./MapSource";
import { changeFile, changeInteraction, fileOf, missing, newInteraction } from "./mapping";
import { Result } from "./Result";

interface Props {
  uploaded: string;
  /** A map that is known already; otherwise the server's proposal is the beginning. */
  known?: Mapping;
  again: () => void;
}

export function MapColumns({ uploaded, known, again }: Props) {
  const { data, error, refetch } = useUploadPreview(uploaded);
  if (error && !data) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!data) return <Bones rows={10} height={44} />;
  // The server can only guess UTC; a file from one's own desk is far more often in one's own time.
  return <Editor uploaded={uploaded} preview={data} begin={{ ...(known ?? data.mapping), zone }} again={again} />;
}

function Editor({ uploaded, preview, begin, again }: { uploaded: string; preview: UploadPreview; begin: Mapping; again: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [mapping, setMapping] = useState<Mapping>(begin);
  const lack = missing(mapping);
  const settled = useDebounced(mapping, 350);
  const result = useImportPreview(uploaded, missing(settled) ? null : settled);
  const { mutate: start, isPending, error } = useStartImport();
  const file = fileOf(mapping);
  const { columns } = preview;

  return (
    <form
      className="map"
      onSubmit={(event) => {
        event.preventDefault();
        if (!lack) start({ upload: uploaded, mapping }, { onSuccess: ({ id }) => navigate(`/imports/${encodeURIComponent(id)}`, { replace: true }) });
      }}
    >
      <div className="map-form">
        <MapSource name={preview.name} mapping={mapping} columns={columns} change={setMapping} />
        <MapCustomer customer={file.customer} columns={columns} change={(customer) => setMapping(changeFile(mapping, { customer }))} />
        {file.interactions.map((interaction, place) => (
          <MapInteraction
            key={place}
            place={place}
            interaction={interaction}
            columns={columns}
            change={(change) => setMapping(changeInteraction(mapping, place, change))}
            drop={file.interactions.length > 1 ? () => setMapping(changeFile(mapping, { interactions: file.interactions.filter((_, at) => at !== place) })) : undefined}
          />
        ))}
        <Button type="dashed" onClick={() => setMapping(changeFile(mapping, { interactions: [...file.interactions, newInteraction(columns)] }))}>
          {t("map.add_interaction")}
        </Button>
      </div>
      <div className="map-result">
        <FirstRows preview={preview} />
        <Result result={result.data} problem={result.error} lack={lack} waiting={result.isFetching} />
      </div>
      <footer className="map-foot">
        {error && <ProblemBox problem={error} />}
        {lack && <p className="quiet">{t(lack)}</p>}
        <Button onClick={again}>{t("imports.other_file")}</Button>
        <Button type="primary" htmlType="submit" disabled={lack !== null} loading={isPending} icon={<Play size={14} aria-hidden />}>
          {t("imports.start")}
        </Button>
      </footer>
    </form>
  );
}
