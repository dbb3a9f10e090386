import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useLivingInteractions, useLivingPeople } from "../../../api/living";
import { Bones } from "../../../parts/Bones";
import { ChannelMark } from "../../../parts/ChannelMark";
import { Dialog } from "../../../parts/Dialog";
import { ProblemBox } from "../../../parts/ProblemBox";
import { When } from "../../../parts/When";
import { useFormat } from "../../../text/format";
import { sentenceOf } from "../../customer/timeline/sentence";
import { PeopleList } from "../../explore/PeopleList";
import type { Opening } from "./useLiving";

interface Props extends Opening {
  close: () => void;
}

/** Who and what stands behind a number: the customers, and the interactions that were counted. */
export function Opened({ kind, question, behind, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [what, show] = useState<"customers" | "interactions">("customers");
  const people = useLivingPeople(kind, question, behind.cell);
  const interactions = useLivingInteractions(question, behind.cell, what === "interactions");
  const total = people.data?.pages[0]?.total;
  return (
    <Dialog title={t("living.behind")} close={close} side>
      <p className="people-title">{behind.title}</p>
      <div className="people-tools">
        {kind === "touchpoints" && <Segmented aria-label={t("living.behind")} value={what} options={(["customers", "interactions"] as const).map((value) => ({ value, label: t(`living.behind_${value}`) }))} onChange={show} />}
        {total !== undefined && <span className="quiet num">{t("explore.n_customers", { count: total, number: format.number(total) })}</span>}
      </div>
      {what === "customers" ? <PeopleList found={people} /> : <Interactions found={interactions} />}
    </Dialog>
  );
}

function Interactions({ found: { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } }: { found: ReturnType<typeof useLivingInteractions> }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const items = data?.pages.flatMap((page) => page.items);
  if (error && !items) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!items) return <Bones rows={8} height={48} />;
  return (
    <>
      <ul className="living-interactions">
        {items.map((one) => {
          const { lead, rest, quoted } = sentenceOf(i18n, one);
          return (
            <li key={one.id}>
              <Link to={`/customers/${encodeURIComponent(one.customer)}`}>
                <ChannelMark channel={one.channel} size={22} />
                <span>
                  <strong>{lead}</strong>
                  {rest && <small>{quoted ? t("living.quoted", { text: rest }) : rest}</small>}
                </span>
                <span className="num">
                  {one.score && <b>{t(`living.measure_${one.score.kind}`)} {format.number(one.score.value)}</b>}
                  <small><When at={one.at} /></small>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <footer className="people-foot">
        <span className="quiet">{t("living.interactions_shown", { number: format.number(items.length), all: format.number(data?.pages[0]?.total ?? items.length) })}</span>
        {hasNextPage && <button type="button" className="link" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t("common.more")}</button>}
      </footer>
    </>
  );
}
