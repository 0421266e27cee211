/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-data.h"

/**
 * assay_data_file:
 * @name: a file of the shipped knowledge, e.g. `reference/header-synonyms.json`
 *
 * Where the file lies: in the folder that the environment variable `ASSAY_DATADIR` names, else where
 * Assay was installed. Any thread.
 *
 * Returns: (transfer full): its path; the file need not exist
 */
char *
assay_data_file (const char *name)
{
  const char *folder = g_getenv ("ASSAY_DATADIR");

  return g_build_filename (folder != NULL && *folder != '\0' ? folder : ASSAY_PKGDATADIR, name, NULL);
}
