/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-duplicates.h"

#include "assay-loader.h"
#include "assay-format.h"
#include "leads/assay-lead-reader.h"
#include "widgets/assay-parts.h"
#include "match/assay-match-result.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Whoever has more has them in the duplicates view. */
#define MAX_SHOWN 5

/**
 * AssayLeadDuplicates:
 *
 * Leads that may be the same person as one, with how sure that is. A press on one goes to where it is decided.
 */
struct _AssayLeadDuplicates
{
  AdwBin parent_instance;

  AssayLoader *loader; /* (owned) (nullable) */
  gint64 lead;

  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AssayLeadDuplicates, assay_lead_duplicates, ADW_TYPE_BIN)

/* Another lead that may be the same. */
typedef struct
{
  gint64 lead;
  double probability;
  char *name;
  char *company;
} Other;

typedef struct
{
  gint64 lead;
  GPtrArray *others; /* (element-type Other) */
} Reader;

static void
other_free (gpointer data)
{
  Other *other = data;

  g_free (other->name);
  g_free (other->company);
  g_free (other);
}

/* Reading, on a worker */

static gboolean
take_pair (const AssayMatchResult *result,
           gpointer                user_data)
{
  Reader *reader = user_data;
  Other *other;

  /* What somebody called different is decided. */
  if (result->verdict < 0)
    return TRUE;
  other = g_new0 (Other, 1);
  other->lead = result->a == reader->lead ? result->b : result->a;
  other->probability = result->probability;
  g_ptr_array_add (reader->others, other);
  return reader->others->len < MAX_SHOWN;
}

static char *
first_text (const AssayLeadValues *values,
            const char            *first,
            const char            *second)
{
  const char *keys[] = { first, second };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      AssayFieldType type = ASSAY_FIELD_TYPE_TEXT;
      const AssayValue *value = assay_lead_values_get (values, keys[i], &type);
      g_autofree char *text = value != NULL ? assay_format_value (value, type) : g_strdup ("");

      if (*text != '\0')
        return g_steal_pointer (&text);
    }
  return NULL;
}

static gboolean
read_names (Reader         *reader,
            AssayWorkspace *workspace,
            GCancellable   *cancellable,
            GError        **error)
{
  static const char *const keys[] = { "name", "email", "company", "city", NULL };
  gint64 leads[MAX_SHOWN];
  g_autoptr (GPtrArray) rows = NULL;

  if (reader->others->len == 0)
    return TRUE;
  for (guint i = 0; i < reader->others->len; i++)
    leads[i] = ((Other *) g_ptr_array_index (reader->others, i))->lead;
  rows = assay_lead_values_read (workspace, leads, reader->others->len, keys, cancellable, error);
  for (guint r = 0; rows != NULL && r < rows->len; r++)
    for (guint i = 0; i < reader->others->len; i++)
      {
        const AssayLeadValues *values = rows->pdata[r];
        Other *other = g_ptr_array_index (reader->others, i);

        if (other->lead != values->lead)
          continue;
        other->name = first_text (values, "name", "email");
        other->company = first_text (values, "company", "city");
      }
  return rows != NULL;
}

static gpointer
read_others (AssayWorkspace *workspace,
             gpointer        lead,
             GCancellable   *cancellable,
             GError        **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (other_free);
  Reader reader = { *(gint64 *) lead, others };
  const AssayMatchQuery query = { .lead = reader.lead };
  g_autoptr (AssayConnection) connection = assay_workspace_borrow_reader (workspace, error);
  gboolean ok;

  if (connection == NULL)
    return NULL;
  assay_connection_set_cancellable (connection, cancellable);
  ok = assay_match_foreach_result (connection, &query, take_pair, &reader, error)
       && read_names (&reader, workspace, cancellable, error);
  return ok ? g_steal_pointer (&others) : NULL;
}

static const AssayReading others_reading = { read_others, g_free, (GDestroyNotify) g_ptr_array_unref };

/* Showing */

static GtkWidget *
make_row (const Other *other)
{
  g_autofree char *number = g_strdup_printf (_("Lead %'" PRId64), other->lead);
  g_autofree char *second = other->company != NULL ? g_strdup_printf ("%s · %s", other->company, number)
                                                   : g_strdup (number);
  /* Never rounded up to certainty. */
  g_autofree char *share = g_strdup_printf (_("%d %%"), (int) (other->probability * 100));
  const char *title = other->name != NULL ? other->name : _("Unnamed lead");
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", title, second, share);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = assay_lines_new (assay_label_new (title, NULL, ASSAY_LABEL_ELLIPSIZE),
                                      assay_label_new (second, "assay-second", ASSAY_LABEL_ELLIPSIZE));

  assay_append (box, words, assay_label_new (share, "assay-strong", ASSAY_LABEL_ELLIPSIZE),
                gtk_image_new_from_icon_name ("go-next-symbolic"), NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _("Compare them"));
  assay_set_accessible_name (row, name);
  return row;
}

static void
row_activated_cb (AssayLeadDuplicates *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-duplicates", "x", self->lead);
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayLeadDuplicates *self = owner;
  g_autoptr (GPtrArray) others = answer;

  assay_remove_all (self->list);
  for (guint i = 0; others != NULL && i < others->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (g_ptr_array_index (others, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), others != NULL && others->len > 0);
}

static void
assay_lead_duplicates_dispose (GObject *object)
{
  g_clear_pointer (&ASSAY_LEAD_DUPLICATES (object)->loader, assay_loader_free);
  G_OBJECT_CLASS (assay_lead_duplicates_parent_class)->dispose (object);
}

static void
assay_lead_duplicates_class_init (AssayLeadDuplicatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_lead_duplicates_dispose;
}

static void
assay_lead_duplicates_init (AssayLeadDuplicates *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *heading
    = assay_label_new (_("May be the same person"), "caption-heading", ASSAY_LABEL_ELLIPSIZE);

  self->loader = assay_loader_new (&others_reading, loaded_cb, self);
  self->list = assay_list_box_new (_("Leads that may be the same person"), "card assay-fields");
  gtk_widget_add_css_class (heading, "dim-label");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  assay_append (box, heading, self->list, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * assay_lead_duplicates_set:
 * @lead: a lead, or 0 for none
 *
 * Shows who may be the same person as a lead, as soon as that is read.
 */
void
assay_lead_duplicates_set (AssayLeadDuplicates *self,
                           AssaySession        *session,
                           gint64               lead)
{
  g_return_if_fail (ASSAY_IS_LEAD_DUPLICATES (self));

  if (lead != self->lead)
    {
      assay_remove_all (self->list);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
  self->lead = lead;
  assay_loader_load (self->loader, lead != 0 ? assay_session_get_workspace (session) : NULL,
                     g_memdup2 (&lead, sizeof lead));
}
