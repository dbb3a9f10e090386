import { theme as base, type ThemeConfig } from "antd";
import { fontFamily, tokens, type Mode } from "./tokens";

/** Our tokens for Ant Design's parts: flat, small-cornered, without its blue, its shadows and its waves. */
export function antdTheme(mode: Mode, still: boolean): ThemeConfig {
  const colour = tokens[mode];
  return {
    algorithm: mode === "dark" ? base.darkAlgorithm : base.defaultAlgorithm,
    token: {
      fontFamily,
      fontSize: 13,
      controlHeight: 32,
      controlHeightSM: 26,
      borderRadius: 6,
      borderRadiusSM: 5,
      borderRadiusLG: 8,
      wireframe: false,
      // Not by a style sheet: parts that wait for the end of a movement would wait for ever.
      motion: !still,
      colorPrimary: colour.accent,
      colorInfo: colour.accent,
      colorLink: colour.accent,
      colorError: colour.danger,
      colorWarning: colour.warn,
      colorSuccess: colour.accent,
      colorText: colour.ink,
      colorTextSecondary: colour["ink-2"],
      colorTextTertiary: colour["ink-3"],
      colorTextDescription: colour["ink-3"],
      colorTextPlaceholder: colour["ink-3"],
      colorBgLayout: colour.paper,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.surface,
      colorBorder: colour["line-strong"],
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      colorTextLightSolid: colour["on-accent"],
      controlItemBgActive: colour["accent-soft"],
      controlItemBgActiveHover: colour["accent-soft"],
      controlItemBgHover: colour.hover,
      boxShadow: "none",
      boxShadowSecondary: "0 6px 24px rgb(0 0 0 / 0.14)",
      controlOutlineWidth: 2,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", fontWeight: 500, paddingInline: 12, defaultBorderColor: colour["line-soft"], defaultHoverBorderColor: colour["line-strong"], defaultHoverColor: colour.ink, primaryColor: colour["on-accent"] },
      Select: { optionSelectedBg: colour["accent-soft"], optionActiveBg: colour.hover },
      Segmented: { itemSelectedBg: colour.surface, trackBg: colour.sunken, itemColor: colour["ink-2"] },
      Tooltip: { colorBgSpotlight: colour.ink, colorTextLightSolid: colour.paper },
    },
  };
}
