import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigate } from "react-router-dom";
import { useLive } from "../api/live";
import { Bones } from "../parts/Bones";
import { Boundary } from "./Boundary";
import { HealthBanner } from "./HealthBanner";
import { KeySheet } from "./KeySheet";
import { press, useKeys } from "./keys";
import { Palette } from "./Palette";
import { usePlaces } from "./places";
import { Rail } from "./Rail";

/** The frame of every screen once somebody is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const places = usePlaces();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  useLive();

  useKeys([
    { keys: "/", label: t("keys.search"), run: () => setOpen("palette") },
    ...places.map((place) => ({ keys: place.key, label: t(place.word), run: () => navigate(place.path) })),
    { keys: "?", label: t("keys.title"), run: () => setOpen("keys") },
  ]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((now) => (now === "palette" ? null : "palette"));
        return;
      }
      press(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("nav.skip")}
      </a>
      <Rail search={() => setOpen("palette")} />
      <main id="main" tabIndex={-1}>
        <HealthBanner />
        <Boundary key={pathname}>
          <Suspense fallback={<Bones rows={8} />}>
            <Outlet />
          </Suspense>
        </Boundary>
      </main>
      {open === "palette" && <Palette close={() => setOpen(null)} showKeys={() => setOpen("keys")} />}
      {open === "keys" && <KeySheet close={() => setOpen(null)} />}
    </div>
  );
}
