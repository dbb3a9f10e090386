#include "channel/file/measures.h"

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "record/money.h"

namespace channel::file {
namespace {

std::pair<double, double> scale_of(record::ScoreKind kind) {
  switch (kind) {
    case record::ScoreKind::nps: return {0, 10};
    case record::ScoreKind::csat: case record::ScoreKind::stars: return {1, 5};
    default: return {1, 7};
  }
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string shown(double value) { return boost::json::serialize(value == std::floor(value) ? base::Json(static_cast<std::int64_t>(value)) : base::Json(value)); }

}  // namespace

ScoreReader::ScoreReader(const ScoreOf& score, const Columns& columns, const std::string& path) : kind_(score.kind), value_(score, columns, path) {
  std::tie(low_, high_) = scale_of(kind_);
  from_low_ = score.scale ? score.scale->low.value_or(low_) : low_;
  from_high_ = score.scale ? score.scale->high : high_;
}

std::optional<record::Score> ScoreReader::read(const Cells& cells) {
  auto text = value_.text(cells);
  if (text.empty()) return std::nullopt;
  auto answer = number(text);
  if (!answer) reject(value_.column(), "The score \"" + base::shown(text, 40) + "\" is no number.", "Translate words with map in the mapping.");
  if (*answer < from_low_ || *answer > from_high_)
    reject(value_.column(), "The score " + std::string(text) + " is not on the scale from " + shown(from_low_) + " to " + shown(from_high_) + ".",
           "Correct it, or set the scale of the file: scale = [1, 10].");
  if (from_low_ == low_ && from_high_ == high_) return record::Score{kind_, *answer};
  return record::Score{kind_, low_ + (*answer - from_low_) * (high_ - low_) / (from_high_ - from_low_)};
}

AmountReader::AmountReader(const AmountOf& amount, const Mapping& mapping, const Columns& columns, const std::string& path)
    : value_(amount, columns, path), currency_(mapping.currency), thousands_(amount.thousands), minor_(amount.minor), negate_(amount.negate) {
  if (amount.currency) currency_value_.emplace(*amount.currency, columns, path + ".currency");
}

std::optional<std::int64_t> AmountReader::units(std::string_view text, const std::string& currency) const {
  if (!minor_) return record::minor_units(text, currency);
  std::int64_t units = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), units);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(units) : std::nullopt;
}

std::optional<record::Amount> AmountReader::read(const Cells& cells) {
  auto text = value_.text(cells);
  if (text.empty()) return std::nullopt;
  record::Amount amount{.currency = currency_};
  if (currency_value_) {
    auto code = currency_value_->text(cells);
    if (!code.empty()) amount.currency = code;
    if (amount.currency.empty()) reject(currency_value_->column(), "The amount has no currency.", "Fill the column, or set currency for the whole mapping.");
  }
  if (!thousands_.empty()) {
    cleaned_ = text;
    std::erase(cleaned_, thousands_[0]);
    text = cleaned_;
  }
  auto units = this->units(text, amount.currency);
  if (!units)
    reject(value_.column(), "\"" + base::shown(text, 40) + "\" is no amount of " + base::shown(amount.currency, 10) + ".",
           "Write digits with one point, such as 1234.50; for 1,234.50 set thousands = \",\" in the mapping.");
  amount.minor = negate_ ? -*units : *units;
  return amount;
}

std::optional<double> read_sentiment(Value& value, const Cells& cells) {
  auto text = value.text(cells);
  if (text.empty()) return std::nullopt;
  auto answer = number(text);
  if (answer && *answer >= -1 && *answer <= 1) return answer;
  auto word = base::folded(text);
  for (auto good : {"positive", "good", "happy", "正面", "好评", "积极"}) if (word == good) return 1;
  for (auto plain : {"neutral", "mixed", "中性", "中评"}) if (word == plain) return 0;
  for (auto bad : {"negative", "bad", "unhappy", "负面", "差评", "消极"}) if (word == bad) return -1;
  reject(value.column(), "\"" + base::shown(text, 40) + "\" is no sentiment.", "It is a number from -1 to 1, or a word that map translates: map = {satisfied = 1, angry = -1}.");
}

}  // namespace channel::file
