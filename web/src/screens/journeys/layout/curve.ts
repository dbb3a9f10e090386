// The line through what was lived: smooth, and never higher or lower than what was said on either side of it.

export interface Point {
  x: number;
  y: number;
}

/** How steep the line is at each point (Fritsch and Carlson): level where it turns. */
function slopes(points: Point[]): number[] {
  const steps = points.slice(1).map((point, place) => {
    const before = points[place] ?? point;
    return (point.y - before.y) / Math.max(1e-6, point.x - before.x);
  });
  return points.map((_, place) => {
    const [before, behind] = [steps[place - 1], steps[place]];
    if (before === undefined || behind === undefined) return before ?? behind ?? 0;
    return before * behind <= 0 ? 0 : (2 * before * behind) / (before + behind);
  });
}

export const round = (value: number) => Math.round(value * 100) / 100;

/** A path through points that go from left to right. */
export function curve(points: Point[]): string {
  const steep = slopes(points);
  return points.reduce((path, point, place) => {
    const before = points[place - 1];
    if (!before) return `M${round(point.x)} ${round(point.y)}`;
    const third = (point.x - before.x) / 3;
    const [leaves, comes] = [before.y + third * (steep[place - 1] ?? 0), point.y - third * (steep[place] ?? 0)];
    return `${path}C${round(before.x + third)} ${round(leaves)} ${round(point.x - third)} ${round(comes)} ${round(point.x)} ${round(point.y)}`;
  }, "");
}

export const straight = (points: Point[]) => points.map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");

/** Where the same line is at some x. */
export function heightAt(points: Point[], x: number): number {
  const steep = slopes(points);
  const place = points.findIndex((point) => point.x >= x);
  const [before, point] = [points[place - 1], points[place]];
  if (!point) return points.at(-1)?.y ?? 0;
  if (!before) return point.y;
  const width = point.x - before.x;
  const t = (x - before.x) / width;
  const [a, b] = [(1 + 2 * t) * (1 - t) ** 2, t * t * (3 - 2 * t)];
  return a * before.y + b * point.y + width * (t * (1 - t) ** 2 * (steep[place - 1] ?? 0) + t * t * (t - 1) * (steep[place] ?? 0));
}

export interface Shade {
  path: string;
  /** What was lived is below what was expected. */
  short: boolean;
}

/** What lies between two lines, parted where they cross; y grows downwards. `to`: where a point of them stands on the drawing. */
export function between(expected: Point[], lived: Point[], stride = 6, to: (point: Point) => Point = (point) => point): Shade[] {
  const [from, until] = [Math.max(expected[0]?.x ?? 0, lived[0]?.x ?? 0), Math.min(expected.at(-1)?.x ?? 0, lived.at(-1)?.x ?? 0)];
  if (expected.length < 2 || lived.length < 2 || until - from < stride) return [];
  const count = Math.max(2, Math.ceil((until - from) / stride));
  const samples = Array.from({ length: count + 1 }, (_, place) => {
    const x = from + ((until - from) * place) / count;
    return { x, a: heightAt(expected, x), b: heightAt(lived, x) };
  });
  const shades: Shade[] = [];
  let run: typeof samples = [];
  const close = () => {
    if (run.length > 1 && run.some(({ a, b }) => Math.abs(a - b) > 0.5)) {
      const around = [...run.map(({ x, a }) => to({ x, y: a })), ...[...run].reverse().map(({ x, b }) => to({ x, y: b }))];
      shades.push({ path: `${straight(around)}Z`, short: run.reduce((sum, { a, b }) => sum + b - a, 0) > 0 });
    }
  };
  for (const sample of samples) {
    const last = run.at(-1);
    if (last && (last.b - last.a) * (sample.b - sample.a) < 0) {
      const part = (last.b - last.a) / (last.b - last.a - (sample.b - sample.a));
      const y = last.a + part * (sample.a - last.a);
      const crossing = { x: last.x + part * (sample.x - last.x), a: y, b: y };
      run.push(crossing);
      close();
      run = [crossing];
    }
    run.push(sample);
  }
  close();
  return shades;
}
