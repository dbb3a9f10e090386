// What the API tells and takes about uploads and imports; each shape once.
#pragma once
#include "channel/file/mapping.h"
#include "channel/file/progress.h"
#include "record/interactions.h"

namespace channel::file {

struct Upload {
  std::string id;                          // "f3"
  std::string name;                        // without folders
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Upload, (), (id, name, bytes))

struct FilePreview {
  std::string name;
  std::string format;                      // csv, jsonl or xes
  std::optional<std::string> delimiter;
  std::optional<std::string> encoding;     // when it is not UTF-8
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::int64_t rows_shown = 0;
  Mapping mapping;                         // a proposal
};
BOOST_DESCRIBE_STRUCT(FilePreview, (), (name, format, delimiter, encoding, columns, rows, rows_shown, mapping))

struct PreviewIdentity {
  std::string namespace_, value;
  bool verified = false;
};
BOOST_DESCRIBE_STRUCT(PreviewIdentity, (), (namespace_, value, verified))

// An interaction as it would be stored.
struct PreviewInteraction {
  std::string file;
  std::int64_t row = 0;
  std::vector<PreviewIdentity> identities;
  std::optional<std::string> person_name;
  base::Time at;
  std::string channel, name;
  record::Direction direction = record::Direction::in;
  record::Actor actor;
  std::optional<std::string> conversation, topic;
  std::optional<record::Score> score;
  std::optional<double> sentiment;
  std::optional<record::Amount> amount;
  std::optional<std::string> subject, text, language;
  base::JsonObject properties;
  base::JsonObject traits;
  std::string source, source_key;
};
BOOST_DESCRIBE_STRUCT(PreviewInteraction, (), (file, row, identities, person_name, at, channel, name, direction, actor, conversation, topic, score, sentiment, amount,
                                               subject, text, language, properties, traits, source, source_key))
struct MappingPreview {
  std::vector<PreviewInteraction> interactions;
  std::vector<RowError> errors;
};
BOOST_DESCRIBE_STRUCT(MappingPreview, (), (interactions, errors))

// One file or several (a folder, with files that are joined).
struct ImportRequest {
  std::optional<std::string> upload;
  std::optional<std::vector<std::string>> uploads;
  std::optional<std::string> name;         // what people call the import; the files' names when left out
  Mapping mapping;
  static bool required(std::string_view member) { return member == "mapping"; }
};
BOOST_DESCRIBE_STRUCT(ImportRequest, (), (upload, uploads, name, mapping))

struct ImportStarted {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(ImportStarted, (), (id))

enum class ImportState { queued, running, done, failed, undoing, undone };
BOOST_DESCRIBE_ENUM(ImportState, queued, running, done, failed, undoing, undone)

struct Import : Counters {
  std::string id;                          // "n7"
  std::string name;
  std::string source;
  ImportState state = ImportState::queued;
  std::vector<RowError> errors;            // the first ones
  std::optional<std::string> message;      // why it failed, or how far an undo is
  std::string by;
  base::Time started_at;
  std::optional<base::Time> finished_at;
};
BOOST_DESCRIBE_STRUCT(Import, (Counters), (id, name, source, state, errors, message, by, started_at, finished_at))

}  // namespace channel::file
