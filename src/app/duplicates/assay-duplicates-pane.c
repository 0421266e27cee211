/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-pane.h"

#include "assay-theme.h"
#include "duplicates/assay-compare-table.h"
#include "duplicates/assay-evidence-chart.h"
#include "match/assay-label-job.h"
#include "match/assay-match-label.h"
#include "match/assay-merge-job.h"
#include "widgets/assay-states.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayDuplicatesPane:
 *
 * One group of leads: side by side, why they may be one, and what to do with them. What is decided becomes a
 * job; whoever shows the pane runs it and shows the next group.
 */
struct _AssayDuplicatesPane
{
  AdwBin parent_instance;

  AssaySession *session; /* (owned) (nullable) */
  AssayLoader *loader;   /* (owned) (nullable) */
  AssayCompare *compare; /* (owned) (nullable) */
  GArray *leads;         /* (owned) (nullable) (element-type gint64): the group */
  GArray *left_out;      /* (owned) (element-type gint64): those of it that wait */
  AssayDuplicatesPage page;
  gint64 job; /* the merge that is shown, or 0 */
  gboolean phone;

  GtkWidget *states;
  GtkWidget *none;
  GtkWidget *scrolled;
  GtkWidget *table;
  GtkWidget *left_out_row;
  GtkWidget *left_out_label;
  GtkWidget *evidence;
  GtkWidget *pairs;
  GtkWidget *unit;
  GtkWidget *chart;
  GtkWidget *reading;
  GtkWidget *action_bar;
  GtkWidget *foot;
  GtkWidget *decide_buttons;
  GtkWidget *teach_buttons;
  GtkWidget *settled_button;
};

G_DEFINE_FINAL_TYPE (AssayDuplicatesPane, assay_duplicates_pane, ADW_TYPE_BIN)

static void load (AssayDuplicatesPane *self);

/* Evidence */

static void
show_pair (AssayDuplicatesPane *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->pairs));
  const AssayComparePair *pair
    = self->compare != NULL && i < self->compare->pairs->len ? g_ptr_array_index (self->compare->pairs, i)
                                                             : NULL;
  g_autofree char *reading = NULL;

  assay_evidence_chart_show (ASSAY_EVIDENCE_CHART (self->chart), pair);
  reading = assay_evidence_chart_say (ASSAY_EVIDENCE_CHART (self->chart));
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
}

static void
fill_pairs (AssayDuplicatesPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->compare->pairs->len; i++)
    {
      const AssayComparePair *pair = g_ptr_array_index (self->compare->pairs, i);
      /* Translators: the numbers of two leads */
      g_autofree char *name
        = g_strdup_printf (_("%'" PRId64 " and %'" PRId64), pair->result.a, pair->result.b);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->pairs), G_LIST_MODEL (names));
  gtk_widget_set_visible (self->pairs, self->compare->pairs->len > 1);
  gtk_widget_set_visible (self->unit, self->compare->pairs->len <= 1 && !self->phone);
  gtk_widget_set_visible (self->evidence, self->compare->pairs->len > 0);
  show_pair (self);
}

/* What can be done */

static char *
say_effect (AssayDuplicatesPane *self)
{
  guint events = 0;

  for (guint i = 0; i < self->compare->events->len; i++)
    events += g_array_index (self->compare->events, guint, i);
  if (self->page == ASSAY_DUPLICATES_TEACH)
    return g_strdup (_("What you say teaches matching; nothing is merged."));
  if (self->job != 0)
    return g_strdup (_("Splitting gives back each lead as it was."));
  if (self->page == ASSAY_DUPLICATES_SETTLED)
    return g_strdup (_("You said that they are not the same."));
  if (self->leads->len > self->compare->leads->len + self->left_out->len)
    return g_strdup_printf (_("The first %u of %u leads; the others come next."), self->compare->leads->len,
                            self->leads->len);
  if (events == 0)
    return g_strdup (_("The merged lead is scored anew. You can undo this."));
  return g_strdup_printf (
    ngettext ("The merged lead keeps %u event and is scored anew. You can undo this.",
              "The merged lead keeps %u events and is scored anew. You can undo this.", events),
    events);
}

static void
update_actions (AssayDuplicatesPane *self)
{
  gboolean settled = self->page == ASSAY_DUPLICATES_SETTLED, teach = self->page == ASSAY_DUPLICATES_TEACH;
  g_autofree char *text = say_effect (self);

  gtk_label_set_text (GTK_LABEL (self->foot), text);
  gtk_widget_set_visible (self->decide_buttons, !settled && !teach);
  gtk_widget_set_visible (self->teach_buttons, teach);
  gtk_widget_set_visible (self->settled_button, settled);
  gtk_button_set_label (GTK_BUTTON (self->settled_button),
                        self->job != 0 ? _("Split Again") : _("Ask Again"));
}

static void
update_left_out (AssayDuplicatesPane *self)
{
  g_autofree char *text
    = g_strdup_printf (ngettext ("%u lead is left for later", "%u leads are left for later",
                                 self->left_out->len),
                       self->left_out->len);

  gtk_label_set_text (GTK_LABEL (self->left_out_label), text);
  gtk_widget_set_visible (self->left_out_row, self->left_out->len > 0);
}

static void
left_out_cb (AssayDuplicatesPane *self,
             gint64               lead)
{
  g_array_append_val (self->left_out, lead);
  load (self);
}

static void
put_back_cb (AssayDuplicatesPane *self)
{
  g_array_set_size (self->left_out, 0);
  load (self);
}

/* Loading */

static void
forget (AssayDuplicatesPane *self)
{
  assay_loader_cancel (self->loader);
  if (self->table != NULL)
    assay_compare_table_show (ASSAY_COMPARE_TABLE (self->table), NULL, FALSE);
  g_clear_pointer (&self->compare, assay_compare_free);
}

static void
show_compare (AssayDuplicatesPane *self)
{
  if (self->compare->leads->len == 0
      || (self->compare->leads->len < 2 && self->page != ASSAY_DUPLICATES_SETTLED))
    {
      /* They were merged or erased meanwhile; the list will say so as well. */
      assay_duplicates_pane_show_none (self, "emblem-ok-symbolic", _("Decided Already"),
                                       _("These leads are one by now, or gone."));
      return;
    }
  assay_compare_table_show (ASSAY_COMPARE_TABLE (self->table), self->compare,
                            self->page <= ASSAY_DUPLICATES_SURE);
  fill_pairs (self);
  update_actions (self);
  update_left_out (self);
  assay_states_show (ASSAY_STATES (self->states), "compare");
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayDuplicatesPane *self = owner;
  g_autoptr (AssayCompare) compare = answer;

  if (compare == NULL)
    {
      assay_states_fail (ASSAY_STATES (self->states), error);
      return;
    }
  if (assay_compare_says_same (self->compare, compare))
    return;
  assay_compare_table_show (ASSAY_COMPARE_TABLE (self->table), NULL, FALSE);
  g_clear_pointer (&self->compare, assay_compare_free);
  self->compare = g_steal_pointer (&compare);
  show_compare (self);
}

static gboolean
is_left_out (AssayDuplicatesPane *self,
             gint64               lead)
{
  for (guint i = 0; i < self->left_out->len; i++)
    if (g_array_index (self->left_out, gint64, i) == lead)
      return TRUE;
  return FALSE;
}

static void
load (AssayDuplicatesPane *self)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->leads == NULL || self->session == NULL || assay_session_get_workspace (self->session) == NULL)
    return;
  for (guint i = 0; i < self->leads->len; i++)
    if (!is_left_out (self, g_array_index (self->leads, gint64, i)))
      g_array_append_val (leads, g_array_index (self->leads, gint64, i));
  assay_loader_load (self->loader, assay_session_get_workspace (self->session), g_steal_pointer (&leads));
}

static void
assay_duplicates_pane_dispose (GObject *object)
{
  AssayDuplicatesPane *self = ASSAY_DUPLICATES_PANE (object);

  if (self->loader != NULL)
    forget (self);
  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->leads, g_array_unref);
  G_OBJECT_CLASS (assay_duplicates_pane_parent_class)->dispose (object);
}

static void
assay_duplicates_pane_finalize (GObject *object)
{
  g_array_unref (ASSAY_DUPLICATES_PANE (object)->left_out);
  G_OBJECT_CLASS (assay_duplicates_pane_parent_class)->finalize (object);
}

static void
assay_duplicates_pane_class_init (AssayDuplicatesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_COMPARE_TABLE);
  g_type_ensure (ASSAY_TYPE_EVIDENCE_CHART);
  g_type_ensure (ASSAY_TYPE_STATES);
  G_OBJECT_CLASS (klass)->dispose = assay_duplicates_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_duplicates_pane_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-duplicates-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, states);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, none);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, table);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, left_out_row);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, left_out_label);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, evidence);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, pairs);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, unit);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, chart);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, reading);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, action_bar);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, foot);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, decide_buttons);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, teach_buttons);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesPane, settled_button);
  gtk_widget_class_bind_template_callback (widget_class, show_pair);
  gtk_widget_class_bind_template_callback (widget_class, left_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
assay_duplicates_pane_init (AssayDuplicatesPane *self)
{
  self->left_out = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->loader = assay_loader_new (&assay_compare_reading, loaded_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
assay_duplicates_pane_set_session (AssayDuplicatesPane *self,
                                   AssaySession        *session)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_PANE (self));
  g_set_object (&self->session, session);
}

static gboolean
is_same (GArray *a,
         GArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_array_index (a, gint64, i) != g_array_index (b, gint64, i))
      return FALSE;
  return TRUE;
}

/**
 * assay_duplicates_pane_show:
 * @entry: the group to decide about
 * @page: where it stands, which says what can be done
 *
 * What is shown already stays, with what was chosen for it.
 */
void
assay_duplicates_pane_show (AssayDuplicatesPane        *self,
                            const AssayDuplicatesEntry *entry,
                            AssayDuplicatesPage         page)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_PANE (self));

  if (is_same (self->leads, entry->leads) && self->page == page && self->job == entry->job)
    return;
  g_clear_pointer (&self->leads, g_array_unref);
  self->leads = g_array_ref (entry->leads);
  self->page = page;
  self->job = entry->job;
  g_array_set_size (self->left_out, 0);
  forget (self);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  load (self);
}

/**
 * assay_duplicates_pane_show_none:
 *
 * Says why there is no group to decide about.
 */
void
assay_duplicates_pane_show_none (AssayDuplicatesPane *self,
                                 const char          *icon,
                                 const char          *title,
                                 const char          *text)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_PANE (self));

  g_clear_pointer (&self->leads, g_array_unref);
  forget (self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->none), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->none), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->none), text);
  assay_states_show (ASSAY_STATES (self->states), "none");
}

/**
 * assay_duplicates_pane_refresh:
 *
 * Reads the group again.
 */
void
assay_duplicates_pane_refresh (AssayDuplicatesPane *self)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_PANE (self));

  if (self->leads != NULL)
    load (self);
}

/**
 * assay_duplicates_pane_set_width:
 * @phone: names stand above values, buttons have no hints
 * @narrow: the buttons have the foot to themselves
 */
void
assay_duplicates_pane_set_width (AssayDuplicatesPane *self,
                                 gboolean             phone,
                                 gboolean             narrow)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_PANE (self));

  self->phone = phone;
  assay_compare_table_set_phone (ASSAY_COMPARE_TABLE (self->table), phone);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->action_bar),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (self->decide_buttons, narrow);
  gtk_widget_set_hexpand (self->teach_buttons, narrow);
  gtk_widget_set_visible (self->unit, !phone && !gtk_widget_get_visible (self->pairs));
}

/**
 * assay_duplicates_pane_is_ready:
 *
 * Returns: whether a group is shown that can be decided about
 */
gboolean
assay_duplicates_pane_is_ready (AssayDuplicatesPane *self)
{
  g_return_val_if_fail (ASSAY_IS_DUPLICATES_PANE (self), FALSE);

  return self->compare != NULL && !assay_loader_is_loading (self->loader) && self->leads != NULL
         && g_str_equal (assay_states_get (ASSAY_STATES (self->states)), "compare");
}

static GStrv
dup_leads (AssayDuplicatesPane *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->compare->leads->len; i++)
    {
      g_autofree char *lead
        = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (self->compare->leads, gint64, i));
      g_strv_builder_add (builder, lead);
    }
  return g_strv_builder_end (builder);
}

static AssayJob *
make_label (AssayDuplicatesPane *self,
            const char *const   *leads,
            AssayMatchVerdict    verdict)
{
  return g_object_new (ASSAY_TYPE_LABEL_JOB, "workspace", assay_session_get_workspace (self->session), "a",
                       leads[0], "b", leads[1], "also", leads + 2, "verdict", verdict, NULL);
}

/**
 * assay_duplicates_pane_make_job:
 * @out_text: (out) (transfer full): what to say when it is done
 *
 * Returns: (transfer full): what does to the leads that are shown what was decided
 */
AssayJob *
assay_duplicates_pane_make_job (AssayDuplicatesPane *self,
                                AssayDecision        decision,
                                char               **out_text)
{
  g_autofree char *name = assay_compare_dup_name (self->compare, 0);
  g_auto (GStrv) leads = dup_leads (self), take = NULL;
  const char *const *names = (const char *const *) leads;

  switch (decision)
    {
    case ASSAY_DECISION_DIFFERENT:
      *out_text = g_strdup (_("Not the same: remembered"));
      return make_label (self, names, ASSAY_MATCH_VERDICT_DIFFERENT);
    case ASSAY_DECISION_SAME:
      *out_text = g_strdup (_("The same: remembered"));
      return make_label (self, names, ASSAY_MATCH_VERDICT_SAME);
    case ASSAY_DECISION_UNSURE:
      *out_text = g_strdup (_("Unsure: left open"));
      return make_label (self, names, ASSAY_MATCH_VERDICT_UNSURE);
    case ASSAY_DECISION_MERGE:
    default:
      take = assay_compare_table_dup_take (ASSAY_COMPARE_TABLE (self->table));
      *out_text = g_strdup_printf (ngettext ("%u lead merged: %s", "%u leads merged: %s",
                                             self->compare->leads->len),
                                   self->compare->leads->len, name);
      return g_object_new (ASSAY_TYPE_MERGE_JOB, "workspace", assay_session_get_workspace (self->session),
                           "leads", leads, "take", take, NULL);
    }
}
