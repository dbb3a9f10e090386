import type { Measured } from "./measures";

const box = { width: 44, height: 8 };

/** Where a value lies on its scale, and between what it may as well lie. */
export function Interval({ measured: { value, low, high }, scale: [from, to] }: { measured: Measured; scale: [number, number] }) {
  if (value === undefined) return null;
  const at = (number: number) => 3 + ((Math.min(to, Math.max(from, number)) - from) / (to - from)) * (box.width - 6);
  return (
    <svg className="mini-interval" width={box.width} height={box.height} aria-hidden>
      <line className="mini-scale" x1={0} x2={box.width} y1={4} y2={4} />
      {from < 0 && <line className="mini-zero" x1={at(0)} x2={at(0)} y1={0} y2={8} />}
      {low !== undefined && high !== undefined && <line className="mini-range" x1={at(low)} x2={at(high)} y1={4} y2={4} />}
      <circle className="mini-dot" cx={at(value)} cy={4} r={2.5} />
    </svg>
  );
}
