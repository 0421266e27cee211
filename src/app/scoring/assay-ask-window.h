/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_ASK_WINDOW (assay_ask_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayAskWindow, assay_ask_window, ASSAY, ASK_WINDOW, AdwWindow)

/**
 * AssayAskCheck:
 * @key: of an entry with a text
 *
 * Returns: (transfer full) (nullable): what is wrong with the text, to be said beside it
 */
typedef char *(*AssayAskCheck) (AssayAskWindow *window,
                                const char     *key,
                                gpointer        user_data);

GtkWidget  *assay_ask_window_new        (GtkWindow         *parent,
                                         const char        *title,
                                         const char        *button);
void        assay_ask_window_add_entry  (AssayAskWindow    *self,
                                         const char        *key,
                                         const char        *label,
                                         const char        *text);
void        assay_ask_window_remove_entries (AssayAskWindow *self);
void        assay_ask_window_add_choice (AssayAskWindow    *self,
                                         const char        *label,
                                         const char *const *names,
                                         const char *const *keys);
void        assay_ask_window_set_description (AssayAskWindow   *self,
                                              const char       *text);
void        assay_ask_window_set_check  (AssayAskWindow    *self,
                                         AssayAskCheck      check,
                                         gpointer           user_data,
                                         GDestroyNotify     free_data);
void        assay_ask_window_set_about  (AssayAskWindow    *self,
                                         const char        *first,
                                         const char        *second);
const char *assay_ask_window_get_first  (AssayAskWindow    *self);
const char *assay_ask_window_get_second (AssayAskWindow    *self);
const char *assay_ask_window_get_text   (AssayAskWindow    *self,
                                         const char        *key);
double      assay_ask_window_get_number (AssayAskWindow    *self,
                                         const char        *key);
const char *assay_ask_window_get_choice (AssayAskWindow    *self);
GtkWidget  *assay_ask_window_get_entry  (AssayAskWindow    *self,
                                         const char        *key);
GtkWidget  *assay_ask_window_get_extra  (AssayAskWindow    *self);

G_END_DECLS
