import { useMemo, type ReactNode } from "react";
import { OpenPeople } from "../../explore/behind";
import { Drawing } from "../drawing/Drawing";
import type { LaneKind } from "../layout/lanes";
import { Printed } from "../Printed";
import { useEditing } from "../editing";
import { figuresOf } from "./figures";
import { Opened } from "./Opened";
import { Over } from "./Over";
import { LivingProvider, useLiving, useLivingNumbers } from "./useLiving";
import "../../explore/people.css";
import "./living.css";

/** Around an open map: its numbers, and who is behind them. `revision`: of the document that they are counted by. */
export function Living({ revision, children }: { revision: number; children: ReactNode }) {
  const { map } = useEditing();
  const living = useLivingNumbers(map.key, revision);
  return (
    <LivingProvider value={living}>
      <OpenPeople value={(behind) => living.open({ kind: "touchpoints", question: living.body, behind })}>
        {children}
        {living.opened && <Opened {...living.opened} close={() => living.open(undefined)} />}
      </OpenPeople>
    </LivingProvider>
  );
}

function useFigures() {
  const living = useLiving();
  const { told, height } = living ?? {};
  return useMemo(() => figuresOf(told ?? [], height), [told, height]);
}

export function LivingDrawing(props: { form: "line" | "loop"; lanes: LaneKind; label: string }) {
  return <Drawing {...props} figures={useFigures()} over={(laid) => <Over laid={laid} />} />;
}

export function LivingPrinted({ lanes }: { lanes: LaneKind }) {
  return <Printed lanes={lanes} figures={useFigures()} />;
}
