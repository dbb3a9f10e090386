// Chance that repeats itself: the same seed gives the same company.
export function makeRandom(seed) {
  let state = seed >>> 0;
  // mulberry32: small, and good enough for people who do not exist.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const random = {
    chance: (probability) => next() < probability,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    real: (from, to) => from + next() * (to - from),
    pick: (list) => list[Math.floor(next() * list.length)],
    // One of {name: weight, …}.
    weighted: (weights) => {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return entries[entries.length - 1][0];
    },
    // Few get much: 1, 2, 3, … with a long tail, at most `most`.
    longTail: (most) => Math.min(most, 1 + Math.floor(0.58 * (1 / (1 - next() * 0.995) - 1))),
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(""),
    shuffled: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
  return random;
}
