import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { createContext, useContext, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { remember, remembered } from "../parts/remember";
import { useMedia } from "../parts/useMedia";
import { antdTheme } from "./antd";
import { applyTokens, type Mode } from "./tokens";

export type Choice = Mode | "system";

interface ThemeState {
  mode: Mode;
  choice: Choice;
  choose: (choice: Choice) => void;
}

const Theme = createContext<ThemeState>({ mode: "light", choice: "system", choose: () => undefined });

export const useTheme = () => useContext(Theme);


const isChoice = (text: string | null): text is Choice => text === "light" || text === "dark" || text === "system";

export function ThemeProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const system: Mode = useMedia("(prefers-color-scheme: dark)") ? "dark" : "light";
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const [choice, setChoice] = useState<Choice>(() => {
    const kept = remembered("theme");
    return isChoice(kept) ? kept : "system";
  });
  const mode = choice === "system" ? system : choice;

  // Before the first paint, so that a dark page never flashes light.
  useLayoutEffect(() => applyTokens(mode), [mode]);

  const state = useMemo<ThemeState>(
    () => ({
      mode,
      choice,
      choose: (next) => {
        remember("theme", next);
        setChoice(next);
      },
    }),
    [mode, choice],
  );
  const theme = useMemo(() => antdTheme(mode, still), [mode, still]);

  return (
    <Theme.Provider value={state}>
      <ConfigProvider theme={theme} wave={{ disabled: true }} button={{ autoInsertSpace: false }} locale={i18n.language === "zh" ? zh : en}>
        {children}
      </ConfigProvider>
    </Theme.Provider>
  );
}
