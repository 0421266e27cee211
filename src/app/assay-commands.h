/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AssayCommand:
 * @action: detailed action name, e.g. `win.open`
 * @label: what it does; translatable
 * @accels: (nullable): accelerators, separated by spaces; the first one is shown
 * @group: heading in the shortcuts window; translatable
 * @hidden: not offered in the command palette
 *
 * One thing a person can ask of the window: the source of accelerators, command palette and
 * shortcuts window.
 */
typedef struct
{
  const char *action;
  const char *label;
  const char *accels;
  const char *group;
  gboolean hidden;
} AssayCommand;

const AssayCommand *assay_commands_get          (gsize          *n_commands);
void                assay_commands_install      (GtkApplication *application);
GtkWidget          *assay_commands_new_overview (void);

G_END_DECLS
