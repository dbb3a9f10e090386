// Every colour of the product, once for light and once for dark. The style sheets read them as
// custom properties (--ink …), Ant Design gets the same ones, and nothing else names a colour.

export type Mode = "light" | "dark";

const light = {
  paper: "#f6f6f2",
  surface: "#ffffff",
  sunken: "#eeeee9",
  hover: "#f1f1ec",
  line: "#e3e3dc",
  "line-soft": "#cfd0c9",
  "line-strong": "#8c908b",
  ink: "#191c1b",
  "ink-2": "#4f5553",
  "ink-3": "#656b68",
  accent: "#0f6b63",
  "accent-hover": "#0c5750",
  "accent-soft": "#e0efec",
  "on-accent": "#ffffff",
  danger: "#b3261e",
  "danger-soft": "#fbeae8",
  warn: "#7a5200",
  "warn-soft": "#fbf1dc",
  mark: "#fdf0b8",
};

const dark: typeof light = {
  paper: "#101312",
  surface: "#171b1a",
  sunken: "#0b0d0c",
  hover: "#1e2321",
  line: "#2a302e",
  "line-soft": "#3c4441",
  "line-strong": "#69716d",
  ink: "#e9edeb",
  "ink-2": "#b0b8b4",
  "ink-3": "#939c97",
  accent: "#63c6b9",
  "accent-hover": "#83d6ca",
  "accent-soft": "#17332f",
  "on-accent": "#06201d",
  danger: "#ff9189",
  "danger-soft": "#3a1c1a",
  warn: "#e7bd6a",
  "warn-soft": "#33290f",
  mark: "#4d4413",
};

export const tokens: Record<Mode, typeof light> = { light, dark };

/** System faces for Latin, Noto for Chinese: one line height carries both. */
export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "Inter", "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

export function applyTokens(mode: Mode, root: HTMLElement = document.documentElement): void {
  for (const [name, value] of Object.entries(tokens[mode])) root.style.setProperty(`--${name}`, value);
  root.style.setProperty("--font", fontFamily);
  root.style.colorScheme = mode;
  root.dataset.theme = mode;
}
