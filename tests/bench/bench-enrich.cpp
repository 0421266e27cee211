/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What offline enrichment takes beside what libphonenumber alone needs for the same phones. */
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include "engine/assay-engine.h"
#include "enrich/assay-enricher.h"

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

#define N_LEADS 40000
#define ROUNDS 5

struct Lead
{
  std::string phone, region;
};

/* Where the leads of a team that sells in Europe and America are, roughly. */
static const char *const regions[] = { "US", "US", "US", "US", "US", "US", "GB", "GB",
                                       "DE", "DE", "FR", "CA", "CA", "IN", "AU", "NL",
                                       "ES", "IT", "SE", "BR", "MX", "CH", "JP", "PL" };

/* CPU time of the process, as the machine may be busy with other things. */
static double
seconds_of_cpu ()
{
  timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* A number like the region's example, with other last digits, written in one of the usual ways. */
static Lead
make_lead (const PhoneNumberUtil *util, GRand *random)
{
  Lead lead;
  PhoneNumber number;
  const PhoneNumberUtil::PhoneNumberFormat formats[] = { PhoneNumberUtil::NATIONAL,
                                                         PhoneNumberUtil::INTERNATIONAL,
                                                         PhoneNumberUtil::E164 };
  gboolean mobile = g_rand_int_range (random, 0, 3) == 0;

  lead.region = regions[g_rand_int_range (random, 0, G_N_ELEMENTS (regions))];
  util->GetExampleNumberForType (
      lead.region, mobile ? PhoneNumberUtil::MOBILE : PhoneNumberUtil::FIXED_LINE, &number);
  number.set_national_number (number.national_number () / 10000 * 10000 +
                              (guint64) g_rand_int_range (random, 0, 10000));
  util->Format (number, formats[g_rand_int_range (random, 0, 3)], &lead.phone);
  return lead;
}

static double
run_library (const PhoneNumberUtil *util, const std::vector<Lead> &leads)
{
  double start = seconds_of_cpu ();
  PhoneNumber number;
  std::string region, e164;
  guint n_valid = 0;

  for (const Lead &lead : leads)
    {
      util->Parse (lead.phone, lead.region, &number);
      n_valid += util->IsValidNumber (number);
      n_valid += util->GetNumberType (number) == PhoneNumberUtil::MOBILE;
      util->GetRegionCodeForNumber (number, &region);
      util->Format (number, PhoneNumberUtil::E164, &e164);
    }
  g_assert_cmpuint (n_valid, >, 0);
  return (seconds_of_cpu () - start) / (double) leads.size () * 1e6;
}

static AssayValue
field_of (const Lead &lead, const char *key)
{
  if (strcmp (key, "phone") == 0)
    return assay_value_from_text (lead.phone.data (), lead.phone.size ());
  if (strcmp (key, "country") == 0)
    return assay_value_from_text (lead.region.data (), lead.region.size ());
  return ASSAY_VALUE_INIT_NULL;
}

static double
run_checks (AssayEnricher *enricher, const std::vector<Lead> &leads)
{
  const char *const *fields = assay_enricher_get_fields (enricher);
  guint n_fields = assay_enricher_get_n_fields (enricher), n_signals;
  std::vector<AssayValue> values (n_fields);
  std::vector<AssayValue> signals;
  g_autoptr (AssayArena) arena = assay_arena_new ();
  double start;

  assay_enricher_get_signals (enricher, &n_signals);
  signals.resize (n_signals);
  start = seconds_of_cpu ();
  for (const Lead &lead : leads)
    {
      for (guint i = 0; i < n_fields; i++)
        values[i] = field_of (lead, fields[i]);
      assay_enricher_run (enricher, arena, values.data (), signals.data ());
      assay_arena_reset (arena);
    }
  return (seconds_of_cpu () - start) / (double) leads.size () * 1e6;
}

static double
median (std::vector<double> figures)
{
  std::sort (figures.begin (), figures.end ());
  return figures[figures.size () / 2];
}

int
main ()
{
  const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance ();
  const char *const phone_alone[] = { "phone", NULL };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEnricher) phone = NULL;
  g_autoptr (AssayEnricher) all = NULL;
  std::vector<Lead> leads;
  std::vector<double> library, by_phone, by_all;

  assay_engine_init ();
  phone = assay_enricher_new (phone_alone, "", NULL, &error);
  g_assert_no_error (error);
  all = assay_enricher_new (NULL, "", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_LEADS; i++)
    leads.push_back (make_lead (util, random));
  for (guint round = 0; round < ROUNDS; round++)
    {
      library.push_back (run_library (util, leads));
      by_phone.push_back (run_checks (phone, leads));
      by_all.push_back (run_checks (all, leads));
    }
  printf ("libphonenumber alone          %6.2f us a lead\n", median (library));
  printf ("location and phone            %6.2f us a lead, %.2fx\n",
          median (by_phone),
          median (by_phone) / median (library));
  printf ("all checks                    %6.2f us a lead, %.2fx\n",
          median (by_all),
          median (by_all) / median (library));
  return 0;
}
