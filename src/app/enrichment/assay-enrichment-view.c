/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-enrichment-view.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "enrich/assay-enrich-job.h"
#include "enrichment/assay-check-card.h"
#include "enrichment/assay-coverage-chart.h"
#include "enrichment/assay-enrichment-load.h"
#include "enrichment/assay-industry-window.h"
#include "enrichment/assay-review-list.h"
#include "widgets/assay-job-progress.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define QUEUE_WIDTH 302

/**
 * AssayEnrichmentView:
 *
 * What is derived from the leads' own fields: how much each check knows, a run over those that are
 * chosen, what the last run brought, and values for a person to settle.
 */
struct _AssayEnrichmentView
{
  AssaySnapshotView parent_instance;

  AssayJobItem *run_item; /* (owned) (nullable): of the run that goes on */

  GtkWidget *header_end;
  GtkWidget *scope;
  GtkWidget *estimate;
  GtkWidget *run_button;
  GtkWidget *progress;
  GtkWidget *cards;
  GtkWidget *bottom;
  GtkWidget *run_title;
  GtkWidget *undo_button;
  GtkWidget *chart_holder;
  GtkWidget *chart;
  GtkWidget *reading;
  GtkWidget *queue;
};

G_DEFINE_FINAL_TYPE (AssayEnrichmentView, assay_enrichment_view, ASSAY_TYPE_SNAPSHOT_VIEW)

enum
{
  SCOPE_CHANGED,
  SCOPE_ALL,
};

static AssayEnrichmentState *
get_state (AssayEnrichmentView *self)
{
  return assay_snapshot_view_get_snapshot (ASSAY_SNAPSHOT_VIEW (self));
}

static JsonObject *
coverage (AssayEnrichmentView *self)
{
  return get_state (self) != NULL ? json_node_get_object (get_state (self)->coverage) : NULL;
}

static gint64
count_leads (AssayEnrichmentView *self)
{
  return get_state (self) != NULL ? json_object_get_int_member (coverage (self), "leads") : 0;
}

/* The run bar */

static char **
list_chosen (AssayEnrichmentView *self,
             guint               *out_n,
             gboolean            *out_all)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  *out_n = 0;
  *out_all = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->cards); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AssayCheckCard *card
        = ASSAY_CHECK_CARD (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)));

      if (!assay_check_card_get_chosen (card))
        {
          *out_all = FALSE;
          continue;
        }
      g_strv_builder_add (builder, assay_check_card_get_key (card));
      (*out_n)++;
    }
  return g_strv_builder_end (builder);
}

/* Leads that a run over what changed would look at: those of the check that is furthest behind. */
static gint64
count_due (AssayEnrichmentView *self)
{
  JsonArray *checks = json_object_get_array_member (coverage (self), "checks");
  gint64 due = 0;

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonObject *check = json_array_get_object_element (checks, i);
      due = MAX (due, json_object_get_int_member (check, "stale")
                        + json_object_get_int_member (check, "never"));
    }
  return due;
}

static gint64
count_scope (AssayEnrichmentView *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope)) == SCOPE_ALL
           ? count_leads (self)
           : count_due (self);
}

/* As long as the last run took for each of its leads. */
static char *
estimate (AssayEnrichmentView *self)
{
  const AssayJobRecord *run = get_state (self)->run;
  gint64 leads = count_scope (self), checked, seconds;

  if (leads == 0)
    return g_strdup (_("Everything is up to date"));
  if (run == NULL)
    return g_strdup (_("On this computer, free"));
  checked = json_object_get_int_member (json_node_get_object (run->result), "checked");
  seconds = (run->finished - run->started) * leads / MAX (checked, 1) / 1000;
  if (seconds < 2)
    return g_strdup (_("On this computer, free, a moment"));
  return g_strdup_printf (ngettext ("On this computer, free, about %" PRId64 " second",
                                    "On this computer, free, about %" PRId64 " seconds",
                                    (gulong) seconds),
                          seconds);
}

static void
update_run_bar (AssayEnrichmentView *self)
{
  g_autofree char *label = NULL, *text = NULL;
  g_auto (GStrv) chosen = NULL;
  gboolean all;
  guint n;

  if (get_state (self) == NULL)
    return;
  chosen = list_chosen (self, &n, &all);
  text = estimate (self);
  label = g_strdup_printf (ngettext ("Run %u check", "Run %u checks", n), n);
  gtk_label_set_text (GTK_LABEL (self->estimate), text);
  gtk_button_set_label (GTK_BUTTON (self->run_button), label);
  gtk_widget_set_sensitive (self->run_button,
                            n > 0 && count_scope (self) > 0 && self->run_item == NULL);
  gtk_widget_set_visible (self->progress, self->run_item != NULL);
}

static void
fill_scope (AssayEnrichmentView *self)
{
  gint64 due = count_due (self), leads = count_leads (self);
  g_autofree char *changed = g_strdup_printf (
    ngettext ("%'" PRId64 " lead that changed", "%'" PRId64 " leads that changed",
              (gulong) due),
    due);
  g_autofree char *all = g_strdup_printf (
    ngettext ("All %'" PRId64 " lead", "All %'" PRId64 " leads", (gulong) leads),
    leads);
  const char *items[] = { changed, all, NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (items);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->scope), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope),
                              selected == SCOPE_ALL || due == 0 ? SCOPE_ALL : SCOPE_CHANGED);
}

static void
run_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AssayEnrichmentView) self = user_data;

  /* The job's row tells what went wrong. */
  assay_session_run_finish (ASSAY_SESSION (source), result, NULL);
  g_clear_object (&self->run_item);
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, NULL);
  update_run_bar (self);
}

static void
run_clicked_cb (AssayEnrichmentView *self)
{
  gboolean again = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope)) == SCOPE_ALL;
  AssayJob *job;
  g_auto (GStrv) chosen = NULL;
  gboolean all;
  guint n;

  chosen = list_chosen (self, &n, &all);
  job = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", assay_view_get_workspace (ASSAY_VIEW (self)), "again",
                      again, NULL);
  if (!all)
    g_object_set (job, "check", chosen, NULL);
  self->run_item = g_object_ref (
    assay_view_run (ASSAY_VIEW (self), job, _("Leads enriched"), run_done_cb, g_object_ref (self)));
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, self->run_item);
  update_run_bar (self);
}

/* The workspace's own industries */

static void
industries_saved_cb (AssayEnrichmentView *self,
                     AssayIndustryWindow *window)
{
  const char *const check[] = { "industry", NULL };
  const char *const nothing[] = { "", NULL };
  g_auto (GStrv) lines = assay_industry_window_dup_lines (window);
  AssayJob *job = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", assay_view_get_workspace (ASSAY_VIEW (self)),
                                "check", check, "industry",
                                lines[0] != NULL ? (const char *const *) lines : nothing, NULL);

  assay_view_run (ASSAY_VIEW (self), job, _("Industries saved"), NULL, NULL);
}

static void
industries_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayEnrichmentView *self = user_data;
  GtkWidget *window;

  if (get_state (self) == NULL)
    return;
  window = assay_industry_window_new (assay_view_get_window (ASSAY_VIEW (self)),
                                      assay_view_get_workspace (ASSAY_VIEW (self)),
                                      (const char *const *) get_state (self)->industries);
  g_signal_connect_object (window, "saved", G_CALLBACK (industries_saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static GtkWidget *
get_header_end (AssayView *view)
{
  return ASSAY_ENRICHMENT_VIEW (view)->header_end;
}

/* Cards */

static void
fill_cards (AssayEnrichmentView *self)
{
  JsonArray *checks = json_object_get_array_member (coverage (self), "checks");
  GtkWidget *child = gtk_widget_get_first_child (self->cards);

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      GtkWidget *card;

      if (child == NULL)
        {
          card = assay_check_card_new ();
          g_signal_connect_object (card, "chosen-changed", G_CALLBACK (update_run_bar), self,
                                   G_CONNECT_SWAPPED);
          gtk_flow_box_append (GTK_FLOW_BOX (self->cards), card);
          gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
        }
      else
        {
          card = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));
          child = gtk_widget_get_next_sibling (child);
        }
      assay_check_card_show (ASSAY_CHECK_CARD (card), json_array_get_object_element (checks, i),
                             count_leads (self));
    }
}

/* The last run */

static const char *
find_label (AssayEnrichmentView *self,
            const char          *key)
{
  JsonArray *checks = json_object_get_array_member (coverage (self), "checks");

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonObject *check = json_array_get_object_element (checks, i);
      if (g_strcmp0 (json_object_get_string_member (check, "check"), key) == 0)
        return json_object_get_string_member (check, "label");
    }
  return key;
}

/* The first signal of a check stands for it. */
static void
fill_chart (AssayEnrichmentView *self,
            JsonObject          *result)
{
  JsonArray *list = json_object_has_member (result, "signals")
                      ? json_object_get_array_member (result, "signals")
                      : NULL;
  double checked = (double) json_object_get_int_member (result, "checked");
  const char *last = NULL;

  assay_coverage_chart_clear (ASSAY_COVERAGE_CHART (self->chart));
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *signal = json_array_get_object_element (list, i);
      const char *check = json_object_get_string_member (signal, "check");

      if (g_strcmp0 (check, last) != 0)
        assay_coverage_chart_add (
          ASSAY_COVERAGE_CHART (self->chart), find_label (self, check),
          (double) json_object_get_int_member (signal, "before") / checked,
          (double) json_object_get_int_member (signal, "after") / checked);
      last = check;
    }
}

static void
fill_run (AssayEnrichmentView *self)
{
  const AssayJobRecord *run = get_state (self)->run;
  g_autofree char *when = NULL, *title = NULL, *reading = NULL;
  JsonObject *result;
  gint64 changed;

  gtk_widget_set_visible (self->undo_button, run != NULL && run->can_undo);
  gtk_widget_set_visible (self->chart_holder, run != NULL);
  if (run == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->run_title), _("No run yet"));
      gtk_label_set_text (GTK_LABEL (self->reading), "");
      assay_coverage_chart_clear (ASSAY_COVERAGE_CHART (self->chart));
      return;
    }
  result = json_node_get_object (run->result);
  changed = json_object_get_int_member_with_default (result, "changed", 0);
  when = assay_format_ago (run->started, assay_clock_now ());
  /* Translators: how long ago, and how many leads */
  title = g_strdup_printf (ngettext ("%s: %'" PRId64 " lead changed",
                                     "%s: %'" PRId64 " leads changed",
                                     (gulong) changed),
                           when, changed);
  gtk_label_set_text (GTK_LABEL (self->run_title), title);
  fill_chart (self, result);
  reading = assay_coverage_chart_say (ASSAY_COVERAGE_CHART (self->chart));
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
}

static void
undo_clicked_cb (AssayEnrichmentView *self)
{
  AssayEnrichmentState *state = get_state (self);

  if (state != NULL && state->run != NULL)
    assay_session_undo (assay_view_get_session (ASSAY_VIEW (self)), state->run->id);
}

/* The view */

static void
show (AssaySnapshotView *view)
{
  AssayEnrichmentView *self = ASSAY_ENRICHMENT_VIEW (view);
  gint64 waiting;

  fill_cards (self);
  fill_scope (self);
  fill_run (self);
  assay_review_list_show (ASSAY_REVIEW_LIST (self->queue), get_state (self)->review);
  update_run_bar (self);
  waiting = assay_review_list_get_size (ASSAY_REVIEW_LIST (self->queue));
  assay_snapshot_view_show_page (view, count_leads (self) > 0 ? "page" : "empty");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-count", "(sx)", "enrichment", waiting);
  assay_view_update_header (ASSAY_VIEW (self));
}

static void
attach (AssayView    *view,
        AssaySession *session)
{
  assay_review_list_set_session (ASSAY_REVIEW_LIST (ASSAY_ENRICHMENT_VIEW (view)->queue), session);
}

static char *
dup_subtitle (AssayView *view)
{
  gint64 leads = count_leads (ASSAY_ENRICHMENT_VIEW (view));

  return g_strdup_printf (ngettext ("%'" PRId64 " lead", "%'" PRId64 " leads", (gulong) leads), leads);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayEnrichmentView *self = ASSAY_ENRICHMENT_VIEW (view);
  gboolean wide = width > ASSAY_WIDTH_MEDIUM;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bottom), wide ? GTK_ORIENTATION_HORIZONTAL
                                                                      : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (self->queue, wide ? QUEUE_WIDTH : -1, -1);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->cards),
                                          width == ASSAY_WIDTH_PHONE ? 1 : 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->cards),
                                          width == ASSAY_WIDTH_PHONE    ? 1
                                          : width == ASSAY_WIDTH_WIDE   ? 4
                                          : width == ASSAY_WIDTH_MEDIUM ? 3
                                                                        : 2);
  gtk_widget_set_visible (self->estimate, width > ASSAY_WIDTH_PHONE);
}

static void
assay_enrichment_view_dispose (GObject *object)
{
  g_clear_object (&ASSAY_ENRICHMENT_VIEW (object)->run_item);
  G_OBJECT_CLASS (assay_enrichment_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, header_end);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, scope);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, estimate);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, run_button);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, cards);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, bottom);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, run_title);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, chart_holder);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, chart);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, reading);
  gtk_widget_class_bind_template_child (widget_class, AssayEnrichmentView, queue);
  gtk_widget_class_bind_template_callback (widget_class, update_run_bar);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
}

static void
assay_enrichment_view_class_init (AssayEnrichmentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);
  AssaySnapshotViewClass *snapshot_class = ASSAY_SNAPSHOT_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_COVERAGE_CHART);
  g_type_ensure (ASSAY_TYPE_REVIEW_LIST);
  G_OBJECT_CLASS (klass)->dispose = assay_enrichment_view_dispose;
  view_class->title = N_("Enrichment");
  view_class->action_prefix = "enrichment";
  view_class->dup_subtitle = dup_subtitle;
  view_class->get_header_end = get_header_end;
  view_class->attach = attach;
  view_class->set_width = set_width;
  snapshot_class->reading = &assay_enrichment_reading;
  snapshot_class->show = show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-enrichment-view.ui");
  bind_children (widget_class);
}

static void
assay_enrichment_view_init (AssayEnrichmentView *self)
{
  static const GActionEntry entries[] = { { .name = "industries", .activate = industries_cb } };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
  gtk_widget_init_template (GTK_WIDGET (self));
}
