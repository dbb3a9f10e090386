#!/usr/bin/env bash
# build_times.sh: how long a cold build takes (a fresh clone, no ccache) and a rebuild after one file was touched.
# Pages are built too. Budget: < 6 min and < 20 s on 2 cores. Figures go to build/bench.json as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD
one_file=${1:-src/record/recogniser.cpp}
export CCACHE_DISABLE=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet --local . "$work/throughline"
cd "$work/throughline"
# What set-up fetches over the network is not part of the build.
if [ -d "$here/build/deps" ]; then mkdir -p build && cp -r "$here/build/deps" build/; fi
tools/setup run >/dev/null

# Seconds that passed, and processor seconds: those do not mind who else is at work.
TIMEFORMAT='%R %U %S'
took() {
  local times
  times=$({ time "$@" >"$work/log" 2>&1; } 2>&1) || { cat "$work/log" >&2; exit 1; }
  awk '{ printf "%.1f %.1f", $1, $2 + $3 }' <<<"$times"
}
read -r cold cold_processor < <(took tools/build app; echo)
touch "$one_file"
read -r again again_processor < <(took tools/build app; echo)

printf 'build times\n'
printf '  %-58s %14s s          budget < 360 (processor: %s s)\n' "cold build (page and build/throughline, no ccache)" "$cold" "$cold_processor"
printf '  %-58s %14s s          budget < 20 (processor: %s s)\n' "rebuild after touching $one_file" "$again" "$again_processor"
mkdir -p "$here/build"
printf '{"bench":"build times","at":"%s","cores":%d,"figures":[{"what":"cold build","value":%s,"unit":"s","budget":"< 360"},{"what":"rebuild after %s","value":%s,"unit":"s","budget":"< 20"}]}\n' \
  "$(date -u +%FT%TZ)" "$(nproc)" "$cold" "$one_file" "$again" >>"$here/build/bench.json"
