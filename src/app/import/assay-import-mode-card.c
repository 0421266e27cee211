/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-mode-card.h"

#include "assay-theme.h"

#include <glib/gi18n.h>

/**
 * AssayImportModeCard:
 *
 * What becomes of leads that exist already, and what a blank cell means.
 */
struct _AssayImportModeCard
{
  AdwBin parent_instance;

  AssayImportDraft *draft; /* (owned) (nullable) */
  GPtrArray *keys;         /* (owned) (element-type utf8): of the drop-down, after the first */
  gboolean filling;

  GtkWidget *mode_row;
  GtkWidget *mode;
  GtkWidget *key;
  GtkWidget *blank;
};

G_DEFINE_FINAL_TYPE (AssayImportModeCard, assay_import_mode_card, ADW_TYPE_BIN)

static const AssayImportMode modes[]
  = { ASSAY_IMPORT_MODE_UPSERT, ASSAY_IMPORT_MODE_ADD, ASSAY_IMPORT_MODE_UPDATE };

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mode_selected_cb (AssayImportModeCard *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->mode));

  if (self->filling || self->draft == NULL || selected >= G_N_ELEMENTS (modes))
    return;
  assay_import_draft_get_choices (self->draft)->mode = modes[selected];
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
key_selected_cb (AssayImportModeCard *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->key));
  AssayImportChoices *choices;

  if (self->filling || self->draft == NULL || selected > self->keys->len)
    return;
  choices = assay_import_draft_get_choices (self->draft);
  g_free (choices->key);
  choices->key = selected > 0 ? g_strdup (g_ptr_array_index (self->keys, selected - 1)) : NULL;
  assay_import_draft_update (self->draft);
}

static void
blank_toggled_cb (AssayImportModeCard *self)
{
  if (self->filling || self->draft == NULL)
    return;
  assay_import_draft_get_choices (self->draft)->blank_erases
    = !gtk_switch_get_active (GTK_SWITCH (self->blank));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
assay_import_mode_card_dispose (GObject *object)
{
  g_clear_object (&ASSAY_IMPORT_MODE_CARD (object)->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_IMPORT_MODE_CARD);
  G_OBJECT_CLASS (assay_import_mode_card_parent_class)->dispose (object);
}

static void
assay_import_mode_card_finalize (GObject *object)
{
  g_ptr_array_unref (ASSAY_IMPORT_MODE_CARD (object)->keys);
  G_OBJECT_CLASS (assay_import_mode_card_parent_class)->finalize (object);
}

static void
assay_import_mode_card_class_init (AssayImportModeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_import_mode_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_import_mode_card_finalize;

  /**
   * AssayImportModeCard::changed:
   *
   * A choice changed that the sheet does not depend on, only what the import would do.
   */
  signals[CHANGED] = g_signal_new ("changed", ASSAY_TYPE_IMPORT_MODE_CARD, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-import-mode-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayImportModeCard, mode_row);
  gtk_widget_class_bind_template_child (widget_class, AssayImportModeCard, mode);
  gtk_widget_class_bind_template_child (widget_class, AssayImportModeCard, key);
  gtk_widget_class_bind_template_child (widget_class, AssayImportModeCard, blank);
  gtk_widget_class_bind_template_callback (widget_class, mode_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, blank_toggled_cb);
}

static void
assay_import_mode_card_init (AssayImportModeCard *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
name_key (const AssayImportSheet *sheet,
          const char             *key)
{
  for (guint i = 0; i < sheet->fields->len; i++)
    {
      const AssayImportSheetField *field = g_ptr_array_index (sheet->fields, i);

      if (g_strcmp0 (field->key, key) == 0)
        return g_utf8_strdown (field->label, -1);
    }
  return g_strdup (key);
}

static void
fill_keys (AssayImportModeCard      *self,
           const AssayImportSheet   *sheet,
           const AssayImportChoices *choices)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autofree char *found = name_key (sheet, sheet->key);
  guint selected = 0;

  g_ptr_array_set_size (self->keys, 0);
  if (choices->key != NULL || sheet->key == NULL)
    gtk_string_list_append (model, choices->key != NULL ? _("by what the file has")
                                                        : _("cannot be told"));
  else
    /* Translators: %s is a field that tells whether a lead exists, where the row has it */
    gtk_string_list_take (model, g_strdup_printf (_("by %s, if given"), found));
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const AssayImportSheetColumn *column = assay_import_sheet_get_column (sheet, i);
      g_autofree char *name = NULL;

      if (column->field == NULL || column->is_new)
        continue;
      name = name_key (sheet, column->field);
      g_ptr_array_add (self->keys, g_strdup (column->field));
      gtk_string_list_take (model, g_strdup_printf (_("by %s"), name));
      if (g_strcmp0 (choices->key, column->field) == 0)
        selected = self->keys->len;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->key), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->key), selected);
}

/**
 * assay_import_mode_card_show:
 * @draft: with a sheet
 */
void
assay_import_mode_card_show (AssayImportModeCard *self,
                             AssayImportDraft    *draft)
{
  const AssayImportSheet *sheet = assay_import_draft_get_sheet (draft);
  const AssayImportChoices *choices = assay_import_draft_get_choices (draft);

  g_return_if_fail (ASSAY_IS_IMPORT_MODE_CARD (self));
  g_return_if_fail (sheet != NULL);

  g_set_object (&self->draft, draft);
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (modes[i] == choices->mode)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->mode), i);
  fill_keys (self, sheet, choices);
  gtk_switch_set_active (GTK_SWITCH (self->blank), !choices->blank_erases);
  self->filling = FALSE;
}

void
assay_import_mode_card_set_phone (AssayImportModeCard *self,
                                  gboolean             phone)
{
  g_return_if_fail (ASSAY_IS_IMPORT_MODE_CARD (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->mode_row), phone
                                                                     ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
}
