/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-leads.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Leads as lists have them: few common values and many rare ones, names in several scripts, notes over
 * several lines, empty cells, and one row in twenty that is an earlier one with a typo. A row depends on
 * the seed and its number alone. */

typedef guint64 Random;

/* Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014), the mix of
 * SplitMix64. */
static guint64
next_random (Random *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* Far from the sequence of any other row. */
static Random
start_of (guint32 seed,
          guint64 number)
{
  Random state = ((guint64) seed << 40) ^ number * G_GUINT64_CONSTANT (0xd1342543de82ef95);

  return next_random (&state);
}

static double
next_share (Random *state)
{
  return (double) (next_random (state) >> 11) / 9007199254740992.0;
}

static gboolean
chance (Random *state,
        double  probability)
{
  return next_share (state) < probability;
}

/* Small numbers are much more frequent than large ones. */
static guint
skewed (Random *state,
        guint   n)
{
  double share = next_share (state);

  return MIN (n - 1, (guint) (pow (share, 2.5) * n));
}

#define PICK(state, array) ((array)[skewed ((state), G_N_ELEMENTS (array))])

static const char *const first_names[] = {
  "Anna", "Peter", "Maria", "Thomas", "Julia", "Michael", "Laura", "Jürgen", "Sofia", "François", "Ingrid",
  "José", "Łukasz", "Zoë", "Søren", "Björn", "Chloé", "Renée", "Aoife", "Dimitra", "Óscar", "Štěpán",
  "Олена", "Иван", "山田", "伟", "민준", "Ömer", "Ğülay", "Aïsha", "Nguyễn", "Siân",
};
static const char *const last_names[] = {
  "Smith", "Müller", "Garcia", "Martin", "Rossi", "Schmidt", "Jones", "Dubois", "Silva", "Novák", "Kowalski",
  "Jensen", "Nilsson", "O'Brien", "van der Berg", "Fernández", "Yılmaz", "Papadopoulos", "Шевченко",
  "Петров", "太郎", "王", "김", "D'Angelo", "Großmann", "Lefèvre", "Þórsson", "McDonald", "St. John", "Østergaard",
  "Çelik", "Brzęczyszczykiewicz", "Ó Súilleabháin",
};
static const char *const company_stems[] = {
  "Nord", "Blue", "Data", "Alpha", "Cloud", "Green", "Vertex", "Kraft", "Luma", "Orbis", "Quanta", "Rhein",
  "Sierra", "Terra", "Umbra", "Vento", "Wolke", "Xylo", "Ypsilon", "Zenit", "Apex", "Bright", "Cobalt", "Delta",
};
static const char *const company_ends[] = {
  "soft", " Systems", " Logistics", "werk", " Partners", "ware", " Labs", " Foods", " Health", " Energy",
};
static const char *const legal_forms[] = {
  " GmbH", " Inc.", " Ltd", "", " AG", ", Inc.", " S.A.", " B.V.", " Sp. z o.o.", " AB", " & Co. KG",
};
static const char *const domain_ends[] = { ".com", ".de", ".io", ".co.uk", ".fr", ".net", ".example" };
static const char *const mail_hosts[] = { "gmail.com", "outlook.com", "yahoo.com", "gmx.de", "proton.me" };
static const char *const roles[] = {
  "Sales Manager", "CEO", "Marketing Director", "Head of IT", "Engineer", "CTO", "VP Sales", "Founder",
  "Geschäftsführer", "Account Executive", "Procurement Lead", "Student", "Directrice commerciale",
  "Chief Revenue Officer", "Operations Manager, EMEA", "Intern",
};
static const char *const industries[] = {
  "Software", "Manufacturing", "Logistics", "Healthcare", "Finance, Insurance", "Retail", "Education",
  "Energy", "Construction", "Food", "Media", "Public sector",
};
/* #: a digit; N: 2 to 9. */
static const struct
{
  const char *city, *country, *code, *fixed, *mobile;
} places[] = {
  { "Berlin", "Germany", "+49", "030 2######", "0171 #######" },
  { "London", "United Kingdom", "+44", "020 7### ####", "07400 ######" },
  { "New York", "United States", "+1", "(212) N##-####", "(917) N##-####" },
  { "Paris", "France", "+33", "01 42 ## ## ##", "06 12 ## ## ##" },
  { "München", "Germany", "+49", "089/5######", "0160 #######" },
  { "Madrid", "Spain", "+34", "914 ## ## ##", "612 ### ###" },
  { "Amsterdam", "Netherlands", "+31", "020 6## ####", "06 2#######" },
  { "Kraków", "Poland", "+48", "12 4## ## ##", "601 ### ###" },
  { "Zürich", "Switzerland", "+41", "044 2## ## ##", "079 2## ## ##" },
  { "São Paulo", "Brazil", "+55", "(11) 3###-####", "(11) 98###-####" },
  { "Malmö", "Sweden", "+46", "040-6## ## ##", "070-2## ## ##" },
  { "Київ", "Ukraine", "+380", "044 2## ## ##", "067 ### ## ##" },
  { "東京", "Japan", "+81", "03-5###-####", "090-2###-####" },
  { "Washington, D.C.", "United States", "+1", "202.N##.####", "202-N##-####" },
};
static const char *const sources[] = {
  "Website", "LinkedIn", "Referral", "Trade fair", "Webinar", "Cold call", "Partner", "Newsletter",
};
static const char *const words[] = {
  "asked", "for", "a", "demo", "of", "the", "new", "release", "pricing", "seems", "fine", "budget", "next",
  "quarter", "wants", "to", "talk", "with", "our", "team", "about", "integration", "security", "review",
};
static const char *const plans[] = { "Free", "Basic", "Pro", "Enterprise" };
static const char *const tiers[] = { "C", "B", "A" };

typedef struct
{
  char name[128], email[160], phone[48], company[96], domain[96];
  guint place;
} Person;

static void
append_ascii (char       *into,
              gsize       size,
              const char *text)
{
  gsize n = strlen (into);

  for (; *text != '\0' && n + 1 < size; text++)
    if (g_ascii_isalnum (*text))
      into[n++] = g_ascii_tolower (*text);
  into[n] = '\0';
}

/* As written in its country. */
static void
make_phone (Random     *random,
            const char *pattern,
            char       *phone)
{
  guint64 digits = next_random (random);

  for (; *pattern != '\0'; pattern++)
    {
      *phone++ = *pattern == '#' ? (char) ('0' + digits % 10)
                 : *pattern == 'N' ? (char) ('2' + digits % 8)
                                   : *pattern;
      if (*pattern == '#' || *pattern == 'N')
        digits /= 10;
    }
  *phone = '\0';
}

static void
make_person (Random *random,
             Person *person)
{
  const char *first = PICK (random, first_names), *last = PICK (random, last_names);
  const char *stem = PICK (random, company_stems), *end = PICK (random, company_ends);
  guint64 number = next_random (random) % 100000;
  char user[96] = "";

  g_snprintf (person->name, sizeof person->name, "%s %s", first, last);
  g_snprintf (person->company, sizeof person->company, "%s%s%s%s", stem, end,
              number % 3 == 0 ? "" : " Group", PICK (random, legal_forms));
  person->domain[0] = '\0';
  append_ascii (person->domain, sizeof person->domain - 16, stem);
  append_ascii (person->domain, sizeof person->domain - 16, end);
  g_strlcat (person->domain, PICK (random, domain_ends), sizeof person->domain);
  append_ascii (user, sizeof user, first);
  g_strlcat (user, ".", sizeof user);
  append_ascii (user, sizeof user, last);
  g_snprintf (person->email, sizeof person->email, "%s%u@%s", user, (guint) number,
              chance (random, 0.25) ? PICK (random, mail_hosts) : person->domain);
  person->place = skewed (random, G_N_ELEMENTS (places));
  make_phone (random, number % 2 ? places[person->place].fixed : places[person->place].mobile, person->phone);
}

/* Two neighbouring letters changed places, or one is missing. */
static void
add_typo (Random *random,
          char   *text)
{
  gsize length = strlen (text), at;
  char c;

  if (length < 4)
    return;
  at = 1 + next_random (random) % (length - 3);
  if (!g_ascii_isalpha (text[at]) || !g_ascii_isalpha (text[at + 1]))
    return;
  if (chance (random, 0.5))
    {
      memmove (text + at, text + at + 1, length - at);
      return;
    }
  c = text[at];
  text[at] = text[at + 1];
  text[at + 1] = c;
}

static void
append_cell (GString    *out,
             const char *text)
{
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  if (strpbrk (text, ",\"\n\r") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static void G_GNUC_PRINTF (2, 3)
append_formatted (GString    *out,
                  const char *format,
                  ...)
{
  char text[256];
  va_list arguments;

  va_start (arguments, format);
  g_vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);
  append_cell (out, text);
}

/* As written in a country: with its calling code where that is another one, and sometimes anyway. */
static void
append_phone (GString      *out,
              const Person *person,
              const char   *country,
              gboolean      code)
{
  const char *national = person->phone;

  if (!code && strcmp (places[person->place].country, country) == 0)
    {
      append_cell (out, national);
      return;
    }
  while (*national == '0' || *national == '(')
    national++;
  append_formatted (out, "%s %s", places[person->place].code, national);
}

static void
append_sentence (Random  *random,
                 GString *out,
                 guint    n_words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append_c (text, i % 9 == 8 ? '\n' : ' ');
      g_string_append (text, PICK (random, words));
      if (i % 7 == 6)
        g_string_append (text, chance (random, 0.2) ? " \"soon\"," : ",");
    }
  append_cell (out, text->str);
}

static void
append_row (GString *out,
            guint32  seed,
            guint64  number)
{
  Random random = start_of (seed, number);
  Random person_random = random;
  gboolean duplicate = number > 20 && chance (&random, 0.05);
  guint place = skewed (&random, G_N_ELEMENTS (places));
  guint size = 1 + (guint) (pow (next_share (&random), 6) * 20000);
  Person person;

  if (duplicate)
    {
      guint64 earlier = number - 1 - next_random (&random) % MIN (number - 1, 100000);
      person_random = start_of (seed, earlier);
    }
  make_person (&person_random, &person);
  if (duplicate)
    add_typo (&random, chance (&random, 0.5) ? person.name : person.company);
  if (chance (&random, 0.8))
    place = person.place;

  append_cell (out, person.name);
  append_cell (out, chance (&random, 0.05) ? "" : person.email);
  if (chance (&random, 0.3))
    append_cell (out, "");
  else
    append_phone (out, &person, places[place].country, chance (&random, 0.3));
  append_cell (out, person.company);
  append_cell (out, PICK (&random, roles));
  append_cell (out, PICK (&random, industries));
  append_formatted (out, "%u", size);
  if (chance (&random, 0.4))
    append_cell (out, "");
  else
    append_formatted (out, "%u", size * 87000);
  append_cell (out, places[place].city);
  append_cell (out, places[place].country);
  append_formatted (out, "https://www.%s/", person.domain);
  if (chance (&random, 0.5))
    append_cell (out, "");
  else
    append_formatted (out, "https://www.linkedin.com/in/p%" G_GUINT64_FORMAT, number);
  append_sentence (&random, out, chance (&random, 0.6) ? 0 : 4 + skewed (&random, 16));
  append_cell (out, PICK (&random, sources));
  append_formatted (out, "20%02u-%02u-%02u", 20 + (guint) (next_random (&random) % 7),
                    1 + (guint) (next_random (&random) % 12), 1 + (guint) (next_random (&random) % 28));
  append_sentence (&random, out, chance (&random, 0.7) ? 0 : 3 + skewed (&random, 30));
  append_cell (out, PICK (&random, plans));
  append_formatted (out, "%u", 1 + skewed (&random, 500));
  if (chance (&random, 0.8))
    append_cell (out, "");
  else
    append_formatted (out, "%02u.%02u.2026", 1 + (guint) (next_random (&random) % 28),
                      1 + (guint) (next_random (&random) % 11));
  append_formatted (out, "%.2f", next_share (&random) * 100);
  append_cell (out, chance (&random, 0.3) ? "yes" : "no");
  append_cell (out, PICK (&random, tiers));
  g_string_append_c (out, '\n');
}

/*
 * bench_leads_person:
 * @number: a row, from 1 on
 *
 * Returns: the row whose person this row shows: itself, or the earlier one that it is a duplicate of
 */
guint64
bench_leads_person (guint32 seed,
                    guint64 number)
{
  Random random = start_of (seed, number);

  if (number <= 20 || !chance (&random, 0.05))
    return number;
  skewed (&random, G_N_ELEMENTS (places));
  next_share (&random);
  return number - 1 - next_random (&random) % MIN (number - 1, 100000);
}

/*
 * bench_leads_write_file:
 * @seed: the same one gives the same file
 *
 * Writes a CSV file of leads with a header: 16 columns that every workspace has and 6 that none has.
 */
gboolean
bench_leads_write_file (const char  *path,
                        guint64      n_rows,
                        guint32      seed,
                        GError     **error)
{
  FILE *file = fopen (path, "wb");
  g_autoptr (GString) out = g_string_sized_new (1024 * 1024);
  gboolean ok = file != NULL;

  g_string_append (out, "name,email,phone,company,role,industry,company_size,revenue,city,country,website,"
                        "linkedin_url,bio,source,created_at,notes,Plan,Seats,Last demo,Fit index,"
                        "Newsletter,Account tier\n");
  for (guint64 i = 1; i <= n_rows && ok; i++)
    {
      append_row (out, seed, i);
      if (out->len > 900 * 1024 || i == n_rows)
        {
          ok = fwrite (out->str, 1, out->len, file) == out->len;
          g_string_truncate (out, 0);
        }
    }
  if (file != NULL && fclose (file) != 0)
    ok = FALSE;
  if (!ok)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));
  return ok;
}
