/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-cell.h"

#include "assay-format.h"
#include "base/assay-clock.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-score-pill.h"
#include "widgets/assay-tooltip.h"

#include <inttypes.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef enum
{
  CELL_TEXT,
  CELL_SCORE,
  CELL_LEAD,
  CELL_BAND,
  CELL_OWNER,
  CELL_AGO,
  CELL_PHONE,
} CellKind;

/**
 * AssayLeadCell:
 *
 * One cell of the lead list. It follows its row, which changes its lead in place.
 */
struct _AssayLeadCell
{
  AdwBin parent_instance;

  char *key;         /* (owned) */
  AssayLeadRow *row; /* (owned) (nullable) */
  gulong handler;
  CellKind kind;
  GtkWidget *pill;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *avatar;
  GtkWidget *when;
};

G_DEFINE_FINAL_TYPE (AssayLeadCell, assay_lead_cell, ADW_TYPE_BIN)

static CellKind
kind_of_key (const char *key)
{
  static const struct
  {
    const char *key;
    CellKind kind;
  } kinds[] = {
    { "score", CELL_SCORE },       { "name", CELL_LEAD },
    { "temperature", CELL_BAND },  { "grade", CELL_BAND },
    { "intent", CELL_BAND },       { "owner", CELL_OWNER },
    { "last_activity_at", CELL_AGO }, { ASSAY_LEAD_CELL_PHONE, CELL_PHONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].key, key))
      return kinds[i].kind;
  return CELL_TEXT;
}

/**
 * assay_owner_avatar_new:
 * @size: pixels
 *
 * Returns: (transfer floating): initials of whoever owns a lead, in a colour of their own
 */
GtkWidget *
assay_owner_avatar_new (int size)
{
  GtkWidget *avatar = adw_avatar_new (size, NULL, TRUE);

  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (avatar, GTK_ALIGN_START);
  gtk_widget_add_css_class (avatar, "assay-avatar");
  return avatar;
}

void
assay_owner_avatar_set (GtkWidget  *avatar,
                        const char *name)
{
  adw_avatar_set_text (ADW_AVATAR (avatar), name);
  assay_set_tooltip (avatar, name);
  assay_set_accessible_name (avatar, name);
}

static GtkWidget *
new_text (const char *class,
          float       xalign)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 1);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 6);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), xalign);
  if (class != NULL)
    gtk_widget_add_css_class (text, class);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  return text;
}

static GtkWidget *
build_two_lines (AssayLeadCell *self)
{
  self->first = new_text ("assay-strong", 0);
  self->second = new_text ("assay-second", 0);
  return assay_lines_new (self->first, self->second);
}

static GtkWidget *
build_phone_row (AssayLeadCell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->pill = assay_score_pill_new ();
  assay_append (box, self->pill, build_two_lines (self), NULL);
  self->avatar = assay_owner_avatar_new (22);
  gtk_widget_set_halign (self->avatar, GTK_ALIGN_END);
  self->when = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_PLAIN);
  gtk_widget_set_halign (self->when, GTK_ALIGN_END);
  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  assay_append (end, self->avatar, self->when, NULL);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}

static void
build (AssayLeadCell *self)
{
  GtkWidget *child;

  switch (self->kind)
    {
    case CELL_SCORE:
      child = self->pill = assay_score_pill_new ();
      break;
    case CELL_LEAD:
      child = build_two_lines (self);
      break;
    case CELL_OWNER:
      child = self->avatar = assay_owner_avatar_new (26);
      break;
    case CELL_PHONE:
      child = build_phone_row (self);
      break;
    case CELL_AGO:
      child = self->first = new_text ("dim-label", 0);
      break;
    case CELL_BAND:
    case CELL_TEXT:
    default:
      child = self->first = new_text (NULL, 0);
      break;
    }
  adw_bin_set_child (ADW_BIN (self), child);
}

static void
show_score (AssayLeadCell *self)
{
  g_autofree char *score = assay_format_score (assay_lead_row_get_number (self->row, "score"));
  g_autofree char *band = assay_lead_row_dup_text (self->row, "temperature");
  g_autofree char *label = assay_format_band (band);

  gtk_widget_set_visible (self->pill, *score != '\0');
  assay_score_pill_set (ASSAY_SCORE_PILL (self->pill), score, assay_tone_from_band (band),
                        *label != '\0' ? label : NULL);
}

static char *
dup_name (AssayLeadRow *row)
{
  static const char *const keys[] = { "name", "email", "company", "phone" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = assay_lead_row_dup_text (row, keys[i]);

      if (*text != '\0')
        return g_steal_pointer (&text);
    }
  if (assay_lead_row_get_values (row) == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("Lead %" PRId64), assay_lead_row_get_lead (row));
}

/* GTK names rows from 4.12 on; before, whoever fills one has to. */
static void
name_row (AssayLeadCell *self,
          const char    *name,
          const char    *company)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *score = assay_format_score (assay_lead_row_get_number (self->row, "score"));
  g_autofree char *label = NULL;

  if (row == NULL || *name == '\0')
    return;
  /* Translators: a row of the lead list read aloud: name, company, score */
  label = g_strdup_printf (_("%s, %s, score %s"), name, *company != '\0' ? company : _("no company"),
                           *score != '\0' ? score : _("none"));
  assay_set_accessible_name (row, label);
}

static void
show_lead (AssayLeadCell *self,
           gboolean       with_role)
{
  g_autofree char *name = dup_name (self->row);
  g_autofree char *company = assay_lead_row_dup_text (self->row, "company");
  g_autofree char *role = with_role ? assay_lead_row_dup_text (self->row, "role") : g_strdup ("");
  g_autofree char *both = *role != '\0' && *company != '\0'
                            ? g_strdup_printf ("%s · %s", role, company)
                            : g_strdup (*role != '\0' ? role : company);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->first), name);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->second), both);
  gtk_widget_set_visible (self->second, *both != '\0');
  name_row (self, name, company);
}

static void
show_owner (AssayLeadCell *self)
{
  g_autofree char *owner = assay_lead_row_dup_text (self->row, "owner");

  gtk_widget_set_visible (self->avatar, *owner != '\0');
  assay_owner_avatar_set (self->avatar, owner);
}

static char *
dup_ago (AssayLeadCell *self)
{
  double instant = assay_lead_row_get_number (self->row, "last_activity_at");

  return isnan (instant) ? g_strdup ("") : assay_format_ago ((gint64) instant, assay_clock_now ());
}

static void
update (AssayLeadCell *self)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  if (self->row == NULL)
    return;
  switch (self->kind)
    {
    case CELL_SCORE:
      show_score (self);
      break;
    case CELL_LEAD:
      show_lead (self, FALSE);
      break;
    case CELL_OWNER:
      show_owner (self);
      break;
    case CELL_PHONE:
      show_score (self);
      show_lead (self, TRUE);
      show_owner (self);
      text = dup_ago (self);
      gtk_label_set_text (GTK_LABEL (self->when), text);
      break;
    case CELL_AGO:
      text = dup_ago (self);
      gtk_inscription_set_text (GTK_INSCRIPTION (self->first), text);
      break;
    case CELL_BAND:
      text = assay_lead_row_dup_text (self->row, self->key);
      label = assay_format_band (text);
      gtk_inscription_set_text (GTK_INSCRIPTION (self->first), label);
      break;
    case CELL_TEXT:
    default:
      text = assay_lead_row_dup_text (self->row, self->key);
      gtk_inscription_set_text (GTK_INSCRIPTION (self->first), text);
      break;
    }
}

static void
assay_lead_cell_dispose (GObject *object)
{
  assay_lead_cell_set_row (ASSAY_LEAD_CELL (object), NULL);
  G_OBJECT_CLASS (assay_lead_cell_parent_class)->dispose (object);
}

static void
assay_lead_cell_finalize (GObject *object)
{
  g_free (ASSAY_LEAD_CELL (object)->key);
  G_OBJECT_CLASS (assay_lead_cell_parent_class)->finalize (object);
}

static void
assay_lead_cell_class_init (AssayLeadCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_lead_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_lead_cell_finalize;
}

static void
assay_lead_cell_init (AssayLeadCell *self)
{
}

/**
 * assay_lead_cell_new:
 * @key: what it shows: a column's key, or %ASSAY_LEAD_CELL_PHONE for all that fits a phone
 */
GtkWidget *
assay_lead_cell_new (const char *key)
{
  AssayLeadCell *self = g_object_new (ASSAY_TYPE_LEAD_CELL, NULL);

  self->key = g_strdup (key);
  self->kind = kind_of_key (key);
  build (self);
  return GTK_WIDGET (self);
}

void
assay_lead_cell_set_row (AssayLeadCell *self,
                         AssayLeadRow  *row)
{
  g_return_if_fail (ASSAY_IS_LEAD_CELL (self));

  if (self->row == row)
    return;
  if (self->row != NULL)
    g_clear_signal_handler (&self->handler, self->row);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  self->handler = g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  update (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const char               *key)
{
  gtk_list_item_set_child (item, assay_lead_cell_new (key));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         const char               *key)
{
  assay_lead_cell_set_row (ASSAY_LEAD_CELL (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           const char               *key)
{
  assay_lead_cell_set_row (ASSAY_LEAD_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
free_key (gpointer  key,
          GClosure *closure)
{
  g_free (key);
}

/**
 * assay_lead_cell_factory_new:
 * @key: as for assay_lead_cell_new()
 */
GtkListItemFactory *
assay_lead_cell_factory_new (const char *key)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), g_strdup (key), free_key, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
