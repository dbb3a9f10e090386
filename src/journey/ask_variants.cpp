#include "journey/answered.h"
#include "journey/asked_variants.h"
#include "journey/people.h"
#include "journey/variants.h"

namespace journey {
namespace {

VariantsTold told(const Words& words, const Variants& variants) {
  VariantsTold told{.episodes = variants.episodes, .open = variants.open, .too_long = variants.too_long, .different = variants.different};
  if (variants.episodes) told.median_seconds = seconds(variants.median), told.p90_seconds = seconds(variants.p90);
  std::int64_t so_far = 0;
  auto share = [&](std::int64_t episodes) { return static_cast<double>(episodes) / static_cast<double>(variants.episodes); };
  for (const auto& variant : variants.variants) {
    VariantTold one{.episodes = variant.episodes, .customers = variant.customers, .share = share(variant.episodes), .cumulative = share(so_far += variant.episodes),
                    .median_seconds = seconds(variant.median), .p90_seconds = seconds(variant.p90)};
    for (auto activity : variant.activities) one.activities.push_back(words.activity(activity));
    told.variants.push_back(std::move(one));
  }
  return told;
}

// A key has to tell cases apart.
std::size_t key_of(const Index& index, const std::string& name) {
  const auto& dimensions = index.dimensions();
  auto ref = dimensions.find(name, "key");
  if (ref.of_customer) throw base::invalid("\"" + name + "\" is a trait of customers: it does not tell their cases apart.", "Name a dimension of interactions, such as one declared with --dimension case=property:case_id.", "key");
  dimensions.want_apart(ref, "key", "Bound the episodes by start and end instead, or declare a dimension with fewer values.");
  return ref.number;
}

VariantsQuestion question_of(const Index& index, const Words& words, const VariantsAsked& asked, const Scope& scope) {
  VariantsQuestion question{.fold_repeats = asked.fold_repeats, .top = within(asked.top, 1, base::limits::question_rows, "top"), .scope = scope};
  if (asked.start) question.start = words.match(*asked.start, "start"), want(question.scope, *question.start);
  if (asked.end) question.end = words.match(*asked.end, "end"), want(question.scope, *question.end);
  if (asked.key) question.scope.wanted.push_back(*(question.key = key_of(index, *asked.key)));
  return question;
}

// The numbers of a variant's activities; an activity that there is not has nobody behind it.
std::optional<std::vector<std::uint32_t>> numbers_of(const View& view, const Words& words, const std::vector<ActivityTold>& activities) {
  std::map<std::pair<std::string, std::string>, std::uint32_t> known;
  for (std::uint32_t a = 1; a < view.activities; ++a) {
    auto told = words.activity(a);
    known.emplace(std::pair(told.channel, told.name), a);
  }
  std::vector<std::uint32_t> numbers;
  for (const auto& one : activities) {
    auto found = known.find({one.channel, one.name});
    if (found == known.end()) return std::nullopt;
    numbers.push_back(found->second);
  }
  return numbers;
}

}  // namespace

VariantsAnswer ask(const Index& index, const VariantsAsked& asked) {
  return answered<VariantsAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = question_of(index, words, asked, whole(scope));
    auto all = variants(index.workers(), view, question).groups[0];
    VariantsAnswer answer;
    answer.n = all.customers;
    answer.all = told(words, all);
    by_value(words, scope, question.scope, [&] { return variants(index.workers(), view, question); },
             [&](const std::string& value, const Variants& group) { answer.groups.push_back({told(words, group), value, group.customers}); });
    sort_groups(answer.groups, [](const VariantsGroup& group) { return group.episodes; });
    return answer;
  });
}

PeopleTold ask(const Index& index, const VariantsPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    VariantCell cell{{}, asked.cell.open, group};
    if (asked.cell.activities) {
      if (asked.cell.activities->empty()) throw base::invalid("A variant has at least one activity.", "Leave \"activities\" out for everybody with an episode.", "cell.activities");
      auto numbers = numbers_of(view, words, *asked.cell.activities);
      if (!numbers) return std::vector<CustomerId>();
      cell.activities = *numbers;
    }
    return people_of(index.workers(), view, question_of(index, words, asked.question, scope), cell);
  });
}

}  // namespace journey
