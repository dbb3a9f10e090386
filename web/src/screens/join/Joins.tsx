import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useTitle } from "../../parts/useTitle";
import { Done } from "./Done";
import { Suggestions } from "./Suggestions";
import "./join.css";

const tabs = ["open", "dismissed", "done"] as const;

/** Who may be the same person: what waits for a decision, what was declined, what was joined. */
export default function Joins() {
  const { t } = useTranslation();
  useTitle(t("nav.joins"));
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((one) => one === search.get("show")) ?? "open";
  return (
    <div className="screen joins">
      <header className="screen-head">
        <div>
          <h1>{t("nav.joins")}</h1>
          <p className="quiet">{t("joins.text")}</p>
        </div>
        <Segmented
          aria-label={t("joins.show")}
          value={tab}
          onChange={(value) => setSearch(value === "open" ? {} : { show: value }, { replace: true })}
          options={tabs.map((value) => ({ value, label: t(`joins.tab_${value}`) }))}
        />
      </header>
      {tab === "done" ? <Done /> : <Suggestions key={tab} state={tab} />}
    </div>
  );
}
