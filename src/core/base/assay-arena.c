/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-arena.h"

#include <stdarg.h>
#include <string.h>

#define BLOCK_SIZE (64 * 1024)
#define ALIGNMENT 8

typedef struct _Block Block;
struct _Block
{
  Block *next;
  gsize size;
  guint8 data[] __attribute__ ((aligned (ALIGNMENT)));
};

struct _AssayArena
{
  Block *first;   /* (owned): kept over resets */
  Block *current; /* in the list of @first */
  gsize used;     /* of @current */
};

static Block *
block_new (gsize size)
{
  Block *block = g_malloc (sizeof (Block) + size);

  block->next = NULL;
  block->size = size;
  return block;
}

/**
 * assay_arena_new:
 *
 * Returns: (transfer full): an arena of 64 KB that grows as needed
 */
AssayArena *
assay_arena_new (void)
{
  AssayArena *self = g_new0 (AssayArena, 1);

  self->first = self->current = block_new (BLOCK_SIZE);
  return self;
}

static void
free_blocks (Block *block)
{
  while (block != NULL)
    {
      Block *next = block->next;
      g_free (block);
      block = next;
    }
}

void
assay_arena_free (AssayArena *self)
{
  free_blocks (self->first);
  g_free (self);
}

/**
 * assay_arena_reset:
 *
 * Makes all its texts invalid. The first block stays for the next ones, so an arena that is emptied
 * often does not allocate, and one that once held something huge does not keep it.
 */
void
assay_arena_reset (AssayArena *self)
{
  free_blocks (self->first->next);
  self->first->next = NULL;
  self->current = self->first;
  self->used = 0;
}

/**
 * assay_arena_alloc:
 * @size: in bytes
 *
 * Returns: (transfer none): uninitialised room, aligned to 8 bytes, until the next reset
 */
gpointer
assay_arena_alloc (AssayArena *self,
                   gsize       size)
{
  gsize rounded = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  gpointer room;

  if (rounded > self->current->size - self->used)
    {
      self->current->next = block_new (MAX (rounded, BLOCK_SIZE));
      self->current = self->current->next;
      self->used = 0;
    }
  room = self->current->data + self->used;
  self->used += rounded;
  return room;
}

/**
 * assay_arena_strndup:
 *
 * Returns: (transfer none): a terminated copy of @length bytes of @text
 */
char *
assay_arena_strndup (AssayArena *self,
                     const char *text,
                     gsize       length)
{
  char *copy = assay_arena_alloc (self, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

/**
 * assay_arena_printf:
 *
 * Returns: (transfer none): the formatted text
 */
char *
assay_arena_printf (AssayArena *self,
                    const char *format,
                    ...)
{
  va_list args, again;
  gsize size;
  char *text;

  va_start (args, format);
  va_copy (again, args);
  size = g_printf_string_upper_bound (format, args);
  va_end (args);
  text = assay_arena_alloc (self, size);
  g_vsnprintf (text, size, format, again);
  va_end (again);
  return text;
}
