// From the words of a question to numbers, and from the numbers of an answer to words. One view at a time, by one thread.
#pragma once
#include <unordered_map>

#include "journey/asked.h"
#include "journey/index.h"

namespace journey {

// "90d", "36h", "15m", "20s", "2w" as microseconds. Throws Error(invalid) for nothing, zero, and more than ten thousand years.
std::int64_t read_span(const std::string& text, const std::string& field);

class Words {
 public:
  Words(const Index& index, const View& view);

  // Throw Error(invalid) for what nothing can match: an activity, dimension or value that there is not, an empty list of values.
  // `field` is where it stands in the question.
  Match match(const MatchAsked& asked, const std::string& field) const;
  // The same of what may not have happened yet: an activity that was never heard is none.
  Match may_match(const MatchAsked& asked, const std::string& field) const;
  Scope scope(const ScopeAsked& asked) const;

  ActivityTold activity(std::uint32_t number) const;
  std::uint32_t number(const ActivityTold& activity, const std::string& field) const;   // throws as match does
  std::string group(const Scope& scope, Code code) const { return scope.by ? dimensions_.value(*scope.by, code) : std::string(); }

 private:
  enum class Unheard { refused, nothing };
  Match match(const MatchAsked& asked, const std::string& field, Unheard unheard) const;
  // What a match names, lists in it too. `named`: how many matches in it were looked at so far.
  std::vector<std::uint8_t> activities(const MatchAsked& asked, const std::string& field, Unheard unheard = Unheard::refused) const;
  std::vector<std::uint8_t> activities(const MatchAsked& asked, const std::string& field, int depth, Unheard unheard, std::size_t& named) const;
  void conditions(const MatchAsked& asked, const std::string& field, int depth, std::vector<Condition>& found) const;
  MatchAsked touchpoint(const std::string& name, const std::string& field) const;
  Condition condition(const std::string& dimension, const base::Json& value, const std::string& field) const;

  const Index& index_;
  mutable std::map<std::string, MatchAsked> touchpoints_;   // that were read
  mutable std::size_t touchpoints_read_ = 0;
  const Dimensions& dimensions_;
  std::uint32_t count_;
  std::vector<ActivityTold> names_;   // by number
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_, by_channel_;
};

}  // namespace journey
