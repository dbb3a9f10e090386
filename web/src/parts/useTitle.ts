import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** The name of the screen in the browser's tab. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const brand = t("brand.name");
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand;
  }, [title, brand]);
}
