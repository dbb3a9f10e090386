import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router-dom";
import { Problem } from "../../api/client";
import { useCustomer, useDensity } from "../../api/customers";
import { useMay } from "../../api/session";
import type { CustomerDetail } from "../../api/types";
import { Bone, Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { useCustomerName } from "../../parts/identity";
import { ProblemBox } from "../../parts/ProblemBox";
import { useTitle } from "../../parts/useTitle";
import { CustomerHead } from "./CustomerHead";
import { Filters } from "./Filters";
import { LastThree } from "./LastThree";
import { ErasureNote } from "./rights/Erase";
import { Line } from "./line/Line";
import { heightOf } from "./line/Drawing";
import { useLineState } from "./lineState";
import { Now } from "./Now";
import { Timeline } from "./timeline/Timeline";
import { Who } from "./Who";
import "./customer.css";

export default function Customer() {
  const { t } = useTranslation();
  const nameOf = useCustomerName();
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const { data: customer, error, refetch } = useCustomer(id);
  useTitle(customer ? nameOf(customer) : "");

  // The profile asked for may have been joined to another: the address says whose line is shown.
  useEffect(() => {
    if (customer && customer.id !== id) navigate({ pathname: `/customers/${encodeURIComponent(customer.id)}`, search: window.location.search }, { replace: true });
  }, [customer, id, navigate]);

  if (error && !customer) {
    const gone = error instanceof Problem && (error.status === 404 || error.status === 410);
    return (
      <div className="screen">
        {gone ? <Empty title={t("customer.gone")} text={t("customer.gone_text")} action={<Link to="/customers">{t("nav.customers")}</Link>} /> : <ProblemBox problem={error} retry={() => void refetch()} />}
      </div>
    );
  }
  if (!customer) return <Waiting />;
  // A join or its undoing changes the whole line: everything below begins anew.
  return <Known key={`${customer.id} ${customer.profiles}`} customer={customer} />;
}

function Known({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const line = useLineState();
  const manages = useMay("manager");
  const density = useDensity(customer.id);
  const [reading, setReading] = useState("");
  const read = useCallback((day: string) => setReading(day), []);
  return (
    <div className="screen customer">
      <CustomerHead customer={customer} />
      <ErasureNote customer={customer} may={manages} />
      <LastThree customer={customer} />
      <div className="customer-boxes">
        <Who customer={customer} />
        <div className="customer-middle">
          <div className="customer-line">
            {density.error ? (
              <ProblemBox problem={density.error} retry={() => void density.refetch()} />
            ) : density.data && density.data.days.length > 0 ? (
              <Line density={density.data} line={line} reading={reading} />
            ) : (
              <div style={{ height: heightOf.all + 20 }} aria-label={t("line.label")} />
            )}
            <Filters customer={customer} line={line} />
          </div>
          <Timeline customer={customer} line={line} reading={read} />
        </div>
        <Now customer={customer} />
      </div>
    </div>
  );
}

/** The boxes in their final size, before anything is known. */
function Waiting() {
  return (
    <div className="screen customer" aria-busy>
      <header className="screen-head">
        <Bone width={220} height={24} />
      </header>
      <div className="last-three">
        {[0, 1, 2].map((place) => (
          <div key={place} className="last">
            <Bone width="60%" />
            <Bone width="85%" />
          </div>
        ))}
      </div>
      <div className="customer-boxes">
        <Bones rows={6} height={32} />
        <div className="customer-middle">
          <div style={{ height: heightOf.all + 60 }} />
          <Bones rows={12} height={36} />
        </div>
        <Bones rows={4} height={32} />
      </div>
    </div>
  );
}
