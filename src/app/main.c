/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-application.h"

#include "engine/assay-engine.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr (AssayApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ASSAY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Assay");
  assay_engine_init ();

  application = assay_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
