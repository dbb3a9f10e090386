// JSON from outside, read and written without harming its numbers. Boost.JSON 1.81 reads a number of 16 or 17 digits up
// to one unit in the last place wrong (as JavaScript writes 0.1 + 0.2), and writes 19.99 as 1.999E1; people read these
// texts again in properties, so here 19.99 stays 19.99.
//
// parse_exact: everything it returns lives in `memory` (a monotonic_resource makes it fast), which must outlive it.
// Throws base::Error(invalid) that says at which byte it stopped. Depth is limited (limits.h). Half a surrogate pair
// ("\ud83d", which JavaScript writes for an emoji cut in two) is read as U+FFFD. Safe from any thread.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/limits.h"

namespace base {

Json parse_exact(std::string_view text, boost::json::storage_ptr memory = {}, std::size_t depth = limits::json_depth);

// For a body of many values that are refused one by one: parse_exact it as deep as this, then check_depth of each.
inline constexpr std::size_t whole_body_depth = 512;
// Throws base::Error(invalid) when `value` is deeper than limits::json_depth.
void check_depth(const Json& value, std::string_view field = {});

// The first piece of memory for a text of so many bytes: enough for most at once, little enough for many at a time.
inline std::size_t first_piece(std::size_t text_bytes) { return std::clamp<std::size_t>(text_bytes * 2, 4096, 256u << 10); }

// Appends `value` as compact JSON; doubles in their shortest form that reads back the same.
void append_json(std::string& out, const Json& value);
void append_json(std::string& out, const JsonObject& object);
void append_json_text(std::string& out, std::string_view text);   // quoted and escaped

// Members that are looked up often: nullptr or empty where there is none of that kind.
const Json* member(const JsonObject& object, std::string_view key);
const JsonObject* object_in(const JsonObject& object, std::string_view key);
std::string_view text_in(const JsonObject& object, std::string_view key);

}  // namespace base
