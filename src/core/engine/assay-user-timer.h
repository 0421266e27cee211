/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A timer of the person's own systemd that brings a workspace up to date daily while no window is open. */

char     *assay_user_timer_dup_name     (const char    *workspace);
gboolean  assay_user_timer_is_installed (const char    *workspace);
gboolean  assay_user_timer_install      (const char    *workspace,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean  assay_user_timer_remove       (const char    *workspace,
                                         GCancellable  *cancellable,
                                         GError       **error);

G_END_DECLS
