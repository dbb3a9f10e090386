// Words that do not stand in the source, and what stands there instead.
import { isCode, isCpp } from "./tree.mjs";

const isScript = ({ path }) => /\.(ts|tsx)$/.test(path);

const words = [
  { word: /\b(TODO|FIXME|XXX|HACK)\b/, instead: "do it now, or write an issue and leave no mark here" },
  { word: /\bnot (yet )?implemented\b/i, instead: "implement it, or do not offer it" },
  { word: /\bstd::endl\b/, instead: "write '\\n'; flush only where someone waits for it", where: isCpp },
  { word: /\busing namespace std\s*;/, instead: "write std:: where it is used", where: isCpp },
  { word: /\bv?sprintf\s*\(/, instead: "use fmt::format, or std::to_chars", where: isCpp },
  { word: /\bstr(n?cpy|n?cat)\s*\(/, instead: "use std::string or std::string_view", where: isCpp },
  { word: /\b(float|double)\s+\w*(amount|price|cents)\w*\b/, instead: "money is std::int64_t minor units and a currency", where: isCpp },
  { word: /\bs?rand\s*\(/, instead: "use std::mt19937 with a seed, or base's random bytes for secrets", where: isCpp },
  { word: /\b(system|popen)\s*\(\s*"/, instead: "no shell from inside the server", where: isCpp },
  { word: /@ts-(ignore|nocheck)\b/, instead: "mend the type", where: isScript },
  { word: /\bconsole\.log\s*\(/, instead: "show it to the person, or leave it out", where: isScript },
];

// These speak about the words.
const exempt = new Set(["tools/rules/words.mjs", "tests/tools/tidy.test.mjs"]);

export function check(tree) {
  const findings = [];
  for (const file of tree.files.filter((each) => isCode(each) && !exempt.has(each.path))) {
    const applying = words.filter(({ where }) => !where || where(file));
    file.lines.forEach((text, index) => {
      for (const { word, instead } of applying) {
        const match = word.exec(text);
        if (match) findings.push({ path: file.path, line: index + 1, message: `"${match[0].trim()}": ${instead}` });
      }
    });
  }
  return findings;
}
