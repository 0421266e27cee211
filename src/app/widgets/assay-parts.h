/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AssayLabelFlags:
 * @ASSAY_LABEL_PLAIN: one line that starts at the left
 * @ASSAY_LABEL_WRAP: as many lines as it needs
 * @ASSAY_LABEL_ELLIPSIZE: cut at its end where there is no room
 * @ASSAY_LABEL_EXPAND: takes the room that others leave
 * @ASSAY_LABEL_END: ends at the right, as numbers do
 *
 * How a label lies in its place.
 */
typedef enum
{
  ASSAY_LABEL_PLAIN = 0,
  ASSAY_LABEL_WRAP = 1 << 0,
  ASSAY_LABEL_ELLIPSIZE = 1 << 1,
  ASSAY_LABEL_EXPAND = 1 << 2,
  ASSAY_LABEL_END = 1 << 3,
} AssayLabelFlags;

GtkWidget *assay_label_new           (const char      *text,
                                      const char      *classes,
                                      AssayLabelFlags  flags);
GtkWidget *assay_icon_button_new     (const char      *icon,
                                      const char      *name,
                                      const char      *classes);
GtkWidget *assay_icon_text_button_new (const char     *icon,
                                      const char      *text,
                                      const char      *classes);
GtkWidget *assay_more_button_new     (const char      *name,
                                      GMenu           *menu);
GtkWidget *assay_list_box_new        (const char      *name,
                                      const char      *classes);
GtkWidget *assay_scrolled_new        (GtkWidget       *child);
GtkWidget *assay_grown_new           (GtkWidget       *child,
                                      int              most_height);
GtkWidget *assay_lines_new           (GtkWidget       *first,
                                      GtkWidget       *second);
GtkWidget *assay_card_init           (GtkWidget       *card,
                                      const char      *title,
                                      GtkWidget      **out_title);

void assay_add_css_classes     (GtkWidget  *widget,
                                const char *classes);
void assay_set_accessible_name (GtkWidget  *widget,
                                const char *name);
void assay_append              (GtkWidget  *box,
                                GtkWidget  *first,
                                ...) G_GNUC_NULL_TERMINATED;
void assay_remove_all          (GtkWidget  *container);

GtkWidget *assay_window_set_body (GtkWindow *window,
                                  GtkWidget *body);

G_END_DECLS
