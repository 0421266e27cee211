/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"

#include <stdlib.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    {
      g_printerr ("Usage: %s ROWS FILE\nWrites a CSV file of made-up leads.\n", argv[0]);
      return 2;
    }
  if (!bench_leads_write_file (argv[2], g_ascii_strtoull (argv[1], NULL, 10), 1, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return EXIT_SUCCESS;
}
