/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-evidence-chart.h"

#include "duplicates/assay-duplicates-words.h"
#include "match/assay-match-model.h"

#include <glib/gi18n.h>
#include <math.h>

#define ROW_HEIGHT   29
#define TALL_HEIGHT  41 /* with the words under the bar */
#define SUM_HEIGHT   40
#define NARROW       540
#define LABEL_WIDTH  108
#define VALUE_WIDTH  52
#define BAR_HEIGHT   12

typedef struct
{
  char *label;
  char *words;
  double bits;
  double from;
  double to;
} Row;

/**
 * AssayEvidenceChart:
 *
 * Why two leads may be one: a waterfall in bits from the odds of any two leads, each bar starting where the
 * last one ended, with a line where it is sure.
 */
struct _AssayEvidenceChart
{
  AssayRowChart parent_instance; /* the first row are the starting odds, the last is the sum */

  double probability;
  double sure;
  double minimum;
  double maximum;
};

G_DEFINE_FINAL_TYPE (AssayEvidenceChart, assay_evidence_chart, ASSAY_TYPE_ROW_CHART)

static const Row *
get_row (AssayEvidenceChart *self,
         guint               i)
{
  return assay_row_chart_get (ASSAY_ROW_CHART (self), i);
}

static gboolean
is_sum (AssayEvidenceChart *self,
        guint               i)
{
  return i + 1 == assay_row_chart_get_n (ASSAY_ROW_CHART (self));
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->label);
  g_free (row->words);
}

static int
get_row_height (AssayRowChart *chart,
                guint          i,
                int            width)
{
  return is_sum (ASSAY_EVIDENCE_CHART (chart), i) ? SUM_HEIGHT : width < NARROW ? TALL_HEIGHT : ROW_HEIGHT;
}

static char *
describe_row (AssayRowChart *chart,
              gconstpointer  data)
{
  const Row *row = data;
  g_autofree char *bits = assay_duplicates_format_bits (row->bits);

  /* Translators: what was compared, what it adds, and in words */
  return g_strdup_printf (_("%s: %s bits, %s"), row->label, bits, row->words);
}

static void
append_row (AssayRowChart *chart,
            GString       *csv,
            gconstpointer  data)
{
  const Row *row = data;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  assay_chart_append_csv_cell (csv, row->label, FALSE);
  assay_chart_append_csv_cell (csv, g_ascii_formatd (buffer, sizeof buffer, "%.4f", row->bits), FALSE);
  assay_chart_append_csv_cell (csv, row->words, TRUE);
}

/* Drawing */

typedef struct
{
  float width;
  float axis; /* where the axis begins */
  float span; /* how wide it is */
  gboolean narrow;
} Frame;

static Frame
get_frame (AssayEvidenceChart *self)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  gboolean narrow = width < NARROW;
  float left = narrow ? LABEL_WIDTH - 8 : LABEL_WIDTH;
  float span = narrow ? width - left - VALUE_WIDTH - 6 : MIN ((width - left) * 0.42f, 300);

  return (Frame) { width, left + 4, MAX (span, 40), narrow };
}

static float
place (AssayEvidenceChart *self,
       const Frame        *frame,
       double              bits)
{
  return frame->axis
         + (float) ((bits - self->minimum) / (self->maximum - self->minimum)) * frame->span;
}

static void
draw_row_text (AssayEvidenceChart *self,
               GtkSnapshot        *snapshot,
               const Frame        *frame,
               guint               i,
               float               y)
{
  AssayChart *chart = ASSAY_CHART (self);
  const Row *row = get_row (self, i);
  g_autofree char *bits = assay_duplicates_format_bits (row->bits);
  float value = frame->narrow ? frame->width - VALUE_WIDTH : frame->axis + frame->span + 6;
  float words = frame->narrow ? 0 : value + VALUE_WIDTH + 10;
  const char *weight = is_sum (self, i) ? "weight='bold'" : NULL;

  assay_chart_append_text_in (chart, snapshot, row->label, weight, &GRAPHENE_RECT_INIT (0, y, frame->axis - 10, ROW_HEIGHT),
             PANGO_ALIGN_LEFT);
  assay_chart_append_text_in (chart, snapshot, bits, "weight='bold'",
             &GRAPHENE_RECT_INIT (value, y, VALUE_WIDTH, ROW_HEIGHT), PANGO_ALIGN_RIGHT);
  if (!frame->narrow)
    assay_chart_append_text_in (chart, snapshot, row->words, is_sum (self, i) ? "size='92%'" : "alpha='62%' size='92%'",
               &GRAPHENE_RECT_INIT (words, y, frame->width - words, ROW_HEIGHT), PANGO_ALIGN_LEFT);
  else if (!is_sum (self, i))
    assay_chart_append_text_in (chart, snapshot, row->words, "alpha='62%' size='90%'",
               &GRAPHENE_RECT_INIT (0, y + ROW_HEIGHT - 6, frame->width, 14), PANGO_ALIGN_LEFT);
}

static void
draw_bar (AssayEvidenceChart *self,
          GtkSnapshot        *snapshot,
          const Frame        *frame,
          guint               i,
          float               y)
{
  const Row *row = get_row (self, i);
  float from = place (self, frame, MIN (row->from, row->to));
  float width = MAX (place (self, frame, MAX (row->from, row->to)) - from, 2);
  float middle = y + ROW_HEIGHT / 2.0f;
  GdkRGBA color;

  assay_theme_get_color (i == 0          ? ASSAY_COLOR_BEFORE_LINE
                         : row->bits < 0 ? ASSAY_COLOR_SERIES_2
                                         : ASSAY_COLOR_SERIES_1,
                         &color);
  if (is_sum (self, i))
    {
      assay_theme_get_color (row->bits < 0 ? ASSAY_COLOR_SERIES_2 : ASSAY_COLOR_SERIES_1, &color);
      assay_chart_append_bar (snapshot,
                              &GRAPHENE_RECT_INIT (place (self, frame, row->to) - 5, middle - 10, 10, 10), 5,
                              &color);
      return;
    }
  assay_chart_append_bar (snapshot,
                          &GRAPHENE_RECT_INIT (from, middle - BAR_HEIGHT / 2.0f, width, BAR_HEIGHT), 2, &color);
}

static void
draw_lines (AssayEvidenceChart *self,
            GtkSnapshot        *snapshot,
            const Frame        *frame,
            float               bottom)
{
  AssayChart *chart = ASSAY_CHART (self);
  float zero = roundf (place (self, frame, 0)), sure = roundf (place (self, frame, self->sure));
  GdkRGBA grid, ok;

  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  assay_theme_get_color (ASSAY_COLOR_OK_TEXT, &ok);
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (zero, 0, 1, bottom + 20));
  gtk_snapshot_append_color (snapshot, &ok, &GRAPHENE_RECT_INIT (sure, 0, 1, bottom + 20));
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (0, bottom, frame->width, 1));
  assay_chart_append_text_in (chart, snapshot, _("bits"), "alpha='62%' size='84%'",
             &GRAPHENE_RECT_INIT (frame->axis, bottom + 21, 40, 16), PANGO_ALIGN_LEFT);
  assay_chart_append_text_in (chart, snapshot, "0", "alpha='62%' size='84%'",
             &GRAPHENE_RECT_INIT (zero - 20, bottom + 21, 40, 16), PANGO_ALIGN_CENTER);
  assay_chart_append_text_in (chart, snapshot, _("sure"), "weight='bold' size='84%'",
             &GRAPHENE_RECT_INIT (sure - 30, bottom + 21, 60, 16), PANGO_ALIGN_CENTER);
}

static void
draw_row (AssayRowChart         *chart,
          GtkSnapshot           *snapshot,
          guint                  i,
          const graphene_rect_t *area)
{
  AssayEvidenceChart *self = ASSAY_EVIDENCE_CHART (chart);
  Frame frame = get_frame (self);

  if (is_sum (self, i))
    draw_lines (self, snapshot, &frame, area->origin.y);
  draw_bar (self, snapshot, &frame, i, area->origin.y);
  draw_row_text (self, snapshot, &frame, i, area->origin.y);
}

static void
assay_evidence_chart_class_init (AssayEvidenceChartClass *klass)
{
  AssayRowChartClass *row_class = ASSAY_ROW_CHART_CLASS (klass);
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  chart_class->shows_values = TRUE;
  chart_class->min_width = 240;
  chart_class->natural_width = 640;
  row_class->row_size = sizeof (Row);
  row_class->clear_row = row_clear;
  row_class->get_row_height = get_row_height;
  row_class->draw_row = draw_row;
  row_class->describe_row = describe_row;
  row_class->append_row = append_row;
  row_class->csv_header = "comparison,bits,words";
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "evidencechart");
}

static void
assay_evidence_chart_init (AssayEvidenceChart *self)
{
  self->maximum = 1;
}

GtkWidget *
assay_evidence_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_EVIDENCE_CHART, NULL);
}

static void
add_row (AssayEvidenceChart *self,
         char               *label,
         char               *words,
         double              from,
         double              to)
{
  Row row = { label, words, to - from, from, to };

  self->minimum = MIN (self->minimum, MIN (from, to));
  self->maximum = MAX (self->maximum, MAX (from, to));
  assay_row_chart_add (ASSAY_ROW_CHART (self), &row);
}

/**
 * assay_evidence_chart_show:
 * @pair: (nullable): what to tell of; %NULL for nothing
 */
void
assay_evidence_chart_show (AssayEvidenceChart     *self,
                           const AssayComparePair *pair)
{
  double sum = 0;

  g_return_if_fail (ASSAY_IS_EVIDENCE_CHART (self));

  assay_row_chart_clear (ASSAY_ROW_CHART (self));
  self->sure = pair != NULL ? assay_match_probability_to_bits (pair->result.sure) : 1;
  self->minimum = 0;
  self->maximum = self->sure;
  if (pair != NULL)
    {
      self->probability = pair->result.probability;
      sum = pair->result.prior_bits;
      add_row (self, g_strdup (_("Starting odds")), assay_duplicates_say_prior (sum), 0, sum);
      for (guint i = 0; i < pair->result.steps->len; i++)
        {
          const AssayMatchStep *step = g_ptr_array_index (pair->result.steps, i);

          add_row (self, g_strdup (g_ptr_array_index (pair->labels, i)),
                   g_strdup (assay_duplicates_say_level (step->level)), sum, sum + step->bits);
          sum += step->bits;
        }
      add_row (self, g_strdup (_("Sum")), assay_duplicates_say_probability (&pair->result), 0, sum);
    }
  assay_chart_changed (ASSAY_CHART (self));
}

/**
 * assay_evidence_chart_say:
 *
 * Returns: (transfer full): what the chart tells, in a sentence or two
 */
char *
assay_evidence_chart_say (AssayEvidenceChart *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (GArray) bits = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = assay_row_chart_get_n (ASSAY_ROW_CHART (self));

  g_return_val_if_fail (ASSAY_IS_EVIDENCE_CHART (self), NULL);

  for (guint i = 1; i + 1 < n; i++)
    {
      const Row *row = get_row (self, i);

      g_ptr_array_add (labels, row->label);
      g_array_append_val (bits, row->bits);
    }
  if (n == 0)
    return g_strdup ("");
  return assay_duplicates_say_evidence (labels, (const double *) (gpointer) bits->data,
                                        self->sure - get_row (self, n - 1)->to);
}
