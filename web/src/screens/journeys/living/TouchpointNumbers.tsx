import { useTranslation } from "react-i18next";
import type { AfterPromise } from "../../../api/living";
import type { Touchpoint } from "../../../api/journeys";
import { useFormat } from "../../../text/format";
import { Done } from "./breaks/Done";
import { measures } from "./measures";
import { Number } from "./Number";
import { Trend } from "./Trend";
import { useLiving } from "./useLiving";

/** Everything that is known of one touchpoint, in the panel beside the map. */
export function TouchpointNumbers({ touchpoint }: { touchpoint: Touchpoint }) {
  const { key, name } = touchpoint;
  const { t } = useTranslation();
  const format = useFormat();
  const living = useLiving();
  const told = living?.told.find((one) => one.key === key);
  if (!told) return null;
  const shown = measures.filter((measure) => measure.of(told) !== undefined);
  const { promise, repeats, next } = told;
  const notes = [
    promise && t("living.promise_note", { late: format.number(promise.late), overdue: format.number(promise.overdue), open: format.number(promise.open) }),
    repeats && repeats.contacts > 0 && t("living.repeats_note", { repeats: format.number(repeats.repeats), contacts: format.number(repeats.contacts) }),
    next && next.n >= 5 && t("living.next_note", { p90: format.duration(next.p90_seconds), n: format.number(next.n) }),
    told.drop_off.open > 0 && t("living.drop_off_note", { open: format.number(told.drop_off.open) }),
  ].filter((note): note is string => typeof note === "string");
  return (
    <section className="touchpoint-numbers" aria-label={t("living.numbers")}>
      <dl>
        {shown.map((measure) => (
          <div key={measure.name}>
            <dt title={t(`living.about_${measure.name}`)}>{t(`living.measure_${measure.name}`)}</dt>
            <dd><Number measure={measure} told={told} name={name} /></dd>
          </div>
        ))}
      </dl>
      {told.trend.length > 0 && told.interactions > 0 && (
        <figure>
          <figcaption className="quiet">{t("living.trend_weeks", { count: told.trend.length })}</figcaption>
          <Trend weeks={told.trend} width={300} height={36} />
        </figure>
      )}
      {promise && <After scores={promise.scores} />}
      {notes.map((note) => <p key={note} className="quiet num">{note}</p>)}
      <Done touchpoint={touchpoint} />
    </section>
  );
}

/** What people said, by what had become of the promise. */
function After({ scores }: { scores: AfterPromise[] }) {
  const { t } = useTranslation();
  const measure = measures.find(({ name, of }) => !["customers", "interactions"].includes(name) && scores.some((one) => of(asTold(one))?.value !== undefined));
  if (!measure) return null;
  return (
    <table className="after-promise">
      <caption>{t("living.after_promise", { measure: t(`living.measure_${measure.name}`) })}</caption>
      <tbody>
        {scores.filter(({ promise }) => promise !== "none").map((one) => (
          <tr key={one.promise}>
            <th scope="row">{t(`living.promise_${one.promise}`)}</th>
            <td><Number measure={{ ...measure, cell: undefined, change: undefined }} told={asTold(one)} name="" /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const asTold = (one: AfterPromise) => ({ ...one, key: one.promise, promise: undefined, interactions: 0, customers: 0, drop_off: { count: 0, of: 0, share: 0, low: 0, high: 1, open: 0 }, trend: [] });
