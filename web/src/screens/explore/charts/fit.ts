// Texts of a drawing, cut to the width they have: SVG neither wraps nor cuts by itself.

let context: CanvasRenderingContext2D | null = null;

export function widthOf(text: string, size = 12, weight = 400): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.6;
  context.font = `${weight} ${size}px ${getComputedStyle(document.documentElement).getPropertyValue("--font")}`;
  return context.measureText(text).width;
}

/** As much of the text as there is room for. */
export function cut(text: string, width: number, size = 12, weight = 400): string {
  if (widthOf(text, size, weight) <= width) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${letters.slice(0, middle).join("")}…`, size, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? `${letters.slice(0, low).join("").trimEnd()}…` : "";
}

/** The text in lines that have room, parted between its words. */
export function linesOf(text: string, width: number, size = 12, weight = 400): string[] {
  const lines: string[] = [];
  let line = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) {
    if (line !== "" && segment.trim() !== "" && widthOf(line + segment, size, weight) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    if (line !== "" || segment.trim() !== "") line += segment;
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}
