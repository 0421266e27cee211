/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-row-strip.h"

/* Rows that exist beyond what is seen: the focus has somewhere to go, which scrolls to it. */
#define MARGIN_ROWS 3
#define ROWS_AT_ONCE 6
#define UNBOUND G_MAXUINT

/**
 * AssayRowStrip:
 *
 * Many rows of one height within a page that scrolls. Only those that are seen exist; scrolling
 * gives them other contents. A list view can do that only where it is all that scrolls.
 */
struct _AssayRowStrip
{
  GtkWidget parent_instance;

  AssayRowCreate create;
  AssayRowBind bind;
  gpointer user_data;
  GPtrArray *rows;   /* (owned) (element-type GtkWidget) (not owned): a row shows what its place is */
  GArray *positions; /* (owned) (element-type guint): of @rows, or UNBOUND */
  GtkAdjustment *adjustment; /* (owned) (nullable): of the page */
  guint n_rows;
  int row_height;
  guint source;
};

G_DEFINE_FINAL_TYPE (AssayRowStrip, assay_row_strip, GTK_TYPE_WIDGET)

static guint
position_of (AssayRowStrip *self,
             guint          slot)
{
  return g_array_index (self->positions, guint, slot);
}

/* Which rows are to exist. */
static void
find_range (AssayRowStrip *self,
            guint         *out_first,
            guint         *out_end)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  double x, y = 0;
  int height = 0;
  gint64 first, end;

  if (page != NULL && gtk_widget_translate_coordinates (GTK_WIDGET (self), page, 0, 0, &x, &y))
    height = gtk_widget_get_height (page);
  first = (gint64) (-y / self->row_height) - MARGIN_ROWS;
  end = (gint64) ((height - y) / self->row_height) + 1 + MARGIN_ROWS;
  *out_first = (guint) CLAMP (first, 0, (gint64) self->n_rows);
  *out_end = (guint) CLAMP (end, (gint64) *out_first, (gint64) self->n_rows);
}

static void
drop_focus (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, row))
    gtk_root_set_focus (root, NULL);
}

static void
bind_row (AssayRowStrip *self,
          guint          slot,
          guint          position)
{
  GtkWidget *row = self->rows->pdata[slot];

  if (position_of (self, slot) == position)
    return;
  drop_focus (row);
  g_array_index (self->positions, guint, slot) = position;
  self->bind (row, position, self->user_data);
  gtk_widget_set_child_visible (row, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Rows keep their contents by place, so more of them only moves what is bound once. */
static gboolean
add_rows (AssayRowStrip *self,
          guint          n_wanted)
{
  guint unbound = UNBOUND;
  guint missing = n_wanted > self->rows->len ? n_wanted - self->rows->len : 0;

  if (missing == 0)
    return FALSE;
  for (guint i = 0; i < MIN (missing, ROWS_AT_ONCE); i++)
    {
      GtkWidget *row = self->create (self->user_data);

      gtk_widget_set_parent (row, GTK_WIDGET (self));
      gtk_widget_set_child_visible (row, FALSE);
      g_ptr_array_add (self->rows, row);
      g_array_append_val (self->positions, unbound);
    }
  return missing > ROWS_AT_ONCE;
}

/* A row that shows @position, else one that shows nothing that is wanted. */
static guint
find_slot (AssayRowStrip *self,
           guint          position,
           guint          first,
           guint          end)
{
  guint spare = UNBOUND;

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint bound = position_of (self, i);

      if (bound == position)
        return i;
      if (bound == UNBOUND || bound < first || bound >= end)
        spare = i;
    }
  return spare;
}

static gboolean
update_cb (gpointer user_data)
{
  AssayRowStrip *self = user_data;
  guint first, end;
  gboolean more;

  find_range (self, &first, &end);
  more = add_rows (self, end - first);
  for (guint position = first; position < end; position++)
    {
      guint slot = find_slot (self, position, first, end);

      if (slot == UNBOUND)
        break;
      bind_row (self, slot, position);
    }
  if (more)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_update (AssayRowStrip *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (GTK_PRIORITY_RESIZE + 1, update_cb, self, NULL);
}

static void
set_adjustment (AssayRowStrip *self,
                GtkAdjustment *adjustment)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (queue_update), self);
}

static void
assay_row_strip_map (GtkWidget *widget)
{
  AssayRowStrip *self = ASSAY_ROW_STRIP (widget);
  GtkWidget *page = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (assay_row_strip_parent_class)->map (widget);
  set_adjustment (self, page != NULL
                          ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page))
                          : NULL);
  queue_update (self);
}

static void
assay_row_strip_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AssayRowStrip *self = ASSAY_ROW_STRIP (widget);

  *minimum = *natural = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      int row_minimum, row_natural;

      if (position_of (self, i) == UNBOUND)
        continue;
      gtk_widget_measure (self->rows->pdata[i], orientation, for_size, &row_minimum, &row_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, row_minimum);
      *natural = MAX (*natural, row_natural);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  if (*minimum > 0)
    self->row_height = *minimum;
  *minimum = *natural = (int) self->n_rows * self->row_height;
}

static void
assay_row_strip_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AssayRowStrip *self = ASSAY_ROW_STRIP (widget);

  for (guint i = 0; i < self->rows->len; i++)
    if (position_of (self, i) != UNBOUND)
      gtk_widget_size_allocate (self->rows->pdata[i],
                                &(GtkAllocation) { 0,
                                                   (int) position_of (self, i) * self->row_height,
                                                   width, self->row_height },
                                -1);
  queue_update (self);
}

static void
assay_row_strip_dispose (GObject *object)
{
  AssayRowStrip *self = ASSAY_ROW_STRIP (object);

  assay_row_strip_reset (self);
  g_clear_handle_id (&self->source, g_source_remove);
  set_adjustment (self, NULL);
  G_OBJECT_CLASS (assay_row_strip_parent_class)->dispose (object);
}

static void
assay_row_strip_finalize (GObject *object)
{
  AssayRowStrip *self = ASSAY_ROW_STRIP (object);

  g_ptr_array_unref (self->rows);
  g_array_unref (self->positions);
  G_OBJECT_CLASS (assay_row_strip_parent_class)->finalize (object);
}

static void
assay_row_strip_class_init (AssayRowStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_row_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_row_strip_finalize;
  widget_class->map = assay_row_strip_map;
  widget_class->measure = assay_row_strip_measure;
  widget_class->size_allocate = assay_row_strip_size_allocate;
}

static void
assay_row_strip_init (AssayRowStrip *self)
{
  self->rows = g_ptr_array_new ();
  self->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  self->row_height = 33;
}

/**
 * assay_row_strip_new:
 * @create: makes a row
 * @bind: gives a row its contents
 */
GtkWidget *
assay_row_strip_new (AssayRowCreate create,
                     AssayRowBind   bind,
                     gpointer       user_data)
{
  AssayRowStrip *self = g_object_new (ASSAY_TYPE_ROW_STRIP, NULL);

  self->create = create;
  self->bind = bind;
  self->user_data = user_data;
  return GTK_WIDGET (self);
}

/**
 * assay_row_strip_set_n_rows:
 * @n_rows: how many there are
 *
 * Binds all rows anew: also for other contents of as many.
 */
void
assay_row_strip_set_n_rows (AssayRowStrip *self,
                            guint          n_rows)
{
  g_return_if_fail (ASSAY_IS_ROW_STRIP (self));

  self->n_rows = n_rows;
  for (guint i = 0; i < self->rows->len; i++)
    if (position_of (self, i) < n_rows)
      self->bind (self->rows->pdata[i], position_of (self, i), self->user_data);
    else
      {
        g_array_index (self->positions, guint, i) = UNBOUND;
        gtk_widget_set_child_visible (self->rows->pdata[i], FALSE);
      }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_update (self);
}

/**
 * assay_row_strip_reset:
 *
 * Forgets the rows that exist, for when they have to be made in another way.
 */
void
assay_row_strip_reset (AssayRowStrip *self)
{
  g_return_if_fail (ASSAY_IS_ROW_STRIP (self));

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->positions, 0);
}

/**
 * assay_row_strip_get_n_live:
 *
 * Returns: how many rows exist, for tests
 */
guint
assay_row_strip_get_n_live (AssayRowStrip *self)
{
  g_return_val_if_fail (ASSAY_IS_ROW_STRIP (self), 0);
  return self->rows->len;
}
