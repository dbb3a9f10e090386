// What a customer told of an interaction, exactly: the score with its kind, and the sentiment. Events hold a code of it; the
// codes are here. (The feeling of an event is one scale for all kinds, for looking only: it is no score.)
//
// Threads: any; codes are made by the index's own thread alone, and only grow.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>

#include <mutex>

#include "journey/event.h"

namespace journey {

struct Experience {
  static constexpr int no_sentiment = -128;

  std::optional<record::ScoreKind> kind;   // nothing: no score
  double value = 0;                        // of the score, to a thousandth
  int sentiment = no_sentiment;            // hundredths, -100 … 100

  static Experience of(const std::optional<record::Score>& score, const std::optional<double>& sentiment);
  bool operator==(const Experience&) const = default;
};
BOOST_DESCRIBE_STRUCT(Experience, (), (kind, value, sentiment))

class Experiences {
 public:
  // 0 for nothing told.
  Code code(const Experience& told);
  // By code; the first is nothing told. A question takes it once, when it has its view.
  std::vector<Experience> all() const;
  void set(const std::vector<Experience>& told);   // of a snapshot

 private:
  static std::uint64_t key(const Experience& told);
  mutable std::mutex guard_;
  std::vector<Experience> told_ = std::vector<Experience>(1);
  boost::unordered_flat_map<std::uint64_t, Code> codes_;
};

}  // namespace journey
