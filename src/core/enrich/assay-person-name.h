/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-name-tokens.h"

G_BEGIN_DECLS

/**
 * AssayNameVerdict:
 *
 * What stands where a person's name should.
 */
typedef enum
{
  ASSAY_NAME_VERDICT_NOTHING,
  ASSAY_NAME_VERDICT_PERSON,
  ASSAY_NAME_VERDICT_ORGANISATION,
  ASSAY_NAME_VERDICT_MAILBOX,
  ASSAY_NAME_VERDICT_PLACEHOLDER,
} AssayNameVerdict;

/**
 * AssayNameHabit:
 * @ASSAY_NAME_HABIT_NONE: given names, then the family name
 * @ASSAY_NAME_HABIT_EASTERN: the family name comes first
 * @ASSAY_NAME_HABIT_IBERIAN: two family names
 * @ASSAY_NAME_HABIT_ENGLISH: of several given names the first one is used
 * @ASSAY_NAME_HABIT_ITALIAN: the particles of family names have capitals
 * @ASSAY_NAME_HABIT_PATRONYMIC: the father's given name stands where others have a family name
 */
typedef enum
{
  ASSAY_NAME_HABIT_NONE,
  ASSAY_NAME_HABIT_EASTERN,
  ASSAY_NAME_HABIT_IBERIAN,
  ASSAY_NAME_HABIT_ENGLISH,
  ASSAY_NAME_HABIT_ITALIAN,
  ASSAY_NAME_HABIT_PATRONYMIC,
} AssayNameHabit;

/**
 * AssayNameSource:
 * @name: (nullable): the whole name as written
 * @first: (nullable): what stands where the given name should
 * @last: (nullable): what stands where the family name should
 * @local: (nullable): local part of the e-mail address, a hint of the order
 * @habit: how people write names where the lead is likely from
 */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *first;
  gsize first_length;
  const char *last;
  gsize last_length;
  const char *local;
  gsize local_length;
  AssayNameHabit habit;
} AssayNameSource;

/**
 * AssayPersonName:
 * @verdict: what it is
 * @given: (nullable): given names, without those that only stand in the middle
 * @family: (nullable): family name, with its particles
 * @full: (nullable): how to write the person: given, middle and family name, and a suffix such as `III`
 * @title: (nullable): e.g. `Frau Dr.`
 * @suffix: (nullable): e.g. `MBA`
 * @confidence: 0–100
 * @spelled: whether capitals were put right
 * @turned: whether the family name stood first
 *
 * Texts are in the arena.
 */
typedef struct
{
  AssayNameVerdict verdict;
  const char *given;
  const char *family;
  const char *full;
  const char *title;
  const char *suffix;
  int confidence;
  gboolean spelled;
  gboolean turned;
} AssayPersonName;

void assay_person_name_read (AssayPersonName       *name,
                             const AssayNameWords  *words,
                             AssayArena            *arena,
                             const AssayNameSource *source);

G_END_DECLS
