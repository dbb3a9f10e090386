// Merges and merge suggestions as people see and decide them.
#pragma once
#include "http/router.h"
#include "record/linkage/explain.h"
#include "record/record.h"
#include "record/suggestions.h"

namespace record {

struct EvidenceItem {
  std::string namespace_, value, reason;
};
BOOST_DESCRIBE_STRUCT(EvidenceItem, (), (namespace_, value, reason))

struct MergeRequest {
  std::vector<std::string> customers;    // two
  std::optional<std::string> reason;
  std::optional<std::string> suggestion; // accepted by this
  static bool required(std::string_view name) { return name == "customers"; }
};
BOOST_DESCRIBE_STRUCT(MergeRequest, (), (customers, reason, suggestion))
struct MergeAnswer {
  std::string id, customer;
};
BOOST_DESCRIBE_STRUCT(MergeAnswer, (), (id, customer))
struct PartAnswer {
  std::string id;
  std::vector<std::string> customers;
};
BOOST_DESCRIBE_STRUCT(PartAnswer, (), (id, customers))

struct Merge {
  std::string id;
  std::vector<std::string> customers, names;
  std::string customer, rule;
  std::optional<std::string> reason;
  std::vector<EvidenceItem> evidence;
  base::Time at;
  std::string by;
  std::optional<base::Time> undone_at;
  std::optional<std::string> undone_by;
};
BOOST_DESCRIBE_STRUCT(Merge, (), (id, customers, names, customer, rule, reason, evidence, at, by, undone_at, undone_by))
struct MergeSide {
  std::string customer, name;
  std::vector<std::string> profiles;
  std::int64_t interactions = 0;
};
BOOST_DESCRIBE_STRUCT(MergeSide, (), (customer, name, profiles, interactions))
struct MergeInFull : Merge {
  std::vector<MergeSide> parts;   // what there would be after its undo
};
BOOST_DESCRIBE_STRUCT(MergeInFull, (Merge), (parts))
struct MergeQuery {
  std::optional<std::string> customer;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(MergeQuery, (), (customer, limit, cursor))

struct MergeSuggestion {
  std::string id;
  std::vector<Customer> customers;
  std::vector<EvidenceItem> evidence;
  SuggestionState state = SuggestionState::open;
  base::Time at;
  // Of suggestions made by comparing people (linkage/):
  std::optional<double> probability;
  std::optional<linkage::Certainty> certainty;
  std::optional<linkage::Comparison> comparison;
};
BOOST_DESCRIBE_STRUCT(MergeSuggestion, (), (id, customers, evidence, state, at, probability, certainty, comparison))
enum class SuggestionOrder { newest, probability };
BOOST_DESCRIBE_ENUM(SuggestionOrder, newest, probability)
enum class SuggestionKind { sure, look, rule };   // rule: by a shared identifier alone
BOOST_DESCRIBE_ENUM(SuggestionKind, sure, look, rule)
struct SuggestionQuery {
  std::optional<SuggestionState> state;
  std::optional<SuggestionKind> kind;
  std::optional<SuggestionOrder> order;
  std::optional<std::string> customer;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(SuggestionQuery, (), (state, kind, order, customer, limit, cursor))
struct SuggestionCounts {
  std::int64_t sure = 0, look = 0, rule = 0;   // open ones
};
BOOST_DESCRIBE_STRUCT(SuggestionCounts, (), (sure, look, rule))
struct SuggestionDecision {
  SuggestionState state = SuggestionState::open;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(SuggestionDecision, (), (state))

// Any thread. `by` is who decides: the caller's name.
class Decisions {
 public:
  explicit Decisions(Record& record) : record_(record) {}

  MergeAnswer merge(const MergeRequest& request, const std::string& by);
  PartAnswer undo(const std::string& merge, const std::string& by);
  MergeInFull one(const std::string& merge) const;
  http::Page<Merge> list(const MergeQuery& query) const;

  http::Page<MergeSuggestion> suggestions(const SuggestionQuery& query) const;
  SuggestionCounts suggestion_counts() const;
  MergeSuggestion decide(const std::string& suggestion, SuggestionState state, const std::string& by);

 private:
  Record& record_;
};

}  // namespace record
