/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "check-fixture.h"

typedef struct
{
  const char *name;
  const char *given;
  const char *family;
  const char *fix; /* the proposed name, NULL for none */
} Case;

static void
assert_cases (const Case *cases,
              gsize       n_cases)
{
  g_auto (CheckFixture) fixture;
  guint n_wrong = 0;

  check_fixture_init (&fixture, "name", "");
  for (gsize i = 0; i < n_cases; i++)
    {
      check_fixture_run (&fixture, "name", cases[i].name, NULL);
      if (g_strcmp0 (check_fixture_get (&fixture, "name.given"), cases[i].given) == 0
          && g_strcmp0 (check_fixture_get (&fixture, "name.family"), cases[i].family) == 0
          && g_strcmp0 (check_fixture_get (&fixture, "name.fix"), cases[i].fix) == 0)
        continue;
      n_wrong++;
      g_test_message ("“%s” is %s/%s/%s, expected %s/%s/%s", cases[i].name,
                      check_fixture_get (&fixture, "name.given"), check_fixture_get (&fixture, "name.family"),
                      check_fixture_get (&fixture, "name.fix"), cases[i].given, cases[i].family, cases[i].fix);
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

#define ASSERT_CASES(...)                            \
  G_STMT_START                                       \
  {                                                  \
    static const Case cases[] = { __VA_ARGS__ };     \
    assert_cases (cases, G_N_ELEMENTS (cases));      \
  }                                                  \
  G_STMT_END

static void
test_parts (void)
{
  ASSERT_CASES (
    { "Dr. Anna Schmidt", "Anna", "Schmidt" }, { "Herr Prof. Dr. Hans-Peter Müller", "Hans-Peter", "Müller" },
    { "Dr.Anna Schmidt", "Anna", "Schmidt" }, { "Mme Claire Dupont", "Claire", "Dupont" },
    { "M. Jean Dupont", "Jean", "Dupont" }, { "Sra. Carmen Ruiz", "Carmen", "Ruiz" },
    { "Sir Ian McKellen", "Ian", "McKellen" }, { "Don Johnson", "Don", "Johnson" },
    { "John Smith III", "John", "Smith" }, { "Jane Doe PhD, MBA", "Jane", "Doe" },
    { "Martin Luther King Jr.", "Martin", "King" }, { "Sarah Connor Esq.", "Sarah", "Connor" },
    { "Jack Ma", "Jack", "Ma" }, { "John F. Kennedy", "John", "Kennedy" }, { "J.R.R. Tolkien", "J.R.R.", "Tolkien" },
    { "Emily Rose Carter", "Emily", "Carter" }, { "Robert \"Bob\" Jones", "Robert", "Jones" },
    { "Robert (Bob) Jones", "Robert", "Jones" }, { "🚀 Max Power 🚀", "Max", "Power" },
    { "Anna Schmidt | Acme", "Anna", "Schmidt" }, { "Anna Schmidt - CEO", "Anna", "Schmidt" },
    { "Herr Schmidt", NULL, "Schmidt" }, { "Anna", "Anna", NULL }, { "Charlotte Church", "Charlotte", "Church" }, );
}

static void
test_particles (void)
{
  ASSERT_CASES (
    { "Vincent van Gogh", "Vincent", "van Gogh" }, { "Jan van der Berg", "Jan", "van der Berg" },
    { "Karl-Theodor zu Guttenberg", "Karl-Theodor", "zu Guttenberg" },
    { "João da Silva", "João", "da Silva" }, { "Maria da Silva Santos", "Maria", "da Silva Santos" },
    { "Ahmed bin Salman", "Ahmed", "bin Salman" }, { "Mohammed Al-Rashid", "Mohammed", "Al-Rashid" },
    { "María José García López", "María José", "García López" }, { "Juan García López", "Juan", "García López" },
    { "Ana Rosa Silva", "Ana Rosa", "Silva" }, { "Leonardo DiCaprio", "Leonardo", "DiCaprio" }, );
}

static void
test_capitals (void)
{
  ASSERT_CASES (
    { "ANNA SCHMIDT", "Anna", "Schmidt", "Anna Schmidt" }, { "anna schmidt", "Anna", "Schmidt", "Anna Schmidt" },
    { "JOHN MCDONALD", "John", "McDonald", "John McDonald" }, { "SEAN O'NEIL", "Sean", "O'Neil", "Sean O'Neil" },
    { "fiona macleod", "Fiona", "MacLeod", "Fiona MacLeod" },
    { "LUDWIG VAN BEETHOVEN", "Ludwig", "van Beethoven", "Ludwig van Beethoven" },
    { "deshawn jackson", "DeShawn", "Jackson", "DeShawn Jackson" }, { "DeShawn Jackson", "DeShawn", "Jackson" },
    { "JEAN-LUC PICARD", "Jean-Luc", "Picard", "Jean-Luc Picard" }, { "jOHN smith", "John", "Smith", "John Smith" },
    { "MOHAMMED AL-RASHID", "Mohammed", "Al-Rashid", "Mohammed Al-Rashid" },
    { "ÉMILIE LEFÈVRE", "Émilie", "Lefèvre", "Émilie Lefèvre" }, { "ИВАН ПЕТРОВ", "Иван", "Петров", "Иван Петров" },
    { "JP Morgan", "JP", "Morgan" }, { "Conor McGregor", "Conor", "McGregor" }, );
}

static void
test_order (void)
{
  ASSERT_CASES (
    { "Schmidt, Anna", "Anna", "Schmidt", "Anna Schmidt" }, { "Smith, John, Jr.", "John", "Smith", "John Smith Jr." },
    { "Smith, Dr. John", "John", "Smith", "John Smith" }, { "de Vries, Jan", "Jan", "de Vries", "Jan de Vries" },
    { "MARTIN Jean", "Jean", "Martin", "Jean Martin" }, { "Jean MARTIN", "Jean", "Martin", "Jean Martin" },
    { "Smith J", "J", "Smith", "J Smith" }, { "VAN DER BERG JAN", "Jan", "van der Berg", "Jan van der Berg" },
    { "Patel Rahul", "Rahul", "Patel", "Rahul Patel" }, { "Kovács Péter", "Péter", "Kovács", "Péter Kovács" },
    { "Wang Wei", "Wei", "Wang", "Wei Wang" }, { "Wei Wang", "Wei", "Wang" },
    { "Kim Min-jun", "Min-jun", "Kim", "Min-jun Kim" }, { "Park Ji Sung", "Ji Sung", "Park", "Ji Sung Park" },
    { "Nguyen Van Anh", "Anh", "Nguyen", "Anh Van Nguyen" }, { "Tanaka Hiroshi", "Hiroshi", "Tanaka", "Hiroshi Tanaka" },
    { "王伟", "伟", "王" }, { "田中太郎", "太郎", "田中" }, { "田中 太郎", "太郎", "田中" }, { "김민준", "민준", "김" },
    { "Anna Schmidt, Acme", "Anna", "Schmidt" }, );
}

typedef struct
{
  const char *first;
  const char *last;
  const char *given;
  const char *family;
} Columns;

static void
test_columns (void)
{
  static const Columns cases[] = {
    { "Anna", "Schmidt", "Anna", "Schmidt" },       { "Schmidt", "Anna", "Anna", "Schmidt" },
    { "Anna Schmidt", "", "Anna", "Schmidt" },      { NULL, "Schmidt, Anna", "Anna", "Schmidt" },
    { "Anna Schmidt", "Schmidt", "Anna", "Schmidt" }, { "Anna Schmidt", "Anna Schmidt", "Anna", "Schmidt" },
    { "JAN", "VAN DER BERG", "Jan", "van der Berg" }, { "Frau", "Meier", NULL, "Meier" },
    { "Anna", "-", "Anna", NULL },                  { "Sara", "N/A", "Sara", NULL },
    { "josé", "garcía lópez", "José", "García López" },
  };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "name", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_fixture_run (&fixture, "first_name", cases[i].first, "last_name", cases[i].last, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "name.given"), ==, cases[i].given);
      g_assert_cmpstr (check_fixture_get (&fixture, "name.family"), ==, cases[i].family);
    }
}

static void
test_address_hints (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "name", "");
  check_fixture_run (&fixture, "name", "Kelly Morgan", "email", "morgan.kelly@example.com", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "name.given"), ==, "Morgan");
  check_fixture_run (&fixture, "name", "Kelly Morgan", "email", "kmorgan@example.com", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "name.given"), ==, "Kelly");
  check_fixture_run (&fixture, "name", "Li Na", "email", "li@example.cn", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "name.family"), ==, "Li");
}

static void
test_rest (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "name", "");
  check_fixture_run (&fixture, "name", "Frau Dr. Petra SCHULZ, MBA", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "name.title"), ==, "Frau Dr.");
  g_assert_cmpstr (check_fixture_get (&fixture, "name.suffix"), ==, "MBA");
  g_assert_cmpstr (check_fixture_get (&fixture, "name.full"), ==, "Petra Schulz");
  check_fixture_run (&fixture, "name", "John F. Kennedy", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "name.full"), ==, "John F. Kennedy");
  g_assert_null (check_fixture_get (&fixture, "name.fix"));
  /* A title that was left out is no mistake. */
  check_fixture_run (&fixture, "name", "Dr. Anna Schmidt", NULL);
  g_assert_null (check_fixture_get (&fixture, "name.fix"));
}

static void
test_no_person (void)
{
  static const char *const names[] = { "Acme GmbH", "info", "Sales Team", "info@example.com", "test", "n/a", "Unknown",
                                       "Stadtwerke Hamburg", "Acme Solutions Inc.", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "name", "");
  for (const char *const *name = names; *name != NULL; name++)
    {
      check_fixture_run (&fixture, "name", *name, NULL);
      g_assert_null (check_fixture_get (&fixture, "name.given"));
      g_assert_null (check_fixture_get (&fixture, "name.family"));
      g_assert_cmpstr (check_fixture_get (&fixture, "name.confidence"), ==, "10");
      g_assert_nonnull (check_fixture_reason (&fixture, "name.confidence"));
    }
  check_fixture_run (&fixture, "name", " \t", "email", "a@example.com", NULL);
  g_assert_null (check_fixture_get (&fixture, "name.confidence"));
}

static void
test_hostile (void)
{
  static const char *const units[] = { "a", "A ", "\xff", ",", "(", "\"", "'", "\xe2\x80\xae", "van ", "ß", "田", "Dr. ", "-", ". ",
                                       "İ", "\xf0\x9f\x9a\x80", "a\xcc\x81\xcc\x81", "/", "/l ", "a/l ", "DE ", "binti ", "ов ", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "name", "");
  for (const char *const *unit = units; *unit != NULL; unit++)
    {
      g_autoptr (GString) huge = g_string_new (NULL);
      const char *confidence;

      while (huge->len < 1024 * 1024)
        g_string_append (huge, *unit);
      check_fixture_run (&fixture, "name", huge->str, "first_name", huge->str, "last_name", huge->str, "email", huge->str, NULL);
      confidence = check_fixture_get (&fixture, "name.confidence");
      g_assert_true (confidence == NULL || atoi (confidence) <= 45);
    }
  check_fixture_run (&fixture, "name", "\xe2\x80\xae" "Anna\xe2\x80\x8f Schmidt\xff", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "name.full"), ==, "Anna Schmidt");
}

/* How people write their names where the lead is from. */
static void
test_habits (void)
{
  static const struct
  {
    const char *country;
    Case name;
  } leads[] = {
    { "España", { "Remedios Cantero Vidal", "Remedios", "Cantero Vidal" } },
    { "España", { "Pepe Romero de la Torre", "Pepe", "Romero de la Torre" } },
    { "France", { "Mme Françoise LE GOFF", "Françoise", "Le Goff" } },
    { "Italia", { "Ing. Marco DE LUCA", "Marco", "De Luca" } },
    { "Italia", { "DI STEFANO Paolo", "Paolo", "Di Stefano" } },
    { "España", { "DE LA CRUZ María", "María", "de la Cruz" } },
    { "Nederland", { "Vries, J. de", "J.", "de Vries" } },
    { "Ireland", { "Padraig O Sullivan", "Padraig", "O Sullivan" } },
    { "Deutschland", { "Prof. Dr.-Ing. habil. Annegret Zöller", "Annegret", "Zöller" } },
    { "Deutschland", { "Herr Dr. Freiherr von Stein", NULL, "von Stein" } },
    { "UK", { "Cllr Margaret Bowyer", "Margaret", "Bowyer" } },
    { "UK", { "Ian Cooper CEng MIMechE", "Ian", "Cooper" } },
    { "India", { "Dr. Lakshmi Venkataraman MBBS, MD", "Lakshmi", "Venkataraman" } },
    { "USA", { "maria.gonzalez", "Maria", "Gonzalez" } },
    { "USA", { "maria.gonzalez.", "Maria", "Gonzalez" } },
    { "Россия", { "Иванов Сергей Петрович", "Сергей", "Иванов" } },
    { "Россия", { "Ольга Сергеевна Волкова", "Ольга", "Волкова" } },
    { "Russia", { "Ivanov Sergey Petrovich", "Sergey", "Ivanov" } },
    { "Malaysia", { "Nur Aisyah binti Abdullah", "Nur Aisyah", "binti Abdullah" } },
    { "Malaysia", { "Rajesh a/l Kumar", "Rajesh", "a/l Kumar" } },
    { "Norge", { "Lars Petter Haugen", "Lars Petter", "Haugen" } },
    { "España", { "Montserrat Puig i Ferrer", "Montserrat", "Puig i Ferrer" } },
    { "México", { "Juan Martín Treviño", "Juan Martín", "Treviño" } },
    { "Deutschland", { "Jens Uwe Petersen", "Jens Uwe", "Petersen" } },
    { "USA", { "Emily Rose Carter", "Emily", "Carter" } },
    { "USA", { "Brooks Whitfield", "Brooks", "Whitfield" } },
    { "Israel", { "Moshe Ben-David", "Moshe", "Ben-David" } },
    { "Ireland", { "Seán Ó Briain", "Seán", "Ó Briain" } },
    { "Wales", { "Gwen ap Rhys", "Gwen", "ap Rhys" } },
    { "Nederland", { "Bram 't Hart", "Bram", "'t Hart" } },
    { "Bangladesh", { "Md. Rafiqul Islam", "Md. Rafiqul", "Islam" } },
    { "USA", { "\"Smith, Dr. Alice\"", "Alice", "Smith" } },
  };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "name", "");
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      check_fixture_run (&fixture, "name", leads[i].name.name, "country", leads[i].country, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "name.given"), ==, leads[i].name.given);
      g_assert_cmpstr (check_fixture_get (&fixture, "name.family"), ==, leads[i].name.family);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-check/parts", test_parts);
  g_test_add_func ("/name-check/particles", test_particles);
  g_test_add_func ("/name-check/capitals", test_capitals);
  g_test_add_func ("/name-check/order", test_order);
  g_test_add_func ("/name-check/columns", test_columns);
  g_test_add_func ("/name-check/address-hints", test_address_hints);
  g_test_add_func ("/name-check/rest", test_rest);
  g_test_add_func ("/name-check/no-person", test_no_person);
  g_test_add_func ("/name-check/habits", test_habits);
  g_test_add_func ("/name-check/hostile", test_hostile);
  return g_test_run ();
}
