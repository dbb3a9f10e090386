// What was sent and what was acknowledged, kept outside the server that is killed; and the comparison with what it holds.
import assert from "node:assert/strict";

/** Numbers that the seed decides (mulberry32). */
export function makeRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

export class Ledger {
  sent = new Map();   // "source key" -> {name, at, number, acknowledged}

  send(source, key, event) {
    this.sent.set(`${source} ${key}`, { ...event, acknowledged: false });
  }

  acknowledge(source, keys) {
    for (const key of keys) this.sent.get(`${source} ${key}`).acknowledged = true;
  }

  get acknowledged() {
    return [...this.sent.values()].filter((each) => each.acknowledged).length;
  }

  /** Fails unless everything acknowledged is stored, once and as it was sent, and nothing else is stored. */
  compare(stored) {
    const held = new Map();
    const twice = [], never = [], changed = [];
    for (const interaction of stored) {
      const key = `${interaction.source} ${interaction.source_key}`;
      if (held.has(key)) twice.push(key);
      held.set(key, interaction);
      const sent = this.sent.get(key);
      if (!sent) never.push(key);
      else if (sent.name !== interaction.name || Date.parse(sent.at) !== Date.parse(interaction.at) || sent.number !== interaction.properties.number) changed.push(key);
    }
    const lost = [...this.sent].filter(([key, sent]) => sent.acknowledged && !held.has(key)).map(([key]) => key);
    const few = (keys) => [keys.length, ...keys.slice(0, 5)];
    assert.deepEqual({ lost: few(lost), twice: few(twice), never: few(never), changed: few(changed) }, { lost: [0], twice: [0], never: [0], changed: [0] });
  }
}
