/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-person-name-private.h"

static gboolean
ends_in_one_of (const AssayNameToken *token, const char *const *ends)
{
  for (; *ends != NULL; ends++)
    {
      gsize n = strlen (*ends);

      if (token->key_length > n + 2 && memcmp (token->key + token->key_length - n, *ends, n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The name after the father, as in "Сергей Петрович". The keys have no breve. */
static gboolean
is_patronymic (const AssayNameToken *token)
{
  static const char *const ends[] = { "ович",   "евич",   "овна",  "евна",  "ична",  "івна",  "авіч",
                                      "евіч",   "ovich",  "evich", "ovych", "evych", "ovna",  "evna",
                                      "ovitch", "evitch", "ichna", "ivna",  NULL };
  static const char *const names[] = { "ильич", "лукич", "кузьмич", "ilyich", NULL };

  return ends_in_one_of (token, ends) || assay_name_key_is_one_of (token, names);
}

/* "Иванов Сергей", "Παπαδόπουλος Γιώργος" */
static gboolean
is_family_by_ending (const AssayNameToken *token)
{
  static const char *const ends[] = { "ов", "ова", "ев", "ева", "скии", "ская", "енко", "чук", "πουλος",
                                      "πουλου", "ακης", "ογλου", NULL };

  return ends_in_one_of (token, ends)
         && !assay_name_key_is_one_of (token, (const char *const[]){ "яков", NULL });
}

/*< private >
 * assay_name_is_slavic_family_first:
 *
 * Returns: whether patronymics and endings tell so: "Иванов Сергей Петрович", "Ivanov Sergey Petrovich"
 */
gboolean
assay_name_is_slavic_family_first (const AssayNameReading *self, AssayNameSpan span)
{
  if (assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[0]))
    return FALSE;
  if (span.n == 3)
    return is_patronymic (&span.tokens[2]) && !is_patronymic (&span.tokens[1]);
  return span.n == 2 && is_family_by_ending (&span.tokens[0]) && !is_family_by_ending (&span.tokens[1])
         && !is_patronymic (&span.tokens[1]);
}
