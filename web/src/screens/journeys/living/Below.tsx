import { Segmented } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Bones } from "../../../parts/Bones";
import { Numbers } from "./Numbers";
import { useLiving, views, type View } from "./useLiving";

const Breaks = lazy(() => import("./breaks/Breaks").then(({ Breaks: one }) => ({ default: one })));
const Outcomes = lazy(() => import("./outcomes/Outcomes").then(({ Outcomes: one }) => ({ default: one })));
const Risk = lazy(() => import("./risk/Risk").then(({ Risk: one }) => ({ default: one })));
const Week = lazy(() => import("./week/Week").then(({ Week: one }) => ({ default: one })));

/** What the numbers of the map say: figures, where it breaks, what it is for, what it puts at risk, what moved. */
export function Below() {
  const { t } = useTranslation();
  const living = useLiving();
  if (!living?.answer) return null;
  const { seen: { below }, look } = living;
  return (
    <section className="card living-card" aria-label={t(`living.below_${below}`)}>
      <div className="living-views">
        <Segmented<View> aria-label={t("living.below")} value={below} options={views.map((value) => ({ value, label: t(`living.below_${value}`) }))} onChange={(value) => look({ below: value })} />
      </div>
      <div className="living-below">
        <Suspense fallback={<Bones rows={6} height={44} />}>
          {below === "numbers" && <Numbers />}
          {below === "breaks" && <Breaks />}
          {below === "outcomes" && <Outcomes />}
          {below === "risk" && <Risk />}
          {below === "week" && <Week />}
        </Suspense>
      </div>
    </section>
  );
}
