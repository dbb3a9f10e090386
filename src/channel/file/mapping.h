// The mapping: what the columns of files mean. The page sends it as JSON, the command line reads the same shape from
// TOML; both become this struct. Every option is explained with an example in examples/README.md.
//
// Plain values. read_… and validate throw base::Error(invalid) whose `field` names the place
// ("files[0].interactions[1].at").
#pragma once
#include <filesystem>

#include "channel/file/origin.h"
#include "record/heard.h"

namespace channel::file {

// All that are given must hold. Several conditions in a list: all of them.
struct Condition {
  std::string column;
  std::optional<std::string> is, is_not;
  std::vector<std::string> any_of, none_of;
  std::optional<bool> present;
  static bool required(std::string_view member) { return member == "column"; }
};
BOOST_DESCRIBE_STRUCT(Condition, (), (column, is, is_not, any_of, none_of, present))
struct Conditions {
  std::vector<Condition> all;
};

// How a file is written. What is left out is found by looking at its beginning.
struct FileFormat {
  std::string format;                  // csv, jsonl or xes
  std::string delimiter, quote;        // one character each; quote = "none": quotes are text
  std::string encoding;                // any name that ICU knows: latin1, gb18030, windows-1252; else UTF-8
  std::int64_t skip_rows = 0;          // lines before the header
  std::vector<std::string> header;     // names of the columns, for a file that has no header line
  std::vector<std::string> empty;      // texts that mean "nothing", such as NULL
};
BOOST_DESCRIBE_STRUCT(FileFormat, (), (format, delimiter, quote, encoding, skip_rows, header, empty))

// Columns of another file, found by a key. One row of it for a key: a look-up. Several: the first, or sums and lists.
struct Join : FileFormat {
  std::string file;
  std::string on;                      // our column, perhaps of an earlier join
  std::string to;                      // its column; the same name when left out
  std::vector<std::string> columns;    // taken from the first row of the key; all, when nothing else is asked either
  std::vector<std::string> sum;        // exact decimal sums over the key's rows
  std::vector<std::string> list;       // different values of the key's rows, in order, with ", " between
  std::string count;                   // name of a column for the number of the key's rows
  std::string prefix;                  // put before the names of all these columns
  bool must_match = false;             // a row without a partner is rejected
  static bool required(std::string_view member) { return member == "file" || member == "on"; }
};
BOOST_DESCRIBE_STRUCT(Join, (FileFormat), (file, on, to, columns, sum, list, count, prefix, must_match))

struct IdentityOf : Origin {
  std::string namespace_;
  bool verified = false;
  bool optional = false;               // one that can't be read is left out, instead of rejecting the row
  static bool required(std::string_view member) { return member == "namespace"; }
};
BOOST_DESCRIBE_STRUCT(IdentityOf, (Origin), (namespace_, verified, optional))
struct CustomerOf {
  std::optional<Field> name;
  std::vector<IdentityOf> identities;
  Fields traits;
  static bool required(std::string_view member) { return member == "identities"; }
};
BOOST_DESCRIBE_STRUCT(CustomerOf, (), (name, identities, traits))

// The lowest and highest answer of the file's scale. In short: a number, the highest.
struct Scale {
  std::optional<double> low;
  double high = 0;
};
struct ScoreOf : Origin {
  record::ScoreKind kind = record::ScoreKind::stars;
  std::optional<Scale> scale;          // the file's, when it differs from the kind's own: stretched onto that
  static bool required(std::string_view member) { return member == "kind"; }
};
BOOST_DESCRIBE_STRUCT(ScoreOf, (Origin), (kind, scale))

struct AmountOf : Origin {
  std::optional<Label> currency;       // else that of the mapping
  std::string thousands;               // the sign between thousands, removed: "," or "." or " "
  bool minor = false;                  // the column holds minor units already (cents)
  bool negate = false;                 // the column holds what was given back
};
BOOST_DESCRIBE_STRUCT(AmountOf, (Origin), (currency, thousands, minor, negate))

struct ActorOf {
  std::optional<Label> kind;           // customer agent bot system
  std::optional<Field> id;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(ActorOf, (), (kind, id))

// One interaction that a row may tell of. It happened when `at` is not empty and `when` holds.
struct InteractionOf {
  Label channel;
  std::optional<Label> name;
  std::string name_column;             // in short for name = {column = …}
  Field at;
  Conditions when;
  std::optional<Label> direction;      // in out none
  std::optional<ActorOf> actor;
  std::optional<Field> conversation, topic;
  std::optional<ScoreOf> score;
  std::optional<Field> sentiment;      // -1 … 1, or words: positive, neutral, negative
  std::optional<AmountOf> amount;
  std::optional<Field> subject, text;
  std::optional<Label> language;
  Fields properties;
  std::string key;                     // tells it from others of the row; its name when left out
  static bool required(std::string_view member) { return member == "channel" || member == "at"; }
};
BOOST_DESCRIBE_STRUCT(InteractionOf, (), (channel, name, name_column, at, when, direction, actor, conversation, topic, score,
                                          sentiment, amount, subject, text, language, properties, key))

struct FileMapping : FileFormat {
  std::string file;                    // its name, * and ? allowed; empty: the one file given
  std::string zone;                    // else that of the mapping
  std::optional<Field> key;            // what makes a row unique in the source; left out: file and row
  std::vector<Join> join;
  std::map<std::string, std::string> formats;   // of the times in these columns
  Conditions when;                     // rows for which it does not hold are passed over
  CustomerOf customer;
  std::vector<InteractionOf> interactions;
  static bool required(std::string_view member) { return member == "customer" || member == "interactions"; }
};
BOOST_DESCRIBE_STRUCT(FileMapping, (FileFormat), (file, zone, key, join, formats, when, customer, interactions))

struct Mapping {
  std::string source;
  std::string zone = "UTC";
  std::string default_region;          // of phone numbers without a country code: "BR"
  std::string currency;
  std::vector<FileMapping> files;
  static bool required(std::string_view member) { return member == "source" || member == "files"; }
};
BOOST_DESCRIBE_STRUCT(Mapping, (), (source, zone, default_region, currency, files))

// Refuses what can't work, naming the place. The readers below call it.
void validate(const Mapping& mapping);

Mapping read_mapping_json(const base::Json& value, const std::string& path = {});
Mapping read_mapping_toml(std::string_view text, const std::string& name);
Mapping read_mapping_file(const std::filesystem::path& path);   // .toml or .json

}  // namespace channel::file

namespace base {
template <> channel::file::Conditions from_json<channel::file::Conditions>(const Json& value, const std::string& path);
template <> channel::file::Scale from_json<channel::file::Scale>(const Json& value, const std::string& path);
template <> Json to_json<channel::file::Conditions>(const channel::file::Conditions& value);
template <> Json to_json<channel::file::Scale>(const channel::file::Scale& value);
template <> Json to_json<channel::file::Mapping>(const channel::file::Mapping& value);
template <> JsonObject Schemas::of<channel::file::Conditions>();
template <> JsonObject Schemas::of<channel::file::Scale>();
}  // namespace base
