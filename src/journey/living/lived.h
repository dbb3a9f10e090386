// What somebody lived at a touchpoint: experiences that were bad or not, by five signals.
//
//   below      what was lived is below what was expected: a perception against the expectation told about the same (of the same case
//              where the map has one; the last one told before it, else the first within a day behind it)
//   broken     a promise that was not kept in time: met late, or its time has passed; what is not due yet is no experience
//   negative   a low score (nps up to 6, csat and stars up to 2, ces up to 3), and where no score was given, negative sentiment
//   repeat     a contact that begins a chain (repeats.h: the same person, topic, 7 days) and was followed by another in it
//   complaint  an interaction here that was followed by a complaint within the exposure window
//
// An experience is bad or not from `known` on, and what it is held against must lie behind that: of a kept promise that is when
// it was kept, of a broken one when it was due, of repeats and complaints the end of their windows whether anything came or not (a
// landmark: else those to whom nothing can come any more would count as good). Time to react runs from when it was over: of a promise
// that was met late, when it was met.
//
// Threads: one a Lives. Numbers only.
#pragma once
#include <optional>
#include <vector>

#include "base/json.h"
#include "journey/experience.h"
#include "journey/scope.h"

namespace journey {

enum class Signal { below, broken, negative, repeat, complaint };
BOOST_DESCRIBE_ENUM(Signal, below, broken, negative, repeat, complaint)

// From each interaction that `from` holds to the first of the touchpoint's behind it: within a span, or when `from` says that it is
// due. Without `from` the touchpoint's own interactions say whether they kept what they were due.
struct PromiseMade {
  std::optional<Match> from;
  std::optional<std::int64_t> within;   // microseconds
};

// A touchpoint of a map. An empty match holds nothing.
struct Place {
  Match match;
  Match answers;                        // what people say about it, beside the touchpoint's own
  std::optional<PromiseMade> promise;
  Match complaint;
  Match contact;

  bool has(Signal signal) const;        // it can be looked at
};

// How all touchpoints of a map are looked at.
struct Sight {
  std::optional<std::size_t> case_;     // dimension: interactions of one case belong together
  std::size_t topic = 0, promise = 0;   // dimensions
  Code kept = 0, broken = 0;            // their codes in `promise`; 0: there are none
  std::int64_t exposure = 7 * base::day, repeats = 7 * base::day;   // microseconds
  std::int64_t as_of = 0;
  std::vector<Experience> told;         // by code
};

// A low score or negative sentiment; nothing where neither was told.
std::optional<bool> negative(const Experience& told);

struct Lived {
  std::uint32_t event = 0;      // the interaction that it begins with
  std::int64_t at = 0;          // when it took place
  std::int64_t known = 0;       // from when on it is bad or not
  std::uint32_t behind = 0;     // the first interaction behind that
  bool bad = false;
  std::int64_t over = 0;        // known, or when what was late came at last
};

class Lives {
 public:
  explicit Lives(const Sight& sight) : sight_(sight) {}

  // All of a person's, in the order of their beginning. Good until the next call.
  const std::vector<Lived>& at(const Columns& columns, std::uint32_t person, const Place& place, Signal signal);

 private:
  void below(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place);
  void own_promises(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place);
  void promises(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place);
  void negatives(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place);
  void repeats(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place);
  void complaints(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place);
  Code case_of(const Columns& columns, std::uint32_t event) const { return sight_.case_ ? static_cast<Code>(columns.codes[*sight_.case_][event]) : 0; }
  const Experience& told(const Columns& columns, std::uint32_t event) const;

  struct Met {
    Code of = 0;
    std::uint32_t event = 0;
  };
  // The last that was put in of a case or topic.
  const Met* last(Code of) const;
  void put(Code of, std::uint32_t event);

  const Sight& sight_;
  std::vector<Lived> found_;
  std::vector<Met> met_;
};

}  // namespace journey
