import { Input, Select } from "antd";
import { Search } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useCustomers } from "../../api/customers";
import { useChannels } from "../../api/overview";
import { Bones } from "../../parts/Bones";
import { useChannelName } from "../../parts/ChannelMark";
import { Empty } from "../../parts/Empty";
import { ProblemBox } from "../../parts/ProblemBox";
import { useTitle } from "../../parts/useTitle";
import { CustomerList } from "./CustomerList";
import { seenChoices, useListState } from "./listState";
import "./customers.css";

export default function Customers() {
  const { t } = useTranslation();
  useTitle(t("nav.customers"));
  const channelName = useChannelName();
  const { typed, type, set, filter, kind, channel, seen, clear, filtered } = useListState();
  const { data: channels } = useChannels();
  const list = useCustomers(filter);
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);

  return (
    <div className="screen customers">
      <header className="screen-head">
        <h1>{t("nav.customers")}</h1>
      </header>
      <div className="toolbar" role="search">
        <Input
          id="customer-search"
          className="toolbar-grow"
          allowClear
          prefix={<Search size={15} aria-hidden />}
          aria-label={t("customers.search")}
          placeholder={t("customers.search_hint")}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <Select
          variant="filled"
          aria-label={t("customers.kind")}
          value={kind}
          onChange={(value) => set("kind", value)}
          options={["", "identified", "anonymous"].map((value) => ({ value, label: t(`customers.kind_${value || "all"}`) }))}
        />
        <Select
          variant="filled"
          aria-label={t("customers.channel")}
          value={channel}
          onChange={(value) => set("channel", value)}
          options={[{ value: "", label: t("customers.any_channel") }, ...(channels ?? []).map((value) => ({ value, label: channelName(value) }))]}
          popupMatchSelectWidth={false}
        />
        <Select
          variant="filled"
          aria-label={t("customers.seen")}
          value={seen}
          onChange={(value) => set("seen", value)}
          options={seenChoices.map((value) => ({ value, label: t(`customers.seen_${value || "any"}`) }))}
          popupMatchSelectWidth={false}
        />
      </div>
      {list.error && !items ? (
        <ProblemBox problem={list.error} retry={() => void list.refetch()} />
      ) : !items ? (
        <Bones rows={12} height={52} />
      ) : items.length === 0 ? (
        filtered ? (
          <Empty title={t("customers.none_found")} text={t("customers.none_found_text")} action={<button type="button" className="link" onClick={clear}>{t("customers.clear")}</button>} />
        ) : (
          <Empty title={t("customers.none")} text={t("customers.none_text")} action={<Link to="/">{t("customers.begin")}</Link>} />
        )
      ) : (
        <CustomerList
          key={JSON.stringify(filter)}
          items={items}
          more={list.hasNextPage}
          loadMore={() => !list.isFetchingNextPage && void list.fetchNextPage()}
          stale={list.isPlaceholderData}
        />
      )}
    </div>
  );
}
