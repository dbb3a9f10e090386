import { CircleUser, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { Customer } from "../../api/types";
import { ChannelMark } from "../../parts/ChannelMark";
import { secondId, useCustomerName, useIdentityName } from "../../parts/identity";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import { byChannelOrder } from "../../theme/channels";

interface Props {
  customer: Customer;
  chosen: boolean;
  /** Somebody else in the list is called the same. */
  twin: boolean;
}

export function CustomerRow({ customer, chosen, twin }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCustomerName();
  const identityName = useIdentityName();
  const channels = [...customer.channels].sort(byChannelOrder);
  // Why it was found stands first; otherwise what an agent could reach the customer by.
  const matched = customer.matched && customer.matched.value !== customer.name ? customer.matched : undefined;
  const second = twin ? secondId(customer) : undefined;
  const said = [customer.name, matched?.value, second];
  const identities = customer.identities.filter((identity) => !said.includes(identity.value)).slice(0, 2);
  return (
    <Link to={`/customers/${encodeURIComponent(customer.id)}`} className="customer-row" data-chosen={chosen || undefined}>
      <span className="customer-kind" aria-hidden>
        {customer.anonymous ? <CircleUser size={18} strokeWidth={1.6} /> : <UserRound size={18} strokeWidth={1.6} />}
      </span>
      <span className="customer-name">
        <strong>{nameOf(customer)}</strong>
        {customer.profiles > 1 && <small title={t("customers.joined_profiles", { count: customer.profiles })}>×{customer.profiles}</small>}
        {second && <small className="customer-second">{second}</small>}
      </span>
      <span className="customer-ids">
        {matched && <mark title={identityName(matched.field)}>{matched.value}</mark>}
        {identities.map((identity) => (
          <span key={identity.namespace + identity.value} title={identityName(identity.namespace)}>
            {identity.value}
          </span>
        ))}
      </span>
      <span className="customer-channels">
        {channels.slice(0, 6).map((channel) => (
          <ChannelMark key={channel} channel={channel} size={20} />
        ))}
        {channels.length > 6 && <small>+{channels.length - 6}</small>}
      </span>
      <span className="num customer-count">{format.number(customer.interactions)}</span>
      <span className="num quiet customer-seen">{customer.last_at && <When at={customer.last_at} />}</span>
    </Link>
  );
}
