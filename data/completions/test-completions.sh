#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The completion files parse in the shells that are here, and bash asks the program the right question.

set -euo pipefail
cd "$(dirname "$0")"

bash -n assay.bash
if command -v zsh >/dev/null; then zsh -n assay.zsh; fi
if command -v fish >/dev/null; then fish --no-execute assay.fish; fi

# A program that answers with what it was asked, then with candidates.
assay () { printf '%s\n' "$*" >"$asked"; printf '%s\n' import info leads 'imp ort'; }
asked=$(mktemp)
trap 'rm -f "$asked"' EXIT
# shellcheck source=/dev/null
source ./assay.bash

COMP_WORDS=(assay -w team.assay im) COMP_CWORD=3
_assay
[ "$(cat "$asked")" = 'complete -- -w team.assay im' ] || { echo "asked: $(cat "$asked")"; exit 1; }
[ "${COMPREPLY[*]}" = 'import imp ort' ] || { echo "offered: ${COMPREPLY[*]}"; exit 1; }
COMP_WORDS=(assay '') COMP_CWORD=1
_assay
[ "${#COMPREPLY[@]}" = 4 ] || { echo "offered: ${COMPREPLY[*]}"; exit 1; }
