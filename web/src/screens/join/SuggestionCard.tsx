import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { useMay } from "../../api/session";
import type { Customer, Suggestion } from "../../api/types";
import { ChannelMark } from "../../parts/ChannelMark";
import { secondId, useCustomerName, useIdentityName } from "../../parts/identity";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import { byChannelOrder } from "../../theme/channels";
import { Ids } from "./Ids";

interface Props {
  suggestion: Suggestion;
  chosen: boolean;
  decline: (suggestion: Suggestion) => void;
  reopen: (suggestion: Suggestion) => void;
}

/** Two customers, and why they may be one. "Same person" opens both timelines; nothing is joined unseen. */
export function SuggestionCard({ suggestion, chosen, decline, reopen }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const identityName = useIdentityName();
  const mayDecide = useMay("agent");
  const common = new Set(suggestion.evidence.map((one) => `${one.namespace}:${one.value}`));
  const [a, b] = suggestion.customers;
  const twins = suggestion.customers.some((customer, place) => suggestion.customers.findIndex((other) => other.name === customer.name) !== place);
  return (
    <li id={`suggestion-${suggestion.id}`} className="card suggestion" data-chosen={chosen || undefined}>
      <p className="suggestion-why">
        {suggestion.evidence.map((one) => (
          <span key={one.namespace + one.value} className="evidence">
            {identityName(one.namespace)} <mark>{one.value}</mark>
            {one.reason && <small>{t(`evidence.${one.reason}`, { defaultValue: one.reason })}</small>}
          </span>
        ))}
        <span className="quiet">
          <When at={suggestion.at} />
        </span>
      </p>
      <div className="suggestion-pair">
        {suggestion.customers.map((customer) => (
          <Person key={customer.id} customer={customer} common={common} twin={twins} />
        ))}
      </div>
      {mayDecide && (
        <div className="join-buttons">
          {suggestion.state === "open" ? (
            <>
              {a && b && (
                <Button
                  type="primary"
                  onClick={() => navigate(`/customers/${encodeURIComponent(a.id)}/join/${encodeURIComponent(b.id)}?suggestion=${encodeURIComponent(suggestion.id)}`)}
                >
                  {t("joins.same")}
                </Button>
              )}
              <Button onClick={() => decline(suggestion)}>{t("joins.not_same")}</Button>
            </>
          ) : (
            <Button onClick={() => reopen(suggestion)}>{t("joins.reopen")}</Button>
          )}
        </div>
      )}
    </li>
  );
}

function Person({ customer, common, twin }: { customer: Customer; common: ReadonlySet<string>; twin: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCustomerName();
  return (
    <div className="suggestion-person">
      <h2>
        <Link to={`/customers/${encodeURIComponent(customer.id)}`}>{nameOf(customer)}</Link>
      </h2>
      {/* Both are called the same: what sets this one apart stands under the name. */}
      {twin && <small>{secondId(customer)}</small>}
      <Ids identities={customer.identities} common={common} />
      <p className="quiet">
        {t("customer.heard", { count: customer.interactions, number: format.number(customer.interactions) })}
        {customer.last_at && (
          <>
            {" · "}
            <When at={customer.last_at} />
          </>
        )}
      </p>
      <p className="customer-channels">
        {[...customer.channels].sort(byChannelOrder).map((channel) => (
          <ChannelMark key={channel} channel={channel} size={20} />
        ))}
      </p>
    </div>
  );
}
