import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMerges } from "../../api/merges";
import { Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { useByWhom } from "../../parts/byWhom";
import { ProblemBox } from "../../parts/ProblemBox";
import { When } from "../../parts/When";

/** Every join that was made, by whom, and whether it still stands. */
export function Done() {
  const { t } = useTranslation();
  const byWhom = useByWhom();
  const list = useMerges();
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !items) return <ProblemBox problem={list.error} retry={() => void list.refetch()} />;
  if (!items) return <Bones rows={8} />;
  if (items.length === 0) return <Empty title={t("joins.none_done")} text={t("joins.none_done_text")} />;
  return (
    <>
      <ul className="card done">
        {items.map((merge) => (
          <li key={merge.id} data-undone={merge.undone_at ? true : undefined}>
            <Link to={`/joins/${encodeURIComponent(merge.id)}`}>
              <strong>{merge.names.map((name) => name || t("customer.anonymous")).join(" + ")}</strong>
              <span>
                {t(`rule.${merge.rule}`, { defaultValue: merge.rule })}
                {merge.reason && ` · ${merge.reason}`}
              </span>
              <span className="quiet">
                {merge.undone_at ? t("joins.undone") : byWhom(merge.by)} · <When at={merge.undone_at ?? merge.at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </>
  );
}
