/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"
#include "import/assay-csv-reader.h"
#include "import/assay-csv-scan-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef HAVE_LIBCSV
#include <csv.h>
#endif

#define N_ROWS 200000
#define ROUNDS 5

typedef struct
{
  guint64 n_rows, n_cells, n_bytes;
} Counts;

static void
read_ours (const char *path,
           Counts     *counts)
{
  const AssayCsvDialect dialect = { .delimiter = ',', .quote = '"' };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTextSource) source = assay_text_source_new (file, NULL, NULL, &error);
  g_autoptr (AssayRowReader) reader = NULL;
  AssayRow row;

  g_assert_no_error (error);
  reader = (AssayRowReader *) assay_csv_reader_new (source, &dialect, FALSE, NULL, &error);
  g_assert_no_error (error);
  while (assay_row_reader_next (reader, &row, &error))
    {
      counts->n_rows++;
      counts->n_cells += row.n_cells;
      for (guint i = 0; i < row.n_cells; i++)
        counts->n_bytes += row.cells[i].length;
    }
  g_assert_no_error (error);
}

/* The first step alone: no parser that looks at every byte can be faster than this. */
static void
read_marks (const char *path,
            Counts     *counts)
{
  static char buffer[256 * 1024];
  static AssayCsvMask masks[sizeof buffer / ASSAY_CSV_SCAN_BLOCK];
  const AssayCsvMarks marks = { ',', '"', '"' };
  AssayCsvScanFunc scan = assay_csv_scan_best ();
  FILE *file = g_fopen (path, "rb");
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, file)) > 0)
    {
      scan (buffer, (n + 63) / 64, &marks, masks);
      for (gsize i = 0; i < (n + 63) / 64; i++)
        counts->n_cells += (guint) __builtin_popcountll (masks[i].special);
    }
  fclose (file);
}

#ifdef HAVE_LIBCSV
static void
cell_cb (void  *cell,
         size_t length,
         void  *data)
{
  Counts *counts = data;

  counts->n_cells++;
  counts->n_bytes += length;
}

static void
row_cb (int   mark,
        void *data)
{
  ((Counts *) data)->n_rows++;
}

static void
read_libcsv (const char *path,
             Counts     *counts)
{
  static char buffer[256 * 1024];
  struct csv_parser parser;
  FILE *file = g_fopen (path, "rb");
  gsize n;

  csv_init (&parser, 0);
  while ((n = fread (buffer, 1, sizeof buffer, file)) > 0)
    csv_parse (&parser, buffer, n, cell_cb, row_cb, counts);
  csv_fini (&parser, cell_cb, row_cb, counts);
  csv_free (&parser);
  fclose (file);
}
#endif

/* The fastest of a few rounds, in MB/s. */
static double
measure (void      (*read) (const char *, Counts *),
         const char *path,
         Counts     *counts)
{
  GStatBuf status;
  gint64 best = G_MAXINT64;

  g_stat (path, &status);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      *counts = (Counts) { 0 };
      read (path, counts);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return (double) status.st_size / (double) best;
}

static void
compare (const char *what,
         const char *path)
{
  Counts ours, marks;
  double speed = measure (read_ours, path, &ours);
  double limit = measure (read_marks, path, &marks);

  g_print ("parse csv %s: %.0f MB/s, %.1f M cells/s  marks alone: %.0f MB/s  ratio %.2f\n", what, speed,
           speed * (double) ours.n_cells / (double) MAX (ours.n_bytes + ours.n_cells, 1), limit,
           limit / speed);
#ifdef HAVE_LIBCSV
  {
    Counts theirs;
    double other = measure (read_libcsv, path, &theirs);
    g_print ("parse csv %s: %.0f MB/s  libcsv: %.0f MB/s  ratio %.2f\n", what, speed, other, other / speed);
    if (theirs.n_rows != ours.n_rows || theirs.n_cells != ours.n_cells)
      g_print ("parse csv %s: rows differ: %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT "\n", what,
               ours.n_rows, theirs.n_rows);
  }
#endif
}

/* Numbers alone: the shortest cells there are. */
static void
write_numbers (const char *path)
{
  FILE *file = g_fopen (path, "wb");

  for (guint i = 0; i < N_ROWS * 2; i++)
    fprintf (file, "%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u\n", i, i % 7, i % 11, i * 31 % 1000, i % 3, i * 7,
             i % 100, i % 1000, i * 13 % 9999, i % 2, i % 5, i % 77);
  fclose (file);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-bench-XXXXXX", NULL);
  g_autofree char *leads = g_build_filename (folder, "leads.csv", NULL);
  g_autofree char *numbers = g_build_filename (folder, "numbers.csv", NULL);
  g_autoptr (GError) error = NULL;

  bench_leads_write_file (leads, N_ROWS, 1, &error);
  g_assert_no_error (error);
  write_numbers (numbers);
  compare ("leads", leads);
  compare ("numbers", numbers);
  g_unlink (leads);
  g_unlink (numbers);
  g_rmdir (folder);
  return 0;
}
