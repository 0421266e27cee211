/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Real data that is not part of the project: in the folder that ASSAY_TEST_DATA names, or in
 * shared/data beside the project. NULL where it is absent; the test then passes. */
static inline char *
find_test_data (const char *path)
{
  const char *folder = g_getenv ("ASSAY_TEST_DATA");
  g_autofree char *found = NULL;

  if (folder != NULL)
    found = g_build_filename (folder, path, NULL);
  else
    found = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", path, NULL);
  if (g_file_test (found, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&found);
  g_test_message ("no %s beside the project", path);
  return NULL;
}
