/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "assay-format.h"
#include "assay-help.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "engine/assay-runner.h"
#include "enrich/assay-enrich-job.h"
#include "lead/assay-set-job.h"
#include "leads/assay-condition-describe.h"
#include "leads/assay-condition-editor.h"
#include "leads/assay-filter-bar.h"
#include "model/assay-condition-text.h"
#include "widgets/assay-histogram-chart.h"
#include "widgets/assay-job-button.h"
#include "widgets/assay-progress-ring.h"
#include "widgets/assay-score-pill.h"
#include "widgets/assay-waterfall.h"
#include "widgets/assay-width-bin.h"

#include <math.h>

static void
test_pill (void)
{
  GtkWidget *pill = g_object_ref_sink (assay_score_pill_new ());
  AssayScorePill *self = ASSAY_SCORE_PILL (pill);
  int minimum, small;

  g_assert_cmpstr (assay_score_pill_get_text (self), ==, "");
  assay_score_pill_set (self, "87", ASSAY_TONE_HIGH, "hot");
  g_assert_true (gtk_widget_has_css_class (pill, "hot"));
  g_assert_false (gtk_widget_has_css_class (pill, "unscored"));
  gtk_widget_measure (pill, GTK_ORIENTATION_HORIZONTAL, -1, &small, NULL, NULL, NULL);
  g_assert_cmpint (small, >=, 50);
  assay_score_pill_set (self, "1,000,000", ASSAY_TONE_LOW, "cold");
  gtk_widget_measure (pill, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, >, small);
  g_assert_false (gtk_widget_has_css_class (pill, "hot"));
  assay_score_pill_set (self, NULL, ASSAY_TONE_NONE, NULL);
  g_assert_cmpstr (assay_score_pill_get_text (self), ==, "");
  g_object_unref (pill);
}

static void
test_tones (void)
{
  g_assert_cmpint (assay_tone_from_band ("hot"), ==, ASSAY_TONE_HIGH);
  g_assert_cmpint (assay_tone_from_band ("A+"), ==, ASSAY_TONE_HIGH);
  g_assert_cmpint (assay_tone_from_band ("medium"), ==, ASSAY_TONE_MIDDLE);
  g_assert_cmpint (assay_tone_from_band ("D"), ==, ASSAY_TONE_LOW);
  g_assert_cmpint (assay_tone_from_band (NULL), ==, ASSAY_TONE_NONE);
  g_assert_cmpint (assay_tone_from_band (""), ==, ASSAY_TONE_NONE);
  for (guint n = 1; n < 9; n++)
    {
      g_assert_cmpint (assay_tone_from_rank (0, n), ==, ASSAY_TONE_HIGH);
      g_assert_cmpint (assay_tone_from_rank (n, n), ==, ASSAY_TONE_NONE);
      for (guint i = 1; i < n; i++)
        g_assert_cmpint (assay_tone_from_rank (i, n), >=, assay_tone_from_rank (i - 1, n));
    }
}

static double
luminance (const GdkRGBA *c)
{
  double parts[] = { c->red, c->green, c->blue };
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += weights[i] * (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

/* Source: WCAG 2.1, contrast ratio. */
static double
contrast (AssayColor a,
          AssayColor b)
{
  GdkRGBA first, second;
  double x, y;

  assay_theme_get_color (a, &first);
  assay_theme_get_color (b, &second);
  x = luminance (&first);
  y = luminance (&second);
  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

static void
test_contrast (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (int dark = 0; dark < 2; dark++)
    {
      adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
      g_assert_cmpfloat (contrast (ASSAY_COLOR_HOT_TEXT, ASSAY_COLOR_HOT_PILL), >=, 5);
      g_assert_cmpfloat (contrast (ASSAY_COLOR_WARM_TEXT, ASSAY_COLOR_WARM_PILL), >=, 5);
      g_assert_cmpfloat (contrast (ASSAY_COLOR_COLD_TEXT, ASSAY_COLOR_COLD_PILL), >=, 5);
      g_assert_cmpfloat (contrast (ASSAY_COLOR_OK_TEXT, ASSAY_COLOR_OK_TINT), >=, 4.5);
      g_assert_cmpfloat (contrast (ASSAY_COLOR_WARNING_TEXT, ASSAY_COLOR_WARNING_TINT), >=, 4.5);
      g_assert_cmpfloat (contrast (ASSAY_COLOR_ERROR_TEXT, ASSAY_COLOR_ERROR_TINT), >=, 4.5);
    }
}

static void
test_ring (void)
{
  GtkWidget *ring = g_object_ref_sink (assay_progress_ring_new ());
  static const double given[] = { -1, 0, 0.25, 1, 7, NAN, INFINITY };
  static const double wanted[] = { 0, 0, 0.25, 1, 1, 0, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      assay_progress_ring_set_fraction (ASSAY_PROGRESS_RING (ring), given[i]);
      g_assert_cmpfloat (assay_progress_ring_get_fraction (ASSAY_PROGRESS_RING (ring)), ==,
                         wanted[i]);
    }
  g_object_unref (ring);
}

static GtkWidget *
new_waterfall (void)
{
  GtkWidget *chart = g_object_ref_sink (assay_waterfall_new ());
  AssayWaterfall *self = ASSAY_WATERFALL (chart);

  assay_waterfall_begin (self, 0, 100);
  assay_waterfall_add_group (self, "demo", "Demographic", 23, 28);
  assay_waterfall_add_factor (self, "title", "Job title", 15, "role is “VP, Sales”");
  assay_waterfall_add_factor (self, "phone", "Phone", 8, NULL);
  assay_waterfall_add_group (self, "bad", "Signs against", -3.5, NAN);
  assay_waterfall_add_bonus (self, "Hot bonus", 15, ASSAY_TONE_HIGH);
  assay_waterfall_end (self);
  return chart;
}

static void
test_waterfall (void)
{
  GtkWidget *chart = new_waterfall ();
  AssayWaterfall *self = ASSAY_WATERFALL (chart);
  static const double spans[][2] = { { 0, 23 }, { 0, 15 }, { 15, 23 }, { 23, 19.5 }, { 19.5, 34.5 } };
  g_autofree char *csv = assay_chart_to_csv (ASSAY_CHART (chart));
  g_autofree char *words = assay_chart_describe (ASSAY_CHART (chart));
  int folded, unfolded;
  double from, to;

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_assert_true (assay_waterfall_get_span (self, i, &from, &to));
      g_assert_cmpfloat (from, ==, spans[i][0]);
      g_assert_cmpfloat (to, ==, spans[i][1]);
    }
  g_assert_false (assay_waterfall_get_span (self, G_N_ELEMENTS (spans), &from, &to));
  g_assert_cmpstr (csv, ==,
                   "group,factor,points,maximum,from,to,evidence\r\n"
                   "Demographic,,23,28,0,23,\r\n"
                   "Demographic,Job title,15,,0,15,\"role is “VP, Sales”\"\r\n"
                   "Demographic,Phone,8,,15,23,\r\n"
                   "Signs against,,-3.5,,23,19.5,\r\n"
                   "Hot bonus,,15,,19.5,34.5,\r\n");
  g_assert_cmpstr (words, ==,
                   "Demographic: +23 of 28. Job title: +15, role is “VP, Sales”. Phone: +8. "
                   "Signs against: −3.5. Hot bonus: +15. Together 34.5.");
  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, 300, &folded, NULL, NULL, NULL);
  assay_waterfall_set_unfolded (self, "demo", TRUE);
  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, 300, &unfolded, NULL, NULL, NULL);
  g_assert_cmpint (unfolded, >, folded);
  /* What is unfolded stays so for the next lead. */
  assay_waterfall_begin (self, 0, 100);
  assay_waterfall_add_group (self, "demo", "Demographic", 10, 28);
  assay_waterfall_end (self);
  g_assert_true (assay_waterfall_get_unfolded (self, "demo"));
  g_assert_cmpuint (assay_chart_get_current (ASSAY_CHART (chart)), ==, ASSAY_CHART_NO_MARK);
  g_object_unref (chart);
}

/* An axis that counts: whole steps, few of them, and nothing above its end. */
static void
test_count_axis (void)
{
  for (double most = 1; most < 2e7; most = ceil (most * 1.07))
    {
      AssayPlotAxis axis = { 0 };
      double step;

      assay_plot_set_axis (&axis, NULL, ASSAY_PLOT_COUNT, 0, most);
      step = axis.max / axis.n_steps;
      g_assert_cmpuint (axis.n_steps, >=, 1);
      g_assert_cmpuint (axis.n_steps, <=, 5);
      g_assert_cmpfloat (axis.max, >=, most);
      g_assert_cmpfloat (axis.max - step, <, most);
      g_assert_cmpfloat (step, ==, floor (step));
    }
}

static void
test_histogram (void)
{
  GtkWidget *chart = g_object_ref_sink (assay_histogram_chart_new ());
  const gsize before[] = { 2, 0, 1400 }, after[] = { 0, 0, 1402 };
  const AssayTone tones[] = { ASSAY_TONE_LOW, ASSAY_TONE_MIDDLE, ASSAY_TONE_HIGH };
  g_autofree char *words = NULL;
  g_autofree char *csv = NULL;

  assay_histogram_chart_set (ASSAY_HISTOGRAM_CHART (chart), 0, 100, 3, before, after, tones);
  words = assay_chart_describe (ASSAY_CHART (chart));
  csv = assay_chart_to_csv (ASSAY_CHART (chart));
  g_assert_nonnull (strstr (words, "0 to 32: 0 leads, before 2."));
  g_assert_nonnull (strstr (words, "67 to 100: 1402 leads, before 1400."));
  g_assert_cmpstr (csv, ==,
                   "from,to,leads,before\r\n"
                   "0,33.3333333333333,0,2\r\n"
                   "33.3333333333333,66.6666666666667,0,0\r\n"
                   "66.6666666666667,100,1402,1400\r\n");
  g_object_unref (chart);
}

static gboolean
has_step (gpointer data)
{
  int *wanted = g_object_get_data (data, "wanted");

  return assay_width_bin_get_step (data) == *wanted;
}

static void
test_width_bin (void)
{
  static const int widths[] = { 1000, 999, 800, 799, 560, 559, 360 };
  static const int steps[] = { 3, 2, 2, 1, 1, 0, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *window = gtk_window_new ();
      AssayWidthBin *bin = g_object_new (ASSAY_TYPE_WIDTH_BIN, NULL);
      GtkWidget *wide = gtk_label_new ("a child that needs more than there is");
      int wanted = steps[i];

      gtk_widget_set_size_request (wide, 900, -1);
      assay_width_bin_set_child (bin, wide);
      gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bin));
      gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
      app_fixture_present (GTK_WINDOW (window), widths[i], 300);
      g_object_set_data (G_OBJECT (bin), "wanted", &wanted);
      app_fixture_wait (has_step, bin);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (bin)), ==, widths[i]);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_format (void)
{
  gint64 now = APP_FIXTURE_NOW;
  static const struct
  {
    gint64 minutes;
    const char *text;
  } cases[] = {
    { 0, "Just now" },         { 12, "12 min ago" },      { 59, "59 min ago" },
    { 60, "1 h ago" },         { 639, "10 h ago" },       { 641, "Yesterday" },
    { 3 * 1440, "3 days ago" }, { 31 * 1440, "13 Oct 2026" }, { -5, "13 Nov 2026" },
  };
  AssayValue value;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = assay_format_ago (now - cases[i].minutes * 60000, now);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  value = assay_value_from_integer (1);
  g_autofree char *yes = assay_format_value (&value, ASSAY_FIELD_TYPE_BOOLEAN);
  g_assert_cmpstr (yes, ==, "Yes");
  value = assay_value_from_text ("about 40", 8);
  g_autofree char *misfit = assay_format_value (&value, ASSAY_FIELD_TYPE_NUMBER);
  g_assert_cmpstr (misfit, ==, "about 40");
  value = assay_value_from_integer (0);
  g_autofree char *day = assay_format_value (&value, ASSAY_FIELD_TYPE_DATE);
  g_assert_cmpstr (day, ==, "1 Jan 1970");
  g_autofree char *half = assay_format_score (86.5);
  g_assert_cmpstr (half, ==, "87");
  g_autofree char *none = assay_format_score (NAN);
  g_assert_cmpstr (none, ==, "");
  g_autofree char *band = assay_format_band ("éclair");
  g_assert_cmpstr (band, ==, "Éclair");
  value = ASSAY_VALUE_INIT_NULL;
  g_autofree char *empty = assay_format_value (&value, ASSAY_FIELD_TYPE_DATETIME);
  g_assert_cmpstr (empty, ==, "");
}

static void
test_describe (void)
{
  static const char *const cases[][3] = {
    { "temperature in (hot, warm)", "Temperature", "hot, warm" },
    { "last_activity_at within-days 14", "Last activity", "≤ 14 days" },
    { "email absent", "Email", "missing" },
    { "score >= 80", "Score", "≥ 80" },
    { "company_size between 10 and 50", "Company size", "10 – 50" },
    { "not role has-word intern", "Job title", "not has intern" },
    { "source is Ads or owner absent", "Source or Owner", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayCondition) condition = assay_condition_from_text (cases[i][0], NULL, &error);
      g_autofree char *subject = NULL;
      g_autofree char *rest = NULL;

      if (condition == NULL)
        {
          g_test_message ("%s: %s", cases[i][0], error->message);
          g_assert_not_reached ();
        }
      rest = assay_condition_describe (condition, NULL, &subject);
      g_assert_cmpstr (subject, ==, cases[i][1]);
      g_assert_cmpstr (rest, ==, cases[i][2]);
    }
}

/* The builder gives back what it was given, whatever it can show in rows and what it cannot. */
static void
test_editor (void)
{
  static const char *const texts[] = {
    "temperature in (hot, warm)",
    "score >= 80",
    "email absent",
    "role has-word (ceo, founder) or company contains Acme",
    "source is Ads and (owner absent or stage in (new, open)) and not email absent",
    "events.email_open.count >= 3",
    "last_activity_at within-days 7",
  };
  AssayWorkspace *workspace = app_fixture_workspace (0);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayCondition) condition = assay_condition_from_text (texts[i], NULL, &error);
      GtkWidget *editor;
      g_autoptr (AssayCondition) back = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      editor = g_object_ref_sink (assay_condition_editor_new (workspace, condition));
      back = assay_condition_editor_dup_condition (ASSAY_CONDITION_EDITOR (editor));
      g_assert_nonnull (back);
      text = assay_condition_to_text (back);
      g_assert_cmpstr (text, ==, texts[i]);
      g_object_unref (editor);
    }
  app_fixture_remove (workspace);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_filter_bar (void)
{
  GtkWidget *bar = g_object_ref_sink (g_object_new (ASSAY_TYPE_FILTER_BAR, NULL));
  AssayFilterBar *self = ASSAY_FILTER_BAR (bar);
  guint changes = 0;
  AssayCondition *kept;

  g_signal_connect_swapped (self, "notify::condition", G_CALLBACK (count_cb), &changes);
  g_assert_true (assay_filter_bar_set_text (self, "score >= 80 and email present"));
  g_assert_cmpuint (changes, ==, 1);
  kept = assay_filter_bar_get_condition (self);
  /* The same again says nothing; nonsense changes nothing. */
  g_assert_true (assay_filter_bar_set_text (self, "score >= 80  and  email present"));
  g_assert_false (assay_filter_bar_set_text (self, "score >= and"));
  g_assert_false (assay_filter_bar_set_text (self, "("));
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (assay_filter_bar_get_condition (self) == kept);
  g_assert_true (assay_filter_bar_set_text (self, ""));
  g_assert_null (assay_filter_bar_get_condition (self));
  g_assert_cmpuint (changes, ==, 2);
  g_object_unref (bar);
}

/* A job that rests says so, and one that cannot has no button for it. */
static void
test_job_pause (void)
{
  g_autoptr (AssayJob) enrich = g_object_new (ASSAY_TYPE_ENRICH_JOB, NULL);
  g_autoptr (AssayJob) set = g_object_new (ASSAY_TYPE_SET_JOB, NULL);
  AssayJob *const jobs[] = { enrich, set };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autoptr (AssayJobItem) item = assay_job_item_new ("Job", NULL);
      g_autoptr (AssayRunner) runner = assay_runner_new (jobs[i]);

      assay_job_item_set_runner (item, runner);
      assay_job_item_set_progress (item, 0.5, "Checking leads");
      g_assert_cmpint (assay_job_item_can_pause (item), ==, i == 0);
      assay_job_item_set_paused (item, TRUE);
      assay_job_item_set_progress (item, 0.5, "Checking leads");
      g_assert_cmpint (assay_runner_is_paused (runner), ==, i == 0);
      g_assert_cmpstr (assay_job_item_get_phrase (item), ==, "Paused");
      assay_job_item_set_paused (item, FALSE);
      assay_job_item_set_progress (item, 0.5, "Checking leads");
      g_assert_false (assay_runner_is_paused (runner));
      g_assert_cmpstr (assay_job_item_get_phrase (item), ==, "Checking leads");
    }
}

static void
test_job_button (void)
{
  g_autoptr (AssaySession) session = assay_session_new ();
  GListStore *jobs = G_LIST_STORE (assay_session_get_jobs (session));
  AssayJobButton *button
    = g_object_ref_sink (g_object_new (ASSAY_TYPE_JOB_BUTTON, NULL));
  g_autoptr (AssayJobItem) known = assay_job_item_new ("Known", NULL);
  g_autoptr (AssayJobItem) unknown = assay_job_item_new ("Unknown", NULL);

  assay_job_button_set_session (button, session);
  g_assert_cmpuint (assay_job_button_get_running (button), ==, 0);
  g_list_store_append (jobs, known);
  g_list_store_append (jobs, unknown);
  assay_job_item_set_progress (known, 0.5, "half");
  assay_job_item_set_progress (unknown, -1, NULL);
  g_assert_cmpuint (assay_job_button_get_running (button), ==, 2);
  g_assert_cmpfloat (assay_job_button_get_fraction (button), ==, 0.25);
  assay_job_item_set_state (unknown, ASSAY_JOB_STATE_FAILED, "no");
  g_assert_cmpfloat (assay_job_button_get_fraction (button), ==, 0.5);
  assay_job_item_set_state (known, ASSAY_JOB_STATE_DONE, "yes");
  g_assert_cmpuint (assay_job_button_get_running (button), ==, 0);
  app_fixture_settle ();
  g_object_unref (button);
}

static void
test_help (void)
{
  static const char *const cases[][2] = {
    { "plain & <simple>", "plain &amp; &lt;simple&gt;" },
    { "see [Importing](import.md)", "see Importing" },
    { "**bold** and `code`", "<b>bold</b> and <tt>code</tt>" },
    { "a lone ` stays", "a lone ` stays" },
    { "## Head", "<span size='large' weight='bold'>Head</span>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = assay_help_line_to_markup (cases[i][0]);

      g_assert_cmpstr (markup, ==, cases[i][1]);
      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/widgets/pill", test_pill);
  g_test_add_func ("/widgets/tones", test_tones);
  g_test_add_func ("/widgets/contrast", test_contrast);
  g_test_add_func ("/widgets/ring", test_ring);
  g_test_add_func ("/widgets/waterfall", test_waterfall);
  g_test_add_func ("/widgets/count-axis", test_count_axis);
  g_test_add_func ("/widgets/histogram", test_histogram);
  g_test_add_func ("/widgets/width-bin", test_width_bin);
  g_test_add_func ("/widgets/format", test_format);
  g_test_add_func ("/widgets/describe", test_describe);
  g_test_add_func ("/widgets/condition-editor", test_editor);
  g_test_add_func ("/widgets/filter-bar", test_filter_bar);
  g_test_add_func ("/widgets/job-button", test_job_button);
  g_test_add_func ("/widgets/job-pause", test_job_pause);
  g_test_add_func ("/widgets/help", test_help);
  return g_test_run ();
}
