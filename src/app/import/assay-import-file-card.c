/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-file-card-private.h"

#include "assay-theme.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AssayImportFileCard, assay_import_file_card, ADW_TYPE_BIN)

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
  assay_set_accessible_name (drop_down, label);
  return drop_down;
}

static void
build_options (AssayImportFileCard *self)
{
  for (int i = 0; i < N_OPTIONS; i++)
    {
      GtkWidget *box = i == OPTION_KIND ? self->kind_box : gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      GtkWidget *child;

      self->captions[i] = assay_label_new (assay_import_file_card_get_label (i),
                                           i == OPTION_KIND ? "assay-table-text dim-label" : "caption dim-label",
                                           ASSAY_LABEL_ELLIPSIZE);
      self->choices[i] = new_drop_down (self, assay_import_file_card_get_label (i));
      g_signal_connect_object (self->choices[i], "notify::selected", G_CALLBACK (selected_cb), self,
                               G_CONNECT_SWAPPED);
      assay_append (box, self->captions[i], self->choices[i], NULL);
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
  assay_import_file_card_show_facts (self, sheet);
  assay_import_file_card_fill_mapping (self, sheet);
  assay_import_file_card_fill_encoding (self, sheet, choices);
  assay_import_file_card_fill_delimiter (self, sheet, choices);
  assay_import_file_card_fill_header (self, sheet, choices);
  assay_import_file_card_fill_rest (self, sheet, choices);
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
