import type { Answered } from "../../api/questions";
import type { Question } from "./question";
import type { Table } from "./table";
import { useFlowPeople, useFlowTable } from "./tables/flow";
import { useFunnelTable } from "./tables/funnel";
import { usePathsPeople, usePathsTable } from "./tables/paths";
import { useRepeatsTable } from "./tables/repeats";
import { useRetentionTable } from "./tables/retention";
import { useDriversTable } from "./tables/drivers";
import { useTimeTable } from "./tables/time";
import { useVariantsTable } from "./tables/variants";

/** Any answer as tables; where an answer is drawn for one group of a breakdown, the table is of that group, too. */
export function useTables(question: Question, group: string | undefined): (answered: Answered<Question>) => Table[] {
  const funnel = useFunnelTable(question);
  const flow = useFlowTable();
  const paths = usePathsTable(question);
  const retention = useRetentionTable(question);
  const variants = useVariantsTable(group);
  const drivers = useDriversTable(group);
  const time = useTimeTable(question);
  const repeats = useRepeatsTable(question);
  const inFlow = useFlowPeople(group);
  const onPaths = usePathsPeople(question, group);
  return (answered) => {
    switch (answered.kind) {
      case "funnel":
        return funnel(answered.answer);
      case "flow":
        return flow(answered.answer.groups.find(({ value }) => value === group) ?? answered.answer, inFlow);
      case "paths":
        return paths((answered.answer.groups.find(({ value }) => value === group) ?? answered.answer).paths, onPaths);
      case "variants":
        return variants(answered.answer.groups.find(({ value }) => value === group) ?? answered.answer.all);
      case "drivers":
        return drivers(answered.answer.groups.find(({ value }) => value === group) ?? answered.answer.all);
      case "retention":
        return retention(answered.answer);
      case "time":
        return time(answered.answer);
      case "repeats":
        return repeats(answered.answer);
    }
  };
}
