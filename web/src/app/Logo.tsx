/** A line through a point: one customer, one timeline. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="logo">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path d="M4 20c5 0 5-8 10-8s5 8 9 8h5" fill="none" stroke="var(--on-accent)" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="14" cy="12" r="3.4" fill="var(--on-accent)" />
    </svg>
  );
}
