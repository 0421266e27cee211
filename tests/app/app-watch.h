/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define APP_WATCH_LIMIT_MS 50

void app_watch_turn  (void);
void app_watch_start (void);
void app_watch_tell  (const char *what);
void app_watch_end   (const char *what);
void app_watch_skip  (void);
void app_watch_until (const char *what,
                      gboolean  (*ready) (gpointer data),
                      gpointer    data);

/* What a handler does before it returns to the loop counts as well. */
#define APP_WATCH_CALL(what, call)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    double watch_start = app_watch_get_ms ();                                                      \
    app_watch_start ();                                                                            \
    call;                                                                                          \
    app_watch_count (app_watch_get_ms () - watch_start);                                           \
    app_watch_end (what);                                                                          \
  }                                                                                                \
  G_STMT_END

double app_watch_get_ms (void);
void   app_watch_count  (double ms);

G_END_DECLS
