// No file says where packages are downloaded from: that is the machine's own setting, and lock files carry checksums only.
const registry = /https?:\/\/[^\s"'/]*\b(registry|npmjs|pypi|pythonhosted|crates|rubygems|deb|mirrors?)\b[^\s"'/]*\.[a-z]/i;
const exempt = new Set(["tests/tools/tidy.test.mjs"]);

export function check(tree) {
  const findings = [];
  for (const file of tree.files.filter(({ path }) => !exempt.has(path))) {
    const isLock = file.path.endsWith("package-lock.json");
    file.lines.forEach((text, index) => {
      if (isLock && /^\s*"resolved"\s*:/.test(text)) {
        findings.push({
          path: file.path,
          line: index + 1,
          message: "a download address; keep omit-lockfile-registry-resolved=true in .npmrc beside it and run `npm install --package-lock-only`",
        });
      } else if (registry.test(text)) {
        findings.push({ path: file.path, line: index + 1, message: "names a package registry; leave the address to the machine's settings" });
      }
    });
  }
  return findings;
}
