import { Input, Select } from "antd";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Task, Touchpoint } from "../../../api/journeys";
import { DayField } from "../../../parts/DayField";
import { say } from "../../../parts/toast";
import { useFormat } from "../../../text/format";
import { taskOf } from "../blank";
import { newKey } from "../commands";
import { touchpointPath, useEditing } from "../editing";
import { Row } from "./fields";
import { mostBytes, within } from "../limits";

export const planParts: Task["part"][] = ["design", "deliver", "develop"];
const states: Task["state"][] = ["open", "doing", "done"];

/** What is done about a touchpoint: to design it, to deliver it, to develop it. */
export function Plan({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation();
  const { mayEdit, change } = useEditing();
  const path = `${touchpointPath(touchpoint.key)}/plan`;
  return (
    <>
      {planParts.map((part) => {
        const tasks = touchpoint.plan.filter((task) => task.part === part);
        if (!mayEdit && tasks.length === 0) return null;
        return (
          <Row key={part} label={t(`journeys.part_${part}`)} hint={tasks.length === 0 ? t(`journeys.part_${part}_hint`) : undefined} group>
            <ul className="panel-tasks">
              {tasks.map((task) => <TaskRow key={task.key} task={task} path={`${path}/${task.key}`} />)}
            </ul>
            {mayEdit && <NewTask label={t("journeys.add_task_to", { part: t(`journeys.part_${part}`) })} add={(title) => change([{ op: "add", path, value: taskOf(newKey("task"), title, part) }])} />}
          </Row>
        );
      })}
    </>
  );
}

function NewTask({ label, add }: { label: string; add: (title: string) => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState("");
  return (
    <Input
      aria-label={label}
      placeholder={t("journeys.add_task")}
      value={title}
      onChange={(event) => setTitle(within(event.target.value, mostBytes.line))}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.nativeEvent.isComposing || !title.trim()) return;
        event.preventDefault();
        add(title.trim());
        setTitle("");
      }}
    />
  );
}

function TaskRow({ task, path }: { task: Task; path: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mayEdit, change, draft } = useEditing();
  const { title, state, owner, due, expected, done_at } = task;
  const set = (field: string, value: unknown) => change([{ op: "set", path: `${path}/${field}`, value }]);
  const remove = () => {
    const id = change([{ op: "remove", path }]);
    say(t("journeys.removed", { name: title }), { undo: () => draft.undoChange(id) });
  };
  const late = due && state !== "done" && new Date(`${due}T23:59:59`) < new Date();
  if (!mayEdit) {
    return (
      <li data-state={state}>
        <strong>{title}</strong>
        <small>{[t(`journeys.state_${state}`), owner, due && format.date(due)].filter(Boolean).join(" · ")}</small>
      </li>
    );
  }
  return (
    <li data-state={state} data-late={late || undefined}>
      <div className="task-head">
        <Short key={title} value={title} label={t("journeys.task_title")} keep={(next) => next.trim() && set("title", next.trim())} />
        <button type="button" className="icon-button" aria-label={t("journeys.remove_named", { name: title })} onClick={remove}><Trash2 size={14} aria-hidden /></button>
      </div>
      <div className="task-rest">
        <Select<Task["state"]> size="small" aria-label={t("journeys.task_state", { name: title })} value={state} options={states.map((value) => ({ value, label: t(`journeys.state_${value}`) }))} onChange={(next) => set("state", next)} popupMatchSelectWidth={false} />
        <Short key={owner} value={owner} label={t("journeys.task_owner", { name: title })} placeholder={t("journeys.owner")} keep={(next) => set("owner", next.trim())} />
        <DayField label={t("journeys.task_due", { name: title })} placeholder={t("journeys.due")} value={due ?? ""} onChange={(day) => set("due", day || null)} />
      </div>
      {late && <p className="panel-hint late">{t("journeys.task_late")}</p>}
      {state === "done" && done_at && <p className="panel-hint">{t("journeys.done_on", { date: format.date(done_at) })}</p>}
      {expected && <p className="panel-hint">{expected.text}</p>}
    </li>
  );
}

function Short({ value, label, placeholder, keep }: { value: string; label: string; placeholder?: string; keep: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  return <Input size="small" aria-label={label} placeholder={placeholder} value={typed} onChange={(event) => setTyped(within(event.target.value, mostBytes.line))} onBlur={() => typed !== value && keep(typed)} onPressEnter={(event) => event.currentTarget.blur()} />;
}
