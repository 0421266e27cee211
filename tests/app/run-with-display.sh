#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on a display and a session bus of its own, so that a test needs neither and cannot
# reach the person's.
set -e
folder=$(dirname "$0")
export GDK_BACKEND=x11 GSK_RENDERER=cairo GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1
export XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-$(mktemp -d)}"
# With room for a pointer beside all windows.
exec dbus-run-session --config-file="$folder/${ASSAY_TEST_BUS:-session}.conf" -- \
  xvfb-run -a -s "-screen 0 2800x2000x24 -nolisten tcp" "$@"
