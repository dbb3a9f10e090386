// What the server takes of a text (src/base/limits.h).
const encoder = new TextEncoder();

/** As much of a text as the server takes; it counts bytes, of which a Chinese letter has three. */
export function within(text: string, most: number): string {
  if (encoder.encode(text).length <= most) return text;
  const letters = [...text];
  while (encoder.encode(letters.join("")).length > most) letters.pop();
  return letters.join("");
}

export const mostBytes = { line: 200, text: 4_000, link: 2_000 };
