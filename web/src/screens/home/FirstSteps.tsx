import { Code, FileUp, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMay } from "../../api/session";
import { Empty } from "../../parts/Empty";

/** Nothing has been heard yet: three ways to begin, each one press away. */
export function FirstSteps() {
  const { t } = useTranslation();
  const imports = useMay("manager");
  const administers = useMay("admin");
  const ways = [
    { key: "file", to: "/imports/new", icon: FileUp, may: imports },
    { key: "site", to: "/settings#keys", icon: Code, may: administers },
    { key: "sample", to: "/imports/new?sample=1", icon: Sparkles, may: imports },
  ].filter((way) => way.may);
  return (
    <>
      <Empty title={t("home.empty")} text={ways.length > 0 ? t("home.empty_text") : t("home.empty_ask")} />
      <ul className="ways">
        {ways.map(({ key, to, icon: Icon }) => (
          <li key={key}>
            <Link to={to}>
              <Icon size={20} strokeWidth={1.7} aria-hidden />
              <strong>{t(`home.way_${key}`)}</strong>
              <span>{t(`home.way_${key}_text`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
