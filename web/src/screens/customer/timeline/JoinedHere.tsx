import { GitMerge } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMay } from "../../../api/session";
import type { JoinedProfile } from "../../../api/types";

/** Where another profile's line ran into this one; it can be parted here. */
export function JoinedHere({ profile }: { profile: JoinedProfile | undefined }) {
  const { t } = useTranslation();
  const mayPart = useMay("agent");
  if (!profile) return null;
  return (
    <p className="timeline-join">
      <GitMerge size={14} aria-hidden />
      {t("timeline.joined_here", { name: profile.name || t("customer.anonymous") })}
      {profile.merge && <Link to={`/joins/${encodeURIComponent(profile.merge)}`}>{t(mayPart ? "customer.part" : "customer.see")}</Link>}
    </p>
  );
}
