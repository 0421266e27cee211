/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-view-private.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "duplicates/assay-duplicates-list.h"
#include "duplicates/assay-duplicates-pane.h"
#include "duplicates/assay-duplicates-start.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define LIST_WIDTH 310

G_DEFINE_FINAL_TYPE (AssayDuplicatesView, assay_duplicates_view, ASSAY_TYPE_SNAPSHOT_VIEW)

AssayDuplicatesState *
assay_duplicates_view_get_state (AssayDuplicatesView *self)
{
  return assay_snapshot_view_get_snapshot (ASSAY_SNAPSHOT_VIEW (self));
}

/* Layout */

gboolean
assay_duplicates_view_is_list_shown (AssayDuplicatesView *self)
{
  return g_strcmp0 (assay_snapshot_view_get_page (ASSAY_SNAPSHOT_VIEW (self)), "page") == 0;
}

static void
update_layout (AssayDuplicatesView *self)
{
  AssayWidth width = assay_view_get_width (ASSAY_VIEW (self));
  gboolean paged = assay_view_is_paged (ASSAY_VIEW (self)), shown = assay_duplicates_view_is_list_shown (self);

  gtk_widget_set_visible (self->list, !paged || !self->pane_page);
  gtk_widget_set_visible (self->separator, !paged);
  gtk_widget_set_visible (self->pane, !paged || self->pane_page);
  gtk_widget_set_size_request (self->list, paged ? -1 : LIST_WIDTH, -1);
  gtk_widget_set_hexpand (self->list, paged);
  gtk_widget_set_visible (self->previous_button, shown && (!paged || self->pane_page));
  gtk_widget_set_visible (self->next_button, shown && (!paged || self->pane_page));
  gtk_widget_set_visible (self->look_button, shown && !(paged && self->pane_page));
  assay_duplicates_pane_set_width (ASSAY_DUPLICATES_PANE (self->pane), width == ASSAY_WIDTH_PHONE,
                                   width < ASSAY_WIDTH_MEDIUM);
  assay_view_update_header (ASSAY_VIEW (self));
}

static void
show_none (AssayDuplicatesView *self)
{
  const AssayMatchTally *tally = &assay_duplicates_view_get_state (self)->tally;
  AssayDuplicatesPane *pane = ASSAY_DUPLICATES_PANE (self->pane);
  g_autofree char *sure = NULL;

  if (assay_duplicates_list_is_filtered (ASSAY_DUPLICATES_LIST (self->list)))
    {
      assay_duplicates_pane_show_none (pane, "system-search-symbolic", _("No Pair Matches"),
                                       _("Search looks at names, emails and companies."));
      return;
    }
  switch (assay_duplicates_list_get_page (ASSAY_DUPLICATES_LIST (self->list)))
    {
    case ASSAY_DUPLICATES_REVIEW:
      if (tally->sure > 0)
        sure = g_strdup_printf (
          ngettext ("Nobody has to look at anything. %'" PRId64 " is sure and may be merged.",
                    "Nobody has to look at anything. %'" PRId64 " are sure and may be merged.",
                    (gulong) tally->sure),
          tally->sure);
      assay_duplicates_pane_show_none (pane, "assay-done-symbolic", _("All Done"),
                                       sure != NULL ? sure : _("Nobody has to look at anything."));
      break;
    case ASSAY_DUPLICATES_SURE:
      assay_duplicates_pane_show_none (pane, "assay-done-symbolic", _("All Merged"),
                                       _("There are no leads that surely are one."));
      break;
    case ASSAY_DUPLICATES_TEACH:
      assay_duplicates_pane_show_none (pane, "assay-done-symbolic", _("Nothing to Ask"),
                                       _("Every pair that was found has been judged."));
      break;
    case ASSAY_DUPLICATES_SETTLED:
    default:
      assay_duplicates_pane_show_none (pane, "document-open-recent-symbolic", _("Nothing Decided Yet"),
                                       _("What you merge or keep apart stands here, to take it back."));
    }
}

static void
chosen_cb (AssayDuplicatesView *self)
{
  AssayDuplicatesList *list = ASSAY_DUPLICATES_LIST (self->list);
  const AssayDuplicatesEntry *entry = assay_duplicates_list_get_chosen (list);

  if (assay_duplicates_view_get_state (self) == NULL)
    return;
  if (entry != NULL)
    assay_duplicates_pane_show (ASSAY_DUPLICATES_PANE (self->pane), entry, assay_duplicates_list_get_page (list));
  else
    show_none (self);
  assay_duplicates_view_update_actions (self);
}

static void
opened_cb (AssayDuplicatesView *self)
{
  self->pane_page = TRUE;
  update_layout (self);
}

/* Loading */

/* Before anything was found there is no list to show. */
static void
show_start (AssayDuplicatesView *self)
{
  AssayDuplicatesStart *start = ASSAY_DUPLICATES_START (self->start);
  const AssayDuplicatesState *state = assay_duplicates_view_get_state (self);
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;

  assay_duplicates_start_set_job (start, self->run_item);
  if (self->run_item != NULL)
    assay_duplicates_start_set_words (start, _("Looking for Duplicates"),
                                      _("You can go on working. Nothing is changed."), "");
  else if (self->failure != NULL)
    assay_duplicates_start_set_words (start, _("Looking for Duplicates Failed"), self->failure,
                                      _("Try Again"));
  else if (state->tally.found)
    {
      when = state->run != NULL ? assay_format_ago (state->run->started, assay_clock_now ()) : NULL;
      text = g_strdup_printf (
        ngettext ("%'" PRId64 " lead, and nobody twice. Looked: %s.",
                  "%'" PRId64 " leads, and nobody twice. Looked: %s.", (gulong) state->tally.leads),
        state->tally.leads, when != NULL ? when : _("before"));
      assay_duplicates_start_set_words (start, _("No Duplicates"), text, _("Look Again"));
    }
  else
    {
      text = g_strdup_printf (
        ngettext ("Assay compares %'" PRId64 " lead with what it has, tells how sure it is, and why. "
                  "Nothing is merged unasked.",
                  "Assay compares %'" PRId64 " leads with each other, tells how sure it is, and why. "
                  "Nothing is merged unasked.",
                  (gulong) state->tally.leads),
        state->tally.leads);
      assay_duplicates_start_set_words (start, _("The Same Person Twice?"), text, _("Look for Duplicates"));
    }
  assay_snapshot_view_show_page (ASSAY_SNAPSHOT_VIEW (self), "look");
}

static gboolean
has_entries (const AssayDuplicatesState *state)
{
  const AssayMatchTally *tally = &state->tally;

  return tally->sure + tally->review + tally->different + state->merges > 0
         || state->entries[ASSAY_DUPLICATES_TEACH]->len > 0;
}

void
assay_duplicates_view_show_state (AssayDuplicatesView *self)
{
  const AssayDuplicatesState *state = assay_duplicates_view_get_state (self);

  if (state->tally.leads == 0)
    assay_snapshot_view_show_page (ASSAY_SNAPSHOT_VIEW (self), "empty");
  else if (!has_entries (state) || !state->tally.found)
    show_start (self);
  else
    assay_snapshot_view_show_page (ASSAY_SNAPSHOT_VIEW (self), "page");
  gtk_widget_set_visible (self->progress, self->run_item != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-count", "(sx)", "duplicates",
                              state->tally.found ? state->tally.review : -1);
  update_layout (self);
  assay_duplicates_view_update_actions (self);
}

static void
focus_list (AssayDuplicatesView *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (assay_duplicates_view_is_list_shown (self) && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    assay_duplicates_list_focus (ASSAY_DUPLICATES_LIST (self->list));
}

static void
show_wanted (AssayDuplicatesView *self)
{
  if (self->wanted == 0 || assay_duplicates_view_get_state (self) == NULL)
    return;
  if (assay_duplicates_list_choose_lead (ASSAY_DUPLICATES_LIST (self->list), self->wanted))
    opened_cb (self);
  self->wanted = 0;
}

/* The view */

static void
show (AssaySnapshotView *view)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  assay_duplicates_view_show_state (self);
  assay_duplicates_list_show (ASSAY_DUPLICATES_LIST (self->list), assay_duplicates_view_get_state (self));
  assay_duplicates_pane_refresh (ASSAY_DUPLICATES_PANE (self->pane));
  assay_duplicates_view_update_actions (self);
  show_wanted (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_list (self);
}

static void
attach (AssayView    *view,
        AssaySession *session)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  assay_duplicates_start_set_session (ASSAY_DUPLICATES_START (self->start), session);
  assay_duplicates_pane_set_session (ASSAY_DUPLICATES_PANE (self->pane), session);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  update_layout (ASSAY_DUPLICATES_VIEW (view));
}

static GtkWidget *
get_header_end (AssayView *view)
{
  return ASSAY_DUPLICATES_VIEW (view)->header_end;
}

static gboolean
start_search (AssayView *view)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  if (!assay_duplicates_view_is_list_shown (self))
    return FALSE;
  self->pane_page = FALSE;
  update_layout (self);
  assay_duplicates_list_search (ASSAY_DUPLICATES_LIST (self->list));
  return TRUE;
}

static void
go_back (AssayView *view)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  self->pane_page = FALSE;
  update_layout (self);
  assay_duplicates_list_focus (ASSAY_DUPLICATES_LIST (self->list));
}

static char *
dup_subtitle (AssayView *view)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);
  AssayDuplicatesState *state = assay_duplicates_view_get_state (self);
  g_autofree char *when = NULL;

  if (state == NULL || state->run == NULL || !assay_duplicates_view_is_list_shown (self))
    return g_strdup ("");
  when = assay_format_ago (state->run->started, assay_clock_now ());
  /* Translators: how long ago */
  return g_strdup_printf (_("looked: %s"), when);
}

static gboolean
can_go_back (AssayView *view)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  return assay_view_is_paged (view) && self->pane_page && assay_duplicates_view_is_list_shown (self);
}

static void
assay_duplicates_view_map (GtkWidget *widget)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (widget);

  GTK_WIDGET_CLASS (assay_duplicates_view_parent_class)->map (widget);
  if (assay_duplicates_view_get_state (self) != NULL)
    focus_list (self);
}

static void
assay_duplicates_view_dispose (GObject *object)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (object);

  g_clear_object (&self->run_item);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (assay_duplicates_view_parent_class)->dispose (object);
}

/* Letters alone, for whoever goes through the list; in an entry they are text. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_m, 0, "duplicates.merge" },
    { GDK_KEY_n, 0, "duplicates.different" },
    { GDK_KEY_d, 0, "duplicates.different" },
    { GDK_KEY_l, 0, "duplicates.later" },
    { GDK_KEY_s, 0, "duplicates.same" },
    { GDK_KEY_u, 0, "duplicates.unsure" },
    { GDK_KEY_Down, GDK_ALT_MASK, "duplicates.next" },
    { GDK_KEY_Up, GDK_ALT_MASK, "duplicates.previous" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

static void
assay_duplicates_view_class_init (AssayDuplicatesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);
  AssaySnapshotViewClass *snapshot_class = ASSAY_SNAPSHOT_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_DUPLICATES_LIST);
  g_type_ensure (ASSAY_TYPE_DUPLICATES_PANE);
  g_type_ensure (ASSAY_TYPE_DUPLICATES_START);
  G_OBJECT_CLASS (klass)->dispose = assay_duplicates_view_dispose;
  widget_class->map = assay_duplicates_view_map;
  view_class->title = N_("Duplicates");
  view_class->action_prefix = "duplicates";
  view_class->dup_subtitle = dup_subtitle;
  view_class->can_go_back = can_go_back;
  view_class->attach = attach;
  view_class->set_width = set_width;
  view_class->get_header_end = get_header_end;
  view_class->start_search = start_search;
  view_class->go_back = go_back;
  snapshot_class->reading = &assay_duplicates_reading;
  snapshot_class->show = show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-duplicates-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, start);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, list);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, separator);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, pane);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, header_end);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, previous_button);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, next_button);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, look_button);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  add_keys (widget_class);
}

static void
assay_duplicates_view_init (AssayDuplicatesView *self)
{
  assay_duplicates_view_add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
  assay_duplicates_view_update_actions (self);
}

/**
 * assay_duplicates_view_show_lead:
 *
 * Shows the group that a lead is in, once it is read.
 */
void
assay_duplicates_view_show_lead (AssayDuplicatesView *self,
                                 gint64               lead)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_VIEW (self));

  self->wanted = lead;
  show_wanted (self);
}
