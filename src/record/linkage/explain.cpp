#include "record/linkage/explain.h"

namespace record::linkage {

Comparison Explainer::explain(store::Session& session, const std::string& text, std::int64_t model, CustomerId a, CustomerId b) const {
  auto account = base::from_json<Account>(base::parse_json(text));
  Comparison comparison{.model = model, .prior_bits = account.prior, .household_bits = account.household, .total_bits = account.total};
  Shown one, other;
  read_person(session, extractor_, a, &one);
  read_person(session, extractor_, b, &other);
  each_field([&](Field field) {
    auto i = static_cast<std::size_t>(field);
    auto spoke = std::find_if(account.fields.begin(), account.fields.end(), [&](const FieldAccount& item) { return item.field == field; });
    if (spoke != account.fields.end()) comparison.fields.push_back({field, spoke->level, one[i], other[i], spoke->m, spoke->u, spoke->bits, spoke->by_frequency});
    else if (!one[i].empty() || !other[i].empty()) comparison.fields.push_back({.field = field, .level = Level::missing, .a = one[i], .b = other[i]});
  });
  return comparison;
}

}  // namespace record::linkage
