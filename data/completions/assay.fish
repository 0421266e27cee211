# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for assay: the program itself knows the words, so they never go stale.

function __assay_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] complete -- $words[2..-1] 2>/dev/null
end

complete -c assay -a '(__assay_complete)'
