/** A smooth path through points that never overshoots them: monotone cubic, as drawn by hand. */
export function curve(points: [number, number][]): string {
  const [head, ...tail] = points;
  if (!head) return "";
  let path = `M${head[0].toFixed(1)} ${head[1].toFixed(1)}`;
  let [x, y] = head;
  for (const [nextX, nextY] of tail) {
    const middle = (x + nextX) / 2;
    path += `C${middle.toFixed(1)} ${y.toFixed(1)} ${middle.toFixed(1)} ${nextY.toFixed(1)} ${nextX.toFixed(1)} ${nextY.toFixed(1)}`;
    [x, y] = [nextX, nextY];
  }
  return path;
}
