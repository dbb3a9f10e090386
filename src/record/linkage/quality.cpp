#include "record/linkage/quality.h"

namespace record::linkage {

KnownTruth::KnownTruth(Record& record, const std::vector<KnownPerson>& truth) {
  boost::unordered_flat_map<std::string, std::int64_t> numbers;
  record.database.read([&](store::Session& session) {
    for (const auto& known : truth) {
      auto colon = known.identity.find(':');
      if (colon == std::string::npos) throw base::invalid("\"" + base::shown(known.identity, 60) + "\" is no identity.", "Write kind:value, for example user_id:17.", "truth");
      auto value = claim(known.identity.substr(0, colon), known.identity.substr(colon + 1), false, record.options.region).value;
      auto person = session.one<CustomerId>("select coalesce(c.merged_into, c.id) from identity i join customer c on c.id = i.customer where i.name_space = :n and i.value = :v",
                                            record.state.dictionary.find_name_space(known.identity.substr(0, colon)), value);
      if (person) entity_[*person] = numbers.try_emplace(known.entity, static_cast<std::int64_t>(numbers.size())).first->second;
    }
  });
  if (entity_.empty()) throw base::invalid("Nobody of the truth is known here.", "Its first column is an identity such as user_id:17, as the import made it.", "truth");
  boost::unordered_flat_map<std::int64_t, std::int64_t> people;
  for (const auto& [person, entity] : entity_) true_pairs_ += people[entity]++;
}

Quality KnownTruth::report(std::vector<std::pair<double, bool>> scored, std::int64_t compared) const {
  Quality quality{.people = static_cast<std::int64_t>(entity_.size()), .true_pairs = true_pairs_, .compared_pairs = compared, .compared_true = compared_true_};
  auto share = [](std::int64_t part, std::int64_t all) { return all ? static_cast<double>(part) / static_cast<double>(all) : 1; };
  quality.blocking_recall = share(compared_true_, true_pairs_);
  for (double threshold : {0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999}) {
    CurvePoint point{.threshold = threshold};
    for (const auto& [probability, right] : scored)
      if (probability >= threshold) ++point.shown, point.right += right;
    point.precision = share(point.right, point.shown);
    point.recall = share(point.right, true_pairs_);
    quality.curve.push_back(point);
  }
  return quality;
}

}  // namespace record::linkage
