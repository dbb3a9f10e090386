// A header is the contract, and a capability says what it is for.
const notCapabilities = new Set(["app", "http", "store", "base", "channel"]);

// record of src/record/log.cpp, channel/email of src/channel/email/inbox.cpp; null where there is no capability.
function capabilityOf(path) {
  const adapter = /^src\/(channel\/[^/]+)\/.*\.(cpp|h)$/.exec(path);
  if (adapter) return adapter[1];
  const room = /^src\/([^/]+)\/.*\.(cpp|h)$/.exec(path);
  return room && !notCapabilities.has(room[1]) ? room[1] : null;
}

function missingReadmes(tree) {
  const capabilities = new Set(tree.files.map(({ path }) => capabilityOf(path)).filter(Boolean));
  return [...capabilities]
    .filter((capability) => !tree.has(`src/${capability}/README.md`))
    .map((capability) => ({
      path: `src/${capability}/README.md`,
      line: 1,
      message: "is missing; ten lines: what it is for, its tables, its reader, what it must never do",
    }));
}

// The words of the comment that a header begins with; #pragma once may stand before it.
function openingComment(lines) {
  const words = [];
  for (const text of lines) {
    const trimmed = text.trim();
    if (trimmed === "" || trimmed === "#pragma once") {
      if (words.length > 0) break;
      continue;
    }
    if (!/^(\/\/|\/\*|\*)/.test(trimmed)) break;
    words.push(...trimmed.replace(/^[/*\s]+/, "").split(/\s+/).filter(Boolean));
  }
  return words;
}

function silentHeaders(tree) {
  return tree.files
    .filter(({ path, lines }) => /^src\/.*\.h$/.test(path) && openingComment(lines).length < 3)
    .map(({ path }) => ({ path, line: 1, message: "begin with a comment that says what it is for and what its callers may rely on" }));
}

export function check(tree) {
  return [...missingReadmes(tree), ...silentHeaders(tree)];
}
