/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"

#include <archive.h>
#include <expat.h>

G_BEGIN_DECLS

typedef enum
{
  ASSAY_XLSX_STYLE_PLAIN,
  ASSAY_XLSX_STYLE_DATE,
  ASSAY_XLSX_STYLE_DATETIME,
  ASSAY_XLSX_STYLE_TIME,
} AssayXlsxStyle;

typedef struct
{
  char *name;  /* (owned) */
  char *path;  /* (owned): in the package */
} AssayXlsxSheetRef;

/* What is read of a workbook before its sheets. */
typedef struct
{
  char *path;             /* (owned): of the file */
  char *name;             /* (owned): what messages call it */
  GPtrArray *sheets;      /* (owned) (element-type AssayXlsxSheetRef) */
  GArray *styles;         /* (owned): AssayXlsxStyle by cell format */
  GString *strings;       /* (owned): the shared strings, one after the other */
  GArray *string_ends;    /* (owned): gsize: where each ends */
  gboolean from_1904;
} AssayXlsxPackage;

/* One XML part of the package, read piece by piece. */
typedef struct
{
  const AssayXlsxPackage *package;
  struct archive *archive; /* (owned) (nullable) */
  XML_Parser parser;       /* (owned) (nullable) */
  guint64 packed_from;     /* where the part starts in the file */
  guint64 n_packed, n_unpacked;
  gboolean at_end;
  const char *refused;     /* why the part is not read on */
} AssayXlsxPart;

gboolean assay_xlsx_part_open     (AssayXlsxPart           *self,
                                   const AssayXlsxPackage  *package,
                                   const char              *path,
                                   GError                 **error);
gboolean assay_xlsx_part_feed     (AssayXlsxPart           *self,
                                   GError                 **error);
void     assay_xlsx_part_refuse   (AssayXlsxPart           *self,
                                   const char              *reason);
void     assay_xlsx_part_clear    (AssayXlsxPart           *self);

AssayXlsxPackage *assay_xlsx_package_open (const char        *path,
                                           const char        *name,
                                           GError           **error);
void              assay_xlsx_package_free (AssayXlsxPackage  *self);

const char       *assay_xlsx_attribute    (const char       **attributes,
                                           const char        *name);
gboolean          assay_xlsx_is           (const char        *element,
                                           const char        *name);
void              assay_xlsx_unescape     (GString           *text,
                                           gsize              from);


G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayXlsxPackage, assay_xlsx_package_free)

G_END_DECLS
