import { createContext, useContext, type KeyboardEvent, type ReactNode } from "react";
import type { Body } from "../../api/questions";

/** The customers behind a number of the answer: how many, said how, and what the server must be told to list them. */
export interface Behind {
  /** Of customers; of `times` (interactions, contacts) where the number counts those, which are more than their customers. */
  count: number;
  times?: boolean;
  title: string;
  cell: Body;
}

const Open = createContext<((behind: Behind) => void) | undefined>(undefined);
export const OpenPeople = Open.Provider;

/** A number that opens the customers behind it. Nobody stands behind a zero. */
export function Figure({ behind, children }: { behind?: Behind; children: ReactNode }) {
  const open = useContext(Open);
  if (!open || !behind || behind.count === 0) return <>{children}</>;
  return (
    <button type="button" className="figure-open num" title={behind.title} onClick={() => open(behind)}>
      {children}
    </button>
  );
}

interface MarkProps {
  behind?: Behind;
  className?: string;
  /** Reached by the pointer alone: the same number stands elsewhere for the keyboard. */
  pointer?: boolean;
  /** Said on hover instead of the title. */
  hint?: string;
  children: ReactNode;
}

/** The same for a part of a drawing; the title is its name. */
export function Mark({ behind, className, pointer, hint, children }: MarkProps) {
  const open = useContext(Open);
  if (!open || !behind || behind.count === 0) return <g className={className}>{children}</g>;
  if (pointer) {
    return (
      <g className={`${className ?? ""} mark-open`} onClick={() => open(behind)}>
        <title>{hint ?? behind.title}</title>
        {children}
      </g>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(behind);
  };
  return (
    <g className={`${className ?? ""} mark-open`} role="button" tabIndex={0} onClick={() => open(behind)} onKeyDown={onKeyDown}>
      <title>{behind.title}</title>
      {children}
    </g>
  );
}
