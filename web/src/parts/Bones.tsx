/** Placeholders of the final size, so that nothing jumps when the data arrives. */
export function Bones({ rows, height = 44 }: { rows: number; height?: number }) {
  return (
    <div className="bones" aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bone-row" style={{ height }}>
          <span className="bone bone-disc" />
          <span className="bone" style={{ width: `${34 + ((row * 37) % 40)}%` }} />
          <span className="bone bone-end" />
        </div>
      ))}
    </div>
  );
}

export function Bone({ width, height = 14 }: { width: number | string; height?: number }) {
  return <span className="bone" aria-hidden style={{ width, height, display: "inline-block" }} />;
}
