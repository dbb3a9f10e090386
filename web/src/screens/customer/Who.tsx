import { BadgeCheck, Split, Users } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMay } from "../../api/session";
import type { CustomerDetail, Identity } from "../../api/types";
import { identityIcon, useIdentityName } from "../../parts/identity";
import { useFormat } from "../../text/format";
import { Box } from "./Box";
import { joinedInto } from "./joined";

const isoDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;

/** Who is this: names, identifiers, what they told us, and the profiles that were joined into this one. */
export function Who({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayPart = useMay("agent");
  const joined = joinedInto(customer);
  const traits = Object.entries(customer.traits).filter(([, value]) => value !== null && value !== "");
  const shown = (name: string, value: unknown) => {
    if (name === "language" && typeof value === "string") return format.language(value);
    if (typeof value === "number") return format.number(value);
    if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
    if (typeof value === "string" && isoDate.test(value)) return format.date(value.length === 10 ? `${value}T12:00` : value);
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return (
    <Box title={t("customer.who")} className="who" summary={customer.identities[0]?.value}>
      {customer.identities.length > 0 && (
        <ul className="ids" aria-label={t("customers.identifiers")}>
          {customer.identities.map((identity) => (
            <Id key={identity.namespace + identity.value} identity={identity} />
          ))}
        </ul>
      )}
      {customer.anonymous && <p className="quiet">{t("customer.anonymous_text")}</p>}
      {traits.length > 0 && (
        <dl className="traits">
          {traits.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`trait.${name}`, { defaultValue: name })}</dt>
              <dd>{shown(name, value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {joined.length > 0 && (
        <>
          <h3>{t("customer.joined")}</h3>
          <ul className="joined">
            {joined.map((profile) => (
              <li key={profile.profile}>
                <span>
                  <strong>{profile.name || t("customer.anonymous")}</strong>
                  <small>
                    {profile.rule && `${t(`rule.${profile.rule}`, { defaultValue: profile.rule })} · `}
                    {profile.at && `${format.date(profile.at)} · `}
                    {t("customer.heard", { count: profile.interactions, number: format.number(profile.interactions) })}
                  </small>
                </span>
                {profile.merge && (
                  <Link to={`/joins/${encodeURIComponent(profile.merge)}`} className="button-link" aria-label={t("customer.part_of", { name: profile.name || t("customer.anonymous") })}>
                    <Split size={14} aria-hidden />
                    {mayPart ? t("customer.part") : t("customer.see")}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Box>
  );
}

function Id({ identity }: { identity: Identity }) {
  const { t } = useTranslation();
  const name = useIdentityName()(identity.namespace);
  const Icon = identityIcon(identity.namespace);
  return (
    <li title={name}>
      <Icon size={15} strokeWidth={1.8} role="img" aria-label={name} />
      <span className="id-value">
        {identity.value.split(/(?=@)/).map((part, place) => (
          <Fragment key={place}>
            {place > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </span>
      {identity.verified && (
        <span className="id-mark id-verified" title={t("customer.verified_text")}>
          <BadgeCheck size={14} aria-hidden />
          <span className="sr-only">{t("customer.verified")}</span>
        </span>
      )}
      {identity.shared && (
        <span className="id-mark id-shared" title={t("customer.shared_text")}>
          <Users size={12} aria-hidden />
          {t("customer.shared")}
        </span>
      )}
    </li>
  );
}
