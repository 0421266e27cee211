/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-stage-private.h"

#include "import/assay-import-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_BYTES (1024 * 1024)

struct _AssayImportStage
{
  int fd;
  guint64 written;     /* bytes in the file */
  GByteArray *buffer;  /* (owned): what follows them */
  GByteArray *record;  /* (owned): the one that was read last */
  GArray *offsets;     /* (owned) (element-type guint64) */
};

/* A file that never has a name where the file system can do that, so that not even a kill between two
 * calls leaves it behind. */
static int
open_nameless (const char *beside)
{
  g_autofree char *folder = g_path_get_dirname (beside);
  g_autofree char *name = NULL;
  int fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;
  name = g_strconcat (beside, ".import-XXXXXX", NULL);
  fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    g_unlink (name);
  return fd;
}

/**
 * assay_import_stage_new:
 * @beside: the workspace file
 */
AssayImportStage *
assay_import_stage_new (const char *beside,
                        GError    **error)
{
  int fd = open_nameless (beside);

  if (fd < 0)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_WRITE,
                   "No file can be made beside the workspace: %s", g_strerror (errno));
      return NULL;
    }
  AssayImportStage *self = g_new0 (AssayImportStage, 1);
  self->fd = fd;
  self->buffer = g_byte_array_sized_new (BUFFER_BYTES);
  self->record = g_byte_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

void
assay_import_stage_free (AssayImportStage *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_byte_array_unref (self->buffer);
  g_byte_array_unref (self->record);
  g_array_unref (self->offsets);
  g_free (self);
}

guint64
assay_import_stage_get_size (AssayImportStage *self)
{
  return self->offsets->len;
}

static gboolean
flush (AssayImportStage *self,
       GError          **error)
{
  gsize done = 0;

  while (done < self->buffer->len)
    {
      gssize n = write (self->fd, self->buffer->data + done, self->buffer->len - done);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, ASSAY_IMPORT_ERROR,
                       errno == ENOSPC ? ASSAY_IMPORT_ERROR_NO_SPACE : ASSAY_IMPORT_ERROR_WRITE,
                       "The import cannot be prepared beside the workspace: %s", g_strerror (errno));
          return FALSE;
        }
      done += (gsize) n;
    }
  self->written += done;
  g_byte_array_set_size (self->buffer, 0);
  return TRUE;
}

static gboolean
pack (AssayImportStage *self,
      gint64            lead,
      const AssayValue *values,
      const guint8     *given,
      guint             n_values,
      GError          **error)
{
  guint n = 0;

  if (self->buffer->len > BUFFER_BYTES && !flush (self, error))
    return FALSE;
  for (guint i = 0; i < n_values; i++)
    n += given[i] != 0;
  assay_varint_append ((guint64) lead, self->buffer);
  assay_varint_append (n, self->buffer);
  for (guint i = 0; i < n_values; i++)
    if (given[i])
      {
        assay_varint_append (i, self->buffer);
        assay_value_pack (&values[i], self->buffer);
      }
  return TRUE;
}

/**
 * assay_import_stage_append:
 * @lead: 0 for a new one
 * @given: (array length=n_values): which values the record has
 *
 * Returns: the record's number, from 0; negative on error
 */
gint64
assay_import_stage_append (AssayImportStage *self,
                           gint64            lead,
                           const AssayValue *values,
                           const guint8     *given,
                           guint             n_values,
                           GError          **error)
{
  guint64 before = self->written + self->buffer->len;

  if (!pack (self, lead, values, given, n_values, error))
    return -1;
  g_array_append_val (self->offsets, before);
  return (gint64) self->offsets->len - 1;
}

/**
 * assay_import_stage_replace:
 *
 * Puts other values in the place of a record; it keeps its number.
 */
gboolean
assay_import_stage_replace (AssayImportStage *self,
                            gint64            record,
                            gint64            lead,
                            const AssayValue *values,
                            const guint8     *given,
                            guint             n_values,
                            GError          **error)
{
  guint64 before = self->written + self->buffer->len;

  if (!pack (self, lead, values, given, n_values, error))
    return FALSE;
  g_array_index (self->offsets, guint64, record) = before;
  return TRUE;
}

/* Reads at least what there is of @wanted bytes from @offset. */
static gboolean
load (AssayImportStage *self,
      guint64           offset,
      gsize             wanted,
      GError          **error)
{
  if (offset + wanted > self->written && !flush (self, error))
    return FALSE;
  g_byte_array_set_size (self->record, (guint) wanted);
  gsize done = 0;
  while (done < wanted)
    {
      gssize n = pread (self->fd, self->record->data + done, wanted - done, (off_t) (offset + done));
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
                       "The prepared import cannot be read: %s", g_strerror (errno));
          return FALSE;
        }
      if (n == 0)
        break;
      done += (gsize) n;
    }
  g_byte_array_set_size (self->record, (guint) done);
  return TRUE;
}

static gboolean
unpack (AssayImportStage *self,
        gint64           *out_lead,
        AssayValue       *values,
        guint8           *given,
        guint             n_values)
{
  const guint8 *p = self->record->data, *end = p + self->record->len;
  guint64 lead, n, place;

  memset (given, 0, n_values);
  if (!assay_varint_read (&lead, &p, end) || !assay_varint_read (&n, &p, end))
    return FALSE;
  for (guint64 i = 0; i < n; i++)
    {
      if (!assay_varint_read (&place, &p, end) || place >= n_values
          || !assay_value_unpack (&values[place], &p, end))
        return FALSE;
      given[place] = TRUE;
    }
  *out_lead = (gint64) lead;
  return TRUE;
}

/**
 * assay_import_stage_read:
 * @values: (array length=n_values): set where @given is; text lasts until the next read
 */
gboolean
assay_import_stage_read (AssayImportStage *self,
                         gint64            record,
                         gint64           *out_lead,
                         AssayValue       *values,
                         guint8           *given,
                         guint             n_values,
                         GError          **error)
{
  guint64 offset = g_array_index (self->offsets, guint64, record);
  guint64 end = self->written + self->buffer->len;

  /* Most records are small; a larger one is read again with more room. */
  for (gsize wanted = 4096; ; wanted *= 8)
    {
      wanted = MIN (wanted, end - offset);
      if (!load (self, offset, wanted, error))
        return FALSE;
      if (unpack (self, out_lead, values, given, n_values))
        return TRUE;
      if (wanted == end - offset)
        break;
    }
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
               "The prepared import is damaged at record %" G_GINT64_FORMAT, record);
  return FALSE;
}
