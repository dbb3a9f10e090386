# Completion for throughline: commands and options are asked from the program's own --help, so none is ever missing here.
_throughline() {
  local current=${COMP_WORDS[COMP_CWORD]} word known
  local -a commands=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    known=$(throughline "${commands[@]}" --help 2>/dev/null | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p')
    if grep -qx -- "$word" <<<"$known"; then commands+=("$word"); fi
  done
  known=$(throughline "${commands[@]}" --help 2>/dev/null |
    sed -n -e '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p' -e '/^Options:/,/^$/s/^  \(-h,\)\{0,1\}\(--[a-z-]*\).*/\2/p')
  mapfile -t COMPREPLY < <(compgen -W "$known" -- "$current")
  if [[ $current != -* ]]; then
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _throughline throughline
