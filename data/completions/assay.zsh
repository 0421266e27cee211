#compdef assay
# SPDX-License-Identifier: GPL-3.0-or-later
# zsh completion for assay: the program itself knows the words, so they never go stale.

_assay () {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("${(@)candidates:#}")
  if (( $#candidates )); then
    compadd -a candidates
  else
    _files
  fi
}

_assay "$@"
