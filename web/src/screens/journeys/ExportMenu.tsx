import { Button, Dropdown } from "antd";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { say } from "../../parts/toast";
import { useFormat } from "../../text/format";
import { download, fileName, pictureOf, pixelsOf } from "../explore/picture";
import { useEditing } from "./editing";

/** The map as a file: a drawing, a picture, the document itself, or on paper. */
export function ExportMenu({ print }: { print: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { map, draft } = useEditing();
  const { revision } = draft.state();

  const picture = () => {
    const drawing = document.querySelector<SVGSVGElement>(".drawing svg[data-picture]");
    if (!drawing) return undefined;
    const notes = [[map.owner, map.department, map.region].filter(Boolean).join(" · "), t("journeys.picture_note", { revision, time: format.exact(new Date()) })].filter(Boolean);
    return pictureOf(drawing, map.name, notes);
  };
  const save = async (form: string) => {
    if (form === "print") return print();
    if (form === "json") return download(new Blob([JSON.stringify(map, null, 2)], { type: "application/json" }), fileName(map.name, "json"));
    const found = picture();
    if (!found) return say(t("journeys.picture_needs_drawing"), { bad: true });
    if (form === "svg") return download(new Blob([found.text], { type: "image/svg+xml" }), fileName(map.name, "svg"));
    try {
      download(await pixelsOf(found), fileName(map.name, "png"));
    } catch {
      say(t("journeys.picture_too_large"), { bad: true });
    }
  };
  const items = ["svg", "png", "json", "print"].map((key) => ({ key, label: t(`journeys.export_${key}`) }));
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => void save(key) }}>
      <Button size="small" icon={<Download size={14} aria-hidden />}><span className="tool-label">{t("journeys.export")}</span></Button>
    </Dropdown>
  );
}
