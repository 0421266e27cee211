/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-file-card-private.h"

#include "assay-format.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define MAX_HEADER_CHOICES 10

/* Filling the card with what a file is like. */

static const char *const known_encodings[]
  = { "UTF-8",        "Windows-1252", "ISO-8859-1", "ISO-8859-15", "Windows-1250", "Windows-1251",
      "Windows-1253", "Windows-1254", "KOI8-R",     "IBM850",      "UTF-16LE",     "UTF-16BE",
      "Shift_JIS",    "EUC-JP",       "GB18030",    "Big5",        "EUC-KR" };

static const char *const option_labels[N_OPTIONS] = {
  [OPTION_KIND] = N_("Rows are"),       [OPTION_ENCODING] = N_("Encoding"),
  [OPTION_DELIMITER] = N_("Delimiter"), [OPTION_QUOTE] = N_("Quote"),
  [OPTION_HEADER] = N_("Header in line"), [OPTION_DECIMAL] = N_("Decimal sign"),
  [OPTION_DATES] = N_("Dates"),
};

static const struct
{
  char byte;
  const char *label;
} known_delimiters[] = { { ',', N_("Comma") },
                         { ';', N_("Semicolon") },
                         { '\t', N_("Tab") },
                         { '|', N_("Pipe") } };

const char *
assay_import_file_card_get_label (Option option)
{
  return _(option_labels[option]);
}

static void
fill (AssayImportFileCard *self,
      Option               option,
      const char *const   *labels,
      guint                selected,
      gboolean             detected)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);
  /* Translators: what a drop-down is for, when its value was guessed from the file */
  g_autofree char *caption
    = g_strdup_printf (_("%s · detected"), assay_import_file_card_get_label (option));

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choices[option]), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[option]), selected);
  gtk_label_set_text (GTK_LABEL (self->captions[option]),
                      detected ? caption : assay_import_file_card_get_label (option));
}

static void
set_shown (AssayImportFileCard *self,
           Option               option,
           gboolean             shown)
{
  /* The box, and the flow box's child around it. */
  GtkWidget *box = gtk_widget_get_parent (self->choices[option]);

  gtk_widget_set_visible (gtk_widget_get_parent (box), shown);
}

void
assay_import_file_card_fill_encoding (AssayImportFileCard      *self,
                                      const AssayImportSheet   *sheet,
                                      const AssayImportChoices *choices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = G_MAXUINT;

  set_shown (self, OPTION_ENCODING, sheet->encoding != NULL);
  if (sheet->encoding == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (known_encodings); i++)
    {
      g_strv_builder_add (builder, known_encodings[i]);
      if (g_ascii_strcasecmp (known_encodings[i], sheet->encoding) == 0)
        selected = (guint) i;
    }
  if (selected == G_MAXUINT)
    {
      g_strv_builder_add (builder, sheet->encoding);
      selected = G_N_ELEMENTS (known_encodings);
    }
  g_strfreev (self->encodings);
  self->encodings = g_strv_builder_end (builder);
  fill (self, OPTION_ENCODING, (const char *const *) self->encodings, selected,
        choices->encoding == NULL);
}

void
assay_import_file_card_fill_delimiter (AssayImportFileCard      *self,
                                       const AssayImportSheet   *sheet,
                                       const AssayImportChoices *choices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  guint selected = G_MAXUINT;
  const char own[2] = { sheet->delimiter, '\0' };

  set_shown (self, OPTION_DELIMITER, sheet->delimited);
  if (!sheet->delimited)
    return;
  g_string_truncate (self->delimiters, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (known_delimiters); i++)
    {
      g_strv_builder_add (builder, _(known_delimiters[i].label));
      g_string_append_c (self->delimiters, known_delimiters[i].byte);
      if (known_delimiters[i].byte == sheet->delimiter)
        selected = (guint) i;
    }
  if (selected == G_MAXUINT)
    {
      /* Nothing between cells: every line is one. Choosing that again means finding out. */
      g_strv_builder_add (builder, sheet->delimiter != '\0' ? own : _("None"));
      g_string_append_c (self->delimiters, sheet->delimiter);
      selected = G_N_ELEMENTS (known_delimiters);
    }
  labels = g_strv_builder_end (builder);
  fill (self, OPTION_DELIMITER, (const char *const *) labels, selected, choices->delimiter == '\0');
}

void
assay_import_file_card_fill_header (AssayImportFileCard      *self,
                                    const AssayImportSheet   *sheet,
                                    const AssayImportChoices *choices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  gint64 last = MAX (sheet->header_line, MAX_HEADER_CHOICES);

  set_shown (self, OPTION_HEADER, sheet->header_line >= 0);
  /* Translators: the file has no header */
  g_strv_builder_add (builder, _("None"));
  for (gint64 i = 1; i <= last; i++)
    {
      g_autofree char *label = g_strdup_printf ("%" PRId64, i);
      g_strv_builder_add (builder, label);
    }
  labels = g_strv_builder_end (builder);
  fill (self, OPTION_HEADER, (const char *const *) labels, (guint) MAX (sheet->header_line, 0),
        choices->header_line < 0);
}

void
assay_import_file_card_fill_rest (AssayImportFileCard      *self,
                                  const AssayImportSheet   *sheet,
                                  const AssayImportChoices *choices)
{
  const char *const kinds[] = { _("Leads"), _("Events"), NULL };
  const char *const quotes[] = { _("Double \""), _("Single '"), _("None"), NULL };
  const char *const signs[] = { _("Point"), _("Comma"), NULL };
  const char *const orders[] = { _("Day.month.year"), _("Month/day/year"), _("Year-month-day"), NULL };

  fill (self, OPTION_KIND, kinds, choices->kind == ASSAY_IMPORT_KIND_EVENTS ? 1 : 0, FALSE);
  fill (self, OPTION_QUOTE, quotes,
        sheet->quote == '"'    ? 0
        : sheet->quote == '\'' ? 1
                               : 2,
        choices->quote == '\0' && !choices->no_quote);
  fill (self, OPTION_DECIMAL, signs, sheet->decimal == ASSAY_DECIMAL_COMMA ? 1 : 0,
        choices->decimal == ASSAY_DECIMAL_AUTO);
  fill (self, OPTION_DATES, orders,
        sheet->dates == ASSAY_DATE_ORDER_MDY   ? 1
        : sheet->dates == ASSAY_DATE_ORDER_YMD ? 2
                                               : 0,
        choices->dates == ASSAY_DATE_ORDER_AUTO);
  set_shown (self, OPTION_QUOTE, sheet->delimited);
  set_shown (self, OPTION_DECIMAL, sheet->has_numbers);
  set_shown (self, OPTION_DATES, sheet->has_dates);
}

void
assay_import_file_card_fill_mapping (AssayImportFileCard    *self,
                                     const AssayImportSheet *sheet)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_widget_set_visible (self->mapping_box, sheet->mappings[0] != NULL);
  gtk_string_list_append (model, _("As detected"));
  for (guint i = 0; sheet->mappings[i] != NULL; i++)
    {
      g_autofree char *label = g_strdup_printf (_("%s (saved)"), sheet->mappings[i]);

      gtk_string_list_append (model, label);
      if (g_strcmp0 (sheet->mapping, sheet->mappings[i]) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->mapping), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->mapping), selected);
}

void
assay_import_file_card_show_facts (AssayImportFileCard    *self,
                                   const AssayImportSheet *sheet)
{
  g_autofree char *name = g_file_get_basename (assay_import_draft_get_file (self->draft));
  g_autofree char *size = g_format_size ((guint64) sheet->size);
  g_autofree char *rows
    = g_strdup_printf (ngettext ("%'" PRIu64 " row", "%'" PRIu64 " rows",
                                 (gulong) sheet->rows),
                       sheet->rows);
  g_autofree char *columns
    = g_strdup_printf (ngettext ("%u column", "%u columns", sheet->columns->len),
                       sheet->columns->len);
  g_autofree char *when = assay_format_instant (sheet->earlier, FALSE);
  g_autofree char *past = sheet->earlier == 0 ? g_strdup (_("never imported before"))
                                              : g_strdup_printf (_("imported %s"), when);
  g_autofree char *facts = g_strdup_printf ("%s · %s · %s · %s", size, rows, columns, past);
  gint64 skipped = sheet->header_line - 1;

  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->facts_label), facts);
  gtk_widget_set_visible (self->note, skipped > 0);
  if (skipped > 0)
    {
      g_autofree char *note = g_strdup_printf (
        ngettext ("%" PRId64 " line above the header is skipped.",
                  "%" PRId64 " lines above the header are skipped.", (gulong) skipped),
        skipped);
      gtk_label_set_text (GTK_LABEL (self->note), note);
    }
}
