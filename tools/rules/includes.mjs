// Includes only point down the house; the libraries that a room hides stay inside it.
import { isCpp } from "./tree.mjs";

// From the roof to the ground. Rooms on one line are siblings and do not include each other.
const house = [
  ["app"],
  ["sample"],
  ["automation", "outcome", "staffing"],
  ["service"],
  ["communication"],
  ["channel"],
  ["feedback"],
  ["knowledge"],
  ["journey"],
  ["record"],
  ["access"],
  ["http"],
  ["store"],
  ["base"],
];

const hidden = [
  { header: /^boost\/(beast|asio)\b/, what: "Boost.Beast and Asio", room: "http" },
  { header: /^(soci\/|soci-|soci\.h|sqlite3)/, what: "SOCI and SQLite", room: "store" },
];

const floorOf = (room) => house.findIndex((rooms) => rooms.includes(room));
const roomOf = (path) => (path.split("/").length > 2 ? path.split("/")[1] : null);
// channel/email of src/channel/email/inbox.h; null for what stands in channel/ itself.
const adapterOf = (path) => (/^src\/channel\/[^/]+\//.test(path) ? path.split("/")[2] : null);

// "record/log.h" is meant from src/, "log.h" from the file's own folder.
function resolveInclude(tree, from, name) {
  const beside = from.slice(0, from.lastIndexOf("/") + 1) + name;
  if (tree.has(`src/${name}`)) return `src/${name}`;
  return tree.has(beside) ? beside : null;
}

export function includesOf(tree, file) {
  const found = [];
  file.lines.forEach((text, index) => {
    const match = /^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/.exec(text);
    if (!match) return;
    const name = match[1] ?? match[2];
    found.push({ line: index + 1, name, target: match[1] ? resolveInclude(tree, file.path, name) : null });
  });
  return found;
}

function whyNot(from, to) {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === null || there === null) return null;
  if (here === there) {
    if (here !== "channel" || adapterOf(to) === null || adapterOf(from) === adapterOf(to)) return null;
    return adapterOf(from) === null
      ? `channel/ may not know its adapter ${adapterOf(to)}; let app/ hand it in`
      : `channel/${adapterOf(from)} may not include channel/${adapterOf(to)}; move what both need into channel/ or below`;
  }
  const [up, down] = [floorOf(here), floorOf(there)];
  if (up < 0 || down < 0 || up < down) return null;
  return up === down
    ? `${here} and ${there} are siblings; move what both need below them`
    : `${here} stands below ${there}; includes point down: move it down, or hand it in from above`;
}

export function check(tree) {
  const findings = [];
  const unknown = new Set();
  for (const file of tree.files.filter((each) => isCpp(each) && each.path.startsWith("src/"))) {
    const room = roomOf(file.path);
    if (room !== null && floorOf(room) < 0 && !unknown.has(room)) {
      unknown.add(room);
      findings.push({ path: file.path, line: 1, message: `src/${room} has no place in the house; give it one in tools/rules/includes.mjs` });
    }
    for (const { line, name, target } of includesOf(tree, file)) {
      const reason = target && whyNot(file.path, target);
      if (reason) findings.push({ path: file.path, line, message: `"${name}": ${reason}` });
      for (const { header, what, room: home } of hidden) {
        if (header.test(name) && room !== home) {
          findings.push({ path: file.path, line, message: `<${name}>: ${what} stay inside src/${home}; use its headers` });
        }
      }
    }
  }
  return findings;
}
