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
  // Fourteen channels and four more for those that a company names itself: chosen by search so that any two differ as much
  // as possible for every colour vision, and each stands out 3 : 1 from the surface.
  "channel-web": "#419d8c",
  "channel-app": "#8f975a",
  "channel-email": "#2094f9",
  "channel-chat": "#004c82",
  "channel-sms": "#dd61c8",
  "channel-voice": "#e2700a",
  "channel-store": "#d93b12",
  "channel-letter": "#7b503e",
  "channel-post": "#947155",
  "channel-social": "#762db4",
  "channel-review": "#5b4600",
  "channel-community": "#0e6c77",
  "channel-survey": "#7d5faa",
  "channel-system": "#394545",
  "channel-own-1": "#55791d",
  "channel-own-2": "#ae3768",
  "channel-own-3": "#6159e1",
  "channel-own-4": "#368794",
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
  "channel-web": "#58916f",
  "channel-app": "#a6c403",
  "channel-email": "#2c5fdd",
  "channel-chat": "#3c9dc4",
  "channel-sms": "#f9a1bb",
  "channel-voice": "#a55106",
  "channel-store": "#f2523e",
  "channel-letter": "#f9c59d",
  "channel-post": "#cca17b",
  "channel-social": "#935ca6",
  "channel-review": "#e4e835",
  "channel-community": "#14fdfa",
  "channel-survey": "#9c76fd",
  "channel-system": "#6c6c6c",
  "channel-own-1": "#80881c",
  "channel-own-2": "#ea6196",
  "channel-own-3": "#86a7fe",
  "channel-own-4": "#52d2f0",
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
