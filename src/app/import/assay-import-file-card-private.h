/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-file-card.h"

G_BEGIN_DECLS

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

const char *assay_import_file_card_get_label (Option option);
void assay_import_file_card_fill_encoding (AssayImportFileCard      *self,
                                           const AssayImportSheet   *sheet,
                                           const AssayImportChoices *choices);
void assay_import_file_card_fill_delimiter (AssayImportFileCard      *self,
                                            const AssayImportSheet   *sheet,
                                            const AssayImportChoices *choices);
void assay_import_file_card_fill_header (AssayImportFileCard      *self,
                                         const AssayImportSheet   *sheet,
                                         const AssayImportChoices *choices);
void assay_import_file_card_fill_rest (AssayImportFileCard      *self,
                                       const AssayImportSheet   *sheet,
                                       const AssayImportChoices *choices);
void assay_import_file_card_fill_mapping (AssayImportFileCard    *self,
                                          const AssayImportSheet *sheet);
void assay_import_file_card_show_facts (AssayImportFileCard    *self,
                                        const AssayImportSheet *sheet);

G_END_DECLS
