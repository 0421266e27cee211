/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-typo.h"

#include <stdlib.h>
#include <string.h>

#include "enrich/assay-typing-distance.h"

/* Distances up to which one name is taken for another mistyped; see assay_typing_distance(). */
#define FAR_LONG 16  /* two likely slips, in names of LONG_NAME letters or more */
#define FAR_SHORT 10 /* one slip */
#define FAR_RARE 8   /* one likely slip, where the provider is not among the largest */
#define FAR_SUFFIX 8

#define LONG_NAME 7
#define SMALLEST 5     /* names of fewer letters are all somebody's */
#define OWN_SMALLEST 6 /* a company's name; there are more of those than of providers */
#define LARGE 60       /* weight of the largest providers */

#define COST_OTHER_SUFFIX 14 /* gmail.de: a domain of its own, but hardly what was meant */

/* What a missing top-level domain was probably meant to be; the likeliest first. */
static const char *const common_suffixes[] = {
  "com",    "net",    "org",    "de",     "co.uk",  "info",   "fr",    "it",     "es",
  "nl",     "ch",     "at",     "eu",     "be",     "edu",    "gov",   "biz",    "com.au",
  "com.br", "ca",     "io",     "pl",     "se",     "dk",     "no",    "fi",     "cz",
  "pt",     "ie",     "us",     "co.in",  "co.za",  "co.nz",  "co.jp", "org.uk", "ac.uk",
  "com.mx", "com.ar", "com.tr", "com.sg", "com.hk", "com.cn",
};

/* Top-level domains of small countries that are one letter away from com, and seldom anything else
 * where the same name exists below com. */
static const char *const next_to_com[] = { "cm", "om", "co" };

static guint
distance (const char *a, const char *b)
{
  return assay_typing_distance (a, strlen (a), b, strlen (b));
}

static gboolean
is_next_to_com (const char *suffix)
{
  for (gsize i = 0; i < G_N_ELEMENTS (next_to_com); i++)
    if (strcmp (next_to_com[i], suffix) == 0)
      return TRUE;
  return FALSE;
}

/* "co.uk" written "couk". */
static gboolean
differs_by_dots (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a == '.')
        a++;
      while (*b == '.')
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
    }
}

/* A suffix that does not exist, against one that does. */
static guint
suffix_cost (const char *unknown, const char *suffix)
{
  if (differs_by_dots (unknown, suffix))
    return FAR_SUFFIX;
  /* Of two letters any change makes another country. */
  if (strlen (suffix) == 2 && strlen (unknown) <= 2)
    return ASSAY_TYPING_FAR;
  return distance (unknown, suffix);
}

/* How far a provider's suffix is from the one that was typed. */
static guint
provider_suffix_cost (const AssayEmailProvider *provider,
                      const char *suffix,
                      gboolean known,
                      guint name_cost)
{
  const char *own = provider->domain + provider->name_length + 1;

  if (strcmp (own, suffix) == 0)
    return 0;
  if (!known)
    {
      guint cost = suffix_cost (suffix, own);

      if (cost > FAR_SUFFIX && name_cost == 0 && strcmp (own, "com") == 0)
        return COST_OTHER_SUFFIX;
      return cost <= FAR_SUFFIX || (name_cost == 0 && cost <= FAR_SHORT) ? cost : ASSAY_TYPING_FAR;
    }
  if (strcmp (own, "com") != 0)
    return ASSAY_TYPING_FAR;
  if (is_next_to_com (suffix))
    return FAR_SUFFIX;
  /* These have no other domain. */
  if (name_cost == 0 && (g_str_has_prefix (provider->domain, "gmail.") ||
                         g_str_has_prefix (provider->domain, "icloud.")))
    return COST_OTHER_SUFFIX;
  return ASSAY_TYPING_FAR;
}

/* Whether the names differ at the start in another way than by two letters swapped or, in a long
 * name, the first one missing: another first letter makes another name ("botmail"). */
static gboolean
starts_otherwise (const char *name, gsize length, const char *other, gsize other_length)
{
  if (length < 2 || other_length < 2)
    return TRUE;
  if (name[0] == other[0] || (name[0] == other[1] && name[1] == other[0]))
    return FALSE;
  return other_length < LONG_NAME || length + 1 != other_length ||
         memcmp (name, other + 1, length) != 0;
}

static guint
provider_name_cost (const AssayEmailProvider *provider, const char *name, gsize length)
{
  guint far = provider->weight < LARGE             ? FAR_RARE
              : provider->name_length >= LONG_NAME ? FAR_LONG
                                                   : FAR_SHORT;
  guint cost;

  if (length == provider->name_length && memcmp (name, provider->domain, length) == 0)
    return 0;
  if (provider->name_length < SMALLEST ||
      starts_otherwise (name, length, provider->domain, provider->name_length))
    return ASSAY_TYPING_FAR;
  cost = assay_typing_distance (name, length, provider->domain, provider->name_length);
  return cost <= far ? cost : ASSAY_TYPING_FAR;
}

static guint
confidence_of (guint cost, guint weight)
{
  guint confidence = cost <= 8 ? 95 : cost <= 10 ? 90 : cost <= 14 ? 75 : 65;

  return weight < LARGE ? confidence - 5 : confidence;
}

static gboolean
find_provider (const AssayEmailTables *tables,
               const char *domain,
               gboolean known,
               AssayEmailTypo *out_typo)
{
  gsize length = strcspn (domain, ".");
  const char *suffix = domain + length + (domain[length] == '.');
  guint32 letters = assay_email_letters_of (domain, length);
  guint best = ASSAY_TYPING_FAR;

  for (guint i = 0; i < tables->n_targets; i++)
    {
      const AssayEmailProvider *provider =
          &g_array_index (tables->providers, AssayEmailProvider, i);
      guint cost;

      /* Two slips change four letters at most, and the length by two. */
      if (__builtin_popcount (letters ^ provider->letters) > 4 ||
          length + 2 < provider->name_length || length > provider->name_length + 2)
        continue;
      cost = provider_name_cost (provider, domain, length);
      if (cost < ASSAY_TYPING_FAR)
        cost += provider_suffix_cost (provider, suffix, known, cost);
      if (cost >= best)
        continue;
      best = cost;
      g_strlcpy (out_typo->domain, provider->domain, sizeof out_typo->domain);
      out_typo->confidence = confidence_of (cost, provider->weight);
    }
  return best < ASSAY_TYPING_FAR;
}

/* Whether the digits of two names differ: "acme1" is not "acme2" mistyped. */
static gboolean
digits_differ (const char *a, const char *b)
{
  for (;;)
    {
      while (*a != '\0' && *a != '.' && !g_ascii_isdigit (*a))
        a++;
      while (*b != '\0' && *b != '.' && !g_ascii_isdigit (*b))
        b++;
      if (*a == '\0' || *a == '.' || *b == '\0' || *b == '.')
        return g_ascii_isdigit (*a) || g_ascii_isdigit (*b);
      if (*a++ != *b++)
        return TRUE;
    }
}

/* The company's own domain is the one mistyped. */
static gboolean
find_own (const char *domain, const char *own, gboolean known, AssayEmailTypo *out_typo)
{
  gsize length = strcspn (domain, "."), own_length = strcspn (own, ".");
  const char *suffix = domain + length + (domain[length] == '.');
  const char *own_suffix = own + own_length + (own[own_length] == '.');
  guint cost = 0, far = own_length >= LONG_NAME + 3 ? FAR_SHORT : FAR_RARE;

  if (length != own_length || memcmp (domain, own, length) != 0)
    {
      if (own_length < OWN_SMALLEST || starts_otherwise (domain, length, own, own_length) ||
          digits_differ (domain, own))
        return FALSE;
      cost = assay_typing_distance (domain, length, own, own_length);
    }
  if (cost > far)
    return FALSE;
  if (strcmp (suffix, own_suffix) == 0)
    {
      if (cost == 0)
        return FALSE;
    }
  else if (!known)
    cost += suffix_cost (suffix, own_suffix);
  else if (cost > 0 || strcmp (own_suffix, "com") != 0 || !is_next_to_com (suffix) ||
           strcmp (suffix, "co") == 0)
    return FALSE;
  if (cost > far + FAR_SUFFIX)
    return FALSE;
  g_strlcpy (out_typo->domain, own, sizeof out_typo->domain);
  out_typo->confidence = cost <= 8 ? 85 : 75;
  return TRUE;
}

/* The top-level domain does not exist: the nearest one that does. */
static gboolean
find_suffix (const char *domain, AssayEmailTypo *out_typo)
{
  gsize length = strcspn (domain, ".");
  const char *suffix = domain + length + 1, *found = NULL;
  guint best = FAR_SHORT + 1;

  if (domain[length] == '\0')
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (common_suffixes); i++)
    {
      guint cost = suffix_cost (suffix, common_suffixes[i]);

      if (cost < best)
        {
          best = cost;
          found = common_suffixes[i];
        }
    }
  if (found == NULL)
    return FALSE;
  g_snprintf (out_typo->domain, sizeof out_typo->domain, "%.*s.%s", (int) length, domain, found);
  out_typo->confidence = best <= FAR_SUFFIX ? 85 : 70;
  return TRUE;
}

/**
 * assay_email_typo_find:
 * @domain: a name without fault, classified
 * @own_domain: (nullable): registrable domain of the company's site, lower-case ASCII
 * @out_typo: (out): what was probably meant
 *
 * Looks for a slip of the fingers in a mail domain. A domain that a table lists is never one,
 * whatever it looks like; nor is a short name, since all short names are somebody's.
 *
 * Returns: whether there is one
 */
gboolean
assay_email_typo_find (const AssayEmailTables *tables,
                       const AssayDomainName *domain,
                       const char *own_domain,
                       AssayEmailTypo *out_typo)
{
  gboolean known = !(domain->flags & ASSAY_DOMAIN_UNKNOWN_TLD);

  if (domain->flags & (ASSAY_DOMAIN_INTERNATIONAL | ASSAY_DOMAIN_SPECIAL_USE) ||
      (known && domain->registrable > 0) ||
      assay_email_tables_find_provider (tables, domain->ascii) != NULL)
    return FALSE;
  if (own_domain != NULL && strcmp (domain->ascii, own_domain) == 0)
    return FALSE;
  if (own_domain != NULL && find_own (domain->ascii, own_domain, known, out_typo))
    return TRUE;
  return find_provider (tables, domain->ascii, known, out_typo) ||
         (!known && find_suffix (domain->ascii, out_typo));
}

/**
 * assay_email_typo_missing_dot:
 * @label: a domain without a dot, terminated, lower-case ASCII, e.g. `gmailcom` or `gmail`
 *
 * Returns: whether a dot, or the end, can be put where it belongs
 */
gboolean
assay_email_typo_missing_dot (const AssayEmailTables *tables,
                              const char *label,
                              gsize length,
                              AssayEmailTypo *out_typo)
{
  /* Ends of two letters may as well belong to a word. */
  static const char *const suffixes[] = { "com", "net", "org", "co.uk" };

  out_typo->confidence = 85;
  for (guint i = 0; i < tables->n_targets; i++)
    {
      const AssayEmailProvider *provider =
          &g_array_index (tables->providers, AssayEmailProvider, i);
      const char *end = provider->domain + provider->name_length + 1;

      if (length < provider->name_length ||
          memcmp (label, provider->domain, provider->name_length) != 0)
        continue;
      g_strlcpy (out_typo->domain, provider->domain, sizeof out_typo->domain);
      if (length == provider->name_length)
        return TRUE;
      if (length == provider->name_length + strlen (end) &&
          memcmp (label + provider->name_length, end, strlen (end)) == 0)
        return TRUE;
    }
  out_typo->confidence = 65;
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    for (gsize end = 2; end < length; end++)
      if (length - end >= 3 && end <= strlen (suffixes[i]) &&
          differs_by_dots (label + length - end, suffixes[i]))
        {
          g_snprintf (out_typo->domain,
                      sizeof out_typo->domain,
                      "%.*s.%s",
                      (int) (length - end),
                      label,
                      suffixes[i]);
          return TRUE;
        }
  return FALSE;
}
