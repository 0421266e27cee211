/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-past-values.h"

G_BEGIN_DECLS

/**
 * AssayPastField:
 * @field: whose value
 * @value: what it was
 */
typedef struct
{
  const AssayField *field;
  AssayValue value;
} AssayPastField;

/**
 * AssayPastLead:
 * @id: its id
 * @as_of: the instant it is looked at from
 * @fields: (array length=n_fields): those that were others then
 * @n_fields: how many
 */
typedef struct
{
  gint64 id;
  gint64 as_of;
  const AssayPastField *fields;
  guint n_fields;
} AssayPastLead;

/**
 * AssaySignalFunc:
 * @key: of a signal
 * @value: of that signal; its text is valid during the call
 */
typedef void (*AssaySignalFunc) (const char       *key,
                                 const AssayValue *value,
                                 gpointer          user_data);

/**
 * AssaySignalDeriver:
 * @reads: whether any signal is derived from the field of that key
 * @begin: makes it ready for one connection, which outlives it
 * @end: frees what @begin made
 * @decided: when a person last said something of a signal of the lead; 0 for never
 * @derive: calls @func for each signal of the lead that fields or people changed since: what it was then
 *
 * Who derives signals, to whoever needs those of the past: stages meet here and do not know each other.
 */
typedef struct
{
  gboolean (*reads) (const char *field);
  gpointer (*begin) (AssayConnection    *connection,
                     AssayFieldRegistry *fields,
                     GError            **error);
  void (*end) (gpointer deriver);
  gint64 (*decided) (gpointer deriver,
                     gint64   lead);
  gboolean (*derive) (gpointer             deriver,
                      const AssayPastLead *lead,
                      AssaySignalFunc      func,
                      gpointer             user_data,
                      GError             **error);
} AssaySignalDeriver;

/**
 * AssayPastSignal:
 * @row: which lead, as its place in the caller's array
 * @key: of a signal
 * @value: what it was; its text is valid during the call
 * @at: when the lead was first changed after that
 */
typedef struct
{
  gsize row;
  const char *key;
  AssayValue value;
  gint64 at;
} AssayPastSignal;

typedef void (*AssayPastSignalFunc) (const AssayPastSignal *signal,
                                     gpointer               user_data);

/**
 * AssayPastSignals:
 *
 * Signals as they were when leads are looked at: today's would know what was filled in later. Gathers what
 * assay_past_values_foreach() tells of the fields that signals are derived from.
 */
typedef struct _AssayPastSignals AssayPastSignals;

void              assay_past_signals_set_deriver (const AssaySignalDeriver *deriver);

AssayPastSignals *assay_past_signals_new     (void);
void              assay_past_signals_free    (AssayPastSignals     *self);
void              assay_past_signals_add     (AssayPastSignals     *self,
                                              const AssayPastValue *value);
gboolean          assay_past_signals_foreach (AssayPastSignals     *self,
                                              AssayConnection      *connection,
                                              AssayFieldRegistry   *fields,
                                              const gint64         *leads,
                                              const gint64         *as_of,
                                              gsize                 n,
                                              AssayPastSignalFunc   func,
                                              gpointer              user_data,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPastSignals, assay_past_signals_free)

G_END_DECLS
