// The map as a ring: the journey begins at the top, goes with the clock and closes with the next purchase. Better is farther out.
import type { JourneyMap } from "../../../api/journeys";
import { between, heightAt, round, straight, type Point } from "./curve";
import type { Figures } from "./figures";
import { parted, type Laid, type LaidStage, type LaidTouchpoint, type Slot } from "./laid";
import { partOf, scaleOf } from "./scale";
import { wrap, type Measure } from "./wrap";

export interface RingOptions {
  width: number;
  figures?: Figures;
  editing: boolean;
  measure: Measure;
  measureBold: Measure;
}

const whole = 2 * Math.PI;
/** Many names get one line each and no signs of channels. */
const many = 20;
const labels = { few: { width: 132, height: 52, lines: 2 }, many: { width: 180, height: 20, lines: 1 } };
const lineHeight = 16;
const least = 132;
const beyond = 26;
const depth = { bare: 0, told: 72 };
const stride = 0.03;

/** Labels on one side, each as near to its wish as the others let it be, and at least so far apart. */
export function spread(wishes: number[], apart: number, low: number, high: number): number[] {
  const places = [...wishes];
  places.forEach((wish, at) => {
    places[at] = Math.max(wish, at === 0 ? low : (places[at - 1] ?? 0) + apart);
  });
  for (let at = places.length - 1; at >= 0; at -= 1) {
    const limit = at === places.length - 1 ? high : (places[at + 1] ?? 0) - apart;
    places[at] = Math.min(places[at] ?? 0, limit);
  }
  return places;
}

export function layRing(map: JourneyMap, options: RingOptions): Laid {
  const { figures, editing, measure, measureBold } = options;
  const parts = parted(map);
  const scale = scaleOf(figures?.values() ?? []);
  // A stage has room for one more where touchpoints are added, and some air.
  const shares = parts.map(({ touchpoints }) => Math.max(1, touchpoints.length) + (editing ? 0.8 : 0.3));
  const dense = map.touchpoints.length > many;
  const room = dense ? labels.many : labels.few;
  const all = shares.reduce((sum, share) => sum + share, 0) || 1;
  const side = Math.ceil(map.touchpoints.length / 2);
  const radius = Math.max(least, (side * room.height) / 2 - beyond, (all * 30) / whole, Math.min(230, options.width / 2 - room.width - beyond - 20));
  const outer = radius + (scale ? depth.told / 2 : 0);
  const width = Math.max(options.width, 2 * (outer + beyond + room.width + 12));
  const reach = outer + beyond + 32;
  const height = Math.ceil(2 * reach + 24);
  const centre = { x: width / 2, y: height / 2 };
  const polar = (angle: number, far: number): Point => ({ x: centre.x + far * Math.sin(angle), y: centre.y - far * Math.cos(angle) });
  const farOf = (value: number) => (scale ? radius + (partOf(scale, value) - 0.5) * depth.told : radius);
  const arc = (from: number, to: number, far: number) => {
    const [a, b] = [polar(from, far), polar(to, far)];
    return `M${round(a.x)} ${round(a.y)}A${round(far)} ${round(far)} 0 ${to - from > Math.PI ? 1 : 0} 1 ${round(b.x)} ${round(b.y)}`;
  };

  let angle = 0;
  const boxes = parts.map(({ stage, touchpoints }, place) => {
    const wide = ((shares[place] ?? 1) / all) * whole;
    const one = wide / (shares[place] ?? 1);
    const box = { stage, from: angle, to: angle + wide, one, places: touchpoints.map((touchpoint, at) => ({ touchpoint, angle: angle + one * (at + 0.65) })) };
    angle += wide;
    return box;
  });
  const places = boxes.flatMap((box) => box.places);

  // Radii are kept as heights that grow downwards, so that the line's own arithmetic serves; each once before and once behind.
  const line = (of: "perception" | "expectation"): Point[] => {
    const found = places.flatMap(({ touchpoint, angle: x }) => {
      const score = figures?.get(touchpoint.key)?.[of];
      return score ? [{ x, y: -farOf(score.mean) }] : [];
    });
    return [-whole, 0, whole].flatMap((turn) => found.map(({ x, y }) => ({ x: x + turn, y })));
  };
  const [lived, expected] = [line("perception"), line("expectation")];
  const onRing = ({ x, y }: Point) => polar(x, -y);
  const around = (points: Point[]) => Array.from({ length: Math.ceil(whole / stride) + 1 }, (_, place) => onRing({ x: Math.min(whole, place * stride), y: heightAt(points, Math.min(whole, place * stride)) }));
  const window = (points: Point[]) => points.length === 0 ? [] : Array.from({ length: Math.ceil(whole / stride) + 1 }, (_, place) => ({ x: place * stride, y: heightAt(points, place * stride) }));

  const wishes = new Map<string, Point>();
  for (const right of [true, false]) {
    const here = places.filter((place) => Math.sin(place.angle) >= 0 === right);
    const sorted = [...here].sort((a, b) => Math.cos(b.angle) - Math.cos(a.angle));
    const heights = spread(sorted.map((place) => polar(place.angle, outer + beyond).y), room.height, 20, height - 40);
    sorted.forEach((place, at) => {
      const y = heights[at] ?? 0;
      const aside = Math.sqrt(Math.max(0, (outer + beyond) ** 2 - (y - centre.y) ** 2));
      wishes.set(place.touchpoint.key, { x: centre.x + (right ? 1 : -1) * Math.max(aside, 22), y });
    });
  }

  const touchpoints = places.map(({ touchpoint, angle: at }): LaidTouchpoint => {
    const { perception, expectation } = figures?.get(touchpoint.key) ?? {};
    const far = lived.length > 0 ? -heightAt(lived, at) : radius;
    const { x, y } = polar(at, far);
    const label = wishes.get(touchpoint.key) ?? { x, y };
    const right = Math.sin(at) >= 0;
    const lines = wrap(touchpoint.name, room.width, room.lines, measure);
    const begins = polar(at, far + 10);
    return {
      touchpoint,
      x,
      y,
      known: perception !== undefined,
      silent: lived.length > 0 && !perception,
      few: perception?.few ?? false,
      signs: !dense,
      expected: expectation && polar(at, farOf(expectation.mean)),
      interval: perception?.low !== undefined && perception.high !== undefined ? [polar(at, farOf(perception.low)), polar(at, farOf(perception.high))] : undefined,
      label: { x: label.x + (right ? 6 : -6), y: label.y - ((lines.length - 1) * lineHeight) / 2 + 4, anchor: right ? "start" : "end", lines },
      leader: straight([begins, { x: label.x + (right ? 2 : -2), y: label.y }]),
    };
  });

  const inner = radius - (scale ? depth.told / 2 : 0) - 26;
  const gap = boxes.length > 1 ? 0.03 : 0.0001;
  const stages = boxes.map(({ stage, from, to, places: here, one }): LaidStage => {
    const middle = (from + to) / 2;
    const lines = wrap(stage.name, Math.max(64, inner * 0.62), 2, measureBold);
    const wish = polar(middle, inner - 34 - 10 * Math.abs(Math.sin(middle)));
    // A long name stays within the ring.
    const aside = Math.max(0, Math.sqrt(Math.max(0, (inner - 16) ** 2 - (wish.y - centre.y) ** 2)) - Math.max(least / 2, measure(stage.owner), ...lines.map(measureBold)) / 2);
    const at = { x: Math.min(centre.x + aside, Math.max(centre.x - aside, wish.x)), y: wish.y };
    return {
      stage,
      count: here.length,
      label: { x: at.x, y: at.y - ((lines.length - 1) * lineHeight) / 2 + 4, anchor: "middle", lines },
      band: arc(from + gap, to - gap, inner),
      edge: boxes.length > 1 ? straight([polar(from, inner), polar(from, outer + 6)]) : "",
      add: polar(to - one * 0.45, lived.length > 0 ? -heightAt(lived, to - one * 0.45) : radius),
    };
  });

  const radial = (at: number, stage: string, after: string | null): Slot => ({ stage, after, from: polar(at, inner), to: polar(at, outer + 14) });
  return {
    form: "ring",
    width,
    height,
    stages,
    touchpoints,
    lived: lived.length > 0 ? `${straight(around(lived))}Z` : places.length > 0 ? `${arc(0, Math.PI, radius)}${arc(Math.PI, whole, radius).replace("M", "L")}` : "",
    expected: expected.length > 0 ? `${straight(around(expected))}Z` : "",
    silent: "",
    shades: between(window(expected), window(lived), stride, onRing),
    ticks: (scale?.ticks ?? []).map((value) => ({ value, path: `${arc(0, Math.PI, farOf(value))}${arc(Math.PI, whole, farOf(value))}`, at: { x: centre.x - 4, y: centre.y - farOf(value) + 4 } })),
    lanes: [],
    way: "",
    addStage: centre,
    slots: boxes.flatMap(({ stage, from, one, places: here }) => [radial(from + one * 0.12, stage.key, null), ...here.map((place, at) => radial(from + one * (at + 1.15), stage.key, place.touchpoint.key))]),
    stageSlots: boxes.map(({ stage, from }, place) => ({ stage: stage.key, after: boxes[place - 1]?.stage.key ?? null, from: polar(from, inner - 20), to: polar(from, outer + 14) })),
  };
}
