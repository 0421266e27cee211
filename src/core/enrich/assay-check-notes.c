/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-check-notes.h"

struct _AssayCheckNotes
{
  GArray *notes; /* (element-type AssayCheckNote) */
};

static void
note_clear (gpointer data)
{
  AssayCheckNote *note = data;

  g_free (note->reason);
}

/**
 * assay_check_notes_new:
 *
 * Returns: (transfer full): notes without any
 */
AssayCheckNotes *
assay_check_notes_new (void)
{
  AssayCheckNotes *notes = g_new0 (AssayCheckNotes, 1);

  notes->notes = g_array_new (FALSE, FALSE, sizeof (AssayCheckNote));
  g_array_set_clear_func (notes->notes, note_clear);
  return notes;
}

void
assay_check_notes_free (AssayCheckNotes *notes)
{
  g_array_unref (notes->notes);
  g_free (notes);
}

/**
 * assay_check_notes_find:
 *
 * Returns: (transfer none) (nullable): the last word on that signal
 */
const AssayCheckNote *
assay_check_notes_find (const AssayCheckNotes *notes,
                        guint                  signal)
{
  for (guint i = notes->notes->len; i > 0; i--)
    {
      const AssayCheckNote *note = &g_array_index (notes->notes, AssayCheckNote, i - 1);
      if (note->signal == signal)
        return note;
    }
  return NULL;
}

/**
 * assay_check_note_full:
 * @source: (nullable): key of a field or signal; static text
 * @format: (nullable): why, for people; %NULL where the source says it all
 *
 * Checks call assay_check_note(), which costs nothing where nobody looks.
 */
void
assay_check_note_full (
    AssayCheckNotes *notes, guint signal, const char *source, const char *format, ...)
{
  AssayCheckNote note = { .signal = signal, .source = source };
  va_list args;

  if (format != NULL)
    {
      va_start (args, format);
      note.reason = g_strdup_vprintf (format, args);
      va_end (args);
    }
  g_array_append_val (notes->notes, note);
}
