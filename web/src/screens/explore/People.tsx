import { Button } from "antd";
import { Bookmark } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePeople, type Body } from "../../api/questions";
import { useSegmentPeople } from "../../api/saved";
import type { Saved } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { useFormat } from "../../text/format";
import type { Behind } from "./behind";
import { PeopleList } from "./PeopleList";
import type { Kind } from "./question";
import { SaveDialog } from "./SaveDialog";

interface Props {
  kind: Kind;
  question: Body;
  behind: Behind;
  close: () => void;
}

/** The customers behind a number, each one a way to their page; kept under a name they are a segment. */
export function People({ kind, question, behind, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = usePeople(kind, question, behind.cell);
  const [saving, save] = useState(false);
  const total = found.data?.pages[0]?.total;
  return (
    <Dialog title={t("explore.people")} close={close} side>
      <p className="people-title">{behind.title}</p>
      {total !== undefined && (
        <div className="people-tools">
          <span className="quiet">{!behind.times && total !== behind.count ? t("explore.changed_since", { number: format.number(total) }) : t("explore.n_customers", { count: total, number: format.number(total) })}</span>
          <Button size="small" icon={<Bookmark size={13} aria-hidden />} onClick={() => save(true)}>
            {t("explore.save_segment")}
          </Button>
        </div>
      )}
      <PeopleList found={found} />
      {saving && <SaveDialog kind={kind} asked={question} cell={behind.cell} hint={behind.title} close={() => save(false)} />}
    </Dialog>
  );
}

/** Who belongs to a segment now. */
export function SegmentPeople({ segment, close }: { segment: Saved; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useSegmentPeople(segment.id);
  const total = found.data?.pages[0]?.total;
  return (
    <Dialog title={segment.name} close={close} side>
      {total !== undefined && <p className="people-title">{t("explore.segment_now", { count: total, number: format.number(total) })}</p>}
      <PeopleList found={found} />
    </Dialog>
  );
}
