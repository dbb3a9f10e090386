import { CircleUser, FileUp, Keyboard, Languages, LogOut, Moon, Milestone, Route, ShieldCheck, Sun, UserRound, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useAllJourneys } from "../api/journeys";
import { useMay, useSignOut } from "../api/session";
import type { Customer } from "../api/types";
import { useCustomerName } from "../parts/identity";
import { useTheme } from "../theme/ThemeProvider";
import { speak } from "../text/i18n";
import { usePlaces } from "./places";

export interface Choice {
  id: string;
  group: "customers" | "journeys" | "places" | "actions";
  icon: LucideIcon;
  label: string;
  note?: string;
  run: () => void;
}

const mostInMaps = 8;

/** What the palette offers for what was typed. Customers come from the server already ranked; the rest is matched here. */
export function useChoices(q: string, customers: Customer[] | undefined, showKeys: () => void): Choice[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const nameOf = useCustomerName();
  const { mode, choose } = useTheme();
  const { mutate: signOut } = useSignOut();
  const mayImport = useMay("manager");
  const places = usePlaces();
  const wanted = q.trim().toLowerCase();
  const { lines, maps } = useAllJourneys(wanted !== "");

  const fixed: Choice[] = places.map((place) => ({
    id: place.path.slice(1) || "home",
    group: "places",
    icon: place.icon,
    label: t(place.word),
    note: place.key,
    run: () => navigate(place.path),
  }));
  if (mayImport) fixed.push({ id: "audit", group: "places", icon: ShieldCheck, label: t("audit.title"), run: () => navigate("/settings/audit") });
  if (mayImport) fixed.push({ id: "import", group: "actions", icon: FileUp, label: t("imports.new"), run: () => navigate("/imports/new") });
  fixed.push(
    {
      id: "language",
      group: "actions",
      icon: Languages,
      label: t("settings.other_language"),
      run: () => speak(i18n.language === "zh" ? "en" : "zh"),
    },
    {
      id: "theme",
      group: "actions",
      icon: mode === "dark" ? Sun : Moon,
      label: mode === "dark" ? t("settings.go_light") : t("settings.go_dark"),
      run: () => choose(mode === "dark" ? "light" : "dark"),
    },
    { id: "keys", group: "actions", icon: Keyboard, label: t("keys.title"), note: "?", run: showKeys },
    { id: "out", group: "actions", icon: LogOut, label: t("settings.sign_out"), run: () => signOut() },
  );

  const people: Choice[] = (customers ?? []).map((customer) => ({
    id: `customer-${customer.id}`,
    group: "customers",
    icon: customer.anonymous ? CircleUser : UserRound,
    label: nameOf(customer),
    // Why it was found, or what tells namesakes apart.
    note: customer.matched && customer.matched.value !== customer.name ? customer.matched.value : customer.identities[0]?.value,
    run: () => navigate(`/customers/${encodeURIComponent(customer.id)}`),
  }));

  const found = (name: string) => wanted !== "" && name.toLowerCase().includes(wanted);
  const addressOf = (key: string) => `/journeys/${encodeURIComponent(key)}`;
  const inMaps: Choice[] = [
    ...lines.filter(({ name }) => found(name)).map(({ key, name }): Choice => ({ id: `journey-${key}`, group: "journeys", icon: Route, label: name, run: () => navigate(addressOf(key)) })),
    ...maps.flatMap(({ key, name, touchpoints }) =>
      touchpoints
        .filter((one) => found(one.name))
        .map((one): Choice => ({ id: `touchpoint-${key}-${one.key}`, group: "journeys", icon: Milestone, label: one.name, note: name, run: () => navigate(`${addressOf(key)}?at=touchpoints/${one.key}`) })),
    ),
  ];

  return [...people, ...inMaps.slice(0, mostInMaps), ...fixed.filter((choice) => choice.label.toLowerCase().includes(wanted))];
}
