import { Button } from "antd";
import { ArrowLeft, GitMerge, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { useMay } from "../../api/session";
import type { CustomerDetail } from "../../api/types";
import { useKeys } from "../../app/keys";
import { useCustomerName } from "../../parts/identity";
import { useFormat } from "../../text/format";
import { ChooseOther } from "../join/ChooseOther";
import { DataAndConsent } from "./rights/DataAndConsent";

export function CustomerHead({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCustomerName();
  const navigate = useNavigate();
  const mayJoin = useMay("agent");
  const [choosing, setChoosing] = useState(false);
  const [rights, setRights] = useState(false);
  useKeys([
    { keys: "u", label: t("keys.back"), run: () => navigate("/customers") },
    ...(mayJoin ? [{ keys: "m", label: t("join.with"), run: () => setChoosing(true) }] : []),
    { keys: "d", label: t("rights.open"), run: () => setRights(true) },
  ]);
  return (
    <header className="screen-head customer-head">
      <Link to="/customers" className="icon-button" aria-label={t("customer.back")}>
        <ArrowLeft size={17} aria-hidden />
      </Link>
      <div>
        <h1>{nameOf(customer)}</h1>
        <p className="quiet">
          {t("customer.heard", { count: customer.interactions, number: format.number(customer.interactions) })}
          {customer.first_at && ` · ${t("customer.since", { date: format.month(customer.first_at) })}`}
          {customer.profiles > 1 && ` · ${t("customers.joined_profiles", { count: customer.profiles })}`}
        </p>
      </div>
      <Button icon={<ShieldCheck size={15} aria-hidden />} onClick={() => setRights(true)} className="customer-rights">
        {t("rights.open")}
      </Button>
      {mayJoin && (
        <Button icon={<GitMerge size={15} aria-hidden />} onClick={() => setChoosing(true)} className="customer-join">
          {t("join.with")}
        </Button>
      )}
      {rights && <DataAndConsent customer={customer} close={() => setRights(false)} />}
      {choosing && <ChooseOther customer={customer} close={() => setChoosing(false)} />}
    </header>
  );
}
