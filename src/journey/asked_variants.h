// The question `variants` in words: beside asked.h, asked through ask.h's one way.
#pragma once
#include "journey/asked_cells.h"
#include "journey/index.h"

namespace journey {

// `key`: a dimension of interactions that says to which case or order each belongs.
struct VariantsAsked : ScopeAsked {
  std::optional<MatchAsked> start, end;
  std::optional<std::string> key;
  bool fold_repeats = false;
  std::int64_t top = 50;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(VariantsAsked, (ScopeAsked), (start, end, key, fold_repeats, top))

// A number of it: the customers of a variant, or of all episodes that are over; or of those that are open.
struct VariantCellAsked : CellAsked {
  std::optional<std::vector<ActivityTold>> activities;
  bool open = false;
};
BOOST_DESCRIBE_STRUCT(VariantCellAsked, (CellAsked), (activities, open))
struct VariantsPeopleAsked : OpenedAsked {
  VariantsAsked question;
  VariantCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(VariantsPeopleAsked, (OpenedAsked), (question, cell))

struct VariantTold {
  std::vector<ActivityTold> activities;
  std::int64_t episodes = 0, customers = 0;
  double share = 0, cumulative = 0;            // of the episodes that are over; with all that are commoner
  double median_seconds = 0, p90_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(VariantTold, (), (activities, episodes, customers, share, cumulative, median_seconds, p90_seconds))
struct VariantsTold {
  std::int64_t episodes = 0, open = 0, too_long = 0, different = 0;
  std::optional<double> median_seconds, p90_seconds;
  std::vector<VariantTold> variants;
};
BOOST_DESCRIBE_STRUCT(VariantsTold, (), (episodes, open, too_long, different, median_seconds, p90_seconds, variants))
struct VariantsGroup : VariantsTold {
  std::string value;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(VariantsGroup, (VariantsTold), (value, n))
struct VariantsAnswer : Told {
  VariantsTold all;
  std::vector<VariantsGroup> groups;
};
BOOST_DESCRIBE_STRUCT(VariantsAnswer, (Told), (all, groups))

VariantsAnswer ask(const Index& index, const VariantsAsked& asked);
PeopleTold ask(const Index& index, const VariantsPeopleAsked& asked);

}  // namespace journey
