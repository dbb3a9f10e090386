import { useTranslation } from "react-i18next";

/** Who did it: a person by their address, or who has none, in the reader's words: the rules of recognition, the operator, the command line. */
export function useByWhom(): (by: string | undefined) => string {
  const { t } = useTranslation();
  return (by) => (by ? t(`by_whom.${by.replace(" ", "_")}`, { defaultValue: by }) : t("by_whom.rule"));
}
