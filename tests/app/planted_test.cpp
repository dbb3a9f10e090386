// Break points held against the truth: twenty sample companies, in each of which late deliveries cost what was planted and thank-you
// cards do nothing. Intervals of 95 in 100 must hold the planted number about that often; what is called a break point must be one.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "journey/growth.h"
#include "journey/living/break_effect.h"
#include "journey/living/judge.h"
#include "sample/company.h"
#include "support/temp_folder.h"

namespace journey {
namespace {

enum Activity : std::uint32_t { ordered = 1, delivered, card, csat, at_delivery, at_store, at_call, activities };
enum Dimension : std::size_t { topic, promise, currency, dimensions };
enum Promise : Code { kept = 1, broken };

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) all.emplace_back();
    else all.back() += c;
  }
  return all;
}
template <class Visit>
void each_row(const std::filesystem::path& file, Visit visit) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const auto names = cells(line);
  while (std::getline(in, line)) {
    while (std::count(line.begin(), line.end(), '"') % 2) {
      std::string more;
      if (!std::getline(in, more)) break;
      line += '\n' + more;
    }
    Row row;
    auto values = cells(line);
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = values.at(i);
    visit(row);
  }
}
std::int64_t moment(const std::string& text) { return base::parse_time(text).value().micros; }

Match only(std::uint32_t activity) {
  Match match{std::vector<std::uint8_t>(activities)};
  match.activities[activity] = 1;
  return match;
}

// The index of a company's orders, cards and answers, by account, with segments as a trait.
struct Company {
  std::shared_ptr<const View> view;
  std::vector<Experience> told = std::vector<Experience>(1);
  sample::Truth truth;

  explicit Company(std::uint64_t seed) {
    support::TempFolder folder;
    const auto files = folder.path() / "company";
    truth = sample::simulate({.customers = 12'000, .interactions = 160'000, .seed = seed, .from = 1'730'419'200, .to = 1'730'419'200 + 730 * sample::day_long, .threads = 2}, files);
    Change change{.events = {dimensions, {}, {}}, .activities = activities};
    auto happened = [&](CustomerId who, std::int64_t at, Activity activity, Code experience = 0, Code kept_or_not = 0, std::int64_t due = Event::none) {
      const Code codes[] = {0, kept_or_not, 0};
      change.events.add({.profile = who, .at = at, .position = ++change.last, .activity = activity, .experience = experience, .due = due}, codes);
    };
    std::map<std::string, CustomerId> accounts, mails, orders;
    std::map<std::string, Code> segments;
    std::vector<Traits::Change> traits;
    each_row(files / "accounts.csv", [&](const Row& row) {
      auto who = accounts[row.at("account_id")] = static_cast<CustomerId>(accounts.size() + 1);
      if (!row.at("email").empty()) mails[row.at("email")] = who;
      traits.push_back({who, {segments.try_emplace(row.at("segment"), static_cast<Code>(segments.size() + 1)).first->second}});
    });
    each_row(files / "orders.csv", [&](const Row& row) {
      auto who = orders[row.at("order_id")] = accounts.at(row.at("account_id"));
      if (!row.at("placed_at").empty()) happened(who, moment(row.at("placed_at")), ordered);
      if (row.at("delivered_at").empty()) return;
      auto at = moment(row.at("delivered_at")), due = moment(row.at("promised_at"));
      happened(who, at, delivered, 0, at > due ? broken : kept, due);
      if (!row.at("card_at").empty()) happened(who, at, card);
    });
    each_row(files / "surveys.csv", [&](const Row& row) {
      auto kind = base::enum_value<record::ScoreKind>(row.at("kind"));
      const auto& touchpoint = row.at("touchpoint");
      auto activity = kind == record::ScoreKind::csat ? csat : touchpoint == "delivery" ? at_delivery : touchpoint == "store" ? at_store : at_call;
      if (kind == record::ScoreKind::nps || kind == record::ScoreKind::ces || (activity == csat && touchpoint != "delivery")) return;
      auto who = row.at("account_id").empty() ? mails.find(row.at("email")) : accounts.find(row.at("account_id"));
      if (who == (row.at("account_id").empty() ? mails.end() : accounts.end())) return;
      told.push_back({kind, std::stod(row.at("value"))});
      happened(who->second, moment(row.at("at")), activity, static_cast<Code>(told.size() - 1));
    });
    change.traits = std::make_shared<Traits>(Traits(1).with(traits));
    view = next(*View::empty(dimensions, 1), std::move(change));
  }

  double planted(const std::string& effect) const {
    for (const auto& one : truth.effects)
      if (one.key == effect) return one.planted;
    throw std::runtime_error("nothing of " + effect + " in truth.json");
  }

  // All break points that could be there: delivery with its promise, a card in the parcel (as if it were a complaint: it has no effect), and three
  // places where what was expected and lived is told, which has no effect either.
  std::vector<BreakTold> breaks(OutcomeKind kind) const {
    const auto end = (1'730'419'200 + 730 * sample::day_long) * base::second;
    Sight sight{.topic = topic, .promise = promise, .kept = kept, .broken = broken, .exposure = base::second, .as_of = end, .told = told};
    BreakQuestion question{.places = {{.match = only(delivered), .promise = PromiseMade{}, .complaint = only(card)}, {.answers = only(at_delivery)}, {.answers = only(at_store)}, {.answers = only(at_call)}},
                           .signals = {Signal::broken, Signal::complaint, Signal::below}, .sight = sight, .adjust = {{true, 0}}};
    question.outcome = kind == OutcomeKind::happens ? OutcomeMatch{.match = only(ordered), .within = sample::parameters().repeat_days * base::day, .currency = currency}
                                                    : OutcomeMatch{.kind = kind, .match = only(csat), .within = 20 * base::day, .score = record::ScoreKind::csat, .currency = currency};
    Workers workers(2);
    std::vector<BreakTold> all;
    for (const auto& found : breakpoints(workers, *view, question).breaks) {
      auto effect = break_effect(found, kind, 0);
      if (std::min(effect.n_bad, effect.n_good) < told_from) continue;
      all.push_back({.touchpoint = std::to_string(found.place), .signal = found.signal, .n_bad = effect.n_bad, .n_good = effect.n_good, .outcome_good = effect.outcome_good,
                     .effect = effect.effect, .low = effect.low, .high = effect.high, .p = effect.p, .per_month = static_cast<double>(found.affected)});
    }
    judge(all, kind, record::ScoreKind::csat, true);
    return all;
  }
};

// The chance that so few of `n` come out, when each does with this chance.
double chance_of_as_few(int count, int n, double each) {
  double sum = 0;
  for (int k = 0; k <= count; ++k) sum += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(each) + (n - k) * std::log(1 - each));
  return sum;
}

TEST(QuestionsPlanted, EffectsAreFoundWithIntervalsThatHoldThemAndNothingElseIs) {
  constexpr int seeds = 20;
  int held = 0, planted = 0, found = 0, nothing = 0, nothing_held = 0, alarms = 0, breaks = 0;
  double off = 0;
  for (std::uint64_t seed = 101; seed < 101 + seeds; ++seed) {
    const Company company(seed);
    for (auto kind : {OutcomeKind::happens, OutcomeKind::score}) {
      const auto truth = company.planted(kind == OutcomeKind::happens ? "late_lowers_repeat_purchase" : "late_lowers_next_score");
      ASSERT_EQ(company.planted(kind == OutcomeKind::happens ? "card_has_no_effect_on_repeat_purchase" : "card_has_no_effect_on_score"), 0);
      const auto all = company.breaks(kind);
      for (const auto& one : all) {
        bool is_late = one.signal == Signal::broken;
        bool holds = one.low <= (is_late ? truth : 0) && (is_late ? truth : 0) <= one.high;
        (is_late ? planted : nothing) += 1;
        (is_late ? held : nothing_held) += holds;
        breaks += one.is_break;
        (is_late ? found : alarms) += one.is_break;
        if (is_late) off += (one.effect - truth) / ((one.high - one.low) / 2 / z95);
      }
      EXPECT_EQ(all.at(0).signal, Signal::broken) << "the worst, of seed " << seed;
    }
  }
  std::printf("planted: %d of %d intervals hold it, %d found; no effect: %d of %d hold 0, %d of %d break points are false; mean error %.2f standard errors\n", held, planted, found, nothing_held, nothing, alarms, breaks, off / planted);
  EXPECT_EQ(planted, 2 * seeds);
  EXPECT_GT(nothing, 5 * seeds);
  EXPECT_GE(found, planted - 1);
  EXPECT_GT(chance_of_as_few(held, planted, 0.95), 0.001) << held << " of " << planted;
  EXPECT_GT(chance_of_as_few(nothing_held, nothing, 0.95), 0.001) << nothing_held << " of " << nothing;
  // No more false ones among the break points than the rate that was promised, as far as so many can tell.
  EXPECT_GT(chance_of_as_few(breaks - alarms, breaks, 1 - discovery_rate), 0.001) << alarms << " of " << breaks;
}

}  // namespace
}  // namespace journey
