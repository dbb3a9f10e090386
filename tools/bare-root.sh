# Read by bare-test and package-test (. tools/bare-root.sh): a bare Debian 12 in a folder, that knows this machine's way to the
# packages. Needs root and debootstrap.

bare_base=${BARE_ROOT:-/var/tmp/bare-root}

need_root_and_debootstrap() {
  if [ "$(id -u)" != 0 ]; then echo "$1: chroot needs root; run it with sudo" >&2; exit 77; fi
  if ! command -v debootstrap >/dev/null; then echo "$1: apt-get install debootstrap" >&2; exit 77; fi
}

debian_mirror() {
  cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
    sed -n -e 's/^URIs:[[:space:]]*//p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' | head -n 1 | cut -d' ' -f1
}

# The bare system that copies are made of; made once.
make_bare_base() {
  if [ -x "$bare_base/usr/bin/make" ]; then return 0; fi
  say "making a bare Debian 12 in $bare_base"
  rm -rf "$bare_base"
  debootstrap --variant=minbase --include=make,ca-certificates bookworm "$bare_base" "$(debian_mirror)" >/var/tmp/bare-root.log
}

# Copies the bare system to $1. Package mirror and certificates are this machine's own, read now and written into the copy only.
copy_bare_root() {
  local root=$1 file
  say "copying $bare_base to $root"
  cp -a "$bare_base/." "$root"
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
  cp -a /etc/apt/sources.list.d "$root/etc/apt/"
  if [ -f /etc/apt/sources.list ]; then cp /etc/apt/sources.list "$root/etc/apt/"; fi
  for file in /etc/apt/apt.conf.d/*; do
    if grep -qiE 'proxy|Check-|Verify|CaInfo' "$file"; then cp "$file" "$root/etc/apt/apt.conf.d/"; fi
  done
  cp -a /etc/apt/auth.conf.d/. "$root/etc/apt/auth.conf.d/" 2>/dev/null || true
  mkdir -p "$root/usr/local/share/ca-certificates/host"
  awk -v folder="$root/usr/local/share/ca-certificates/host" \
    '/BEGIN CERTIFICATE/ {n++} n {print > (folder "/" n ".crt")}' /etc/ssl/certs/ca-certificates.crt
  chroot "$root" update-ca-certificates >/dev/null 2>&1
}
