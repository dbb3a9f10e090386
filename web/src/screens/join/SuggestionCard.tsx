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
import { Comparison, useAgreement } from "./Comparison";
import { Ids } from "./Ids";

interface Props {
  suggestion: Suggestion;
  chosen: boolean;
  accept: (suggestion: Suggestion) => void;
  decline: (suggestion: Suggestion) => void;
  reopen: (suggestion: Suggestion) => void;
}

/** Two customers, and why they may be one. "Compare" opens both timelines; joining from here can be undone. */
export function SuggestionCard({ suggestion, chosen, accept, decline, reopen }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const identityName = useIdentityName();
  const mayDecide = useMay("agent");
  const common = new Set(suggestion.evidence.map((one) => `${one.namespace}:${one.value}`));
  const [a, b] = suggestion.customers;
  const format = useFormat();
  const nameOf = useCustomerName();
  const agreement = useAgreement();
  const { comparison, probability, certainty } = suggestion;
  // What speaks most, for or against, in words.
  const loudest = [...(comparison?.fields ?? [])].filter(({ level }) => level !== "missing").sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits)).slice(0, 3);
  const twins = suggestion.customers.some((customer, place) => suggestion.customers.findIndex((other) => other.name === customer.name) !== place);
  return (
    <li id={`suggestion-${suggestion.id}`} className="card suggestion" data-chosen={chosen || undefined}>
      <p className="suggestion-why">
        {certainty && probability !== undefined && (
          <span className="evidence">
            <span className="suggestion-kind" data-kind={certainty}>
              {t(`joins.kind_${certainty}`)}
            </span>
            <strong className="num">{format.probability(probability)}</strong>
          </span>
        )}
        {loudest.length > 0 && <span className="evidence">{loudest.map(agreement).join(t("joins.and"))}</span>}
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
      {comparison && probability !== undefined && a && b && (
        <details className="suggestion-comparison" open={chosen || undefined}>
          <summary>{t("comparison.title")}</summary>
          <div className="model-table" tabIndex={0} role="region" aria-label={t("comparison.title")}>
            <Comparison comparison={comparison} probability={probability} names={[nameOf(a), nameOf(b)]} />
          </div>
        </details>
      )}
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
              {certainty && <Button onClick={() => accept(suggestion)}>{t("joins.accept")}</Button>}
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
