/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-phone-number-private.h"

#include <cstring>
#include <list>
#include <string>

#include <gmodule.h>
#include <phonenumbers/geocoding/phonenumber_offline_geocoder.h>
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>
#include <unicode/locid.h>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberOfflineGeocoder;
using i18n::phonenumbers::PhoneNumberUtil;

/* What is known of a country calling code. */
struct CallingCode
{
  bool known = false, has_one_country = false;
  std::string country_name;
};

struct _AssayPhoneParser
{
  const PhoneNumberUtil *util = nullptr;
  PhoneNumberOfflineGeocoder geocoder;
  icu::Locale english{ "en" };
  PhoneNumber number;
  PhoneNumberUtil::PhoneNumberType type = PhoneNumberUtil::UNKNOWN;
  std::string text, region, formatted;
  CallingCode calling_codes[1000];
};

static gsize
copy (const std::string &from, char *to, gsize size)
{
  gsize length = MIN (from.size (), size - 1);

  memcpy (to, from.data (), length);
  to[length] = '\0';
  return length;
}

static AssayPhoneType
type_of (PhoneNumberUtil::PhoneNumberType type)
{
  switch (type)
    {
    case PhoneNumberUtil::FIXED_LINE:
      return ASSAY_PHONE_TYPE_FIXED;
    case PhoneNumberUtil::MOBILE:
      return ASSAY_PHONE_TYPE_MOBILE;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
      return ASSAY_PHONE_TYPE_FIXED_OR_MOBILE;
    case PhoneNumberUtil::TOLL_FREE:
      return ASSAY_PHONE_TYPE_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE:
      return ASSAY_PHONE_TYPE_PREMIUM;
    case PhoneNumberUtil::SHARED_COST:
      return ASSAY_PHONE_TYPE_SHARED_COST;
    case PhoneNumberUtil::VOIP:
      return ASSAY_PHONE_TYPE_VOIP;
    case PhoneNumberUtil::PERSONAL_NUMBER:
      return ASSAY_PHONE_TYPE_PERSONAL;
    case PhoneNumberUtil::PAGER:
      return ASSAY_PHONE_TYPE_PAGER;
    case PhoneNumberUtil::UAN:
      return ASSAY_PHONE_TYPE_UAN;
    case PhoneNumberUtil::VOICEMAIL:
      return ASSAY_PHONE_TYPE_VOICEMAIL;
    case PhoneNumberUtil::UNKNOWN:
    default:
      return ASSAY_PHONE_TYPE_UNKNOWN;
    }
}

static AssayPhoneReason
reason_of_length (PhoneNumberUtil::ValidationResult result)
{
  switch (result)
    {
    case PhoneNumberUtil::IS_POSSIBLE:
      return ASSAY_PHONE_UNASSIGNED;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
      return ASSAY_PHONE_LOCAL_ONLY;
    case PhoneNumberUtil::TOO_SHORT:
      return ASSAY_PHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG:
      return ASSAY_PHONE_TOO_LONG;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE:
      return ASSAY_PHONE_BAD_COUNTRY_CODE;
    case PhoneNumberUtil::INVALID_LENGTH:
    default:
      return ASSAY_PHONE_WRONG_LENGTH;
    }
}

static AssayPhoneReason
reason_of_error (PhoneNumberUtil::ErrorType error, bool has_country)
{
  switch (error)
    {
    case PhoneNumberUtil::NO_PARSING_ERROR:
      return ASSAY_PHONE_OK;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
      return has_country ? ASSAY_PHONE_BAD_COUNTRY_CODE : ASSAY_PHONE_NO_COUNTRY;
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN:
      return ASSAY_PHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG_NSN:
      return ASSAY_PHONE_TOO_LONG;
    case PhoneNumberUtil::NOT_A_NUMBER:
    default:
      return ASSAY_PHONE_NOT_A_NUMBER;
    }
}

/* Of a text that is digits and usual punctuation, @out has the digits alone: they are read alike,
 * in two thirds of the time. Fewer than three digits and a plus inside are judged with the
 * punctuation. */
static bool
only_digits (const char *text, gsize length, std::string *out)
{
  gsize i = 0, n_digits = 0;

  out->clear ();
  while (i < length && text[i] == ' ')
    i++;
  for (gsize start = i; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        n_digits++;
      else if (text[i] == '+' ? i != start : strchr (" -.()", text[i]) == NULL || text[i] == '\0')
        return false;
      if (g_ascii_isdigit (text[i]) || text[i] == '+')
        out->push_back (text[i]);
    }
  return n_digits >= 3;
}

static void
describe (AssayPhoneParser *self, AssayPhoneNumber *out)
{
  const PhoneNumber &number = self->number;

  self->type = self->util->GetNumberType (number);
  out->parsed = TRUE;
  out->type = type_of (self->type);
  /* What has a type is valid: libphonenumber's own definition. */
  out->valid = self->type != PhoneNumberUtil::UNKNOWN;
  out->reason = ASSAY_PHONE_OK;
  if (!out->valid)
    out->reason = reason_of_length (self->util->IsPossibleNumberWithReason (number));
  out->possible = out->reason <= ASSAY_PHONE_LOCAL_ONLY;
  self->util->GetRegionCodeForNumber (number, &self->region);
  if (self->region != "ZZ")
    copy (self->region, out->region, sizeof out->region);
  self->util->Format (number, PhoneNumberUtil::E164, &self->formatted);
  out->e164_length = (guint8) copy (self->formatted, out->e164, sizeof out->e164);
  if (number.has_extension ())
    copy (number.extension (), out->extension, sizeof out->extension);
}

static AssayPhoneParser *
create (void)
{
  static gsize quiet;
  AssayPhoneParser *self = new AssayPhoneParser;

  if (g_once_init_enter (&quiet))
    {
      /* It would print the numbers of people. */
      PhoneNumberUtil::GetInstance ()->SetLogger (new NullLogger);
      g_once_init_leave (&quiet, 1);
    }
  self->util = PhoneNumberUtil::GetInstance ();
  return self;
}

static void
destroy (AssayPhoneParser *self)
{
  delete self;
}

static gboolean
parse (AssayPhoneParser *self,
       const char *text,
       gsize length,
       const char *region,
       AssayPhoneNumber *out_number)
try
  {
    PhoneNumberUtil::ErrorType error;

    memset (out_number, 0, sizeof *out_number);
    out_number->type = ASSAY_PHONE_TYPE_UNKNOWN;
    if (!only_digits (text, length, &self->text))
      self->text.assign (text, length);
    self->region.assign (*region != '\0' ? region : "ZZ");
    error = self->util->Parse (self->text, self->region, &self->number);
    out_number->reason = reason_of_error (error, *region != '\0' || self->text[0] == '+');
    if (error == PhoneNumberUtil::NO_PARSING_ERROR)
      describe (self, out_number);
    return out_number->valid;
  }
catch (...)
  {
    memset (out_number, 0, sizeof *out_number);
    out_number->type = ASSAY_PHONE_TYPE_UNKNOWN;
    out_number->reason = ASSAY_PHONE_NOT_A_NUMBER;
    return FALSE;
  }

/* Returns the calling code's country, whose name is the place of all numbers that say no more;
 * %NULL for codes of several countries, as some numbers belong to all of them. */
static const std::string *
country_name (AssayPhoneParser *self)
{
  CallingCode &code = self->calling_codes[self->number.country_code () % 1000];

  if (!code.known)
    {
      std::list<std::string> regions;

      self->util->GetRegionCodesForCountryCallingCode (self->number.country_code (), &regions);
      code.has_one_country = regions.size () == 1;
      if (code.has_one_country)
        code.country_name = self->geocoder.GetDescriptionForNumber (self->number, self->english);
      code.known = true;
    }
  return code.has_one_country ? &code.country_name : nullptr;
}

static gsize
place (AssayPhoneParser *self, const AssayPhoneNumber *number, char *buffer)
try
  {
    buffer[0] = '\0';
    if (!number->valid)
      return 0;
    if (self->util->IsNumberGeographical (self->type, self->number.country_code ()))
      self->formatted = self->geocoder.GetDescriptionForValidNumber (self->number, self->english);
    else if (const std::string *name = country_name (self))
      return copy (*name, buffer, ASSAY_PHONE_TEXT_SIZE);
    else
      self->formatted = self->geocoder.GetDescriptionForNumber (self->number, self->english);
    return copy (self->formatted, buffer, ASSAY_PHONE_TEXT_SIZE);
  }
catch (...)
  {
    buffer[0] = '\0';
    return 0;
  }

static gsize
format (AssayPhoneParser *self, const AssayPhoneNumber *number, gboolean national, char *buffer)
try
  {
    buffer[0] = '\0';
    if (!number->parsed)
      return 0;
    self->util->Format (self->number,
                        national ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL,
                        &self->formatted);
    return copy (self->formatted, buffer, ASSAY_PHONE_TEXT_SIZE);
  }
catch (...)
  {
    buffer[0] = '\0';
    return 0;
  }

extern "C" G_MODULE_EXPORT const AssayPhoneFunctions assay_phone_functions;
const AssayPhoneFunctions assay_phone_functions = { create, destroy, parse, place, format };
