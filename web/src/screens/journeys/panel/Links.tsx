import { Button, Input } from "antd";
import { ExternalLink, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JourneyLink, Touchpoint } from "../../../api/journeys";
import { newKey } from "../commands";
import { touchpointPath, useEditing } from "../editing";
import { Row } from "./fields";
import { mostBytes, within } from "../limits";

/** Only what a browser may open without harm. */
export const isAddress = (url: string) => /^https?:\/\/[^\s"<>]+$/i.test(url.trim());

/** What customers get to read here: pages, letters, scripts. */
export function Links({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation();
  const { mayEdit, change } = useEditing();
  const path = `${touchpointPath(touchpoint.key)}/links`;
  const [url, setUrl] = useState("");
  const [title, setTitle] = useState("");
  const add = () => {
    if (!isAddress(url)) return;
    const value: JourneyLink = { key: newKey("link"), title: title.trim() || url.trim(), url: url.trim() };
    change([{ op: "add", path, value }]);
    setUrl("");
    setTitle("");
  };
  if (!mayEdit && touchpoint.links.length === 0) return null;
  return (
    <Row path={path} label={t("journeys.links")} group>
      <ul className="panel-list">
        {touchpoint.links.map((link) => (
          <li key={link.key}>
            {isAddress(link.url) ? <a href={link.url} target="_blank" rel="noreferrer noopener">{link.title} <ExternalLink size={12} aria-hidden /></a> : <span>{link.title}</span>}
            {mayEdit && (
              <button type="button" className="icon-button" aria-label={t("journeys.remove_link", { name: link.title })} onClick={() => change([{ op: "remove", path: `${path}/${link.key}` }])}>
                <Trash2 size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <form
          className="panel-add"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Input aria-label={t("journeys.link_url")} placeholder={t("journeys.link_url_hint")} value={url} onChange={(event) => setUrl(within(event.target.value, mostBytes.link))} status={url && !isAddress(url) ? "error" : undefined} />
          <Input aria-label={t("journeys.link_title")} placeholder={t("journeys.link_title")} value={title} onChange={(event) => setTitle(within(event.target.value, mostBytes.line))} />
          <Button htmlType="submit" icon={<Plus size={14} aria-hidden />} disabled={!isAddress(url)}>{t("journeys.add_link")}</Button>
        </form>
      )}
    </Row>
  );
}
