/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"

G_BEGIN_DECLS

typedef gssize (*AssayGunzipReadFunc) (gpointer       data,
                                       void          *into,
                                       gsize          size,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Unpacks a gzip file, piece by piece. */
typedef struct
{
  GZlibDecompressor *inflater; /* (owned) (nullable): NULL behind the last member */
  guint8 *packed;              /* (owned) */
  gsize packed_at, packed_n;
  gboolean packed_end;
  guint64 n_out;
  AssayGunzipReadFunc read;
  gpointer data;
  const char *name;            /* what messages call the file */
} AssayGunzip;

gboolean assay_gunzip_sniff (const char           *start,
                             gsize                 length);
void     assay_gunzip_init  (AssayGunzip          *self,
                             const char           *start,
                             gsize                 length,
                             gboolean              complete);
gssize   assay_gunzip_read  (AssayGunzip          *self,
                             char                 *into,
                             gsize                 size,
                             GCancellable         *cancellable,
                             GError              **error);
void     assay_gunzip_clear (AssayGunzip          *self);

G_END_DECLS
