/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-params-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "import/assay-import-job.h"

/* Sets the error that names a parameter and what it takes; returns %FALSE. */
gboolean
assay_import_params_refuse (GError    **error,
                            const char *name,
                            const char *expected)
{
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER, "“%s”: expected %s", name,
               expected);
  return FALSE;
}

static gboolean
read_delimiter (const char *text,
                char       *out,
                GError    **error)
{
  if (text == NULL || *text == '\0')
    *out = '\0';
  else if (strcmp (text, "tab") == 0 || strcmp (text, "\\t") == 0)
    *out = '\t';
  else if (strcmp (text, "semicolon") == 0)
    *out = ';';
  else if (strcmp (text, "comma") == 0)
    *out = ',';
  else if (strcmp (text, "pipe") == 0)
    *out = '|';
  else if (text[1] == '\0' && (guchar) text[0] < 0x80)
    *out = text[0];
  else
    return assay_import_params_refuse (error, "delimiter", _ ("one character, or tab, comma, semicolon, pipe"));
  return TRUE;
}

static gboolean
read_quote (const char         *text,
            AssayImportOptions *options,
            GError            **error)
{
  if (text == NULL || *text == '\0')
    return TRUE;
  options->no_quote = strcmp (text, "none") == 0;
  if (options->no_quote)
    return TRUE;
  if (text[1] != '\0' || (guchar) text[0] >= 0x80)
    return assay_import_params_refuse (error, "quote", _ ("one character, or none"));
  options->quote = text[0];
  return TRUE;
}

/* How the file is to be read, checked. */
gboolean
assay_import_params_read (AssayJob           *job,
              AssayImportOptions *options,
              GError            **error)
{
  const char *decimal = assay_job_get_string (job, PARAM_DECIMAL);
  const char *dates = assay_job_get_string (job, PARAM_DATES);

  *options = ASSAY_IMPORT_OPTIONS_INIT;
  options->kind = (AssayImportKind) assay_job_get_enum (job, PARAM_KIND);
  options->encoding = assay_job_get_string (job, PARAM_ENCODING);
  options->header_line = assay_job_get_int64 (job, PARAM_HEADER_LINE);
  options->sheet = assay_job_get_string (job, PARAM_SHEET);
  if (decimal != NULL && !assay_decimal_sign_from_nick (decimal, &options->decimal))
    return assay_import_params_refuse (error, "decimal", "point, comma or auto");
  if (dates != NULL && !assay_date_order_from_nick (dates, &options->date_order))
    return assay_import_params_refuse (error, "dates", "dmy, mdy, ymd or auto");
  return read_quote (assay_job_get_string (job, PARAM_QUOTE), options, error)
         && read_delimiter (assay_job_get_string (job, PARAM_DELIMITER), &options->delimiter, error);
}

static GParamSpec *
text_param (const char *name,
            const char *blurb)
{
  return g_param_spec_string (name, NULL, blurb, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
flag_param (const char *name,
            const char *blurb)
{
  return g_param_spec_boolean (name, NULL, blurb, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
list_param (const char *name,
            const char *blurb)
{
  return g_param_spec_boxed (name, NULL, blurb, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static void
install_mapping_params (AssayJobClass *job_class)
{
  assay_job_class_install (
    job_class, PARAM_KIND,
    g_param_spec_enum ("kind", NULL, N_ ("What the rows are"), ASSAY_TYPE_IMPORT_KIND,
                       ASSAY_IMPORT_KIND_LEADS, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_job_class_install (
    job_class, PARAM_MAPPING,
    text_param ("mapping", N_ ("Use the mapping saved under this name, or save the one used")),
    &(AssayParam) { .metavar = "NAME" });
  assay_job_class_install (
    job_class, PARAM_MAP,
    list_param ("map", N_ ("What a column becomes; “-” leaves it out")),
    &(AssayParam) { .flags = ASSAY_PARAM_MAP, .metavar = "COLUMN=FIELD" });
  assay_job_class_install (
    job_class, PARAM_MODE,
    g_param_spec_enum ("mode", NULL, N_ ("Add new leads, update matching ones, or both"),
                       ASSAY_TYPE_IMPORT_MODE, ASSAY_IMPORT_MODE_UPSERT,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
  assay_job_class_install (
    job_class, PARAM_KEY,
    text_param ("key", N_ ("The field that tells whether a lead exists; by default external_id, "
                           "else email, else phone")),
    &(AssayParam) { .metavar = "FIELD" });
  assay_job_class_install (
    job_class, PARAM_BLANK,
    text_param ("blank", N_ ("What a blank cell does to a value that is there: keep or erase")),
    &(AssayParam) { .metavar = "keep|erase" });
  assay_job_class_install (
    job_class, PARAM_RULE,
    list_param ("rule", N_ ("How a field is updated: newest, keep, longest, only-if-empty, earliest, latest")),
    &(AssayParam) { .flags = ASSAY_PARAM_MAP, .metavar = "FIELD=RULE" });
}

static void
install_file_params (AssayJobClass *job_class)
{
  assay_job_class_install (
    job_class, PARAM_FILE,
    g_param_spec_object ("file", NULL, N_ ("CSV, JSON Lines or Excel file"), G_TYPE_FILE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "FILE" });
  assay_job_class_install (job_class, PARAM_ENCODING,
                           text_param ("encoding", N_ ("Character encoding, if the guess is wrong")),
                           &(AssayParam) { .metavar = "ENCODING" });
  assay_job_class_install (
    job_class, PARAM_DELIMITER,
    text_param ("delimiter", N_ ("Character between cells, if the guess is wrong")),
    &(AssayParam) { .metavar = "CHARACTER" });
  assay_job_class_install (
    job_class, PARAM_QUOTE,
    text_param ("quote", N_ ("Character around cells, if the guess is wrong; none for none")),
    &(AssayParam) { .metavar = "CHARACTER" });
  assay_job_class_install (
    job_class, PARAM_HEADER_LINE,
    g_param_spec_int64 ("header-line", NULL,
                        N_ ("Line of the header; 0 for none, -1 to find out"), -1,
                        G_MAXINT32, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "LINE" });
  assay_job_class_install (job_class, PARAM_SHEET,
                           text_param ("sheet", N_ ("Sheet of a workbook; by default the first")),
                           &(AssayParam) { .metavar = "NAME" });
  assay_job_class_install (
    job_class, PARAM_DECIMAL,
    text_param ("decimal", N_ ("Decimal sign, if the guess is wrong: point or comma")),
    &(AssayParam) { .metavar = "SIGN" });
  assay_job_class_install (
    job_class, PARAM_DATES,
    text_param ("dates", N_ ("Order of dates, if the guess is wrong: dmy, mdy or ymd")),
    &(AssayParam) { .metavar = "ORDER" });
}

static void
install_run_params (AssayJobClass *job_class)
{
  assay_job_class_install (
    job_class, PARAM_THEN,
    text_param ("then", N_ ("What follows, as “enrich,match,score”, or “nothing”")),
    &(AssayParam) { .metavar = "STEPS" });
  assay_job_class_install (
    job_class, PARAM_ATTACH,
    flag_param ("attach", N_ ("Match afterwards, and merge new leads into the older ones they surely are")), NULL);
  assay_job_class_install (
    job_class, PARAM_AGAIN,
    flag_param ("again", N_ ("Add rows without a key even if the file was imported before")), NULL);
  assay_job_class_install (job_class, PARAM_DRY_RUN,
                           flag_param ("dry-run", N_ ("Tell what would happen, change nothing")),
                           NULL);
  assay_job_class_install (
    job_class, PARAM_REJECTS,
    g_param_spec_object ("rejects", NULL, N_ ("Where rejected rows go, with line and reason"),
                         G_TYPE_FILE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "FILE" });
}

void
assay_import_params_install (AssayJobClass *job_class)
{
  install_file_params (job_class);
  install_mapping_params (job_class);
  install_run_params (job_class);
}
