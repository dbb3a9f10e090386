import { useTranslation } from "react-i18next";
import type { PathsAnswer } from "../../../api/types";
import type { Behind } from "../behind";
import type { StreamNode } from "../charts/streams";
import { useFormat } from "../../../text/format";
import { useFullName } from "../names";
import type { Question } from "../question";
import type { Table } from "../table";

/** Who went a whole path, or a link of the streams; of one group when its value is given. */
export function usePathsPeople(question: Question, value: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  const group = value === undefined ? {} : { value };
  return {
    path: ({ activities, customers }: PathsAnswer["paths"][number]): Behind => ({ count: customers, title: t("explore.went_path", { number: format.number(customers), path: activities.map(name).join(" → ") }), cell: { activities, ...group } }),
    /** Only between single activities: what is folded into "others" are many links. */
    link: (from: StreamNode, to: StreamNode, customers: number, said: { from: string; to: string }): Behind | undefined =>
      from.ref && (to.ref || to.kind === "end")
        ? {
            count: customers,
            title: t("explore.went", { number: format.number(customers), from: question.backwards ? said.to : said.from, to: question.backwards ? said.from : said.to }),
            cell: { link: { step: from.column, from: from.ref, ...(to.ref && { to: to.ref }) }, ...group },
          }
        : undefined,
  };
}

/** Whole paths, the commonest first. One that was over early ends with the word for it. */
export function usePathsTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  return (paths: PathsAnswer["paths"], people: ReturnType<typeof usePathsPeople>): Table[] => {
    const places = Array.from({ length: question.length + 1 }, (_, place) => (question.backwards ? place - question.length : place));
    const over = t(question.backwards ? "explore.nothing_before" : "explore.over");
    return [{
      caption: t("explore.kind_paths"),
      columns: [
        ...places.map((place) => ({ label: place === 0 ? t("explore.chosen") : t(place < 0 ? "explore.place_before" : "explore.place_after", { number: Math.abs(place) }) })),
        { label: t("explore.customers"), figure: true },
        { label: t("explore.share_of"), figure: true },
      ],
      rows: paths.map((path) => {
        const { activities, customers, share, ended } = path;
        const names = activities.map(name);
        const said = question.backwards ? [...(ended ? [over] : []), ...names] : [...names, ...(ended ? [over] : [])];
        const rest = Array<string>(Math.max(0, places.length - said.length)).fill("");
        const row = question.backwards ? [...rest, ...said].slice(-places.length) : [...said, ...rest].slice(0, places.length);
        return [...row.map((value) => ({ value })), { value: customers, text: format.number(customers), behind: people.path(path) }, { value: share, text: format.share(share) }];
      }),
    }];
  };
}
