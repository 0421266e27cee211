/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-audit-foot.h"

#include "activity/assay-activity-words.h"
#include "assay-loader.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "engine/assay-audit-verify-job.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayAuditFoot:
 *
 * Whether the audit chain is whole, in words. Checked when a workspace is first looked at, and when
 * asked to.
 */
struct _AssayAuditFoot
{
  AdwBin parent_instance;

  AssayWorkspace *workspace; /* (owned) (nullable) */
  AssayLoader *loader;       /* (owned) (nullable) */

  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *check_button;
};

G_DEFINE_FINAL_TYPE (AssayAuditFoot, assay_audit_foot, ADW_TYPE_BIN)

static void
show_state (AssayAuditFoot *self,
            const char     *icon,
            const char     *css_class,
            const char     *text)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_css_classes (self->icon, (const char *[]) { css_class, NULL });
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (self->label, text);
}

static void
show_whole (AssayAuditFoot *self,
            JsonNode       *result)
{
  gint64 records = json_object_get_int_member (json_node_get_object (result), "records");
  g_autofree char *time = assay_activity_time (assay_clock_now ());
  g_autofree char *text
    = g_strdup_printf (ngettext ("Chain whole, %'" PRId64 " record, checked %s",
                                 "Chain whole, %'" PRId64 " records, checked %s",
                                 (gulong) records),
                       records, time);

  show_state (self, "security-high-symbolic", "assay-ok", text);
}

static void
checked_cb (gpointer      owner,
            gpointer      answer,
            const GError *error)
{
  AssayAuditFoot *self = owner;
  g_autoptr (JsonNode) result = answer;

  gtk_widget_set_sensitive (self->check_button, TRUE);
  if (result != NULL)
    show_whole (self, result);
  else
    show_state (self, "dialog-error-symbolic", "assay-error", error->message);
}

static void
check (AssayAuditFoot *self)
{
  assay_loader_cancel (self->loader);
  if (self->workspace == NULL)
    return;
  gtk_widget_set_sensitive (self->check_button, FALSE);
  show_state (self, "security-high-symbolic", "dim-label", _("The chain is being checked"));
  assay_loader_load (self->loader, self->workspace,
                     g_object_new (ASSAY_TYPE_AUDIT_VERIFY_JOB, "workspace", self->workspace, NULL));
}

static void
assay_audit_foot_dispose (GObject *object)
{
  AssayAuditFoot *self = ASSAY_AUDIT_FOOT (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_AUDIT_FOOT);
  G_OBJECT_CLASS (assay_audit_foot_parent_class)->dispose (object);
}

static void
assay_audit_foot_class_init (AssayAuditFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_audit_foot_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-audit-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayAuditFoot, icon);
  gtk_widget_class_bind_template_child (widget_class, AssayAuditFoot, label);
  gtk_widget_class_bind_template_child (widget_class, AssayAuditFoot, check_button);
  gtk_widget_class_bind_template_callback (widget_class, check);
}

static void
assay_audit_foot_init (AssayAuditFoot *self)
{
  self->loader = assay_loader_new (&assay_job_reading, checked_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_audit_foot_set_workspace:
 * @workspace: (nullable): whose chain; another one than before is checked at once
 */
void
assay_audit_foot_set_workspace (AssayAuditFoot *self,
                                AssayWorkspace *workspace)
{
  g_return_if_fail (ASSAY_IS_AUDIT_FOOT (self));

  if (g_set_object (&self->workspace, workspace))
    check (self);
}

const char *
assay_audit_foot_get_text (AssayAuditFoot *self)
{
  g_return_val_if_fail (ASSAY_IS_AUDIT_FOOT (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->label));
}
