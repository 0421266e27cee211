/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-samples.h"

#include "app-desk.h"
#include "base/assay-clock.h"
#include "import/assay-import-job.h"
#include "job/assay-undo-job.h"
#include "lead/assay-set-job.h"

#include <glib/gstdio.h>

/* Workspaces that show something, for the views that need more than leads. */

#define DAY    G_GINT64_CONSTANT (86400000)
#define MINUTE G_GINT64_CONSTANT (60000)

/* Invented people who came twice, the second time as somebody typed them. */
static const char twice[]
  = "name,email,company,role,phone,city,source\n"
    "Annika Thorsgaard,annika.thorsgaard@wellenbrand.example,Wellenbrand Maritime GmbH,"
    "Head of Procurement,,Kielmark,Trade fair\n"
    "Lorcan Vandermeil,lorcan@hexbury.example,Hexbury Interiors,Owner,+49 555 0177 31,Hexbury,Referral\n"
    "Rosalba Quintrell,rosalba.quintrell@ferrowick.example,Ferrowick Foundry,Buyer,+49 555 0177 42,"
    "Ferrowick,List\n"
    "Thibault Ardenne,t.ardenne@calderby.example,Calderby Foods,Plant Manager,,Calderby,List\n"
    "Oskari Lehtovaara,oskari@pinemarsh.example,Pinemarsh Timber,Managing Director,+49 555 0177 53,"
    "Pinemarsh,Web\n"
    "Mirela Dragosta,mirela.dragosta@solvanne.example,Solvanne Clinics,HR Manager,,Solvanne,Web\n"
    "Gwenda Pryce-Holt,gwenda@mapleford.example,Mapleford Homes,Director,+49 555 0177 64,Mapleford,Event\n"
    "Anika Thorsgard,a.thorsgaard@wellenbrand.example,Wellenbrand Maritime,Purchasing Lead,+49 555 0177 20,"
    "Kielmark,Web form\n"
    "Lorcan Vandermeil,,Hexbury Interiors Ltd,Owner,+49 555 0177 31,Hexbury,Web form\n"
    "Rosalba Quintrel,quintrell@ferrowick.example,Ferrowick Foundry,Senior Buyer,+49 555 0177 42,"
    "Ferrowick,Web form\n"
    "R. Quintrell,,Ferrowick Foundry,Buyer,+49 555 0177 42,,Web form\n"
    "T. Ardene,,Calderby Food,Works Manager,,Grunau,Web form\n"
    "Oskari Lehtovara,o.lehtovaara@pinemarsh.example,Pinemarsh,CEO,,Pinemarsh,Web form\n"
    "Mirella Dragosta,m.dragosta@example.org,,People Lead,,,Web form\n"
    "Gwenda Holt,gwenda@example.org,Mapleford,Director,,Brunnfeld,Web form\n";

/* One who came again and again, a little different each time. */
static void
append_group (GString *text,
              guint    n)
{
  static const char *const names[] = { "Wilhelmina Oberstrand", "Wilhelmina Oberstrandt", "Wilhelmina Oberstrand",
                                       "Wilhelmina Oberstand" };
  static const char *const roles[] = { "Head of Logistics", "Logistics", "VP Logistics" };

  for (guint i = 0; i < n; i++)
    {
      /* The same address would be the same lead to begin with. */
      g_autofree char *email = i % 3 == 2 ? g_strdup ("") : g_strdup_printf ("oberstrand%u@kranzfeld.example", i);

      g_string_append_printf (text, "%s,%s,%s,%s,+49 555 0177 75,%s,%s\n", names[i % G_N_ELEMENTS (names)], email,
                              i % 4 == 3 ? "Kranzfeld" : "Kranzfeld Freight GmbH", roles[i % G_N_ELEMENTS (roles)],
                              i % 5 == 4 ? "" : "Kranzfeld", i == 0 ? "List" : "Web form");
    }
}

static char *
make_file (guint n_others,
           guint n_group)
{
  static const char *const first[] = { "Aldo", "Berit", "Cosma", "Dagny", "Emrys", "Fenja", "Goran", "Hedda",
                                       "Ivo",  "Jorun", "Kaspar", "Liv",   "Milo",  "Nadja", "Ove",  "Petra" };
  static const char *const last[] = { "Ammer",  "Brokk", "Castell", "Drewes", "Elvang", "Falk", "Gruber",
                                      "Hollis", "Iversen", "Jansk", "Kofler", "Lund",  "Merz" };
  static const char *const works[] = { "Nordquay", "Stellaform", "Tessarino", "Verdelux", "Corvantis", "Lumiora" };
  static const char *const roles[] = { "Clerk", "Foreman", "Head of Sales", "Founder", "Planner" };
  static const char *const towns[] = { "Altenmark", "Brunnfeld", "Cornhaven", "Dellbrook", "Eschwang", "Fairholt",
                                       "Grunau" };
  GString *text = g_string_new (twice);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int file = g_file_open_tmp ("assay-twice-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_cmpuint (n_others, <=, G_N_ELEMENTS (first) * G_N_ELEMENTS (last));
  append_group (text, n_group);
  for (guint i = 0; i < n_others; i++)
    {
      const char *given = first[i % G_N_ELEMENTS (first)];
      const char *family = last[i / G_N_ELEMENTS (first)];
      guint dice = (i * 2654435761u) >> 7;
      const char *work = works[dice % G_N_ELEMENTS (works)];

      const char *town = towns[dice % G_N_ELEMENTS (towns)], *role = roles[dice % G_N_ELEMENTS (roles)];
      guint phone = 1000000 + dice % 8999999;

      g_string_append_printf (text, "%s %s,%c.%s@%s%u.example,%s %u,%s,+49 30 %07u,%s,List\n", given, family,
                              g_ascii_tolower (*given), family, work, dice % 89, work, dice % 89, role, phone, town);
      /* Some come twice: by an initial, with a typo, with little else, from another company. */
      if (i % 16 == 0)
        g_string_append_printf (text, "%c. %s,,%s %u,%s,+49 30 %07u,%s,Form\n", *given, family, work, dice % 89,
                                role, phone, town);
      else if (i % 16 == 4)
        g_string_append_printf (text, "%s %.*s,%s.%s@%s%u.example,%s %u,,,%s,Form\n", given,
                                (int) strlen (family) - 1, family, given, family, work, dice % 89, work, dice % 89,
                                town);
      else if (i % 16 == 8)
        g_string_append_printf (text, "%s %s,%s%u@example.org,,,,%s,Form\n", given, family, family, i, town);
      else if (i % 16 == 12)
        g_string_append_printf (text, "%s %s,,%s %u,%s,,%s,Form\n", given, family, works[(dice + 1) % 6],
                                dice % 83, role, towns[(dice + 3) % 7]);
    }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, &error));
  g_string_free (text, TRUE);
  return g_steal_pointer (&path);
}

AssayWorkspace *
app_samples_twice (guint n_others)
{
  return app_samples_group (n_others, 0);
}

/* The same, with one person among them who came @n times. */
AssayWorkspace *
app_samples_group (guint n_others,
                   guint n)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autofree char *path = make_file (n_others, n);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  app_desk_run_job (g_object_new (ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, NULL));
  g_unlink (path);
  return workspace;
}

/* A job that runs until it is told to end. */
#define TEST_TYPE_WAIT_JOB (test_wait_job_get_type ())
G_DECLARE_FINAL_TYPE (TestWaitJob, test_wait_job, TEST, WAIT_JOB, AssayJob)

struct _TestWaitJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (TestWaitJob, test_wait_job, ASSAY_TYPE_JOB)

static GMutex wait_mutex;
static GCond wait_cond;

static void
wake (GCancellable *cancellable,
      gpointer      data)
{
  g_mutex_lock (&wait_mutex);
  g_cond_broadcast (&wait_cond);
  g_mutex_unlock (&wait_mutex);
}

static gboolean
test_wait_job_run (AssayJob     *job,
                   GCancellable *cancellable,
                   GError      **error)
{
  gulong id = g_cancellable_connect (cancellable, G_CALLBACK (wake), NULL, NULL);

  assay_job_report (job, 0.62, "11,540 of 18,640 leads");
  g_mutex_lock (&wait_mutex);
  while (!g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&wait_cond, &wait_mutex);
  g_mutex_unlock (&wait_mutex);
  g_cancellable_disconnect (cancellable, id);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
test_wait_job_class_init (TestWaitJobClass *klass)
{
  ASSAY_JOB_CLASS (klass)->key = "enrich";
  ASSAY_JOB_CLASS (klass)->summary = "Enrich 18,640 leads";
  ASSAY_JOB_CLASS (klass)->run = test_wait_job_run;
}

static void
test_wait_job_init (TestWaitJob *self)
{
}

static gint64
run (AssayJob *job,
     gboolean  works)
{
  g_autoptr (AssayJob) owned = job;
  g_autoptr (GError) error = NULL;

  g_assert_true (assay_job_run (owned, NULL, &error) == works);
  return assay_job_get_id (owned);
}

static gint64
set (AssayWorkspace *workspace,
     int             lead,
     const char     *first,
     const char     *second)
{
  g_autofree char *name = g_strdup_printf ("%d", lead);
  const char *values[] = { first, second, NULL };

  return run (g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", name, "values",
                            values, NULL),
              TRUE);
}

static gint64
undo (AssayWorkspace *workspace,
      gint64          job,
      gboolean        works)
{
  return run (g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", job, NULL), works);
}

/* Three days of work. */
AssayWorkspace *
app_samples_busy (void)
{
  AssayWorkspace *workspace;
  gint64 job;

  assay_clock_set_fixed (APP_FIXTURE_NOW - 3 * DAY);
  workspace = app_fixture_workspace (318);
  assay_clock_set_fixed (APP_FIXTURE_NOW - DAY);
  set (workspace, 5, "stage=Proposal", "owner=Yara Bloom");
  set (workspace, 6, "phone=+49 555 0136", NULL);
  job = set (workspace, 7, "role=Chief Fleet Officer", NULL);
  undo (workspace, job, TRUE);
  assay_clock_set_fixed (APP_FIXTURE_NOW - 100 * MINUTE);
  set (workspace, 3, "owner=Nora Quist", NULL);
  undo (workspace, 999, FALSE);
  assay_clock_set_fixed (APP_FIXTURE_NOW - 20 * MINUTE);
  set (workspace, 1, "notes=Call before 12:00\nand bring the offer", "industry=Logistics");
  set (workspace, 1, "industry=", NULL);
  assay_clock_set_fixed (APP_FIXTURE_NOW);
  return workspace;
}

/* A job that runs until it is cancelled. */
AssayJob *
app_samples_endless_job (AssayWorkspace *workspace)
{
  return g_object_new (TEST_TYPE_WAIT_JOB, "workspace", workspace, NULL);
}

/* What became of the first leads, mostly by where they came from; a note that only won leads have. */
void
app_samples_add_outcomes (AssayWorkspace *workspace,
                          guint           n)
{
  g_autofree char *sql = g_strdup_printf (
    "UPDATE lead SET company_size = (id * 7919) %% 97 * 10, "
    "industry = CASE id %% 3 WHEN 0 THEN 'SaaS' WHEN 1 THEN 'Retail' END, "
    "stage = CASE WHEN id > %u THEN 'open' WHEN (id * 31) %% 100 < CASE source WHEN 'Referral' THEN 75 "
    "WHEN 'Ads' THEN 12 ELSE 35 END THEN 'won' ELSE 'lost' END, "
    "created_at = %" G_GINT64_FORMAT " - (900 - id %% 800) * 86400000",
    n, APP_FIXTURE_NOW);

  app_desk_execute (workspace, sql);
  app_desk_execute (workspace, "UPDATE lead SET notes = 'Contract sent' WHERE stage = 'won'");
}
