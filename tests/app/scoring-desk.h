/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-desk.h"
#include "scoring/assay-ask-window.h"
#include "scoring/assay-factor-row.h"

G_BEGIN_DECLS

gboolean        scoring_has_words     (GtkWidget  *root,
                                       const char *words);
gboolean        scoring_is_worked_out (gpointer data);
void            scoring_desk_open_on  (AppDesk        *desk,
                                       AssayWorkspace *workspace,
                                       int             width,
                                       int             height);
void            scoring_desk_open     (AppDesk *desk,
                                       guint    n_leads);
AssayFactorRow *scoring_find_row      (GtkWidget  *root,
                                       const char *factor);
void            scoring_move_slider   (AppDesk    *desk,
                                       const char *factor,
                                       double      points);
char           *scoring_subtitle      (AppDesk *desk);
gboolean        scoring_says_moved    (gpointer data);
void            scoring_activate      (AppDesk    *desk,
                                       const char *action,
                                       GVariant   *parameter);
gboolean        scoring_is_version_1  (gpointer data);
gboolean        scoring_is_draft      (gpointer data);
AssayAskWindow *scoring_find_ask      (void);
void            scoring_answer        (const char *text);
void            scoring_fill          (const char *key,
                                       const char *text);
gboolean        scoring_is_refused    (const char *problem);
void            scoring_accept        (void);
void            scoring_shoot_ask     (const char *name);
char           *scoring_draft_json    (AppDesk    *desk,
                                       const char *profile);

G_END_DECLS
