/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "job/assay-undo-job.h"
#include "leads/assay-filter-bar.h"
#include "leads/assay-lead-fields.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-lead-scores.h"
#include "leads/assay-leads-view.h"
#include "leads/assay-segment-menu.h"
#include "leads/assay-segment-row.h"
#include "model/assay-condition-text.h"
#include "store/assay-scope.h"
#include "widgets/assay-pointer.h"
#include "widgets/assay-waterfall.h"

/* Selections and what is done with them, segments, and the way from points to their evidence. */

typedef struct
{
  AssayWorkspace *workspace;
  AssaySession *session;
  AssayWindow *window;
  AssayLeadsView *view;
  AssayLeadList *list;
  guint n;
} Fixture;

static gboolean
has_count (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (G_LIST_MODEL (f->list)) == f->n;
}

static void
wait_count (Fixture *f,
            guint    n)
{
  f->n = n;
  app_fixture_wait (has_count, f);
  app_fixture_settle ();
}

static void
set_up (Fixture *f,
        guint    n_leads)
{
  GtkWidget *table;

  f->workspace = app_fixture_workspace (n_leads);
  f->session = assay_session_new ();
  f->window = assay_window_new (app_desk_application (), f->session);
  assay_session_set_workspace (f->session, f->workspace);
  app_fixture_present (GTK_WINDOW (f->window), 1280, 800);
  f->view = ASSAY_LEADS_VIEW (assay_window_get_view (f->window));
  assay_leads_view_set_filter (f->view, "");
  table = app_fixture_find (GTK_WIDGET (f->window), GTK_TYPE_COLUMN_VIEW);
  f->list = ASSAY_LEAD_LIST (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  wait_count (f, n_leads);
}

static void
tear_down (Fixture *f)
{
  assay_leads_view_set_filter (f->view, "");
  gtk_window_destroy (GTK_WINDOW (f->window));
  app_fixture_settle ();
  g_object_unref (f->session);
  app_fixture_remove (f->workspace);
}

static guint
count_where (Fixture    *f,
             const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (where, NULL, &error);
  const AssayScope scope = { .where = condition };
  g_autoptr (GArray) leads = NULL;

  g_assert_no_error (error);
  leads = assay_scope_leads (&scope, f->workspace, ASSAY_AS_OF_NOW, NULL, &error);
  g_assert_no_error (error);
  return leads->len;
}

static gboolean
is_done (gpointer data)
{
  Fixture *f = data;
  g_autoptr (AssayJobItem) item = g_list_model_get_item (assay_session_get_jobs (f->session), 0);

  g_assert_cmpint (assay_job_item_get_state (item), !=, ASSAY_JOB_STATE_FAILED);
  return assay_job_item_get_state (item) == ASSAY_JOB_STATE_DONE;
}

static void
wait_job (Fixture *f)
{
  app_fixture_wait (is_done, f);
  app_fixture_settle ();
}

static GtkWidget *
find_named (GtkWidget  *root,
            GType       type,
            const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root)
      && gtk_test_accessible_check_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             label)
           == NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What assistive technology finds by name, in the popover that is open. */
static GtkWidget *
in_popover (Fixture    *f,
            GType       type,
            const char *label)
{
  GtkWidget *popover = app_fixture_find_popover (GTK_WINDOW (f->window));
  GtkWidget *found = popover != NULL ? find_named (popover, type, label) : NULL;

  if (found == NULL)
    g_error ("Nothing is called “%s”", label);
  return found;
}

static void
activate (Fixture    *f,
          const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), action, NULL);
  app_fixture_settle ();
}

static void
click (Fixture    *f,
       const char *label)
{
  g_signal_emit_by_name (in_popover (f, GTK_TYPE_BUTTON, label), "clicked");
}

static void
write_text (Fixture    *f,
            const char *label,
            const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (in_popover (f, GTK_TYPE_EDITABLE, label)), text);
}

static void
test_set_some (void)
{
  Fixture f = { 0 };

  set_up (&f, 30);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (f.list), 0, 4, TRUE);
  app_fixture_settle ();
  activate (&f, "leads.set");
  write_text (&f, "New value", "negotiation");
  g_signal_emit_by_name (in_popover (&f, GTK_TYPE_EDITABLE, "New value"), "activate");
  wait_job (&f);
  g_assert_cmpuint (count_where (&f, "stage is negotiation"), ==, 4);
  activate (&f, "win.undo");
  wait_job (&f);
  g_assert_cmpuint (count_where (&f, "stage is negotiation"), ==, 0);
  tear_down (&f);
}

/* All of the list but one, under a filter and a search: nobody else is touched. */
static void
test_tag_all_but_one (void)
{
  Fixture f = { 0 };
  guint shown;

  set_up (&f, 130);
  assay_leads_view_set_search (f.view, "ostr");
  wait_count (&f, 10);
  assay_leads_view_set_filter (f.view, "id <= 40");
  wait_count (&f, 3);
  activate (&f, "leads.select-all");
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (f.list), 1);
  app_fixture_settle ();
  shown = assay_lead_list_get_n_selected (f.list);
  g_assert_cmpuint (shown, ==, 2);
  activate (&f, "leads.tag");
  write_text (&f, "Tag", " call back ");
  click (&f, "Add the tag");
  wait_job (&f);
  g_assert_cmpuint (count_where (&f, "tags is 'call back'"), ==, 2);
  activate (&f, "leads.tag");
  write_text (&f, "Tag", "CALL BACK");
  click (&f, "Remove the tag");
  wait_job (&f);
  g_assert_cmpuint (count_where (&f, "tags present"), ==, 0);
  assay_leads_view_set_search (f.view, "");
  tear_down (&f);
}

static void
test_refused_value (void)
{
  Fixture f = { 0 };
  GtkWidget *button, *drop;

  set_up (&f, 5);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (f.list), 0, 3, TRUE);
  app_fixture_settle ();
  activate (&f, "leads.set");
  drop = in_popover (&f, GTK_TYPE_DROP_DOWN, "Field to set");
  for (guint i = 0;; i++)
    {
      GtkStringObject *label;

      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), i);
      label = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop));
      if (g_str_equal (gtk_string_object_get_string (label), "Deal value"))
        break;
    }
  write_text (&f, "New value", "1");
  button = app_fixture_find_class (app_fixture_find_popover (GTK_WINDOW (f.window)),
                                   "suggested-action");
  write_text (&f, "New value", "much");
  g_assert_false (gtk_widget_get_sensitive (button));
  write_text (&f, "New value", "1250.5");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Set for 3 leads");
  write_text (&f, "New value", "");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Clear for 3 leads");
  /* Enter alone does not clear. */
  g_signal_emit_by_name (in_popover (&f, GTK_TYPE_EDITABLE, "New value"), "activate");
  app_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (assay_session_get_jobs (f.session)), ==, 0);
  tear_down (&f);
}

static guint
count_rows (Fixture *f)
{
  GtkWidget *row = app_fixture_find (GTK_WIDGET (f->window), ASSAY_TYPE_SEGMENT_ROW);
  guint n = 0;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
test_segments (void)
{
  Fixture f = { 0 };
  GtkWidget *row;

  set_up (&f, 60);
  assay_leads_view_set_filter (f.view, "score >= 85");
  app_fixture_settle ();
  activate (&f, "leads.save-segment");
  write_text (&f, "Name of the new segment", "Best");
  click (&f, "Save the segment");
  wait_job (&f);
  g_assert_cmpuint (count_rows (&f), ==, 1);
  assay_leads_view_set_filter (f.view, "");
  wait_count (&f, 60);
  activate (&f, "leads.segments");
  click (&f, "Best");
  wait_count (&f, count_where (&f, "score >= 85"));
  activate (&f, "leads.segments");
  click (&f, "Rename “Best”");
  write_text (&f, "New name of the segment", "The best");
  g_signal_emit_by_name (in_popover (&f, GTK_TYPE_EDITABLE, "New name of the segment"), "activate");
  wait_job (&f);
  row = app_fixture_find (GTK_WIDGET (f.window), ASSAY_TYPE_SEGMENT_ROW);
  g_assert_cmpstr (assay_segment_row_get_name (ASSAY_SEGMENT_ROW (row)), ==, "The best");
  click (&f, "Remove “The best”");
  wait_job (&f);
  g_assert_cmpuint (count_rows (&f), ==, 0);
  activate (&f, "win.undo");
  wait_job (&f);
  g_assert_cmpuint (count_rows (&f), ==, 1);
  tear_down (&f);
}

static gboolean
has_counts (gpointer window)
{
  return app_fixture_has_text (app_fixture_find_popover (window), "60 of 60 leads");
}

static void
test_counts (void)
{
  Fixture f = { 0 };
  GtkWidget *bar;

  set_up (&f, 60);
  assay_leads_view_set_filter (f.view, "score >= 0 or source is Referral");
  app_fixture_settle ();
  bar = app_fixture_find (GTK_WIDGET (f.window), ASSAY_TYPE_FILTER_BAR);
  assay_filter_bar_open_part (ASSAY_FILTER_BAR (bar), 0);
  app_fixture_wait (has_counts, f.window);
  g_assert_true (
    app_fixture_has_text (app_fixture_find_popover (GTK_WINDOW (f.window)), "60"));
  {
    g_autofree char *referrals = g_strdup_printf ("%u", count_where (&f, "source is Referral"));
    g_assert_true (
      app_fixture_has_text (app_fixture_find_popover (GTK_WINDOW (f.window)), referrals));
  }
  tear_down (&f);
}

static GtkWidget *
find_pointed (Fixture *f)
{
  return app_fixture_find_class (GTK_WIDGET (f->window), ASSAY_POINTED_CLASS);
}

/* Activates the first factor whose evidence is a field, or an event. */
static void
activate_factor (Fixture *f,
                 gboolean event)
{
  AssayWaterfall *chart
    = ASSAY_WATERFALL (app_fixture_find (GTK_WIDGET (f->window), ASSAY_TYPE_WATERFALL));
  double from, to;

  for (guint i = 0; assay_waterfall_get_span (chart, i, &from, &to); i++)
    {
      const char *field;
      gint64 number;

      if (!assay_waterfall_get_source (chart, i, &field, &number) || (number != 0) != event)
        continue;
      g_signal_emit_by_name (chart, "mark-activated", i);
      return;
    }
  g_error ("No factor has such evidence");
}

static void
test_evidence (void)
{
  Fixture f = { 0 };
  GtkWidget *pointed, *focus;

  set_up (&f, 30);
  assay_leads_view_show_lead (f.view, 5);
  app_fixture_settle ();
  activate_factor (&f, FALSE);
  app_fixture_settle ();
  pointed = find_pointed (&f);
  g_assert_true (GTK_IS_LIST_BOX_ROW (pointed));
  focus = gtk_window_get_focus (GTK_WINDOW (f.window));
  g_assert_true (gtk_widget_is_ancestor (focus, pointed));
  gtk_widget_remove_css_class (pointed, ASSAY_POINTED_CLASS);
  activate_factor (&f, TRUE);
  app_fixture_settle ();
  pointed = find_pointed (&f);
  g_assert_true (gtk_widget_has_css_class (pointed, "assay-event"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f.window)) == pointed);
  tear_down (&f);
}

static void
test_leads_of_job (void)
{
  Fixture f = { 0 };
  gint64 job;

  set_up (&f, 20);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (f.list), 0, 6, TRUE);
  app_fixture_settle ();
  activate (&f, "leads.tag");
  write_text (&f, "Tag", "seen");
  click (&f, "Add the tag");
  wait_job (&f);
  {
    g_autoptr (AssayJobItem) item = g_list_model_get_item (assay_session_get_jobs (f.session), 0);
    job = assay_job_item_get_undo (item);
  }
  g_assert_true (assay_window_show_view (f.window, "activity"));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.show-job-leads", "x", job);
  wait_count (&f, 6);
  g_assert_true (ASSAY_IS_LEADS_VIEW (assay_window_get_view (f.window)));
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  app_desk_init (&argc, &argv);
  g_test_add_func ("/bulk/set-some", test_set_some);
  g_test_add_func ("/bulk/tag-all-but-one", test_tag_all_but_one);
  g_test_add_func ("/bulk/refused-value", test_refused_value);
  g_test_add_func ("/bulk/segments", test_segments);
  g_test_add_func ("/bulk/counts", test_counts);
  g_test_add_func ("/bulk/evidence", test_evidence);
  g_test_add_func ("/bulk/leads-of-job", test_leads_of_job);
  return app_desk_run ();
}
