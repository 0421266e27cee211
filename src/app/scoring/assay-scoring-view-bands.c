/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "score/assay-profile-edit.h"
#include "score/assay-profile-store.h"
#include "scoring/assay-ask-window.h"
#include "scoring/assay-scoring-view-private.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-score-pill.h"

/* Bands of the draft, checked while they are typed. */

static JsonNode *
new_root (AssayAskWindow *window)
{
  return assay_profile_edit_copy (g_object_get_data (G_OBJECT (window), "draft"));
}

/* The draft as it was when the window opened: it is modal. */
static void
keep_draft (AssayScoringView *self,
            GtkWidget        *window)
{
  g_object_set_data_full (G_OBJECT (window), "draft",
                          assay_document_ref (assay_profile_draft_get_document (self->draft)),
                          (GDestroyNotify) assay_document_unref);
}

static const char *
band_of (AssayAskWindow *window)
{
  const char *band = assay_ask_window_get_second (window);

  return *band != '\0' ? band : NULL;
}

static char *
dup_name (AssayAskWindow *window)
{
  return g_strstrip (g_strdup (assay_ask_window_get_text (window, "name")));
}

static gboolean
set_band (JsonNode       *root,
          AssayAskWindow *answer)
{
  const char *set = assay_ask_window_get_first (answer), *band = band_of (answer);
  double least = assay_ask_window_get_number (answer, "least");
  g_autofree char *name = dup_name (answer);
  g_autofree char *key = NULL;

  if (assay_profile_edit_check_band_name (root, set, band, name) != ASSAY_BAND_FITS
      || assay_profile_edit_check_band_start (root, set, band, least) != ASSAY_BAND_FITS)
    return FALSE;
  if (band == NULL)
    {
      key = assay_profile_edit_add_band (root, set, name, least);
      return key != NULL;
    }
  if (!isnan (least))
    assay_profile_edit_set_band (root, set, band, least);
  return assay_profile_edit_rename_band (root, set, band, name);
}

static char *
check_band (AssayAskWindow *window,
            const char     *key,
            gpointer        user_data)
{
  g_autoptr (JsonNode) root = new_root (window);
  const char *set = assay_ask_window_get_first (window), *band = band_of (window);
  g_autofree char *name = dup_name (window);

  switch (strcmp (key, "name") == 0
            ? assay_profile_edit_check_band_name (root, set, band, name)
            : assay_profile_edit_check_band_start (root, set, band, assay_ask_window_get_number (window, key)))
    {
    case ASSAY_BAND_UNNAMED:
      return g_strdup (_("a name is needed"));
    case ASSAY_BAND_NAME_TAKEN:
      return g_strdup (_("another band has this name"));
    case ASSAY_BAND_OUTSIDE:
      return g_strdup (_("a number within the scale"));
    case ASSAY_BAND_START_TAKEN:
      return g_strdup (_("another band begins there"));
    case ASSAY_BAND_CROSSES:
      return g_strdup (_("beyond the band beside it"));
    case ASSAY_BAND_FITS:
    default:
      return NULL;
    }
}

/* All bands as they would be, from the highest down, in their colours. */
static void
show_bands (AssayAskWindow *window)
{
  GtkWidget *preview = assay_ask_window_get_extra (window);
  g_autoptr (JsonNode) root = new_root (window);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayProfile) profile = NULL;

  assay_remove_all (preview);
  set_band (root, window);
  document = assay_document_new (ASSAY_PROFILE_KIND, "preview", 0, root);
  profile = assay_profile_new (document, NULL, NULL);
  for (guint s = 0; profile != NULL && s < profile->band_sets->len; s++)
    {
      const AssayBandSet *set = assay_profile_band_set (profile, s);

      for (guint b = 0; strcmp (set->key, assay_ask_window_get_first (window)) == 0 && b < set->bands->len; b++)
        {
          GtkWidget *pill = assay_score_pill_new ();
          const char *label = g_array_index (set->bands, AssayBand, b).label;

          assay_score_pill_set (ASSAY_SCORE_PILL (pill), label, assay_tone_from_rank (b, set->bands->len), label);
          gtk_box_append (GTK_BOX (preview), pill);
        }
    }
  gtk_widget_set_visible (preview, gtk_widget_get_first_child (preview) != NULL);
}

static const AssayBandSet *
find_set (AssayScoringView *self,
          const char       *key)
{
  AssayProfile *profile = assay_profile_draft_get_profile (self->draft);

  for (guint s = 0; s < profile->band_sets->len; s++)
    if (strcmp (assay_profile_band_set (profile, s)->key, key) == 0)
      return assay_profile_band_set (profile, s);
  return NULL;
}

static void
ask_band (AssayScoringView *self,
          GVariant         *about,
          const AssayBand  *band)
{
  GtkWidget *window = assay_scoring_view_new_ask (self, about, band != NULL ? _("Edit Band") : _("Add Band"),
                                                  band != NULL ? _("Set") : _("Add"));
  AssayAskWindow *ask = ASSAY_ASK_WINDOW (window);
  gboolean lowest = band != NULL && isinf (band->min);
  g_autofree char *least = band != NULL && !lowest ? g_strdup_printf ("%g", band->min) : NULL;

  keep_draft (self, window);
  assay_ask_window_add_entry (ask, "name", _("Name"), band != NULL ? band->label : NULL);
  assay_ask_window_add_entry (ask, "least", lowest ? _("Takes all that is left") : _("From this score on"), least);
  gtk_widget_set_sensitive (assay_ask_window_get_entry (ask, "least"), !lowest);
  g_signal_connect (window, "changed", G_CALLBACK (show_bands), NULL);
  assay_ask_window_set_check (ask, check_band, NULL, NULL);
  assay_scoring_view_ask_change (self, window, set_band);
}

static void
add_band_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  AssayScoringView *self = user_data;

  if (self->draft != NULL)
    ask_band (self, parameter, NULL);
}

static void
edit_band_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AssayScoringView *self = user_data;
  const AssayBandSet *set;
  const char *first, *second;
  int band;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &first, &second);
  set = find_set (self, first);
  band = set != NULL ? assay_band_set_find (set, second) : -1;
  if (band >= 0)
    ask_band (self, parameter, &g_array_index (set->bands, AssayBand, band));
}

static void
remove_band_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  const char *set, *band;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &set, &band);
  root = assay_profile_draft_copy_root (self->draft);
  if (assay_profile_edit_remove_band (root, set, band))
    assay_scoring_view_take (self, g_steal_pointer (&root), NULL);
}

void
assay_scoring_view_add_bands (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-band", .activate = add_band_action, .parameter_type = "(ss)" },
    { .name = "edit-band", .activate = edit_band_action, .parameter_type = "(ss)" },
    { .name = "remove-band", .activate = remove_band_action, .parameter_type = "(ss)" },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
