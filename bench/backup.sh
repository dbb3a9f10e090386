#!/usr/bin/env bash
# backup.sh [ROWS]: how long a backup of ROWS interactions (a million) takes, looking it through included, and how long the
# restore takes until it is checked and can be served. In BENCH_DIR (/tmp), which is tidied up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rows=${1:-1000000}
throughline=${THROUGHLINE:-build/throughline}
folder=$(mktemp -d "${BENCH_DIR:-/tmp}/throughline-backup-XXXXXX")
trap 'rm -rf "$folder"' EXIT

awk -v rows="$rows" 'BEGIN {
  srand(1); print "id,who,name,mail,when,what,paid,said"
  for (n = 1; n <= rows; ++n) {
    p = int(rand() * rows / 10)
    printf "%d,u%d,Name %d,,2026-%02d-%02d %02d:%02d:00,Order %d,%.2f,Something was said about order %d of %d\n", n, p, p, 1 + n % 12, 1 + n % 28, n % 24, n % 60, n % 9, rand() * 200, n, p
  }
}' > "$folder/orders.csv"
cat > "$folder/map.toml" <<'MAP'
source = "orders"
currency = "EUR"
[[files]]
file = "orders*"
key = "id"
customer = {name = "name", identities = [{namespace = "user_id", column = "who"}]}
[[files.interactions]]
channel = "web"
name = {column = "what"}
at = "when"
amount = {column = "paid"}
text = "said"
MAP
timed() {
  local began; began=$(date +%s.%N)
  "${@:2}" > /dev/null 2> "$folder/words" || { cat "$folder/words"; exit 1; }
  awk -v what="$1" -v began="$began" -v ended="$(date +%s.%N)" 'BEGIN { printf "%-40s %8.1f s\n", what, ended - began }'
}
timed "import of $rows rows" "$throughline" import "$folder/orders.csv" --map "$folder/map.toml" --data "$folder/data" --log-level error
timed "backup, looked through" "$throughline" backup "$folder/one.backup" --data "$folder/data" --log-level error
timed "backup --verify" "$throughline" backup "$folder/one.backup" --verify --log-level error
timed "restore: unpacked, built, checked" "$throughline" restore "$folder/one.backup" --data "$folder/new" --log-level error
printf '%-40s %8s MB\n' "throughline.db" "$(($(stat -c %s "$folder/data/throughline.db") >> 20))" "the backup" "$(($(stat -c %s "$folder/one.backup") >> 20))"
