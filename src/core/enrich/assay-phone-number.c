/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-phone-number-private.h"

#include <dlfcn.h>
#include <gio/gio.h>
#include <gmodule.h>

#define MODULE "libassay-phone." G_MODULE_SUFFIX

static const AssayPhoneFunctions *functions; /* (nullable): of the module, once it is open */

/* Beside the library, or in a folder of ours beside it. */
static GModule *
open_module (GError **error)
{
  Dl_info library;
  g_autofree char *folder = NULL;
  g_autofree char *beside = NULL;
  g_autofree char *installed = NULL;

  if (dladdr (&functions, &library) == 0)
    library.dli_fname = ".";
  folder = g_path_get_dirname (library.dli_fname);
  beside = g_build_filename (folder, MODULE, NULL);
  installed = g_build_filename (folder, "assay", MODULE, NULL);
  return g_module_open_full (g_file_test (beside, G_FILE_TEST_EXISTS) ? beside : installed,
                             G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL,
                             error);
}

/**
 * assay_phone_open:
 *
 * Opens the module, once per process; it stays open. Any thread.
 *
 * Returns: (nullable) (transfer none): its functions; %NULL with a #GModuleError
 */
const AssayPhoneFunctions *
assay_phone_open (GError **error)
{
  static GMutex mutex;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GModule *module;
  gpointer symbol;

  if (functions != NULL)
    return functions;
  module = open_module (error);
  if (module == NULL)
    return NULL;
  g_module_make_resident (module);
  if (!g_module_symbol (module, ASSAY_PHONE_FUNCTIONS, &symbol))
    {
      g_set_error (error,
                   G_MODULE_ERROR,
                   G_MODULE_ERROR_FAILED,
                   "%s is of another version",
                   g_module_name (module));
      return NULL;
    }
  functions = symbol;
  return functions;
}

/**
 * assay_phone_parser_new:
 *
 * Returns: (transfer full): a parser. The module has to be there; see assay_phone_open()
 */
AssayPhoneParser *
assay_phone_parser_new (void)
{
  g_autoptr (GError) error = NULL;

  if (assay_phone_open (&error) == NULL)
    g_error ("%s", error->message);
  return functions->create ();
}

void
assay_phone_parser_free (AssayPhoneParser *self)
{
  functions->destroy (self);
}

/**
 * assay_phone_parser_parse:
 * @text: (array length=length): UTF-8, not terminated
 * @region: ISO 3166-1 alpha-2 code of where the number is dialled, or an empty text
 * @out_number: (out): what it is
 *
 * Reads a number as libphonenumber does.
 *
 * Returns: whether it is valid
 */
gboolean
assay_phone_parser_parse (AssayPhoneParser *self,
                          const char *text,
                          gsize length,
                          const char *region,
                          AssayPhoneNumber *out_number)
{
  return functions->parse (self, text, length, region, out_number);
}

/**
 * assay_phone_parser_place:
 * @number: what the last call of assay_phone_parser_parse() gave
 * @buffer: (array fixed-size=128) (out): takes the text, terminated
 *
 * Says in English where a valid number is from: a city, a region, or the country.
 *
 * Returns: bytes of the text; 0 where nobody knows
 */
gsize
assay_phone_parser_place (AssayPhoneParser *self, const AssayPhoneNumber *number, char *buffer)
{
  return functions->place (self, number, buffer);
}

/**
 * assay_phone_parser_format:
 * @number: what the last call of assay_phone_parser_parse() gave
 * @national: as dialled in its country, rather than from abroad
 * @buffer: (array fixed-size=128) (out): takes the text, terminated
 *
 * Writes the number for people, e.g. `030 12345` or `+49 30 12345`, with its extension. Takes as
 * long as parsing does.
 *
 * Returns: bytes of the text
 */
gsize
assay_phone_parser_format (AssayPhoneParser *self,
                           const AssayPhoneNumber *number,
                           gboolean national,
                           char *buffer)
{
  return functions->format (self, number, national, buffer);
}
