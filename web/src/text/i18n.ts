import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { remember, remembered } from "../parts/remember";
import en from "./en";
import zh from "./zh";

export type Language = "zh" | "en";
export const languages: Language[] = ["zh", "en"];

function firstLanguage(): Language {
  const kept = remembered("language");
  if (kept === "zh" || kept === "en") return kept;
  return navigator.languages.some((language) => language.toLowerCase().startsWith("zh")) ? "zh" : "en";
}

// Both languages are in the first load (they are small), so that switching is immediate.
void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: "en",
  resources: { en: { translation: en }, zh: { translation: zh } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

function markDocument(language: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

markDocument(i18next.language);
i18next.on("languageChanged", markDocument);

export function speak(language: Language): void {
  remember("language", language);
  void i18next.changeLanguage(language);
}

export default i18next;
