/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-history-chips.h"

#include "activity/assay-history-chip.h"

#include "base/assay-clock.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * AssayHistoryChips:
 *
 * Which part of the history: since when, what changed, by whom, of which lead. Each is a chip that
 * opens its choice and can be cleared alone.
 */
struct _AssayHistoryChips
{
  AdwBin parent_instance;

  AssayFieldRegistry *fields; /* (owned) (nullable) */
  GPtrArray *whats;           /* (owned) (element-type utf8): keys of the choices of “What” */
  AssayHistoryChip *when;
  AssayHistoryChip *what;
  AssayHistoryChip *who;
  AssayHistoryChip *lead;
};

G_DEFINE_FINAL_TYPE (AssayHistoryChips, assay_history_chips, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *label;
  int days;
} spans[] = {
  { N_("1 day"), 1 },
  { N_("2 days"), 2 },
  { N_("7 days"), 7 },
  { N_("30 days"), 30 },
  { N_("365 days"), 365 },
};

static void
changed (AssayHistoryChips *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static AssayHistoryChip *
add_chip (AssayHistoryChips *self,
          GtkWidget         *box,
          GtkWidget         *chip)
{
  gtk_box_append (GTK_BOX (box), chip);
  g_signal_connect_object (chip, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  return ASSAY_HISTORY_CHIP (chip);
}

static void
assay_history_chips_dispose (GObject *object)
{
  AssayHistoryChips *self = ASSAY_HISTORY_CHIPS (object);

  g_clear_pointer (&self->fields, assay_field_registry_unref);
  g_clear_pointer (&self->whats, g_ptr_array_unref);
  G_OBJECT_CLASS (assay_history_chips_parent_class)->dispose (object);
}

static void
assay_history_chips_class_init (AssayHistoryChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_history_chips_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_history_chips_init (AssayHistoryChips *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (GtkStringList) when = gtk_string_list_new (NULL);

  self->whats = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    gtk_string_list_append (when, _(spans[i].label));
  self->when = add_chip (self, box, assay_history_chip_new_choice (_("When")));
  assay_history_chip_set_choices (self->when, when);
  self->what = add_chip (self, box, assay_history_chip_new_choice (_("What")));
  self->who = add_chip (self, box, assay_history_chip_new_text (_("Who")));
  self->lead = add_chip (self, box, assay_history_chip_new_text (_("Lead")));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

static void
add_what (AssayHistoryChips *self,
          GtkStringList     *labels,
          const char        *key,
          const char        *label)
{
  g_ptr_array_add (self->whats, g_strdup (key));
  gtk_string_list_append (labels, label);
}

/**
 * assay_history_chips_set_fields:
 * @fields: of the workspace
 */
void
assay_history_chips_set_fields (AssayHistoryChips  *self,
                                AssayFieldRegistry *fields)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  g_return_if_fail (ASSAY_IS_HISTORY_CHIPS (self));

  if (fields == self->fields)
    return;
  assay_field_registry_ref (fields);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  self->fields = fields;
  g_ptr_array_set_size (self->whats, 0);
  add_what (self, labels, ASSAY_HISTORY_ADDED, _("Leads added"));
  add_what (self, labels, ASSAY_HISTORY_REMOVED, _("Leads removed"));
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      add_what (self, labels, field->key, field->label);
    }
  assay_history_chip_set_choices (self->what, labels);
}

/**
 * assay_history_chips_fill_query:
 * @query: gets what the chips ask for; its texts belong to the chips
 */
void
assay_history_chips_fill_query (AssayHistoryChips *self,
                                AssayHistoryQuery *query)
{
  guint when, what;

  g_return_if_fail (ASSAY_IS_HISTORY_CHIPS (self));

  when = assay_history_chip_get_choice (self->when);
  what = assay_history_chip_get_choice (self->what);
  if (when < G_N_ELEMENTS (spans))
    query->since = assay_clock_now () - spans[when].days * ASSAY_MS_PER_DAY;
  if (what < self->whats->len)
    query->what = self->whats->pdata[what];
  query->person = assay_history_chip_get_text (self->who);
  query->lead_name = assay_history_chip_get_text (self->lead);
}

gboolean
assay_history_chips_are_set (AssayHistoryChips *self)
{
  AssayHistoryQuery query = { 0 };

  assay_history_chips_fill_query (self, &query);
  return query.since != 0 || query.what != NULL || query.person != NULL || query.lead_name != NULL;
}

void
assay_history_chips_clear (AssayHistoryChips *self)
{
  g_return_if_fail (ASSAY_IS_HISTORY_CHIPS (self));
  assay_history_chip_clear (self->when);
  assay_history_chip_clear (self->what);
  assay_history_chip_clear (self->who);
  assay_history_chip_clear (self->lead);
}
