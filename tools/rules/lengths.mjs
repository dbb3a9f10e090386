// No file is longer than one sitting.
import { isCode } from "./tree.mjs";

const most = 600;
const noticed = 400;

export function check(tree) {
  return tree.files
    .filter((file) => isCode(file) && file.lines.length > most)
    .map((file) => ({ path: file.path, line: most + 1, message: `${file.lines.length} lines; split it by noun or verb (at most ${most})` }));
}

export function report(tree) {
  const files = tree.files.filter(isCode).sort((a, b) => b.lines.length - a.lines.length);
  if (files.length === 0) return [];
  const long = files.filter(({ lines }) => lines.length > noticed && lines.length <= most);
  return [
    ...long.map(({ path, lines }) => `long: ${path} (${lines.length} lines; over ${most} fails)`),
    `lengths: ${files.length} source files, median ${files[files.length >> 1].lines.length} lines, longest ${files[0].lines.length} (${files[0].path})`,
  ];
}
