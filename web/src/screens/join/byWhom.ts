import { useTranslation } from "react-i18next";

/** Who decided: a person by their address, or the rules of recognition. */
export function useByWhom(): (by: string | undefined) => string {
  const { t } = useTranslation();
  return (by) => (by && by !== "rule" ? by : t("part.system"));
}
