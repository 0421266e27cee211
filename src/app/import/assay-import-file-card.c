/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-file-card.h"

#include "assay-format.h"
#include "assay-theme.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_HEADER_CHOICES 10

typedef enum
{
  OPTION_KIND,
  OPTION_ENCODING,
  OPTION_DELIMITER,
  OPTION_QUOTE,
  OPTION_HEADER,
  OPTION_DECIMAL,
  OPTION_DATES,
  N_OPTIONS
} Option;

/**
 * AssayImportFileCard:
 *
 * The file and how it is written. What was guessed says so; a change counts at once.
 */
struct _AssayImportFileCard
{
  AdwBin parent_instance;

  AssayImportDraft *draft; /* (owned) (nullable) */
  GStrv encodings;         /* (owned) (nullable): of the drop-down */
  GString *delimiters;     /* (owned): of the drop-down, a byte each */
  gboolean filling;

  GtkWidget *head;
  GtkWidget *lower;
  GtkWidget *tools;
  GtkWidget *kind_box;
  GtkWidget *remember_button;
  GtkWidget *name;
  GtkWidget *name_label;
  GtkWidget *facts_label;
  GtkWidget *mapping_box;
  GtkWidget *mapping;
  GtkWidget *options;
  GtkWidget *captions[N_OPTIONS];
  GtkWidget *choices[N_OPTIONS];
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (AssayImportFileCard, assay_import_file_card, ADW_TYPE_BIN)

static const char *const option_labels[N_OPTIONS] = {
  [OPTION_KIND] = N_("Rows are"),       [OPTION_ENCODING] = N_("Encoding"),
  [OPTION_DELIMITER] = N_("Delimiter"), [OPTION_QUOTE] = N_("Quote"),
  [OPTION_HEADER] = N_("Header in line"), [OPTION_DECIMAL] = N_("Decimal sign"),
  [OPTION_DATES] = N_("Dates"),
};

static const char *const known_encodings[]
  = { "UTF-8",        "Windows-1252", "ISO-8859-1", "ISO-8859-15", "Windows-1250", "Windows-1251",
      "Windows-1253", "Windows-1254", "KOI8-R",     "IBM850",      "UTF-16LE",     "UTF-16BE",
      "Shift_JIS",    "EUC-JP",       "GB18030",    "Big5",        "EUC-KR" };

static const struct
{
  char byte;
  const char *label;
} known_delimiters[] = { { ',', N_("Comma") },
                         { ';', N_("Semicolon") },
                         { '\t', N_("Tab") },
                         { '|', N_("Pipe") } };

static void
choose_encoding (AssayImportFileCard *self,
                 AssayImportChoices  *choices,
                 guint                selected)
{
  g_free (choices->encoding);
  choices->encoding = g_strdup (self->encodings[selected]);
}

static void
choose_quote (AssayImportChoices *choices,
              guint               selected)
{
  choices->no_quote = selected == 2;
  choices->quote = selected == 0 ? '"' : selected == 1 ? '\'' : '\0';
}

static void
choose (AssayImportFileCard *self,
        Option               option,
        guint                selected)
{
  AssayImportChoices *choices = assay_import_draft_get_choices (self->draft);

  switch (option)
    {
    case OPTION_KIND:
      choices->kind = selected == 1 ? ASSAY_IMPORT_KIND_EVENTS : ASSAY_IMPORT_KIND_LEADS;
      break;
    case OPTION_ENCODING:
      choose_encoding (self, choices, selected);
      break;
    case OPTION_DELIMITER:
      choices->delimiter = self->delimiters->str[selected];
      break;
    case OPTION_QUOTE:
      choose_quote (choices, selected);
      break;
    case OPTION_HEADER:
      choices->header_line = selected;
      break;
    case OPTION_DECIMAL:
      choices->decimal = selected == 1 ? ASSAY_DECIMAL_COMMA : ASSAY_DECIMAL_POINT;
      break;
    case OPTION_DATES:
      choices->dates = selected == 0   ? ASSAY_DATE_ORDER_DMY
                       : selected == 1 ? ASSAY_DATE_ORDER_MDY
                                       : ASSAY_DATE_ORDER_YMD;
      break;
    case N_OPTIONS:
    default:
      g_return_if_reached ();
    }
  if (option == OPTION_DECIMAL || option == OPTION_DATES)
    assay_import_draft_read (self->draft);
  else
    assay_import_draft_read_anew (self->draft);
}

static void
selected_cb (AssayImportFileCard *self,
             GParamSpec          *pspec,
             GtkDropDown         *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (self->filling || self->draft == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  for (int i = 0; i < N_OPTIONS; i++)
    if (self->choices[i] == GTK_WIDGET (drop_down))
      choose (self, (Option) i, selected);
}

static void
mapping_selected_cb (AssayImportFileCard *self)
{
  AssayImportSheet *sheet;
  AssayImportChoices *choices;
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->mapping));

  if (self->filling || self->draft == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  sheet = assay_import_draft_get_sheet (self->draft);
  choices = assay_import_draft_get_choices (self->draft);
  g_free (choices->mapping);
  choices->mapping = selected > 0 ? g_strdup (sheet->mappings[selected - 1]) : NULL;
  assay_import_draft_read_anew (self->draft);
}

/* It is saved with the import. */
static void
name_changed_cb (AssayImportFileCard *self)
{
  AssayImportChoices *choices;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *label = NULL;

  if (self->filling || self->draft == NULL)
    return;
  choices = assay_import_draft_get_choices (self->draft);
  g_free (choices->mapping);
  choices->mapping = *name != '\0' ? g_strdup (name) : NULL;
  /* Translators: %s is the name under which columns will be remembered */
  label = *name != '\0' ? g_strdup_printf (_("Remember as “%s”"), name) : g_strdup (_("Remember…"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->remember_button), label);
}

static GtkWidget *
new_drop_down (AssayImportFileCard *self,
               const char          *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  gtk_widget_add_css_class (drop_down, "assay-small-drop-down");
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return drop_down;
}

static void
build_options (AssayImportFileCard *self)
{
  for (int i = 0; i < N_OPTIONS; i++)
    {
      GtkWidget *box = i == OPTION_KIND ? self->kind_box : gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      GtkWidget *child;

      self->captions[i] = gtk_label_new (_(option_labels[i]));
      gtk_label_set_xalign (GTK_LABEL (self->captions[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (self->captions[i]), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (self->captions[i], i == OPTION_KIND ? "assay-table-text" : "caption");
      gtk_widget_add_css_class (self->captions[i], "dim-label");
      self->choices[i] = new_drop_down (self, _(option_labels[i]));
      g_signal_connect_object (self->choices[i], "notify::selected", G_CALLBACK (selected_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->captions[i]);
      gtk_box_append (GTK_BOX (box), self->choices[i]);
      if (i == OPTION_KIND)
        continue;
      child = gtk_flow_box_child_new ();
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (self->options), child);
    }
}

static void
assay_import_file_card_dispose (GObject *object)
{
  g_clear_object (&ASSAY_IMPORT_FILE_CARD (object)->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_IMPORT_FILE_CARD);
  G_OBJECT_CLASS (assay_import_file_card_parent_class)->dispose (object);
}

static void
assay_import_file_card_finalize (GObject *object)
{
  AssayImportFileCard *self = ASSAY_IMPORT_FILE_CARD (object);

  g_strfreev (self->encodings);
  g_string_free (self->delimiters, TRUE);
  G_OBJECT_CLASS (assay_import_file_card_parent_class)->finalize (object);
}

static void
assay_import_file_card_class_init (AssayImportFileCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_import_file_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_import_file_card_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-import-file-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, head);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, lower);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, tools);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, kind_box);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, remember_button);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, name);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, facts_label);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, mapping_box);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, mapping);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, options);
  gtk_widget_class_bind_template_child (widget_class, AssayImportFileCard, note);
  gtk_widget_class_bind_template_callback (widget_class, mapping_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
assay_import_file_card_init (AssayImportFileCard *self)
{
  self->delimiters = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  build_options (self);
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
    = g_strdup_printf (_("%s · detected"), _(option_labels[option]));

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choices[option]), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[option]), selected);
  gtk_label_set_text (GTK_LABEL (self->captions[option]),
                      detected ? caption : _(option_labels[option]));
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

static void
fill_encoding (AssayImportFileCard      *self,
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

static void
fill_delimiter (AssayImportFileCard      *self,
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

static void
fill_header (AssayImportFileCard      *self,
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

static void
fill_rest (AssayImportFileCard      *self,
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

static void
fill_mapping (AssayImportFileCard    *self,
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

static void
show_facts (AssayImportFileCard    *self,
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

/**
 * assay_import_file_card_show:
 * @draft: with a sheet
 */
void
assay_import_file_card_show (AssayImportFileCard *self,
                             AssayImportDraft    *draft)
{
  AssayImportSheet *sheet = assay_import_draft_get_sheet (draft);
  const AssayImportChoices *choices = assay_import_draft_get_choices (draft);

  g_return_if_fail (ASSAY_IS_IMPORT_FILE_CARD (self));
  g_return_if_fail (sheet != NULL);

  self->filling = TRUE;
  if (g_set_object (&self->draft, draft))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), "");
      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->remember_button), _("Remember…"));
    }
  gtk_widget_set_visible (self->remember_button, sheet->mapping == NULL);
  show_facts (self, sheet);
  fill_mapping (self, sheet);
  fill_encoding (self, sheet, choices);
  fill_delimiter (self, sheet, choices);
  fill_header (self, sheet, choices);
  fill_rest (self, sheet, choices);
  self->filling = FALSE;
}

void
assay_import_file_card_set_width (AssayImportFileCard *self,
                                  AssayWidth           width)
{
  GtkOrientation orientation
    = width < ASSAY_WIDTH_WIDE ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (ASSAY_IS_IMPORT_FILE_CARD (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lower), orientation);
  gtk_widget_set_visible (self->captions[OPTION_KIND], width > ASSAY_WIDTH_PHONE);
  gtk_widget_set_hexpand (self->choices[OPTION_KIND], width == ASSAY_WIDTH_PHONE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->tools),
                                  width == ASSAY_WIDTH_PHONE ? GTK_ORIENTATION_VERTICAL
                                                             : GTK_ORIENTATION_HORIZONTAL);
}

/**
 * assay_import_file_card_set_locked:
 * @locked: whether only another file may be chosen
 */
void
assay_import_file_card_set_locked (AssayImportFileCard *self,
                                   gboolean             locked)
{
  g_return_if_fail (ASSAY_IS_IMPORT_FILE_CARD (self));
  gtk_widget_set_sensitive (self->options, !locked);
  gtk_widget_set_sensitive (self->kind_box, !locked);
  gtk_widget_set_sensitive (self->remember_button, !locked);
  gtk_widget_set_sensitive (self->mapping_box, !locked);
}
