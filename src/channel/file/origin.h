// Where a value of an interaction comes from: a column, several columns, a constant, or a promise compared with what
// happened; then translated, prefixed and typed. One description for JSON, TOML and OpenAPI. Plain values.
//
//   Field   a bare text names a column        at = "order_purchase_timestamp"
//   Label   a bare text is the text itself     channel = "web"
//   both    may be written out                 channel = {column = "case:channel", map = {Internet = "web"}}
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/schema.h"

namespace channel::file {

// How a value stands in properties and traits. Left out: text from CSV, as it is from JSON Lines.
enum class ValueType { text, number, boolean, time, date, duration };   // duration: "00:02:23" becomes 143 (seconds)
BOOST_DESCRIBE_ENUM(ValueType, text, number, boolean, time, date, duration)

// A text, number or truth value written in the mapping; kept as text with the type it was written in.
struct Scalar {
  std::string text;
  ValueType type = ValueType::text;
  bool operator==(const Scalar&) const = default;
};

// A promised moment compared with the moment it was kept: gives "kept", "broken" or "open" (nothing happened yet), or
// nothing where nothing was promised. whole_day: the promise is a date, kept until the end of that day in the zone.
struct Promise {
  std::string due, done;        // columns
  std::string format, zone;
  bool whole_day = false;
  static bool required(std::string_view member) { return member == "due" || member == "done"; }
  bool operator==(const Promise&) const = default;
};
BOOST_DESCRIBE_STRUCT(Promise, (), (due, done, format, zone, whole_day))

struct Origin {
  std::string column;
  std::vector<std::string> columns;            // joined with `separator`; empty ones are left out
  std::optional<std::string> separator;        // " " when left out
  std::optional<Scalar> value;                 // a constant
  std::optional<Promise> promise;
  std::map<std::string, Scalar> map;           // translations; what is not in it stays as it is, or is `otherwise`
  std::optional<Scalar> otherwise;             // for what is empty or not in `map`
  std::string prefix;                          // put before a value that is not empty
  std::optional<ValueType> type;
  std::string format;                          // of a time: strptime's signs, or unix, unix_ms, excel
  std::string zone;                            // of a time without an offset
  static bool required(std::string_view) { return false; }
  bool operator==(const Origin&) const = default;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (column, columns, separator, value, promise, map, otherwise, prefix, type, format, zone))

struct Field : Origin {};
struct Label : Origin {};

// Properties or traits: name -> Field, in the order given. May also be a list of columns that keep their names. Under the
// name `*` stands a column that holds an object (JSON Lines, XES): its members come in, each under its own name.
inline constexpr std::string_view every_member = "*";
struct Fields {
  std::vector<std::pair<std::string, Field>> list;
};

Field column(std::string name);   // a Field that is just this column

}  // namespace channel::file

// The short forms need their own readers; everything else is read by base/json.h from the descriptions.
namespace base {
template <> channel::file::Scalar from_json<channel::file::Scalar>(const Json& value, const std::string& path);
template <> channel::file::Field from_json<channel::file::Field>(const Json& value, const std::string& path);
template <> channel::file::Label from_json<channel::file::Label>(const Json& value, const std::string& path);
template <> channel::file::Fields from_json<channel::file::Fields>(const Json& value, const std::string& path);
template <> Json to_json<channel::file::Scalar>(const channel::file::Scalar& value);
template <> Json to_json<channel::file::Field>(const channel::file::Field& value);
template <> Json to_json<channel::file::Label>(const channel::file::Label& value);
template <> Json to_json<channel::file::Fields>(const channel::file::Fields& value);
template <> JsonObject Schemas::of<channel::file::Scalar>();
template <> JsonObject Schemas::of<channel::file::Field>();
template <> JsonObject Schemas::of<channel::file::Label>();
template <> JsonObject Schemas::of<channel::file::Fields>();
}  // namespace base
