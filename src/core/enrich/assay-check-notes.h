/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayCheckNote:
 * @signal: place of the signal among the check's
 * @source: (nullable): key of the field or signal that the value comes from
 * @reason: why it is so, one sentence for people
 */
typedef struct
{
  guint signal;
  const char *source;
  char *reason;
} AssayCheckNote;

/**
 * AssayCheckNotes:
 *
 * What a check says about its signals when a person looks at one lead. In bulk runs there is none, and
 * assay_check_note() costs a comparison.
 */
typedef struct _AssayCheckNotes AssayCheckNotes;

AssayCheckNotes      *assay_check_notes_new  (void);
void                  assay_check_notes_free (AssayCheckNotes       *notes);
const AssayCheckNote *assay_check_notes_find (const AssayCheckNotes *notes,
                                              guint                  signal);
void                  assay_check_note_full  (AssayCheckNotes       *notes,
                                              guint                  signal,
                                              const char            *source,
                                              const char            *format,
                                              ...) G_GNUC_PRINTF (4, 5);

/* Says why @signal is what it is; @source is static text, the message is translatable and formatted. */
#define assay_check_note(run, signal, source, ...)                              \
  G_STMT_START                                                                  \
  {                                                                             \
    if ((run)->notes != NULL)                                                   \
      assay_check_note_full ((run)->notes, (signal), (source), __VA_ARGS__);    \
  }                                                                             \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCheckNotes, assay_check_notes_free)

G_END_DECLS
