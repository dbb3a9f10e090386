import { FlaskConical, Search, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router-dom";
import { useLiveState } from "../api/live";
import { useOverview } from "../api/overview";
import { useSession } from "../api/session";
import { useFormat } from "../text/format";
import { Logo } from "./Logo";
import { usePlaces } from "./places";

const command = navigator.platform.startsWith("Mac") ? "⌘K" : "Ctrl K";

/** A quiet sign while the server can't tell what changes: what is shown may be some seconds old. */
function NotLive() {
  const { t } = useTranslation();
  const lost = useLiveState() === "lost";
  return (
    <div role="status" className="rail-live" data-lost={lost || undefined} title={lost ? t("nav.not_live_hint") : undefined}>
      {lost && (
        <>
          <Unplug size={13} aria-hidden />
          <span>{t("nav.not_live")}</span>
        </>
      )}
    </div>
  );
}

/** The way around: a rail beside the page, and under the thumb on a phone. */
export function Rail({ search }: { search: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const places = usePlaces();
  const { data: overview } = useOverview();
  const { data: user } = useSession();
  const badges: Record<string, number | undefined> = {
    "/joins": overview?.suggestions_open,
    "/imports": overview?.imports_running,
  };
  return (
    <nav className="rail" aria-label={t("nav.label")}>
      <NavLink to="/" className="rail-brand" aria-label={t("brand.name")}>
        <Logo />
        <span>{t("brand.name")}</span>
      </NavLink>
      <button type="button" className="rail-search" onClick={search} aria-keyshortcuts="Control+K Meta+K">
        <Search size={16} aria-hidden />
        <span>{t("nav.search")}</span>
        <kbd>{command}</kbd>
      </button>
      <ul>
        {places.map(({ path, word, icon: Icon }) => (
          <li key={path}>
            <NavLink to={path} end={path === "/"} title={t(word)}>
              <Icon size={17} strokeWidth={1.8} aria-hidden />
              <span>{t(word)}</span>
              {(badges[path] ?? 0) > 0 && <em aria-label={t("nav.waiting", { count: badges[path] })}>{format.short(badges[path] ?? 0)}</em>}
            </NavLink>
          </li>
        ))}
      </ul>
      <NotLive />
      {overview?.sources.some(({ source }) => source.startsWith("sample")) && (
        <p className="rail-sample" role="note" title={t("home.sample_text")}>
          <FlaskConical size={14} strokeWidth={1.8} aria-hidden />
          <span>{t(overview.sample ? "nav.sample" : "nav.sample_part")}</span>
        </p>
      )}
      {user && (
        <NavLink to="/settings" className="rail-user" title={user.email}>
          <span className="avatar" aria-hidden>
            {(user.name || user.email).slice(0, 1).toUpperCase()}
          </span>
          <span className="rail-user-name">
            {user.name || user.email}
            <small>{t(`role.${user.role}`)}</small>
          </span>
        </NavLink>
      )}
    </nav>
  );
}
