import type { ReactNode } from "react";

interface Props {
  title: string;
  text?: string;
  action?: ReactNode;
}

/** Nothing is here yet: one sentence that teaches, one thing to do. The line is drawn dashed: it waits for data. */
export function Empty({ title, text, action }: Props) {
  return (
    <div className="empty">
      <svg width="160" height="44" viewBox="0 0 160 44" aria-hidden>
        <path d="M4 30c26 0 26-18 52-18s26 18 52 18h48" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 5" strokeLinecap="round" />
        <circle cx="56" cy="12" r="4" fill="var(--surface)" stroke="var(--accent)" strokeWidth="2" />
      </svg>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}
