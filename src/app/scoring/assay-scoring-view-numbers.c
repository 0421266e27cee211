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

/* Changes to the draft that are checked while they are typed: bands, and the values of weighted factors. */

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

/* Bands */

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
  GtkWidget *preview = assay_ask_window_get_preview (window);
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

/* Values */

static GPtrArray *
list_values (JsonNode       *root,
             AssayAskWindow *window)
{
  return assay_profile_edit_list_values (root, assay_ask_window_get_first (window),
                                         assay_ask_window_get_second (window));
}

static gboolean
set_values (JsonNode       *root,
            AssayAskWindow *answer)
{
  g_autoptr (GPtrArray) values = list_values (root, answer);
  gboolean changed = FALSE;

  for (guint i = 0; i < values->len; i++)
    {
      const AssayProfileValue *value = values->pdata[i];
      double number = assay_ask_window_get_number (answer, value->path);

      if (number != value->number)
        changed |= assay_profile_edit_set_value (root, assay_ask_window_get_first (answer),
                                                 assay_ask_window_get_second (answer), value->path, number);
    }
  return changed;
}

static char *
check_value (AssayAskWindow *window,
             const char     *key,
             gpointer        user_data)
{
  g_autoptr (JsonNode) root = new_root (window);
  g_autoptr (GPtrArray) values = list_values (root, window);
  double number = assay_ask_window_get_number (window, key);

  for (guint i = 0; i < values->len; i++)
    {
      const AssayProfileValue *value = values->pdata[i];

      if (strcmp (value->path, key) != 0 || assay_profile_edit_can_be_value (root, value->kind, number))
        continue;
      if (isnan (number))
        return g_strdup (_("a number"));
      return g_strdup (value->kind == ASSAY_PROFILE_VALUE_HALF  ? _("above 0")
                       : value->kind == ASSAY_PROFILE_VALUE_ADD ? _("−100 to 100")
                                                                : _("0 to 100"));
    }
  return NULL;
}

static char *
name_value (const AssayProfileValue *value)
{
  switch (value->kind)
    {
    case ASSAY_PROFILE_VALUE_CASE:
    case ASSAY_PROFILE_VALUE_PHRASES:
    case ASSAY_PROFILE_VALUE_TEXT:
      return g_strdup (value->label != NULL ? value->label : _("always"));
    case ASSAY_PROFILE_VALUE_POINT:
      /* Translators: a number that is looked up in a table */
      return g_strdup_printf (_("at %s"), value->label);
    case ASSAY_PROFILE_VALUE_HALF:
      return g_strdup (_("so much is worth 50"));
    case ASSAY_PROFILE_VALUE_ADD:
      /* Translators: a condition, in which points are added */
      return g_strdup_printf (_("added where %s"), value->label != NULL ? value->label : _("always"));
    case ASSAY_PROFILE_VALUE_OTHER:
      return g_strdup (_("anything else"));
    case ASSAY_PROFILE_VALUE_MISSING:
      return g_strdup (_("not known"));
    case ASSAY_PROFILE_VALUE_PLAIN:
    default:
      return g_strdup (_("Value"));
    }
}

/* What a factor is worth in each case: a line for each. */
static void
values_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autofree char *title = NULL;
  const char *group, *factor;
  GtkWidget *window;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &group, &factor);
  root = assay_profile_draft_copy_root (self->draft);
  values = assay_profile_edit_list_values (root, group, factor);
  if (values->len == 0)
    return;
  /* Translators: a factor of a profile, such as “Job title” */
  title = g_strdup_printf (_("Values of %s"), json_object_get_string_member_with_default (
                                                assay_profile_edit_find_factor (root, group, factor), "label", factor));
  window = assay_scoring_view_new_ask (self, parameter, title, _("Set"));
  keep_draft (self, window);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, -1);
  for (guint i = 0; i < values->len; i++)
    {
      const AssayProfileValue *value = values->pdata[i];
      g_autofree char *label = name_value (value);
      g_autofree char *number = g_strdup_printf ("%.10g", value->number);

      assay_ask_window_add_entry (ASSAY_ASK_WINDOW (window), value->path, label, number);
    }
  assay_ask_window_set_check (ASSAY_ASK_WINDOW (window), check_value, NULL, NULL);
  assay_scoring_view_ask_change (self, window, set_values);
}

void
assay_scoring_view_add_numbers (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-band", .activate = add_band_action, .parameter_type = "(ss)" },
    { .name = "edit-band", .activate = edit_band_action, .parameter_type = "(ss)" },
    { .name = "remove-band", .activate = remove_band_action, .parameter_type = "(ss)" },
    { .name = "values", .activate = values_action, .parameter_type = "(ss)" },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
