/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole enrichment job, from the leads in the file to the signals in it, beside what libphonenumber
 * alone needs for the same phones. */
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include "bench-leads.h"
#include "engine/assay-engine.h"
#include "enrich/assay-enrich-job.h"
#include "import/assay-import-job.h"
#include "store/assay-workspace.h"

#include <glib/gstdio.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

#define DEFAULT_ROWS 100000

struct Time
{
  double wall, cpu; /* seconds */
};

struct Lead
{
  std::string phone, region;
};

static Time
now ()
{
  timespec cpu;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return { (double) g_get_monotonic_time () / 1e6, (double) cpu.tv_sec + (double) cpu.tv_nsec / 1e9 };
}

static Time
since (Time start)
{
  Time end = now ();

  return { end.wall - start.wall, end.cpu - start.cpu };
}

static Time
run (AssayJob *job)
{
  g_autoptr (AssayJob) owned = job;
  g_autoptr (GError) error = NULL;
  Time start = now ();

  if (!assay_job_run (owned, NULL, &error))
    g_error ("%s", error->message);
  return since (start);
}

static Time
enrich (AssayWorkspace *workspace, gboolean again)
{
  return run (ASSAY_JOB (
    g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, "again", again, NULL)));
}

/* The phones as they came, each with the country that the job found the lead to be in. */
static std::vector<Lead>
read_phones (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayStatement) select = NULL;
  std::vector<Lead> leads;
  gboolean row = FALSE;

  if (reader != NULL)
    select = assay_connection_prepare (
      reader,
      "SELECT phone, \"location.country\" FROM lead JOIN signal ON signal.lead = lead.id "
      "WHERE phone IS NOT NULL",
      &error);
  while (select != NULL && assay_statement_step (select, &row, &error) && row)
    {
      const char *region = assay_statement_get_text (select, 1);
      leads.push_back ({ assay_statement_get_text (select, 0), region != NULL ? region : "ZZ" });
    }
  if (error != NULL)
    g_error ("%s", error->message);
  return leads;
}

static Time
library_alone (const std::vector<Lead> &leads)
{
  const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance ();
  std::string region, e164;
  PhoneNumber number;
  Time start = now ();
  gsize n_valid = 0;

  for (const Lead &lead : leads)
    if (util->Parse (lead.phone, lead.region, &number) == PhoneNumberUtil::NO_PARSING_ERROR)
      {
        n_valid += util->IsValidNumber (number);
        util->GetNumberType (number);
        util->GetRegionCodeForNumber (number, &region);
        util->Format (number, PhoneNumberUtil::E164, &e164);
      }
  g_assert_cmpuint (n_valid, >, 0);
  return since (start);
}

/* Memory of our own, in MB: without the pages of the mapped file, which the system may take back. */
static long
anonymous_mb ()
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL)
      || (line = strstr (text, "RssAnon:")) == NULL)
    return 0;
  return strtol (line + strlen ("RssAnon:"), NULL, 10) / 1024;
}

/* Looks at it a hundred times a second while it lives. */
class AnonymousPeak
{
public:
  AnonymousPeak ()
    : thread ([this] {
        while (!done)
          {
            peak = MAX (peak.load (), anonymous_mb ());
            g_usleep (10000);
          }
      })
  {
  }

  long
  finish ()
  {
    done = true;
    thread.join ();
    return peak;
  }

private:
  std::atomic<bool> done { false };
  std::atomic<long> peak { 0 };
  std::thread thread;
};

static long
peak_mb ()
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

static void
say (const char *what, Time time, Time peer)
{
  printf ("%-28s %7.2f s (%.2fx)  CPU %7.2f s (%.2fx)\n", what, time.wall, time.wall / peer.wall,
          time.cpu, time.cpu / peer.cpu);
}

int
main (int argc, char *argv[])
{
  static const char *const names[] = { "w.assay", "w.assay-wal", "w.assay-shm", "w.assay.lock",
                                       "leads.csv" };
  guint64 rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_ROWS;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-enrich-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "w.assay", NULL);
  g_autofree char *csv = g_build_filename (folder, "leads.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (csv);

  assay_engine_init ();
  if (folder == NULL || !bench_leads_write_file (csv, rows, 1, &error))
    g_error ("%s", error->message);
  g_autoptr (AssayWorkspace) workspace
    = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);
  if (workspace == NULL)
    g_error ("%s", error->message);
  run (ASSAY_JOB (g_object_new (ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, NULL)));

  long anonymous_before = anonymous_mb ();
  AnonymousPeak anonymous;
  Time first = enrich (workspace, FALSE);
  long anonymous_peak = anonymous.finish ();
  long peak = peak_mb ();
  Time unchanged = enrich (workspace, FALSE);
  Time again = enrich (workspace, TRUE);
  std::vector<Lead> leads = read_phones (workspace);
  Time alone = library_alone (leads);

  printf ("%" G_GUINT64_FORMAT " leads, %zu of them with a phone; peak %ld MB with the mapped file; "
          "memory of its own %ld MB, %ld MB before\n", rows, leads.size (), peak, anonymous_peak, anonymous_before);
  printf ("%-28s %7.2f s          CPU %7.2f s\n", "libphonenumber alone", alone.wall, alone.cpu);
  say ("the job, all leads new", first, alone);
  say ("the job, all checked again", again, alone);
  say ("the job, nothing changed", unchanged, alone);
  printf ("nothing changed is %.1f %% of the first run\n", unchanged.wall / first.wall * 100);
  for (const char *name : names)
    {
      g_autofree char *gone = g_build_filename (folder, name, NULL);
      g_remove (gone);
    }
  g_rmdir (folder);
  return EXIT_SUCCESS;
}
