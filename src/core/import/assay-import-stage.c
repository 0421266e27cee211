/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-stage-private.h"

#include "import/assay-import-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Leads that come more than once are read soon after they were written: mostly from here. */
#define BUFFER_BYTES (8 * 1024 * 1024)
#define WINDOW_BYTES (64 * 1024)
#define SMALL_RECORD 4096

struct _AssayImportStage
{
  int fd;
  guint64 written;     /* bytes in the file */
  GByteArray *buffer;  /* (owned): what follows them */
  GByteArray *window;  /* (owned): the piece of the file that was read last */
  guint64 window_at;   /* where it starts */
  GArray *offsets;     /* (owned) (element-type guint64) */
  GArray *leads;       /* (owned) (element-type gint64) */
  GArray *order;       /* (owned) (nullable) (element-type guint32): how the records are read */
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
  self->window = g_byte_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
assay_import_stage_free (AssayImportStage *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_byte_array_unref (self->buffer);
  g_byte_array_unref (self->window);
  g_array_unref (self->offsets);
  g_array_unref (self->leads);
  g_clear_pointer (&self->order, g_array_unref);
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
  g_array_append_val (self->leads, lead);
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

/* Makes @wanted bytes from @offset, or what there is of them, part of the window. Who reads on from
 * where the window ends reads one record after the other: then the next ones come along. */
static gboolean
load (AssayImportStage *self,
      guint64           offset,
      gsize             wanted,
      GError          **error)
{
  guint64 end = self->window_at + self->window->len;

  if (offset >= self->window_at && offset + wanted <= end)
    return TRUE;
  if (offset >= self->written)
    {
      g_byte_array_set_size (self->window, 0);
      g_byte_array_append (self->window, self->buffer->data + (offset - self->written),
                           (guint) wanted);
      self->window_at = offset;
      return TRUE;
    }
  if (offset + wanted > self->written && !flush (self, error))
    return FALSE;
  if (offset >= self->window_at && offset <= end + SMALL_RECORD)
    wanted = MAX (wanted, MIN (WINDOW_BYTES, self->written - offset));
  g_byte_array_set_size (self->window, (guint) wanted);
  self->window_at = offset;
  gsize done = 0;
  while (done < wanted)
    {
      gssize n = pread (self->fd, self->window->data + done, wanted - done, (off_t) (offset + done));
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
  g_byte_array_set_size (self->window, (guint) done);
  return TRUE;
}

static gboolean
unpack (const guint8 *p,
        const guint8 *end,
        gint64       *out_lead,
        AssayValue   *values,
        guint8       *given,
        guint         n_values)
{
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
  for (gsize wanted = SMALL_RECORD; ; wanted *= 8)
    {
      wanted = MIN (wanted, end - offset);
      if (!load (self, offset, wanted, error))
        return FALSE;
      const guint8 *start = self->window->data + (offset - self->window_at);
      if (unpack (start, self->window->data + self->window->len, out_lead, values, given, n_values))
        return TRUE;
      if (wanted == end - offset)
        break;
    }
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
               "The prepared import is damaged at record %" G_GINT64_FORMAT, record);
  return FALSE;
}

static int
compare_leads (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const gint64 *leads = data;
  gint64 first = leads[*(const guint32 *) a], second = leads[*(const guint32 *) b];

  return (first > second) - (first < second);
}

/**
 * assay_import_stage_end:
 *
 * No more records come. From here on assay_import_stage_read_next() reads them so that they are best
 * written: leads that there are by number, because neighbours share a page and a page that is changed
 * once is written once; then new ones as they came.
 */
void
assay_import_stage_end (AssayImportStage *self)
{
  const gint64 *leads = (const gint64 *) (gpointer) self->leads->data;
  gint64 last = 0;
  gboolean sorted = TRUE;

  g_clear_pointer (&self->order, g_array_unref);
  self->order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->leads->len);
  for (guint32 record = 0; record < self->leads->len; record++)
    if (leads[record] > 0)
      {
        sorted &= leads[record] > last;
        last = leads[record];
        g_array_append_val (self->order, record);
      }
  if (!sorted)
    g_array_sort_with_data (self->order, compare_leads, self->leads->data);
  for (guint32 record = 0; record < self->leads->len; record++)
    if (leads[record] == 0)
      g_array_append_val (self->order, record);
}

/**
 * assay_import_stage_read_next:
 * @position: from 0, after assay_import_stage_end()
 * @values: (array length=n_values): set where @given is; text lasts until the next read
 */
gboolean
assay_import_stage_read_next (AssayImportStage *self,
                              guint64           position,
                              gint64           *out_lead,
                              AssayValue       *values,
                              guint8           *given,
                              guint             n_values,
                              GError          **error)
{
  return assay_import_stage_read (self, g_array_index (self->order, guint32, position), out_lead,
                                  values, given, n_values, error);
}
