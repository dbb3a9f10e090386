import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/Empty";
import { useFormat } from "../../text/format";
import { useFound } from "./ActivityPicker";
import { RefName } from "./names";
import type { Ref } from "./question";
import type { Asking } from "./useQuestion";

const most = 8;

/** Something is still to be chosen: what this question answers, and the commonest activities, one press away. */
export function Teach({ asking: { question, change } }: { asking: Asking }) {
  const { t } = useTranslation();
  const format = useFormat();
  const common = useFound("").filter(({ ref }) => ref.name !== "").slice(0, most);
  const pick = (activity: Ref) => {
    if (question.kind === "funnel") change({ steps: [...question.steps, { activity, directly: false, not: [] }] });
    else change(question.start ? { end: activity } : { start: activity });
  };
  const second = (question.kind === "time" || question.kind === "drivers") && question.start !== undefined;
  return (
    <Empty
      title={t(`explore.teach_${question.kind}`)}
      text={t(second ? `explore.teach_${question.kind}_end` : `explore.teach_${question.kind}_text`)}
      action={
        <div className="teach" role="group" aria-label={t("explore.commonest")}>
          {common.map(({ ref, count }) => (
            <button key={`${ref.channel}:${ref.name}`} type="button" onClick={() => pick(ref)}>
              <RefName of={ref} size={18} />
              <small className="num">{format.short(count)}</small>
            </button>
          ))}
        </div>
      }
    />
  );
}
