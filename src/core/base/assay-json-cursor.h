/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-json.h"

G_BEGIN_DECLS

/**
 * AssayJsonCursor:
 * @node: the value looked at
 * @name: (nullable): its member name in @parent
 * @index: its place in @parent, where that is an array
 *
 * A place in a JSON document that knows its path, for reading documents from outside strictly:
 * every reader sets %ASSAY_JSON_ERROR_SHAPE such as "groups[2].factors[0].points: expected a
 * number". Plain data on the stack; @parent has to outlive it.
 */
typedef struct _AssayJsonCursor AssayJsonCursor;
struct _AssayJsonCursor
{
  JsonNode *node;
  const AssayJsonCursor *parent;
  const char *name;
  guint index;
};

void     assay_json_cursor_init_root   (AssayJsonCursor       *cursor,
                                        JsonNode              *node);
char    *assay_json_cursor_path        (const AssayJsonCursor *cursor);
void     assay_json_cursor_fail        (const AssayJsonCursor *cursor,
                                        GError               **error,
                                        const char            *format,
                                        ...) G_GNUC_PRINTF (3, 4);
gboolean assay_json_cursor_is_object   (const AssayJsonCursor *cursor);
gboolean assay_json_cursor_is_array    (const AssayJsonCursor *cursor);
gboolean assay_json_cursor_is_string   (const AssayJsonCursor *cursor);
gboolean assay_json_cursor_is_number   (const AssayJsonCursor *cursor);
gboolean assay_json_cursor_check_object (const AssayJsonCursor *cursor,
                                         const char *const     *members,
                                         GError               **error);
gboolean assay_json_cursor_member      (const AssayJsonCursor *object,
                                        const char            *name,
                                        AssayJsonCursor       *out_member);
gboolean assay_json_cursor_need_member (const AssayJsonCursor *object,
                                        const char            *name,
                                        AssayJsonCursor       *out_member,
                                        GError               **error);
gboolean assay_json_cursor_get_array   (const AssayJsonCursor *cursor,
                                        guint                 *out_length,
                                        GError               **error);
void     assay_json_cursor_element     (const AssayJsonCursor *array,
                                        guint                  index,
                                        AssayJsonCursor       *out_element);
gboolean assay_json_cursor_get_string  (const AssayJsonCursor *cursor,
                                        const char           **out_text,
                                        GError               **error);
gboolean assay_json_cursor_get_number  (const AssayJsonCursor *cursor,
                                        double                *out_number,
                                        GError               **error);
gboolean assay_json_cursor_get_boolean (const AssayJsonCursor *cursor,
                                        gboolean              *out_value,
                                        GError               **error);
gboolean assay_json_cursor_read_string (const AssayJsonCursor *object,
                                        const char            *name,
                                        gboolean               required,
                                        char                 **out_text,
                                        GError               **error);
gboolean assay_json_cursor_read_number (const AssayJsonCursor *object,
                                        const char            *name,
                                        gboolean               required,
                                        double                *out_number,
                                        GError               **error);
gboolean assay_json_cursor_read_boolean (const AssayJsonCursor *object,
                                         const char            *name,
                                         gboolean              *out_value,
                                         GError               **error);
gboolean assay_json_cursor_read_strv   (const AssayJsonCursor *object,
                                        const char            *name,
                                        gboolean               required,
                                        char                ***out_texts,
                                        GError               **error);

G_END_DECLS
