/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-timeline.h"

#include "assay-format.h"
#include "base/assay-clock.h"
#include "store/assay-event-store.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-pointer.h"
#include "widgets/assay-tooltip.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/**
 * AssayLeadTimeline:
 *
 * A lead's events, the newest first.
 */
struct _AssayLeadTimeline
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayLeadTimeline, assay_lead_timeline, GTK_TYPE_BOX)

static const char *
icon_of_type (const char *type)
{
  static const struct
  {
    const char *part;
    const char *icon;
  } icons[] = {
    { "open", "mail-read-symbolic" },      { "email", "mail-unread-symbolic" },
    { "mail", "mail-unread-symbolic" },    { "view", "view-reveal-symbolic" },
    { "visit", "view-reveal-symbolic" },   { "call", "call-start-symbolic" },
    { "meeting", "system-users-symbolic" }, { "form", "document-edit-symbolic" },
    { "download", "assay-import-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (strstr (type, icons[i].part) != NULL)
      return icons[i].icon;
  return "document-open-recent-symbolic";
}

static char *
describe (const AssayEvent *event)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *parts[] = { event->label, event->campaign, event->source, event->channel };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  if (!isnan (event->value) && isfinite (event->value))
    g_string_append_printf (text, "%s%g", text->len > 0 ? " · " : "", event->value);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_label (const char *text,
           const char *classes)
{
  GtkWidget *label = assay_label_new (text, classes, ASSAY_LABEL_ELLIPSIZE);

  assay_set_tooltip (label, text);
  return label;
}

/* Types made by an import have no label of their own. */
static char *
dup_title (const AssayEvent *event,
           GHashTable       *labels)
{
  const char *label = g_hash_table_lookup (labels, event->type);
  char *title = g_strdup (label != NULL && *label != '\0' ? label : event->type);

  g_strdelimit (title, "_-", ' ');
  *title = g_ascii_toupper (*title);
  return title;
}

static GtkWidget *
new_row (const AssayEvent *event,
         GHashTable       *labels)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_of_type (event->type));
  g_autofree char *title = dup_title (event, labels);
  g_autofree char *when = assay_format_ago (event->at, assay_clock_now ());
  g_autofree char *exact = assay_format_instant (event->at, FALSE);
  g_autofree char *rest = describe (event);
  GtkWidget *time = new_label (when, "caption dim-label");

  gtk_widget_add_css_class (icon, "assay-event-icon");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), new_label (title, NULL));
  if (*rest != '\0')
    gtk_box_append (GTK_BOX (lines), new_label (rest, "caption dim-label"));
  assay_set_tooltip (time, exact);
  gtk_label_set_ellipsize (GTK_LABEL (time), PANGO_ELLIPSIZE_NONE);
  assay_append (row, icon, lines, time, NULL);
  gtk_widget_add_css_class (row, "assay-event");
  g_object_set_data_full (G_OBJECT (row), "event", g_memdup2 (&event->id, sizeof event->id), g_free);
  return row;
}

static void
assay_lead_timeline_class_init (AssayLeadTimelineClass *klass)
{
}

static void
assay_lead_timeline_init (AssayLeadTimeline *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * assay_lead_timeline_set:
 * @events: (element-type AssayEvent): the newest first
 * @labels: (element-type utf8 utf8): labels of event types by key
 */
void
assay_lead_timeline_set (AssayLeadTimeline *self,
                         GPtrArray         *events,
                         GHashTable        *labels)
{
  g_return_if_fail (ASSAY_IS_LEAD_TIMELINE (self));

  assay_remove_all (GTK_WIDGET (self));
  for (guint i = 0; i < events->len; i++)
    gtk_box_append (GTK_BOX (self), new_row (events->pdata[i], labels));
}

/**
 * assay_lead_timeline_point_to:
 * @event: one of the events; one that is not shown does nothing
 *
 * Takes the eye and the focus to an event.
 */
void
assay_lead_timeline_point_to (AssayLeadTimeline *self,
                              gint64             event)
{
  g_return_if_fail (ASSAY_IS_LEAD_TIMELINE (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (*(gint64 *) g_object_get_data (G_OBJECT (row), "event") == event)
      {
        gtk_widget_set_focusable (row, TRUE);
        assay_point_to (row);
        gtk_widget_grab_focus (row);
      }
}
