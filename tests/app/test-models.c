/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "app-samples.h"
#include "leads/assay-lead-reasons.h"
#include "models/assay-field-rows.h"
#include "models/assay-model-board.h"
#include "models/assay-model-head.h"
#include "models/assay-model-history.h"
#include "models/assay-models-view.h"
#include "models/assay-threshold-card.h"
#include "models/assay-train-assistant.h"
#include "widgets/assay-chart-card.h"
#include "widgets/assay-column-chart.h"
#include "widgets/assay-line-chart.h"
#include "widgets/assay-point-chart.h"
#include "widgets/assay-rank-chart.h"

/* The models view: from a workspace without outcomes to a champion, and back. */

static void
desk_open (AppDesk *desk,
           guint    n_leads,
           guint    n_outcomes)
{
  AssayWorkspace *workspace = app_fixture_workspace (n_leads);

  if (n_outcomes > 0)
    app_samples_add_outcomes (workspace, n_outcomes);
  app_desk_open (desk, workspace, "models", 1280, 800);
}

static GtkWidget *
assistant_of (AppDesk *desk)
{
  return app_fixture_find (desk->view, ASSAY_TYPE_TRAIN_ASSISTANT);
}

static gboolean
can_train (gpointer data)
{
  return gtk_widget_get_sensitive (app_desk_find_button (data, "Train"));
}

static gboolean
has_board (gpointer data)
{
  AppDesk *desk = data;

  return g_strcmp0 (app_desk_page (desk), "board") == 0
         && !assay_train_assistant_is_training (ASSAY_TRAIN_ASSISTANT (assistant_of (desk)));
}

static void
train (AppDesk *desk)
{
  app_fixture_wait (can_train, assistant_of (desk));
  g_signal_emit_by_name (app_desk_find_button (assistant_of (desk), "Train"), "clicked");
  g_assert_true (assay_train_assistant_is_training (ASSAY_TRAIN_ASSISTANT (assistant_of (desk))));
  app_fixture_wait (has_board, desk);
  app_fixture_settle ();
}

static void
test_empty (void)
{
  AppDesk desk;

  desk_open (&desk, 0, 0);
  g_assert_cmpstr (app_desk_page (&desk), ==, "empty");
  app_fixture_screenshot (GTK_WINDOW (desk.window), "models-empty");
  app_desk_close (&desk);
}

static gboolean
says_little (gpointer data)
{
  return app_fixture_has_text (data, "Not Enough to Learn From") && app_fixture_has_text (data, "30 of 40");
}

/* Too few outcomes: it says how many are missing, and does not offer to train. */
static void
test_too_little (void)
{
  AppDesk desk;

  desk_open (&desk, 90, 0);
  app_desk_execute (desk.workspace, "UPDATE lead SET stage = CASE WHEN id <= 30 THEN 'won' WHEN id <= 80 THEN 'lost' END");
  g_signal_emit_by_name (desk.session, "changed");
  app_fixture_wait (says_little, desk.view);
  app_fixture_settle ();
  g_assert_false (gtk_widget_get_sensitive (app_desk_find_button (assistant_of (&desk), "Train")));
  app_fixture_screenshot (GTK_WINDOW (desk.window), "models-too-little");
  app_desk_close (&desk);
}

static gboolean
says_error (gpointer data)
{
  GtkWidget *trouble = app_fixture_find_class (data, "assay-error");

  return trouble != NULL && gtk_widget_get_visible (trouble)
         && *gtk_label_get_text (GTK_LABEL (trouble)) != '\0';
}

/* The likeliest outcome is proposed; a wrong one is an error that says so, and training waits. */
static void
test_outcome (void)
{
  AppDesk desk;
  GtkWidget *entry;

  desk_open (&desk, 600, 500);
  entry = app_fixture_find (assistant_of (&desk), GTK_TYPE_ENTRY);
  app_fixture_wait (can_train, assistant_of (&desk));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "stage is won");
  gtk_editable_set_text (GTK_EDITABLE (entry), "stage is purple");
  g_assert_false (can_train (assistant_of (&desk)));
  app_fixture_wait (says_error, assistant_of (&desk));
  g_assert_false (can_train (assistant_of (&desk)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "stage is (");
  app_fixture_wait (says_error, assistant_of (&desk));
  g_assert_false (can_train (assistant_of (&desk)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "stage in (won)");
  app_fixture_wait (can_train, assistant_of (&desk));
  app_desk_close (&desk);
}

static gboolean
has_champion_two (gpointer data)
{
  return app_desk_query (((AppDesk *) data)->workspace, "SELECT coalesce(max(id), 0) FROM model WHERE state = 'champion'") == 2;
}

static gboolean
has_champion_one (gpointer data)
{
  return app_desk_query (((AppDesk *) data)->workspace, "SELECT coalesce(max(id), 0) FROM model WHERE state = 'champion'") == 1;
}

static guint
count_heads (AppDesk *desk)
{
  GtkWidget *flow = gtk_widget_get_parent (
    gtk_widget_get_parent (app_fixture_find (desk->view, ASSAY_TYPE_MODEL_HEAD)));
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_get_visible (child);
  return n;
}

static gboolean
has_three_heads (gpointer data)
{
  return count_heads (data) == 3;
}

static void
assert_chart (AppDesk  *desk,
              GType  type)
{
  GtkWidget *chart = app_fixture_find (desk->view, type);
  g_autofree char *text = assay_chart_describe (ASSAY_CHART (chart));
  g_autofree char *csv = assay_chart_to_csv (ASSAY_CHART (chart));
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  GtkWidget *card = gtk_widget_get_ancestor (chart, ASSAY_TYPE_CHART_CARD);

  g_assert_cmpuint (strlen (text), >, 20);
  g_assert_cmpuint (g_strv_length (lines), >, 3);
  g_assert_cmpuint (strlen (assay_chart_card_get_reading (ASSAY_CHART_CARD (card))), >, 20);
}

/* Each point of a curve can be stood on, is inside the chart, and is said with its numbers. */
static void
assert_keyboard (AppDesk *desk)
{
  GtkWidget *chart = app_fixture_find (desk->view, ASSAY_TYPE_LINE_CHART);
  graphene_rect_t area;
  guint n = ASSAY_CHART_GET_CLASS (chart)->get_n_marks (ASSAY_CHART (chart));

  g_assert_cmpuint (n, >, 10);
  g_assert_true (gtk_widget_get_focusable (chart));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = ASSAY_CHART_GET_CLASS (chart)->describe_mark (ASSAY_CHART (chart), i);

      assay_chart_set_current (ASSAY_CHART (chart), i);
      g_assert_cmpuint (assay_chart_get_current (ASSAY_CHART (chart)), ==, i);
      g_assert_nonnull (strstr (text, "%"));
      g_assert_true (ASSAY_CHART_GET_CLASS (chart)->get_mark_area (ASSAY_CHART (chart), i, &area));
      g_assert_cmpfloat (area.origin.x, >=, -10);
      g_assert_cmpfloat (area.origin.x + area.size.width, <=, gtk_widget_get_width (chart) + 10);
    }
  g_assert_false (ASSAY_CHART_GET_CLASS (chart)->get_mark_area (ASSAY_CHART (chart), n, &area));
}

/* The slider tells at once what the model's own document says. */
static void
assert_threshold (AppDesk *desk)
{
  GtkWidget *card = app_fixture_find (desk->view, ASSAY_TYPE_THRESHOLD_CARD);
  GtkWidget *scale = app_fixture_find (card, GTK_TYPE_SCALE);
  g_autofree char *before
    = g_strdup (assay_chart_card_get_reading (ASSAY_CHART_CARD (app_fixture_find (card, ASSAY_TYPE_CHART_CARD))));

  gtk_range_set_value (GTK_RANGE (scale), 20);
  g_assert_cmpint (assay_threshold_card_get (ASSAY_THRESHOLD_CARD (card)), ==, 20);
  g_assert_cmpstr (
    before, !=,
    assay_chart_card_get_reading (ASSAY_CHART_CARD (app_fixture_find (card, ASSAY_TYPE_CHART_CARD))));
  g_assert_true (app_fixture_has_text (card, "calling leads from 20 % on"));
}

/* A first model takes over; a second one, with a field allowed and told to wait, is compared, promoted, and the
 * promotion taken back. */
static void
test_train (void)
{
  AppDesk desk;
  GtkWidget *rows;
  g_auto (GStrv) allowed = NULL;

  desk_open (&desk, 600, 500);
  app_fixture_wait (can_train, assistant_of (&desk));
  app_fixture_screenshot (GTK_WINDOW (desk.window), "models-assistant");
  train (&desk);
  g_assert_true (has_champion_one (&desk));
  g_assert_true (app_fixture_has_text (desk.view, "Champion"));
  assert_chart (&desk, ASSAY_TYPE_LINE_CHART);
  assert_chart (&desk, ASSAY_TYPE_POINT_CHART);
  assert_chart (&desk, ASSAY_TYPE_COLUMN_CHART);
  g_assert_true (app_fixture_has_text (desk.view, "0 leads came since it was trained: too few to tell."));
  assert_threshold (&desk);
  assert_keyboard (&desk);

  /* The leaking note is off, with the evidence; switching it on leads to the assistant, which knows. */
  rows = app_fixture_find (app_fixture_find (desk.view, ASSAY_TYPE_MODEL_BOARD), ASSAY_TYPE_FIELD_ROWS);
  g_assert_true (assay_field_rows_set_active (ASSAY_FIELD_ROWS (rows), "notes", TRUE));
  gtk_widget_activate_action (rows, "models.train", NULL);
  g_assert_cmpstr (app_desk_page (&desk), ==, "assistant");
  app_fixture_wait (can_train, assistant_of (&desk));
  rows = app_fixture_find (assistant_of (&desk), ASSAY_TYPE_FIELD_ROWS);
  allowed = assay_field_rows_list (ASSAY_FIELD_ROWS (rows), TRUE);
  g_assert_true (g_strv_contains ((const char *const *) allowed, "notes"));
  train (&desk);
  g_assert_cmpint (app_desk_query (desk.workspace, "SELECT count(*) FROM model"), ==, 2);
  g_assert_cmpint (app_desk_query (desk.workspace, "SELECT card LIKE '%\"field\":\"notes\",%\"excluded\":false%' FROM model "
                                          "WHERE id = 2"),
                   ==, 1);
  if (has_champion_one (&desk))
    {
      app_fixture_wait (has_three_heads, &desk);
      gtk_widget_activate_action (app_fixture_find (desk.view, ASSAY_TYPE_MODEL_HEAD), "models.promote", "x",
                                  (gint64) 2);
      app_fixture_wait (has_champion_two, &desk);
      app_fixture_settle ();
      assay_session_undo_last (desk.session);
      app_fixture_wait (has_champion_one, &desk);
      app_fixture_settle ();
    }
  app_desk_close (&desk);
}

/* The chart of ranks after @chart, in the order of the page. */
static GtkWidget *
next_chart (GtkWidget *root,
            GtkWidget *chart)
{
  GtkWidget *child = gtk_widget_get_ancestor (chart, GTK_TYPE_FLOW_BOX_CHILD);

  while ((child = gtk_widget_get_next_sibling (child)) != NULL)
    {
      GtkWidget *found = app_fixture_find (child, ASSAY_TYPE_RANK_CHART);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_trial (gpointer data)
{
  return app_desk_query (((AppDesk *) data)->workspace, "SELECT count(*) FROM model_trial WHERE ended_at IS NULL") == 1
         && app_desk_find_button (((AppDesk *) data)->view, "End the Trial") != NULL
         && gtk_widget_get_visible (app_desk_find_button (((AppDesk *) data)->view, "End the Trial"));
}

static gboolean
has_no_trial (gpointer data)
{
  return app_desk_query (((AppDesk *) data)->workspace, "SELECT count(*) FROM model_trial WHERE ended_at IS NULL") == 0
         && gtk_widget_get_visible (app_desk_find_button (((AppDesk *) data)->view, "Watch Silently"));
}

/* A challenger is watched silently, and the trial ended, by their buttons. A bar of what counts most tells how. */
static void
test_trial (void)
{
  AppDesk desk;
  GtkWidget *rows, *drop_down, *importance;
  g_autofree char *before = NULL;

  desk_open (&desk, 600, 500);
  train (&desk);
  gtk_widget_activate_action (desk.view, "models.train", NULL);
  app_fixture_wait (can_train, assistant_of (&desk));
  rows = app_fixture_find (assistant_of (&desk), ASSAY_TYPE_FIELD_ROWS);
  assay_field_rows_set_active (ASSAY_FIELD_ROWS (rows), "company", TRUE);
  train (&desk);
  app_fixture_wait (has_three_heads, &desk);
  drop_down = app_desk_find_button (desk.view, "Watch Silently");
  g_assert_true (gtk_widget_get_visible (drop_down));
  g_signal_emit_by_name (drop_down, "clicked");
  app_fixture_wait (has_trial, &desk);
  g_assert_cmpint (app_desk_query (desk.workspace, "SELECT count(*) FROM score WHERE version = 2 AND scorer = "
                                          "(SELECT id FROM scorer WHERE key = 'predictive')"),
                   ==, 0);
  g_signal_emit_by_name (app_desk_find_button (desk.view, "End the Trial"), "clicked");
  app_fixture_wait (has_no_trial, &desk);
  app_fixture_settle ();

  g_assert_true (app_fixture_has_text (desk.view, "How “Source” counts"));
  importance = app_fixture_find (desk.view, ASSAY_TYPE_RANK_CHART);
  while (importance != NULL && assay_rank_chart_get_key (ASSAY_RANK_CHART (importance), 1) == NULL)
    importance = next_chart (desk.view, importance);
  g_assert_nonnull (importance);
  assay_chart_set_current (ASSAY_CHART (importance), 1);
  g_signal_emit_by_name (importance, "mark-activated", 1);
  g_assert_false (app_fixture_has_text (desk.view, "How “Source” counts"));
  app_desk_close (&desk);
}

static gboolean
has_similar (gpointer data)
{
  GtkWidget *reasons = app_fixture_find (data, ASSAY_TYPE_LEAD_REASONS);

  return reasons != NULL && gtk_widget_get_visible (reasons)
         && app_fixture_has_text (reasons, "Leads it sees in the same light")
         && app_fixture_find (reasons, GTK_TYPE_BUTTON) != NULL;
}

/* Once a model is in use, a lead's pane says what it saw; a lead like it is one press away. */
static void
test_lead (void)
{
  AppDesk desk;
  GtkWidget *reasons;
  g_autofree char *text = NULL;

  desk_open (&desk, 600, 500);
  train (&desk);
  /* As if it had learned from more leads than are kept. */
  app_desk_execute (desk.workspace, "UPDATE model_neighbour SET leads = "
                                    "CAST(x'8038010000000000' || substr(leads, 9) AS BLOB)");
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.show-view", "s", "leads");
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.show-lead", "x", (gint64) 550);
  app_fixture_wait (has_similar, desk.window);
  app_fixture_settle ();
  reasons = app_fixture_find (GTK_WIDGET (desk.window), ASSAY_TYPE_LEAD_REASONS);
  text = assay_chart_describe (ASSAY_CHART (app_fixture_find (reasons, ASSAY_TYPE_RANK_CHART)));
  g_assert_nonnull (strstr (text, "Source is “"));
  g_assert_true (app_fixture_has_text (
    reasons, "Looked for among 500 of the 80000 leads it learned from, drawn by lot."));
  app_fixture_screenshot (GTK_WINDOW (desk.window), "lead-reasons");
  g_signal_emit_by_name (app_fixture_find (reasons, GTK_TYPE_BUTTON), "clicked");
  app_fixture_settle ();
  app_desk_close (&desk);
}

static gboolean
says_no_signal (gpointer data)
{
  return app_fixture_has_text (data, "No signal");
}

/* Outcomes by lot: a model comes of it, says that it knows nothing, and cannot be used. */
static void
test_no_signal (void)
{
  AppDesk desk;

  desk_open (&desk, 300, 0);
  app_desk_execute (desk.workspace, "UPDATE lead SET stage = CASE WHEN (id * 7919) % 101 < 50 THEN 'won' ELSE 'lost' END");
  g_signal_emit_by_name (desk.session, "changed");
  train (&desk);
  app_fixture_wait (says_no_signal, desk.view);
  g_assert_cmpint (app_desk_query (desk.workspace, "SELECT count(*) FROM model WHERE state = 'champion'"), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (
    app_desk_find_button (app_fixture_find (desk.view, ASSAY_TYPE_MODEL_HEAD), "Promote")));
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "models-no-signal");
  app_desk_close (&desk);
}

/* A run that is cancelled leaves nothing but the assistant as it was. */
static void
test_cancel (void)
{
  AppDesk desk;

  desk_open (&desk, 600, 500);
  app_fixture_wait (can_train, assistant_of (&desk));
  g_signal_emit_by_name (app_desk_find_button (assistant_of (&desk), "Train"), "clicked");
  g_signal_emit_by_name (app_desk_find_button (assistant_of (&desk), "Cancel"), "clicked");
  app_fixture_wait (can_train, assistant_of (&desk));
  g_assert_cmpstr (app_desk_page (&desk), ==, "assistant");
  g_assert_cmpint (app_desk_query (desk.workspace, "SELECT count(*) FROM model"), ==, 0);
  app_desk_close (&desk);
}

/* Leads that came in since, from somewhere else. */
int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);
  g_test_add_func ("/models/empty", test_empty);
  g_test_add_func ("/models/too-little", test_too_little);
  g_test_add_func ("/models/outcome", test_outcome);
  g_test_add_func ("/models/train", test_train);
  g_test_add_func ("/models/trial", test_trial);
  g_test_add_func ("/models/lead", test_lead);
  g_test_add_func ("/models/no-signal", test_no_signal);
  g_test_add_func ("/models/cancel", test_cancel);
  return app_desk_run ();
}
