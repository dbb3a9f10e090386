import { useId, type ReactNode } from "react";
import { useMedia } from "../../parts/useMedia";

interface Props {
  title: string;
  className?: string;
  /** One line that stands for the box while it is folded on a phone. */
  summary?: ReactNode;
  children: ReactNode;
}

/** A box beside the line. On a phone the boxes stack and fold, so that the line stays near the thumb. */
export function Box({ title, className, summary, children }: Props) {
  const id = useId();
  const folds = useMedia("(max-width: 760px)");
  if (folds) {
    return (
      <details className={`box ${className ?? ""}`}>
        <summary>
          <h2>{title}</h2>
          <span className="quiet">{summary}</span>
        </summary>
        {children}
      </details>
    );
  }
  return (
    <aside className={`box ${className ?? ""}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </aside>
  );
}
