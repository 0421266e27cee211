/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-view-private.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "duplicates/assay-duplicates-list.h"
#include "duplicates/assay-duplicates-pane.h"
#include "duplicates/assay-duplicates-start.h"
#include "widgets/assay-loading-rows.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define LIST_WIDTH       310
#define LOADING_DELAY_MS 300

static void assay_duplicates_view_iface_init (AssayViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayDuplicatesView, assay_duplicates_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_VIEW, assay_duplicates_view_iface_init))

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_CAN_GO_BACK,
};

/* Layout */

static gboolean
is_paged (AssayDuplicatesView *self)
{
  return self->width < ASSAY_WIDTH_WIDE;
}

gboolean
assay_duplicates_view_is_list_shown (AssayDuplicatesView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->states)), "page") == 0;
}

static void
update_layout (AssayDuplicatesView *self)
{
  gboolean paged = is_paged (self), shown = assay_duplicates_view_is_list_shown (self);

  gtk_widget_set_visible (self->list, !paged || !self->pane_page);
  gtk_widget_set_visible (self->separator, !paged);
  gtk_widget_set_visible (self->pane, !paged || self->pane_page);
  gtk_widget_set_size_request (self->list, paged ? -1 : LIST_WIDTH, -1);
  gtk_widget_set_hexpand (self->list, paged);
  gtk_widget_set_visible (self->previous_button, shown && (!paged || self->pane_page));
  gtk_widget_set_visible (self->next_button, shown && (!paged || self->pane_page));
  gtk_widget_set_visible (self->look_button, shown && !(paged && self->pane_page));
  assay_duplicates_pane_set_width (ASSAY_DUPLICATES_PANE (self->pane), self->width == ASSAY_WIDTH_PHONE,
                                   self->width < ASSAY_WIDTH_MEDIUM);
  g_object_notify (G_OBJECT (self), "title");
  g_object_notify (G_OBJECT (self), "subtitle");
  g_object_notify (G_OBJECT (self), "can-go-back");
}

static void
show_none (AssayDuplicatesView *self)
{
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
      if (self->state->tally.sure > 0)
        sure = g_strdup_printf (
          ngettext ("Nobody has to look at anything. %'" PRId64 " is sure and may be merged.",
                    "Nobody has to look at anything. %'" PRId64 " are sure and may be merged.",
                    (gulong) self->state->tally.sure),
          self->state->tally.sure);
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

  if (self->state == NULL)
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
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;

  assay_duplicates_start_set_job (start, self->run_item);
  if (self->run_item != NULL)
    assay_duplicates_start_set_words (start, _("Looking for Duplicates"),
                                      _("You can go on working. Nothing is changed."), "");
  else if (self->failure != NULL)
    assay_duplicates_start_set_words (start, _("Looking for Duplicates Failed"), self->failure,
                                      _("Try Again"));
  else if (self->state->tally.found)
    {
      when = self->state->run != NULL ? assay_format_ago (self->state->run->started, assay_clock_now ()) : NULL;
      text = g_strdup_printf (
        ngettext ("%'" PRId64 " lead, and nobody twice. Looked: %s.",
                  "%'" PRId64 " leads, and nobody twice. Looked: %s.", (gulong) self->state->tally.leads),
        self->state->tally.leads, when != NULL ? when : _("before"));
      assay_duplicates_start_set_words (start, _("No Duplicates"), text, _("Look Again"));
    }
  else
    {
      text = g_strdup_printf (
        ngettext ("Assay compares %'" PRId64 " lead with what it has, tells how sure it is, and why. "
                  "Nothing is merged unasked.",
                  "Assay compares %'" PRId64 " leads with each other, tells how sure it is, and why. "
                  "Nothing is merged unasked.",
                  (gulong) self->state->tally.leads),
        self->state->tally.leads);
      assay_duplicates_start_set_words (start, _("The Same Person Twice?"), text, _("Look for Duplicates"));
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), "start");
}

static gboolean
has_entries (AssayDuplicatesView *self)
{
  const AssayMatchTally *tally = &self->state->tally;

  return tally->sure + tally->review + tally->different + self->state->merges > 0
         || self->state->entries[ASSAY_DUPLICATES_TEACH]->len > 0;
}

void
assay_duplicates_view_show_state (AssayDuplicatesView *self)
{
  if (self->state->tally.leads == 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->states), "empty");
  else if (!has_entries (self) || !self->state->tally.found)
    show_start (self);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->states), "page");
  gtk_widget_set_visible (self->progress, self->run_item != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-count", "(sx)", "duplicates",
                              self->state->tally.found ? self->state->tally.review : -1);
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
  if (self->wanted == 0 || self->state == NULL)
    return;
  if (assay_duplicates_list_choose_lead (ASSAY_DUPLICATES_LIST (self->list), self->wanted))
    opened_cb (self);
  self->wanted = 0;
}

static gboolean
show_loading_cb (gpointer user_data)
{
  AssayDuplicatesView *self = user_data;

  self->loading_source = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), "loading");
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssayDuplicatesView) self = user_data;
  g_autoptr (GError) error = NULL;
  AssayDuplicatesState *state = assay_duplicates_load_finish (ASSAY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_handle_id (&self->loading_source, g_source_remove);
  g_clear_object (&self->loading);
  if (state == NULL)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->states), "error");
      return;
    }
  g_clear_pointer (&self->state, assay_duplicates_state_free);
  self->state = state;
  assay_duplicates_view_show_state (self);
  assay_duplicates_list_show (ASSAY_DUPLICATES_LIST (self->list), state);
  assay_duplicates_pane_refresh (ASSAY_DUPLICATES_PANE (self->pane));
  assay_duplicates_view_update_actions (self);
  show_wanted (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_list (self);
  if (self->stale)
    assay_duplicates_view_load (self);
}

void
assay_duplicates_view_load (AssayDuplicatesView *self)
{
  AssayWorkspace *workspace = self->session != NULL ? assay_session_get_workspace (self->session) : NULL;

  self->stale = self->loading != NULL;
  if (workspace == NULL || self->stale)
    return;
  self->loading = g_cancellable_new ();
  if (self->state == NULL && self->loading_source == 0)
    self->loading_source = g_timeout_add (LOADING_DELAY_MS, show_loading_cb, self);
  assay_duplicates_load_async (workspace, self->loading, loaded_cb, g_object_ref (self));
}

static void
retry_cb (AssayDuplicatesView *self)
{
  assay_duplicates_view_load (self);
}

/* The view */

static void
refresh (AssayView *view)
{
  assay_duplicates_view_load (ASSAY_DUPLICATES_VIEW (view));
}

static void
attach (AssayView    *view,
        AssaySession *session)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  self->session = g_object_ref (session);
  assay_duplicates_start_set_session (ASSAY_DUPLICATES_START (self->start), session);
  assay_duplicates_pane_set_session (ASSAY_DUPLICATES_PANE (self->pane), session);
  assay_duplicates_view_load (self);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (view);

  self->width = width;
  update_layout (self);
}

static GtkWidget *
get_header_end (AssayView *view)
{
  return ASSAY_DUPLICATES_VIEW (view)->header_end;
}

static GActionGroup *
get_actions (AssayView   *view,
             const char **out_prefix)
{
  *out_prefix = "duplicates";
  return G_ACTION_GROUP (ASSAY_DUPLICATES_VIEW (view)->actions);
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

static void
assay_duplicates_view_iface_init (AssayViewInterface *iface)
{
  iface->attach = attach;
  iface->refresh = refresh;
  iface->set_width = set_width;
  iface->get_header_end = get_header_end;
  iface->get_actions = get_actions;
  iface->start_search = start_search;
  iface->go_back = go_back;
}

static char *
say_subtitle (AssayDuplicatesView *self)
{
  g_autofree char *when = NULL;

  if (self->state == NULL || self->state->run == NULL || !assay_duplicates_view_is_list_shown (self))
    return g_strdup ("");
  when = assay_format_ago (self->state->run->started, assay_clock_now ());
  /* Translators: how long ago */
  return g_strdup_printf (_("looked: %s"), when);
}

static void
assay_duplicates_view_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, _("Duplicates"));
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, say_subtitle (self));
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, is_paged (self) && self->pane_page && assay_duplicates_view_is_list_shown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_duplicates_view_map (GtkWidget *widget)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (widget);

  GTK_WIDGET_CLASS (assay_duplicates_view_parent_class)->map (widget);
  if (self->state != NULL)
    focus_list (self);
}

static void
assay_duplicates_view_dispose (GObject *object)
{
  AssayDuplicatesView *self = ASSAY_DUPLICATES_VIEW (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->loading_source, g_source_remove);
  if (self->run_item != NULL)
    g_signal_handlers_disconnect_by_data (self->run_item, self);
  g_clear_object (&self->run_item);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->state, assay_duplicates_state_free);
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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_DUPLICATES_LIST);
  g_type_ensure (ASSAY_TYPE_DUPLICATES_PANE);
  g_type_ensure (ASSAY_TYPE_DUPLICATES_START);
  g_type_ensure (ASSAY_TYPE_LOADING_ROWS);
  object_class->get_property = assay_duplicates_view_get_property;
  object_class->dispose = assay_duplicates_view_dispose;
  widget_class->map = assay_duplicates_view_map;
  g_object_class_override_property (object_class, PROP_TITLE, "title");
  g_object_class_override_property (object_class, PROP_SUBTITLE, "subtitle");
  g_object_class_override_property (object_class, PROP_CAN_GO_BACK, "can-go-back");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-duplicates-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, states);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesView, error_page);
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
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  add_keys (widget_class);
}

static void
assay_duplicates_view_init (AssayDuplicatesView *self)
{
  self->width = ASSAY_WIDTH_WIDE;
  self->actions = assay_duplicates_view_new_actions (self);
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
