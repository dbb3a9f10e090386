import { useTranslation } from "react-i18next";
import type { PathsAnswer } from "../../../api/types";
import type { Behind } from "../behind";
import type { StreamNode } from "../charts/streams";
import { useFormat } from "../../../text/format";
import { useFullName } from "../names";
import type { Question } from "../question";
import type { Table } from "../table";

/** The customers of a stream at one of its places. */
export function usePathsPeople(_question: Question) {
  return { at: (_node: StreamNode, _name: string): Behind | undefined => undefined };
}

/** Whole paths, the commonest first. One that was over early ends with the word for it. */
export function usePathsTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  return (paths: PathsAnswer["paths"]): Table[] => {
    const places = Array.from({ length: question.length + 1 }, (_, place) => (question.backwards ? place - question.length : place));
    const over = t(question.backwards ? "explore.nothing_before" : "explore.over");
    return [{
      caption: t("explore.kind_paths"),
      columns: [
        ...places.map((place) => ({ label: place === 0 ? t("explore.chosen") : t(place < 0 ? "explore.place_before" : "explore.place_after", { number: Math.abs(place) }) })),
        { label: t("explore.customers"), figure: true },
        { label: t("explore.share_of"), figure: true },
      ],
      rows: paths.map(({ activities, customers, share, ended }) => {
        const names = activities.map(name);
        const said = question.backwards ? [...(ended ? [over] : []), ...names] : [...names, ...(ended ? [over] : [])];
        const rest = Array<string>(Math.max(0, places.length - said.length)).fill("");
        const row = question.backwards ? [...rest, ...said].slice(-places.length) : [...said, ...rest].slice(0, places.length);
        return [...row.map((value) => ({ value })), { value: customers, text: format.number(customers) }, { value: share, text: format.share(share) }];
      }),
    }];
  };
}
