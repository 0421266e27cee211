/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-list-private.h"

#include "duplicates/assay-duplicate-item.h"
#include "duplicates/assay-duplicates-words.h"
#include "match/assay-match-model.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define DECISION_SECONDS 10

/* What the lists of duplicates say of themselves. */

static const char *const page_names[] = { N_("Review"), N_("Sure"), N_("Teach"), N_("Settled") };

static char *
say_foot (AssayDuplicatesList *self,
          gint64               n)
{
  gint64 minutes = (n * DECISION_SECONDS + 59) / 60;

  switch (assay_duplicates_list_get_page (self))
    {
    case ASSAY_DUPLICATES_REVIEW:
      if (n == 0)
        return g_strdup (_("Nothing to review"));
      return g_strdup_printf (ngettext ("%'" PRId64 " to review · about %" PRId64 " minute",
                                        "%'" PRId64 " to review · about %" PRId64 " minutes",
                                        (gulong) minutes),
                              n, minutes);
    case ASSAY_DUPLICATES_SURE:
      return g_strdup_printf (ngettext ("%'" PRId64 " is sure", "%'" PRId64 " are sure", (gulong) n), n);
    case ASSAY_DUPLICATES_TEACH:
      if (self->tally.judged == 0)
        return g_strdup (_("The most telling pairs first"));
      return g_strdup_printf (ngettext ("%'" PRId64 " pair judged", "%'" PRId64 " pairs judged",
                                        (gulong) self->tally.judged),
                              self->tally.judged);
    case ASSAY_DUPLICATES_SETTLED:
    default:
      return g_strdup_printf (
        ngettext ("%'" PRId64 " decided", "%'" PRId64 " decided", (gulong) n), n);
    }
}

/* What is counted, less what is being decided. */
static gint64
count_page (AssayDuplicatesList *self,
            guint                page)
{
  gint64 n = self->totals[page];

  for (guint i = 0; i < self->items[page]->len; i++)
    n -= g_hash_table_contains (self->deciding,
                                assay_duplicate_item_get_key (g_ptr_array_index (self->items[page], i)));
  return n;
}

static gboolean
differs (double a,
         double b)
{
  return fabs (assay_match_probability_to_bits (a) - assay_match_probability_to_bits (b)) >= 0.5;
}

/* Where the bands should begin by what was judged, unless they do about there. */
static void
update_suggestion (AssayDuplicatesList *self,
                   AssayDuplicatesPage  page)
{
  const AssayMatchThresholds *now = &self->tally.thresholds, *then = &self->tally.suggestion.thresholds;
  gboolean wanted = page == ASSAY_DUPLICATES_TEACH && self->tally.suggestion.enough
                    && (differs (now->sure, then->sure) || differs (now->review, then->review));
  g_autofree char *sure = NULL, *review = NULL, *text = NULL;

  gtk_widget_set_visible (self->suggestion, wanted);
  if (!wanted)
    return;
  sure = assay_duplicates_format_share (then->sure);
  review = assay_duplicates_format_share (then->review);
  /* Translators: two probabilities */
  text = g_strdup_printf (_("By what you said: sure from %s, review from %s"), sure, review);
  gtk_label_set_text (GTK_LABEL (self->suggestion_text), text);
}

void
assay_duplicates_list_update_texts (AssayDuplicatesList *self)
{
  AssayDuplicatesPage page = assay_duplicates_list_get_page (self);
  g_autofree char *foot = say_foot (self, count_page (self, page));

  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    {
      gint64 n = count_page (self, i);
      /* Translators: a list and how long it is */
      g_autofree char *text = i < ASSAY_DUPLICATES_TEACH && n > 0
                                ? g_strdup_printf (_("%s %'" PRId64), _(page_names[i]), n)
                                : g_strdup (_(page_names[i]));

      gtk_button_set_label (GTK_BUTTON (self->toggles[i]), text);
    }
  gtk_label_set_text (GTK_LABEL (self->foot), foot);
  gtk_widget_set_visible (self->learn, page == ASSAY_DUPLICATES_TEACH && self->tally.judged > 0);
  update_suggestion (self, page);
  gtk_widget_set_visible (self->merge_all,
                          page == ASSAY_DUPLICATES_SURE && count_page (self, page) > 0);
  gtk_stack_set_visible_child_name (
    GTK_STACK (self->stack), g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0 ? "list" : "none");
}
