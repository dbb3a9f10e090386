import { Switch } from "antd";
import { ArrowLeft, ArrowRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useChannels } from "../../../api/overview";
import { useCoverage, type Touchpoint } from "../../../api/journeys";
import { useChannelName } from "../../../parts/ChannelMark";
import { byChannelOrder, channelOrder } from "../../../theme/channels";
import { moveTouchpoint, shiftTouchpoint } from "../commands";
import { touchpointPath, useEditing } from "../editing";
import { parted } from "../layout/laid";
import { TouchpointNumbers } from "../living/TouchpointNumbers";
import { Barriers } from "./Barriers";
import { ChoiceRow, Part, Row, TagsRow, TextRow } from "./fields";
import { Links } from "./Links";
import { MatcherRow } from "./MatcherRow";
import { Owners } from "./Owners";
import { Plan } from "./Plan";
import { PromiseRows } from "./PromiseRows";

/** Everything about one touchpoint. */
export function TouchpointPanel({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation();
  const { map, mayEdit, change, remove } = useEditing();
  const channelName = useChannelName();
  const { data: heard } = useChannels();
  const { data: coverage } = useCoverage(map.key);
  const path = touchpointPath(touchpoint.key);
  const set = (field: string, value: unknown) => change([{ op: "set", path: `${path}/${field}`, value }]);
  const channels = [...new Set([...(heard ?? []), ...channelOrder, ...touchpoint.channels])].sort(byChannelOrder);
  const counted = coverage?.touchpoints.find(({ key }) => key === touchpoint.key);
  const toStage = (stage: string) => change(moveTouchpoint(map, touchpoint.key, stage, parted(map).find((part) => part.stage.key === stage)?.touchpoints.at(-1)?.key ?? null));
  return (
    <>
      {mayEdit && (
        <div className="panel-tools" role="group" aria-label={t("journeys.touchpoint")}>
          <button type="button" className="icon-button" aria-label={t("journeys.earlier")} title={t("journeys.earlier")} onClick={() => change(shiftTouchpoint(map, touchpoint.key, -1))}><ArrowLeft size={15} aria-hidden /></button>
          <button type="button" className="icon-button" aria-label={t("journeys.later")} title={t("journeys.later")} onClick={() => change(shiftTouchpoint(map, touchpoint.key, 1))}><ArrowRight size={15} aria-hidden /></button>
          <button type="button" className="icon-button" aria-label={t("journeys.remove_named", { name: touchpoint.name })} title={t("journeys.remove")} onClick={() => remove(path)}><Trash2 size={15} aria-hidden /></button>
        </div>
      )}
      <TextRow required path={`${path}/name`} label={t("journeys.name")} />
      <TouchpointNumbers touchpoint={touchpoint} />
      <Part title={t("journeys.part_about")} open>
        <ChoiceRow path={`${path}/stage`} label={t("journeys.stage")} options={map.stages.map(({ key, name }) => ({ value: key, label: name }))} set={toStage} />
        <TagsRow path={`${path}/channels`} label={t("journeys.channels")} options={channels.map((value) => ({ value, label: channelName(value) }))} free />
        <TextRow path={`${path}/description`} label={t("journeys.description")} lines={2} />
        <TextRow path={`${path}/expects`} label={t("journeys.expects")} placeholder={t("journeys.expects_hint")} lines={2} />
        <Row path={`${path}/moment_of_truth`} label={t("journeys.moment_of_truth")} hint={t("journeys.moment_hint")}>
          <Switch size="small" aria-label={t("journeys.moment_of_truth")} disabled={!mayEdit} checked={touchpoint.moment_of_truth} onChange={(value) => set("moment_of_truth", value)} />
        </Row>
        <TextRow path={`${path}/emotion`} label={t("journeys.emotion")} placeholder={t("journeys.emotion_hint")} />
        <TextRow path={`${path}/function`} label={t("journeys.function")} placeholder={t("journeys.function_hint")} />
      </Part>
      <Part title={t("journeys.part_happens")} open>
        <MatcherRow path={`${path}/match`} label={t("journeys.match")} hint={t("journeys.match_hint")} value={touchpoint.match} set={(match) => set("match", match)} counted={counted?.interactions} problem={counted?.problem} offer />
      </Part>
      <Part title={t("journeys.part_promise")} count={touchpoint.promise ? 1 : 0}>
        <PromiseRows touchpoint={touchpoint} />
      </Part>
      <Part title={t("journeys.part_said")} count={[touchpoint.answers, touchpoint.complaint, touchpoint.contact].filter(Boolean).length}>
        <MatcherRow path={`${path}/answers`} label={t("journeys.answers")} hint={t("journeys.answers_hint")} value={touchpoint.answers} set={(match) => set("answers", match)} counted={counted?.answers} />
        <MatcherRow path={`${path}/complaint`} label={t("journeys.complaint")} hint={t("journeys.complaint_hint")} value={touchpoint.complaint} set={(match) => set("complaint", match)} />
        <MatcherRow path={`${path}/contact`} label={t("journeys.contact")} hint={t("journeys.contact_hint")} value={touchpoint.contact} set={(match) => set("contact", match)} />
      </Part>
      <Part title={t("journeys.part_owners")} count={touchpoint.owner ? 0 : undefined} open={!touchpoint.owner}>
        <Owners path={path} />
      </Part>
      <Part title={t("journeys.part_barriers")} count={touchpoint.barriers.length}>
        <Barriers touchpoint={touchpoint} />
      </Part>
      <Part title={t("journeys.part_plan")} count={touchpoint.plan.filter(({ state }) => state !== "done").length}>
        <Plan touchpoint={touchpoint} />
      </Part>
      <Part title={t("journeys.links")} count={touchpoint.links.length}>
        <Links touchpoint={touchpoint} />
      </Part>
    </>
  );
}
