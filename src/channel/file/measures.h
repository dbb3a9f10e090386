// What a row measures: a score on its scale, a sentiment, money in minor units. Each throws BadRow for a value that is
// none. Not for two threads.
#pragma once
#include "channel/file/value.h"

namespace channel::file {

[[noreturn]] inline void reject(std::string column, std::string reason, std::string hint = {}) { throw BadRow{{std::move(column), std::move(reason), std::move(hint)}}; }

class ScoreReader {
 public:
  ScoreReader(const ScoreOf& score, const Columns& columns, const std::string& path);
  // Stretched from the file's scale onto the kind's; nullopt when there is none.
  std::optional<record::Score> read(const Cells& cells);

 private:
  record::ScoreKind kind_;
  Value value_;
  double low_, high_;             // of the kind
  double from_low_, from_high_;   // of the file
};

class AmountReader {
 public:
  AmountReader(const AmountOf& amount, const Mapping& mapping, const Columns& columns, const std::string& path);
  std::optional<record::Amount> read(const Cells& cells);

 private:
  std::optional<std::int64_t> units(std::string_view text, const std::string& currency) const;

  Value value_;
  std::optional<Value> currency_value_;
  std::string currency_, thousands_, cleaned_;
  bool minor_, negate_;
};

// A number from -1 to 1, or a word for it.
std::optional<double> read_sentiment(Value& value, const Cells& cells);

}  // namespace channel::file
