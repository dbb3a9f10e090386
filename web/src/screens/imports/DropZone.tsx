import { Button } from "antd";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemBox } from "../../parts/ProblemBox";
import { useFormat } from "../../text/format";

interface Props {
  take: (file: File) => void;
  sending: { name: string; part: number } | null;
  problem: unknown;
  sample: () => void;
}

export function DropZone({ take, sending, problem, sample }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <>
      {problem !== null && <ProblemBox problem={problem} />}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer.files[0];
          if (file && !sending) take(file);
        }}
      >
        <FileUp size={28} strokeWidth={1.5} aria-hidden />
        {sending ? (
          <div className="drop-sending" role="status">
            <p>{t("imports.sending", { name: sending.name, part: format.percent(sending.part) })}</p>
            <span className="progress" role="progressbar" aria-label={sending.name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(sending.part * 100)}>
              <i style={{ width: `${sending.part * 100}%` }} />
            </span>
          </div>
        ) : (
          <>
            <p>
              <strong>{t("imports.drop")}</strong>
            </p>
            <p className="quiet">{t("imports.drop_kinds")}</p>
            <Button type="primary" onClick={() => field.current?.click()}>
              {t("imports.pick")}
            </Button>
            <input
              ref={field}
              type="file"
              className="sr-only"
              tabIndex={-1}
              aria-label={t("imports.pick")}
              accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xes,.gz"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = "";
                if (file) take(file);
              }}
            />
          </>
        )}
      </div>
      {!sending && (
        <p className="quiet drop-sample">
          {t("imports.no_file")}{" "}
          <button type="button" className="link" onClick={sample}>
            {t("imports.try_sample")}
          </button>
        </p>
      )}
    </>
  );
}
