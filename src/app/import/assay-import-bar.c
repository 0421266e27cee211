/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-bar.h"

#include <glib/gi18n.h>

#define HEIGHT 14
#define GAP 2.0f
#define MIN_PART 3.0f
#define N_PARTS 4

/**
 * AssayImportBar:
 *
 * One bar: how many of the rows are added, update a lead, change nothing or are rejected.
 */
struct _AssayImportBar
{
  AssayChart parent_instance;

  AssayImportFigures figures;
};

G_DEFINE_FINAL_TYPE (AssayImportBar, assay_import_bar, ASSAY_TYPE_CHART)

static const struct
{
  const char *label;
  AssayColor color;
} parts[N_PARTS] = {
  { N_("Added"), ASSAY_COLOR_SERIES_1 },
  { N_("Updated"), ASSAY_COLOR_SERIES_4 },
  { N_("Unchanged"), ASSAY_COLOR_BEFORE_LINE },
  { N_("Rejected"), ASSAY_COLOR_SERIES_2 },
};

static gint64
get_part (AssayImportBar *self,
          guint           part)
{
  const gint64 values[N_PARTS] = { self->figures.added, self->figures.updated,
                                   self->figures.unchanged, self->figures.rejected };

  return values[part];
}

static guint
assay_import_bar_get_n_marks (AssayChart *chart)
{
  return N_PARTS;
}

/* A part is never too small to be seen; what that takes comes off the others in proportion. */
static gboolean
assay_import_bar_get_mark_area (AssayChart      *chart,
                                guint            mark,
                                graphene_rect_t *out_area)
{
  AssayImportBar *self = ASSAY_IMPORT_BAR (chart);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float x = 0, room = width;
  gint64 sum = 0;

  for (guint i = 0; i < N_PARTS; i++)
    if (get_part (self, i) > 0)
      {
        sum += get_part (self, i);
        room -= MIN_PART + GAP;
      }
  if (get_part (self, mark) <= 0 || sum == 0)
    return FALSE;
  room += GAP;
  for (guint i = 0; i <= mark; i++)
    {
      float part;

      if (get_part (self, i) <= 0)
        continue;
      part = MIN_PART + room * (float) ((double) get_part (self, i) / (double) sum);
      if (i == mark)
        *out_area = GRAPHENE_RECT_INIT (x, 0, part, height);
      x += part + GAP;
    }
  return TRUE;
}

static char *
assay_import_bar_describe_mark (AssayChart *chart,
                                guint       mark)
{
  return g_strdup_printf ("%s: %'" G_GINT64_FORMAT, _(parts[mark].label),
                          get_part (ASSAY_IMPORT_BAR (chart), mark));
}

static char *
assay_import_bar_describe (AssayChart *chart)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autofree char *part = assay_import_bar_describe_mark (chart, i);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", part);
    }
  return g_string_free (text, FALSE);
}

static void
assay_import_bar_append_csv (AssayChart *chart,
                             GString    *csv)
{
  for (guint i = 0; i < N_PARTS; i++)
    {
      assay_chart_append_csv_cell (csv, _(parts[i].label), FALSE);
      g_string_append_printf (csv, "%" G_GINT64_FORMAT "\r\n",
                              get_part (ASSAY_IMPORT_BAR (chart), i));
    }
}

static void
assay_import_bar_draw (AssayChart  *chart,
                       GtkSnapshot *snapshot)
{
  graphene_rect_t area;
  GdkRGBA color;

  for (guint i = 0; i < N_PARTS; i++)
    {
      if (!assay_import_bar_get_mark_area (chart, i, &area))
        continue;
      assay_theme_get_color (parts[i].color, &color);
      assay_chart_append_bar (snapshot, &area, 2, &color);
    }
}

static void
assay_import_bar_class_init (AssayImportBarClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  chart_class->get_n_marks = assay_import_bar_get_n_marks;
  chart_class->get_mark_area = assay_import_bar_get_mark_area;
  chart_class->describe_mark = assay_import_bar_describe_mark;
  chart_class->describe = assay_import_bar_describe;
  chart_class->append_csv = assay_import_bar_append_csv;
  chart_class->draw = assay_import_bar_draw;
  chart_class->min_width = chart_class->natural_width = 60;
  chart_class->min_height = chart_class->natural_height = HEIGHT;
}

static void
assay_import_bar_init (AssayImportBar *self)
{
}

void
assay_import_bar_set_figures (AssayImportBar           *self,
                              const AssayImportFigures *figures)
{
  g_return_if_fail (ASSAY_IS_IMPORT_BAR (self));

  self->figures = *figures;
  assay_chart_changed (ASSAY_CHART (self));
}
