import { Button, Mentions } from "antd";
import { Check, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddComment, useChangeComment, useComments, type Comment } from "../../../api/journeys";
import { useColleagues } from "../../../api/people";
import type { Colleague } from "../../../api/types";
import { Bones } from "../../../parts/Bones";
import { Dialog } from "../../../parts/Dialog";
import { ProblemBox, useProblemText } from "../../../parts/ProblemBox";
import { say } from "../../../parts/toast";
import { When } from "../../../parts/When";
import { useEditing } from "../editing";
import { usePlaceName } from "../places";
import { mostBytes, within } from "../limits";

/** What people say about the map: about one place of it, or all of it. */
export function Comments({ path, close, show }: { path: string; close: () => void; show: (path: string) => void }) {
  const { t } = useTranslation();
  const { map, mayComment } = useEditing();
  const placeName = usePlaceName();
  const [settled, setSettled] = useState(false);
  const { data, error, refetch } = useComments(map.key);
  const { data: people = [] } = useColleagues(mayComment);
  const here = (data ?? []).filter((one) => path === "" || one.path === path || one.path.startsWith(`${path}/`));
  const shown = here.filter(({ resolved_at }) => settled || !resolved_at);
  const hidden = here.length - shown.length;
  return (
    <Dialog title={path ? t("journeys.comments_about", { place: placeName(path, map) }) : t("journeys.comments")} close={close} side>
      {path !== "" && (data ?? []).length > here.length && (
        <button type="button" className="link" onClick={() => show("")}>{t("journeys.all_comments", { count: (data ?? []).filter(({ resolved_at }) => !resolved_at).length })}</button>
      )}
      {mayComment && <NewComment path={path} people={people} />}
      {error && !data ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !data ? (
        <Bones rows={3} height={64} />
      ) : (
        <ul className="comments">
          {shown.map((comment) => <CommentRow key={comment.id} comment={comment} place={comment.path === path ? undefined : placeName(comment.path, map)} show={show} />)}
        </ul>
      )}
      {data && shown.length === 0 && <p className="quiet">{t("journeys.no_comments")}</p>}
      {hidden > 0 && <button type="button" className="link" onClick={() => setSettled(true)}>{t("journeys.show_settled", { count: hidden })}</button>}
    </Dialog>
  );
}

function NewComment({ path, people }: { path: string; people: Colleague[] }) {
  const { t } = useTranslation();
  const { map } = useEditing();
  const [text, setText] = useState("");
  const { mutate, error, isPending } = useAddComment(map.key);
  const send = () => {
    if (!text.trim()) return;
    const mentions = people.flatMap(({ id, name }) => (text.includes(`@${name}`) ? [id] : []));
    mutate({ path, text: text.trim(), mentions }, { onSuccess: () => setText("") });
  };
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Mentions
        aria-label={t("journeys.write_comment")}
        placeholder={t("journeys.write_comment_hint")}
        autoSize={{ minRows: 2, maxRows: 8 }}
        options={people.map(({ name }) => ({ value: name, label: name }))}
        value={text}
        onChange={(typed) => setText(within(typed, mostBytes.text))}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      {error && <ProblemBox problem={error} />}
      <Button type="primary" htmlType="submit" size="small" disabled={text.trim() === ""} loading={isPending}>{t("journeys.send_comment")}</Button>
    </form>
  );
}

const special = /[.*+?^${}()|[\]\\]/g;

/** Those called by name stand out. */
function Spoken({ text, names }: { text: string; names: string[] }) {
  if (names.length === 0) return <p>{text}</p>;
  const called = new RegExp(`(@(?:${names.map((name) => name.replace(special, "\\$&")).join("|")}))`);
  return <p>{text.split(called).map((part, place) => (place % 2 === 1 ? <strong key={place}>{part}</strong> : part))}</p>;
}

function CommentRow({ comment, place, show }: { comment: Comment; place?: string; show: (path: string) => void }) {
  const { t } = useTranslation();
  const { map, mayComment, mayEdit } = useEditing();
  const problemText = useProblemText();
  const { mutate } = useChangeComment(map.key);
  const failed = { onError: (problem: unknown) => say(problemText(problem).title, { bad: true }) };
  const { id, by, at, text, path, mine, mentions } = comment;
  const resolved = Boolean(comment.resolved_at);
  return (
    <li data-resolved={resolved || undefined}>
      <p className="comment-head">
        <strong>{by}</strong> <When at={at} />
        {mayComment && (
          <button type="button" className="icon-button" aria-label={t(resolved ? "journeys.open_again" : "journeys.settle")} title={t(resolved ? "journeys.open_again" : "journeys.settle")} onClick={() => mutate({ id, resolved: !resolved }, failed)}>
            {resolved ? <RotateCcw size={14} aria-hidden /> : <Check size={14} aria-hidden />}
          </button>
        )}
        {(mine || mayEdit) && (
          <button
            type="button"
            className="icon-button"
            aria-label={t("journeys.remove_comment", { name: by })}
            title={t("journeys.remove")}
            onClick={() => mutate({ id, removed: true }, { ...failed, onSuccess: () => say(t("journeys.comment_removed"), { undo: () => mutate({ id, removed: false }, failed) }) })}
          >
            <Trash2 size={14} aria-hidden />
          </button>
        )}
      </p>
      {place && <button type="button" className="link comment-place" onClick={() => show(path)}>{place}</button>}
      <Spoken text={text} names={mentions.map(({ name }) => name)} />
    </li>
  );
}
