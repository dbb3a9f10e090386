// Fields of the panel: what is typed is kept at once, and saved when the hand rests or leaves.
import { AutoComplete, Input, Select } from "antd";
import { MessageSquare } from "lucide-react";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { at } from "../edits";
import { useEditing } from "../editing";
import { mostBytes, within } from "../limits";

const rest = 700;

/** What is typed in one visit of a field is one step back. */
function useTyping(path: string, most: number, required: boolean) {
  const { map, change } = useEditing();
  const value = String(at(map, path) ?? "");
  const [typed, setTyped] = useState<string>();
  const timer = useRef<number>(undefined);
  const visit = useRef(0);
  const latest = useRef<string>(undefined);

  const keep = () => {
    window.clearTimeout(timer.current);
    const empty = required && latest.current?.trim() === "";
    if (latest.current !== undefined && latest.current !== value && !empty) change([{ op: "set", path, value: latest.current }], `type ${path} ${visit.current}`);
    latest.current = undefined;
  };
  const kept = useRef(keep);
  useEffect(() => {
    kept.current = keep;
  });
  useEffect(() => () => kept.current(), [path]);

  return {
    text: typed ?? value,
    type: (typing: string) => {
      const text = within(typing, most);
      setTyped(text);
      latest.current = text;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => kept.current(), rest);
    },
    leave: () => {
      kept.current();
      visit.current += 1;
      setTyped(undefined);
    },
  };
}

/** A label with its comments, and the field under it. */
export function Row({ path, label, children, hint, group }: { path?: string; label: string; children: ReactNode; hint?: string; group?: boolean }) {
  const { t } = useTranslation();
  const { comments, openComments, mayComment } = useEditing();
  const open = path ? (comments.get(path) ?? 0) : 0;
  return (
    <div className="panel-row" role={group ? "group" : undefined} aria-label={group ? label : undefined}>
      <div className="panel-label">
        <span>{label}</span>
        {path && (mayComment || open > 0) && (
          <button type="button" className="comment-mark" data-open={open > 0 || undefined} aria-label={t("journeys.comments_on", { label, count: open })} title={t("journeys.comment")} onClick={() => openComments(path)}>
            <MessageSquare size={13} aria-hidden />
            {open > 0 && <span className="num">{open}</span>}
          </button>
        )}
      </div>
      {children}
      {hint && <p className="panel-hint">{hint}</p>}
    </div>
  );
}

interface TextProps {
  path: string;
  label: string;
  placeholder?: string;
  lines?: number;
  /** A name: emptied, it stays what it was. */
  required?: boolean;
  /** What was written elsewhere, to choose from. */
  known?: string[];
}

export function TextRow({ path, label, placeholder, lines = 1, required = false, known }: TextProps) {
  const { mayEdit } = useEditing();
  const { text, type, leave } = useTyping(path, lines > 1 ? mostBytes.text : mostBytes.line, required);
  const id = useId();
  if (!mayEdit) return text ? <Row path={path} label={label}><p className="panel-text">{text}</p></Row> : null;
  const common = { id, "aria-label": label, placeholder, onBlur: leave };
  const wanted = text.trim().toLowerCase();
  return (
    <Row path={path} label={label}>
      {lines > 1 ? (
        <Input.TextArea {...common} autoSize={{ minRows: lines, maxRows: 10 }} value={text} onChange={(event) => type(event.target.value)} />
      ) : known ? (
        <AutoComplete
          {...common}
          className="panel-full"
          options={known.filter((one) => one.toLowerCase().includes(wanted) && one !== text).map((value) => ({ value }))}
          value={text}
          onChange={(value: string) => type(value)}
        />
      ) : (
        <Input {...common} value={text} onChange={(event) => type(event.target.value)} />
      )}
    </Row>
  );
}

interface ChoiceProps<T extends string> {
  path: string;
  label: string;
  options: { value: T; label: string }[];
  set?: (value: T) => void;
  value?: T;
}

export function ChoiceRow<T extends string>({ path, label, options, set, value }: ChoiceProps<T>) {
  const { map, mayEdit, change } = useEditing();
  const now = value ?? (at(map, path) as T);
  return (
    <Row path={path} label={label}>
      {mayEdit ? (
        <Select<T> aria-label={label} className="panel-full" value={now} options={options} onChange={(next: T) => (set ? set(next) : change([{ op: "set", path, value: next }]))} />
      ) : (
        <p className="panel-text">{options.find((one) => one.value === now)?.label}</p>
      )}
    </Row>
  );
}

interface TagsProps {
  path: string;
  label: string;
  options: { value: string; label: string }[];
  /** Also such as are in no list. */
  free?: boolean;
  hint?: string;
}

export function TagsRow({ path, label, options, free, hint }: TagsProps) {
  const { map, mayEdit, change } = useEditing();
  const now = (at(map, path) ?? []) as string[];
  const nameOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;
  return (
    <Row path={path} label={label} hint={hint}>
      {mayEdit ? (
        <Select
          mode={free ? "tags" : "multiple"}
          aria-label={label}
          className="panel-full"
          value={now}
          options={options}
          showSearch={{ filterOption: (typed, option) => String(option?.label).toLowerCase().includes(typed.toLowerCase()) }}
          onChange={(value: string[]) => change([{ op: "set", path, value }])}
        />
      ) : (
        <p className="panel-text">{now.map(nameOf).join(" · ")}</p>
      )}
    </Row>
  );
}

/** A part of the panel that opens and closes. */
export function Part({ title, count, children, open = false }: { title: string; count?: number; children: ReactNode; open?: boolean }) {
  // Only at first: what is filled in does not close its part under the hand.
  const [now, setNow] = useState(open);
  return (
    <details className="panel-part" open={now} onToggle={(event) => setNow(event.currentTarget.open)}>
      <summary>
        <span>{title}</span>
        {count !== undefined && count > 0 && <span className="chip num">{count}</span>}
      </summary>
      {now && <div className="panel-part-body">{children}</div>}
    </details>
  );
}
