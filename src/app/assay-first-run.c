/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-first-run.h"

#include "assay-theme.h"

/**
 * AssayFirstRun:
 *
 * What is seen while no workspace is open: what Assay does and the ways to begin.
 */
struct _AssayFirstRun
{
  AdwBin parent_instance;

  GtkWidget *error_revealer;
  GtkWidget *error_label;
};

G_DEFINE_FINAL_TYPE (AssayFirstRun, assay_first_run, ADW_TYPE_BIN)

static void
assay_first_run_class_init (AssayFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayFirstRun, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, AssayFirstRun, error_label);
}

static void
assay_first_run_init (AssayFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_first_run_set_error:
 * @message: (nullable): why the last workspace could not be opened
 */
void
assay_first_run_set_error (AssayFirstRun *self,
                           const char    *message)
{
  g_return_if_fail (ASSAY_IS_FIRST_RUN (self));
  gtk_label_set_text (GTK_LABEL (self->error_label), message != NULL ? message : "");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->error_revealer), message != NULL);
}
