/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-scoring-view-private.h"

#include "assay-theme.h"
#include "scoring/assay-change-list.h"
#include "scoring/assay-live-pane.h"
#include "scoring/assay-profile-editor.h"
#include "scoring/assay-profile-menu.h"
#include "widgets/assay-parts.h"

#include "score/assay-profile-diff.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define RULES_WIDTH 524

/**
 * AssayScoringView:
 *
 * Scoring profiles: on the left the rules to change, on the right what a change would do. Changes
 * make a draft, which is kept by itself; publishing it is one press, and so is taking it back.
 */

G_DEFINE_FINAL_TYPE (AssayScoringView, assay_scoring_view, ASSAY_TYPE_SNAPSHOT_VIEW)

AssayScoringState *
assay_scoring_view_get_state (AssayScoringView *self)
{
  return assay_snapshot_view_get_snapshot (ASSAY_SNAPSHOT_VIEW (self));
}

static gint64
version_in_use (AssayScoringView *self)
{
  AssayDocument *published
    = self->draft != NULL ? assay_profile_draft_get_published (self->draft) : NULL;

  return published != NULL ? MAX (assay_document_get_version (published), 0) : -1;
}

/* The header */

static void
fill_changes (AssayScoringView *self)
{
  g_autoptr (GPtrArray) changes = assay_profile_draft_list_changes (self->draft);

  assay_change_list_fill (GTK_BOX (self->changes), changes);
}

static void
update_header (AssayScoringView *self)
{
  guint n = self->draft != NULL ? assay_profile_draft_count_changes (self->draft) : 0;
  gboolean fresh = self->draft != NULL && assay_profile_draft_get_published (self->draft) == NULL;

  gtk_widget_set_visible (self->publish_button, self->draft != NULL);
  gtk_widget_set_visible (self->changes_button, self->draft != NULL && assay_view_get_width (ASSAY_VIEW (self)) > ASSAY_WIDTH_PHONE);
  gtk_widget_set_sensitive (self->changes_button, n > 0);
  assay_view_enable (ASSAY_VIEW (self), "publish", n > 0 || fresh);
  assay_view_update_header (ASSAY_VIEW (self));
}

/* The right half */

static void
live_changed_cb (AssayScoringView *self)
{
  assay_live_pane_show (ASSAY_LIVE_PANE (self->pane), assay_live_model_get_result (self->live),
                        version_in_use (self), assay_live_model_get_error (self->live));
}

static void
work_out (AssayScoringView *self)
{
  AssayDocument *draft = assay_profile_draft_get_document (self->draft);
  AssayDocument *published = assay_profile_draft_get_published (self->draft);

  assay_live_model_show (self->live, published != NULL ? published : draft, draft);
}

static void
draft_changed_cb (AssayScoringView *self)
{
  update_header (self);
  if (gtk_widget_get_mapped (self->changes))
    fill_changes (self);
  work_out (self);
}

/* Loading */

static void
drop_draft (AssayScoringView *self)
{
  if (self->live != NULL)
    {
      assay_live_pane_show (ASSAY_LIVE_PANE (self->pane), NULL, 0, NULL);
      g_signal_handlers_disconnect_by_data (self->live, self);
      assay_live_model_stop (self->live);
    }
  g_clear_object (&self->live);
  if (self->draft != NULL)
    {
      assay_profile_draft_keep (self->draft);
      g_signal_handlers_disconnect_by_data (self->draft, self);
    }
  g_clear_object (&self->draft);
}

static char *
dup_json (AssayDocument *document)
{
  return document != NULL ? assay_document_to_json (document, FALSE) : NULL;
}

static gboolean
is_same (AssayDocument *a,
         AssayDocument *b)
{
  g_autofree char *first = dup_json (a);
  g_autofree char *second = dup_json (b);

  return g_strcmp0 (first, second) == 0;
}

/* Whether what was read is what is shown: it is the echo of a draft that was kept, or other data
 * changed. */
static gboolean
is_shown (AssayScoringView  *self,
          AssayScoringState *state)
{
  AssayDocument *published;

  if (self->draft == NULL || g_strcmp0 (assay_profile_draft_get_key (self->draft), state->key) != 0)
    return FALSE;
  published = assay_profile_draft_get_published (self->draft);
  if (!is_same (published, state->published)
      || (published != NULL && state->published != NULL
          && assay_document_get_version (published) != assay_document_get_version (state->published)))
    return FALSE;
  return state->draft == NULL ? assay_profile_draft_count_changes (self->draft) == 0
                              : is_same (assay_profile_draft_get_document (self->draft), state->draft)
                                  || assay_profile_draft_is_kept_soon (self->draft);
}

static void
show_draft (AssayScoringView  *self,
            AssayScoringState *state)
{
  AssayWorkspace *workspace = assay_view_get_workspace (ASSAY_VIEW (self));

  drop_draft (self);
  self->draft = assay_profile_draft_new (workspace, state->published, state->draft);
  if (self->draft == NULL)
    return;
  self->live = assay_live_model_new (workspace);
  g_signal_connect_object (
    self->live, "changed", G_CALLBACK (live_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  assay_profile_editor_show (ASSAY_PROFILE_EDITOR (self->editor), self->draft, workspace);
  work_out (self);
}

static void
show (AssaySnapshotView *view)
{
  AssayScoringView *self = ASSAY_SCORING_VIEW (view);
  AssayScoringState *state = assay_scoring_view_get_state (self);

  assay_profile_menu_show (
    ASSAY_PROFILE_MENU (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->profiles))),
    json_node_get_array (state->profiles), state->key);
  /* Another one may have been asked for while this one was read. */
  if (!assay_snapshot_view_is_queued (view))
    {
      g_free (self->key);
      self->key = g_strdup (state->key);
    }
  if (state->key == NULL)
    drop_draft (self);
  else if (!is_shown (self, state))
    show_draft (self, state);
  else
    assay_live_model_reload (self->live);
  assay_snapshot_view_show_page (view, self->draft != NULL ? "page" : "empty");
  update_header (self);
}

static gpointer
dup_query (AssaySnapshotView *view)
{
  return g_strdup (ASSAY_SCORING_VIEW (view)->key);
}

/**
 * assay_scoring_view_load:
 * @key: (nullable): a profile to show; the one that is shown without
 *
 * Reads the profiles anew.
 */
void
assay_scoring_view_load (AssayScoringView *self,
                         const char       *key)
{
  if (key != NULL)
    {
      g_free (self->key);
      self->key = g_strdup (key);
    }
  assay_snapshot_view_load (ASSAY_SNAPSHOT_VIEW (self));
}

/* Narrow windows show one half at a time. */

static void
show_halves (AssayScoringView *self)
{
  gboolean paged = gtk_widget_get_visible (self->switcher);
  gboolean rules = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->rules_toggle));

  gtk_widget_set_visible (self->rules, !paged || rules);
  gtk_widget_set_visible (self->effect, !paged || !rules);
  gtk_widget_set_visible (self->separator, !paged);
  gtk_widget_set_hexpand (self->rules, paged);
  gtk_widget_set_size_request (self->rules, paged ? -1 : RULES_WIDTH, -1);
}

/* The view */

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayScoringView *self = ASSAY_SCORING_VIEW (view);

  gtk_widget_set_visible (self->switcher, width < ASSAY_WIDTH_WIDE);
  if (width > ASSAY_WIDTH_PHONE)
    gtk_menu_button_set_label (GTK_MENU_BUTTON (self->profiles), _("Profiles"));
  else
    gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->profiles), "assay-gauge-symbolic");
  show_halves (self);
  update_header (self);
}

static GtkWidget *
get_header_start (AssayView *view)
{
  return ASSAY_SCORING_VIEW (view)->header_start;
}

static GtkWidget *
get_header_end (AssayView *view)
{
  return ASSAY_SCORING_VIEW (view)->header_end;
}

static char *
dup_title (AssayView *view)
{
  AssayProfileDraft *draft = ASSAY_SCORING_VIEW (view)->draft;

  return g_strdup (draft != NULL ? assay_profile_draft_get_profile (draft)->name : _("Scoring"));
}

static char *
dup_subtitle (AssayView *view)
{
  AssayScoringView *self = ASSAY_SCORING_VIEW (view);
  guint n;

  if (self->draft == NULL)
    return g_strdup ("");
  if (assay_profile_draft_get_published (self->draft) == NULL)
    return g_strdup (_("Draft: not published yet"));
  n = assay_profile_draft_count_changes (self->draft);
  if (n == 0 && version_in_use (self) == 0)
    return g_strdup (_("As it comes with Assay"));
  if (n == 0)
    return g_strdup_printf (_("Version %" PRId64), version_in_use (self));
  if (version_in_use (self) == 0)
    return g_strdup_printf (ngettext ("Draft: %u change", "Draft: %u changes", n), n);
  return g_strdup_printf (ngettext ("Draft: %u change since version %" PRId64,
                                    "Draft: %u changes since version %" PRId64, n),
                          n, version_in_use (self));
}

static void
assay_scoring_view_dispose (GObject *object)
{
  AssayScoringView *self = ASSAY_SCORING_VIEW (object);

  if (self->pane != NULL)
    drop_draft (self);
  self->pane = NULL;
  g_clear_object (&self->header_start);
  g_clear_object (&self->header_end);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (assay_scoring_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, switcher);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, rules_toggle);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, halves);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, rules);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, separator);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, effect);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, editor);
  gtk_widget_class_bind_template_child (widget_class, AssayScoringView, pane);
  gtk_widget_class_bind_template_callback (widget_class, show_halves);
}

static void
assay_scoring_view_class_init (AssayScoringViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);
  AssaySnapshotViewClass *snapshot_class = ASSAY_SNAPSHOT_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_PROFILE_EDITOR);
  g_type_ensure (ASSAY_TYPE_LIVE_PANE);
  G_OBJECT_CLASS (klass)->dispose = assay_scoring_view_dispose;
  view_class->action_prefix = "scoring";
  view_class->dup_title = dup_title;
  view_class->dup_subtitle = dup_subtitle;
  view_class->set_width = set_width;
  view_class->get_header_start = get_header_start;
  view_class->get_header_end = get_header_end;
  snapshot_class->reading = &assay_scoring_reading;
  snapshot_class->dup_query = dup_query;
  snapshot_class->show = show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-scoring-view.ui");
  bind_children (widget_class);
}

static void
add_draft_buttons (GtkBox *box)
{
  static const struct
  {
    const char *label, *action;
  } buttons[] = { { N_("Undo Last Change"), "scoring.undo" },
                  { N_("Discard Draft"), "scoring.discard" } };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(buttons[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (box, line);
}

static void
make_header (AssayScoringView *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *grown;

  self->profiles = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->profiles), _("Profiles"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->profiles), assay_profile_menu_new ());
  assay_set_accessible_name (self->profiles, _("Profiles"));
  self->header_start = g_object_ref_sink (self->profiles);

  self->changes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  grown = assay_grown_new (self->changes, 420);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (grown), TRUE);
  gtk_box_append (GTK_BOX (box), grown);
  add_draft_buttons (GTK_BOX (box));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "assay-popover-text");
  g_signal_connect_object (popover, "show", G_CALLBACK (fill_changes), self, G_CONNECT_SWAPPED);
  self->changes_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->changes_button), _("Show changes"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->changes_button), popover);
  self->publish_button = gtk_button_new_with_label (_("Publish"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->publish_button), "scoring.publish");
  gtk_widget_add_css_class (self->publish_button, "suggested-action");
  self->header_end = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  assay_append (self->header_end, self->changes_button, self->publish_button, NULL);
  gtk_widget_set_visible (self->changes_button, FALSE);
  gtk_widget_set_visible (self->publish_button, FALSE);
}

static void
assay_scoring_view_init (AssayScoringView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_header (self);
  assay_scoring_view_add_actions (self);
}
