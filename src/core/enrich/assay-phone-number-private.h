/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* libphonenumber as plain C: one number is parsed once, and all else follows from that. It is a module,
 * opened when the first number is parsed: its tables of places take 40 ms to load, which no program
 * without a phone should wait for. */

/**
 * AssayPhoneReason:
 *
 * Why a number is what it is, as libphonenumber sees it.
 */
typedef enum
{
  ASSAY_PHONE_OK,
  ASSAY_PHONE_UNASSIGNED,       /* of a possible length, but of no known range */
  ASSAY_PHONE_LOCAL_ONLY,       /* can be dialled within an area only */
  ASSAY_PHONE_TOO_SHORT,
  ASSAY_PHONE_TOO_LONG,
  ASSAY_PHONE_WRONG_LENGTH,     /* neither the longest nor the shortest, but none that exists */
  ASSAY_PHONE_BAD_COUNTRY_CODE, /* a country calling code that is not in use */
  ASSAY_PHONE_NO_COUNTRY,       /* not international, and nobody said which country */
  ASSAY_PHONE_NOT_A_NUMBER,
} AssayPhoneReason;

typedef enum
{
  ASSAY_PHONE_TYPE_FIXED,
  ASSAY_PHONE_TYPE_MOBILE,
  ASSAY_PHONE_TYPE_FIXED_OR_MOBILE,
  ASSAY_PHONE_TYPE_TOLL_FREE,
  ASSAY_PHONE_TYPE_PREMIUM,
  ASSAY_PHONE_TYPE_SHARED_COST,
  ASSAY_PHONE_TYPE_VOIP,
  ASSAY_PHONE_TYPE_PERSONAL,
  ASSAY_PHONE_TYPE_PAGER,
  ASSAY_PHONE_TYPE_UAN,
  ASSAY_PHONE_TYPE_VOICEMAIL,
  ASSAY_PHONE_TYPE_UNKNOWN,
} AssayPhoneType;

/**
 * AssayPhoneNumber:
 * @parsed: whether there are digits of a number at all; the rest but @reason is empty otherwise
 * @valid: whether the number is in a range that is assigned
 * @possible: whether its length can be, also when dialled within an area only
 * @reason: %ASSAY_PHONE_OK for valid numbers
 * @type: what is at the other end
 * @e164: e.g. `+493012345`
 * @region: ISO 3166-1 alpha-2 code, `001` for numbers of no country, or empty
 * @extension: its digits, or empty
 */
typedef struct
{
  gboolean parsed;
  gboolean valid;
  gboolean possible;
  AssayPhoneReason reason;
  AssayPhoneType type;
  guint8 e164_length;
  char e164[40];
  char region[4];
  char extension[24];
} AssayPhoneNumber;

#define ASSAY_PHONE_TEXT_SIZE 128

/**
 * AssayPhoneParser:
 *
 * Belongs to one thread, and remembers the number it parsed last.
 */
typedef struct _AssayPhoneParser AssayPhoneParser;

/* What the module exports, by this name. No exception leaves these functions. */
#define ASSAY_PHONE_FUNCTIONS "assay_phone_functions"

typedef struct
{
  AssayPhoneParser *(*create) (void);
  void (*destroy) (AssayPhoneParser *self);
  gboolean (*parse) (AssayPhoneParser *self,
                     const char       *text,
                     gsize             length,
                     const char       *region,
                     AssayPhoneNumber *out_number);
  gsize (*place) (AssayPhoneParser       *self,
                  const AssayPhoneNumber *number,
                  char                   *buffer);
  gsize (*format) (AssayPhoneParser       *self,
                   const AssayPhoneNumber *number,
                   gboolean                national,
                   char                   *buffer);
} AssayPhoneFunctions;

const AssayPhoneFunctions *assay_phone_open (GError **error);

AssayPhoneParser *assay_phone_parser_new    (void);
void              assay_phone_parser_free   (AssayPhoneParser *self);
gboolean          assay_phone_parser_parse  (AssayPhoneParser *self,
                                             const char       *text,
                                             gsize             length,
                                             const char       *region,
                                             AssayPhoneNumber *out_number);
gsize             assay_phone_parser_place  (AssayPhoneParser *self,
                                             const AssayPhoneNumber *number,
                                             char             *buffer);
gsize             assay_phone_parser_format (AssayPhoneParser *self,
                                             const AssayPhoneNumber *number,
                                             gboolean          national,
                                             char             *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPhoneParser, assay_phone_parser_free)

G_END_DECLS
