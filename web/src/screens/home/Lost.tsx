import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { Empty } from "../../parts/Empty";
import { useTitle } from "../../parts/useTitle";

export default function Lost() {
  const { t } = useTranslation();
  useTitle(t("lost.title"));
  return (
    <div className="screen">
      <Empty title={t("lost.title")} text={t("lost.text")} action={<Link to="/">{t("lost.home")}</Link>} />
    </div>
  );
}
