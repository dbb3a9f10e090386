import { Button } from "antd";
import { Download, PencilLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { everythingFile } from "../../../api/rights";
import { useMay } from "../../../api/session";
import type { CustomerDetail } from "../../../api/types";
import { Dialog } from "../../../parts/Dialog";
import { Consent } from "./Consent";
import { Correct } from "./Correct";
import { Erase } from "./Erase";
import "./rights.css";

type Part = "consent" | "correct" | "erase";

/** What the customer may ask for of their data, in one place. */
export function DataAndConsent({ customer, close }: { customer: CustomerDetail; close: () => void }) {
  const { t } = useTranslation();
  const corrects = useMay("agent");
  const manages = useMay("manager");
  const [part, setPart] = useState<Part>("consent");
  const parts: Part[] = ["consent", ...(corrects ? (["correct"] as const) : []), ...(manages ? (["erase"] as const) : [])];
  return (
    <Dialog title={t("rights.title")} close={close}>
      <div className="rights-parts" role="group" aria-label={t("rights.title")}>
        {parts.map((one) => (
          <Button key={one} size="small" aria-pressed={part === one} type={part === one ? "primary" : "default"} onClick={() => setPart(one)} icon={one === "correct" ? <PencilLine size={13} aria-hidden /> : one === "erase" ? <Trash2 size={13} aria-hidden /> : undefined}>
            {t(`rights.${one}`)}
          </Button>
        ))}
        {manages && (
          <Button size="small" href={everythingFile(customer.id)} download icon={<Download size={13} aria-hidden />}>
            {t("rights.export")}
          </Button>
        )}
      </div>
      {part === "consent" && <Consent customer={customer} may={corrects} />}
      {part === "correct" && <Correct customer={customer} />}
      {part === "erase" && <Erase customer={customer} close={close} />}
    </Dialog>
  );
}
