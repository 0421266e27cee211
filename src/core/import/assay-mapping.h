/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-column-format.h"
#include "import/assay-csv-dialect.h"
#include "model/assay-document.h"

G_BEGIN_DECLS

#define ASSAY_MAPPING_KIND "mapping"

#define ASSAY_TYPE_IMPORT_KIND (assay_import_kind_get_type ())
#define ASSAY_TYPE_IMPORT_MODE (assay_import_mode_get_type ())
#define ASSAY_TYPE_MAPPING     (assay_mapping_get_type ())

/**
 * AssayImportKind:
 * @ASSAY_IMPORT_KIND_LEADS: rows are leads
 * @ASSAY_IMPORT_KIND_EVENTS: rows are what leads did
 * @ASSAY_IMPORT_KIND_OUTCOMES: rows are what became of leads
 * @ASSAY_IMPORT_KIND_AGENTS: rows are people whom leads are routed to
 *
 * All but leads go to the #AssayRowSinkClass that was registered under the kind's nick.
 */
typedef enum
{
  ASSAY_IMPORT_KIND_LEADS,
  ASSAY_IMPORT_KIND_EVENTS,
  ASSAY_IMPORT_KIND_OUTCOMES,
  ASSAY_IMPORT_KIND_AGENTS,
} AssayImportKind;

/**
 * AssayImportMode:
 * @ASSAY_IMPORT_MODE_UPSERT: add new leads, update those whose key matches
 * @ASSAY_IMPORT_MODE_ADD: add new leads, leave those whose key matches
 * @ASSAY_IMPORT_MODE_UPDATE: update those whose key matches, reject the others
 */
typedef enum
{
  ASSAY_IMPORT_MODE_UPSERT,
  ASSAY_IMPORT_MODE_ADD,
  ASSAY_IMPORT_MODE_UPDATE,
} AssayImportMode;

/**
 * AssayUpdateRule:
 * @ASSAY_UPDATE_RULE_DEFAULT: what is natural for the field: the earliest `created_at`, the latest
 *   `last_activity_at`, an `external_id` that is not the key only if there is none, else the newest
 * @ASSAY_UPDATE_RULE_NEWEST: the file's value replaces what is there
 * @ASSAY_UPDATE_RULE_KEEP: what a lead has stays, even where it has nothing
 * @ASSAY_UPDATE_RULE_LONGEST: the longer text stays
 * @ASSAY_UPDATE_RULE_ONLY_IF_EMPTY: the file's value fills what is empty
 * @ASSAY_UPDATE_RULE_EARLIEST: the earlier date, or smaller number, stays
 * @ASSAY_UPDATE_RULE_LATEST: the later date, or larger number, stays
 *
 * What an update does to a field of a lead that exists.
 */
typedef enum
{
  ASSAY_UPDATE_RULE_DEFAULT,
  ASSAY_UPDATE_RULE_NEWEST,
  ASSAY_UPDATE_RULE_KEEP,
  ASSAY_UPDATE_RULE_LONGEST,
  ASSAY_UPDATE_RULE_ONLY_IF_EMPTY,
  ASSAY_UPDATE_RULE_EARLIEST,
  ASSAY_UPDATE_RULE_LATEST,
} AssayUpdateRule;

/**
 * AssayMappingColumn:
 * @header: (owned): the column's name in the file; empty where it has none
 * @field: (owned) (nullable): key of the field it becomes; %NULL where it is left out
 * @label: (owned) (nullable): label of the field, where it is made by this import
 * @format: how its text becomes values
 * @rule: what an update does
 */
typedef struct
{
  char *header;
  char *field;
  char *label;
  AssayColumnFormat format;
  AssayUpdateRule rule;
} AssayMappingColumn;

/**
 * AssayMapping:
 * @encoding: (owned) (nullable): the file's character encoding; %NULL to find out
 * @dialect: (owned) (nullable): how it is written; %NULL to find out
 * @sheet: (owned) (nullable): which sheet of a workbook
 * @key: (owned) (nullable): the field that tells whether a lead exists; %NULL for external id, else
 *   email, else phone, whichever the file has
 * @blank_erases: blank cells take values away
 * @native: the file was written by Assay: numbers, dates and text come back exactly
 * @columns: (element-type AssayMappingColumn) (owned): in the order of the file
 *
 * What becomes of the columns of a file. As a document it is found again by its signature, a hash of
 * the headers in any order. Belongs to one thread at a time; copies are cheap.
 */
typedef struct
{
  AssayImportKind kind;
  AssayImportMode mode;
  char *encoding;
  AssayCsvDialect *dialect;
  char *sheet;
  char *key;
  gboolean blank_erases;
  gboolean native;
  GPtrArray *columns;
} AssayMapping;

GType               assay_import_kind_get_type    (void) G_GNUC_CONST;
GType               assay_import_mode_get_type    (void) G_GNUC_CONST;
GType               assay_mapping_get_type        (void) G_GNUC_CONST;
AssayMapping       *assay_mapping_new             (AssayImportKind           kind);
AssayMapping       *assay_mapping_copy            (const AssayMapping       *self);
void                assay_mapping_free            (AssayMapping             *self);
AssayMappingColumn *assay_mapping_add_column      (AssayMapping             *self,
                                                   const char               *header);
AssayMappingColumn *assay_mapping_get_column      (const AssayMapping       *self,
                                                   guint                     position);
AssayMappingColumn *assay_mapping_find_header     (const AssayMapping       *self,
                                                   const char               *header);
AssayMappingColumn *assay_mapping_find_field      (const AssayMapping       *self,
                                                   const char               *field);
void                assay_mapping_column_set_field (AssayMappingColumn      *column,
                                                   const char               *field,
                                                   const char               *label);
void                assay_mapping_apply_saved     (AssayMapping             *self,
                                                   const AssayMapping       *saved);
char               *assay_mapping_signature       (const char *const        *headers);
char               *assay_mapping_dup_signature   (const AssayMapping       *self);
AssayMapping       *assay_mapping_from_document   (AssayDocument            *document,
                                                   GError                  **error);
AssayDocument      *assay_mapping_to_document     (const AssayMapping       *self,
                                                   const char               *key);
const char         *assay_update_rule_to_nick     (AssayUpdateRule           rule);
gboolean            assay_update_rule_from_nick   (const char               *nick,
                                                   AssayUpdateRule          *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMapping, assay_mapping_free)

G_END_DECLS
