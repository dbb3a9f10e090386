// Names broken into lines: SVG does not do it. Chinese breaks anywhere, Latin between words, and within a word only if it must.

export type Measure = (text: string) => number;

const breakable = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** These don't begin a line. */
const clinging = /^[，。、；：！？）》」』”’,.;:!?)]$/;

/** What is kept together, the space behind it included. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const letter of text) {
    const last = found.at(-1);
    const joins = last !== undefined && (clinging.test(letter) || letter === " " || (!breakable.test(letter) && !breakable.test(last.at(-1) ?? "") && !/[\s/-]$/.test(last)));
    if (joins) found[found.length - 1] = last + letter;
    else found.push(letter);
  }
  return found;
}

function longest(letters: string[], fits: (text: string) => boolean): number {
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(letters.slice(0, middle).join(""))) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function cutTo(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = [...text];
  return `${letters.slice(0, longest(letters, (part) => measure(`${part}…`) <= width)).join("").trimEnd()}…`;
}

/** At most so many lines; what does not fit ends in "…". */
export function wrap(text: string, width: number, lines: number, measure: Measure): string[] {
  const done: string[] = [];
  let line = "";
  for (let piece of pieces(text.trim().replace(/\s+/g, " "))) {
    if (measure((line + piece).trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line) done.push(line);
    while (measure(piece.trimEnd()) > width && [...piece].length > 1) {
      const letters = [...piece];
      const taken = Math.max(1, longest(letters, (part) => measure(part) <= width));
      done.push(letters.slice(0, taken).join(""));
      piece = letters.slice(taken).join("");
    }
    line = piece;
  }
  if (line.trim()) done.push(line);
  const shown = done.slice(0, lines).map((one) => one.trimEnd());
  if (done.length > lines) shown[lines - 1] = cutTo(`${shown.at(-1) ?? ""} ${done[lines] ?? ""}…`, width, measure);
  return shown;
}
