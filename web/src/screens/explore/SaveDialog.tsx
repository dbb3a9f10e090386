import { Button, Input, Switch, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Body } from "../../api/questions";
import { useSave } from "../../api/saved";
import { Dialog } from "../../parts/Dialog";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";

interface Props {
  kind: string;
  asked: Body;
  /** Of a segment: the customers behind this number. */
  cell?: Body;
  /** What it may be called; or only what it is, as a hint. */
  name?: string;
  hint?: string;
  close: () => void;
}

export const mostLetters = 120;

/** A name, and who may see it. */
export function SaveDialog({ kind, asked, cell, name: proposed = "", hint, close }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState([...proposed].slice(0, mostLetters).join(""));
  const [shared, share] = useState(false);
  const { mutate, error, isPending } = useSave();
  const field = useRef<InputRef>(null);
  // An open dialog gives the focus to its first button.
  useEffect(() => field.current?.focus(), []);
  return (
    <Dialog title={t(cell ? "explore.save_segment" : "explore.save_question")} close={close}>
      <form
        className="save-form"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(
            { name: name.trim(), question: kind, asked, ...(cell && { cell }), shared },
            {
              onSuccess: (saved) => {
                say(t("explore.saved_as", { name: saved.name }));
                close();
              },
            },
          );
        }}
      >
        <label className="question-field">
          <span>{t("explore.save_name")}</span>
          <Input ref={field} placeholder={hint} value={name} maxLength={mostLetters} onChange={(event) => setName(event.target.value)} onFocus={(event) => event.target.select()} />
        </label>
        <div className="question-row">
          <span>{t("explore.save_shared")}</span>
          <Switch size="small" aria-label={t("explore.save_shared")} checked={shared} onChange={share} />
        </div>
        <p className="quiet">{t(cell ? "explore.save_segment_text" : "explore.save_question_text")}</p>
        {error && <ProblemBox problem={error} />}
        <Button type="primary" htmlType="submit" disabled={name.trim() === ""} loading={isPending}>
          {t("explore.save")}
        </Button>
      </form>
    </Dialog>
  );
}
