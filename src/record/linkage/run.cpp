#include "record/linkage/run.h"

#include <cmath>
#include <random>

#include "base/log.h"
#include "base/text.h"
#include "record/linkage/people.h"
#include "record/linkage/quality.h"
#include "store/bulk.h"

namespace record::linkage {
namespace {

constexpr std::size_t people_a_step = 2'000;        // read and indexed in one transaction
constexpr std::size_t keys_at_once = 4'000'000;     // held and sorted before they are written: 64 MB
constexpr std::size_t keys_a_step = 200'000;        // written in one transaction
constexpr std::size_t sample_people = 3'000;        // among whom random pairs are taken
constexpr std::int64_t random_pairs = 200'000;
constexpr double pairs_a_rule = 40'000;             // looked at for learning
constexpr std::size_t suggestions_a_step = 200;
constexpr std::size_t terms_most = 2'000'000;       // values counted at once: beyond, those met once are forgotten

struct Pair {
  CustomerId a, b;
  double evidence;   // bits without the prior
};

class Run {
 public:
  Run(Record& record, const RunOptions& options) : record_(record), options_(options), start_(record.database.reading(start)), settings_(start_.settings), extractor_(settings_) {}

  RunResult go() {
    auto began = std::chrono::steady_clock::now();
    build();
    count_blocks();
    learn();
    compare_all();
    write();
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (quality_) result_.quality = quality_->report(pairs_, model_.lambda, result_.compared);
    tell({Step::done, result_.sure + result_.look, result_.sure + result_.look});
    return result_;
  }

 private:
  // What held when it began.
  struct Start {
    std::int64_t settings_number = 0;
    Settings settings;
    std::int64_t model = 0;
    Position notice = 0;
  };
  static std::int64_t last_model(store::Session& session) { return session.one<std::int64_t>("select coalesce(max(id), 0) from link_model").value_or(0); }
  static Start start(store::Session& session) { return {latest_settings(session), read_settings(session), last_model(session), last_notice(session)}; }

  void tell(Progress progress) {
    if (options_.stop()) throw base::Error(base::ErrorCode::unavailable, "The comparison of people was stopped.", "Start it again: it begins anew.");
    options_.progress(progress);
  }

  void build() {
    auto& database = record_.database;
    last_customer_ = database.reading([](store::Session& session) { return session.one<CustomerId>("select coalesce(max(id), 0) from customer").value_or(0); });
    database.derive([](store::Session& session) {
      set_index_of(session, 0);
      for (const char* table : {"link_person", "link_key", "link_term"}) session.run(std::string("delete from derived.") + table);
    });
    std::mt19937_64 random(last_customer_);   // the same people give the same run
    for (CustomerId last = 0;;) {
      std::vector<CustomerId> ids;
      std::vector<Person> people;
      auto read_people = [&](store::Session& session) {
        people.clear();
        for (auto id : ids)
          if (auto person = read_person(session, extractor_, id)) people.push_back(std::move(*person));
      };
      Position notice = 0;
      database.read([&](store::Session& session) {
        notice = last_notice(session);
        ids = session.all<CustomerId>("select id from customer where id > :l and id <= :m order by id limit :n", last, last_customer_, people_a_step);
        read_people(session);
      });
      last = ids.size() < people_a_step ? last_customer_ : ids.back();
      database.derive([&](store::Session& session) {
        if (erased_since(session, notice)) read_people(session);
        auto rows = database.bulk_insert(session, "derived.link_person", {"customer", "body"});
        for (const auto& person : people) {
          auto body = pack(person);
          rows->set(0, person.id);
          rows->set(1, std::string_view(body));
          rows->row();
        }
        rows->finish();
      });
      take(people, random);
      for (const auto& person : people)
        for (auto key : keys_of(person)) keys_.emplace_back(key, person.id);
      tell({Step::reading, last, last_customer_});
      if (keys_.size() >= keys_at_once || last >= last_customer_) write_keys();
      if (last >= last_customer_) break;
    }
    keep_terms();
  }

  // In order and many at a time: each at a random place of its own would be written as a page of its own.
  void write_keys() {
    std::sort(keys_.begin(), keys_.end());
    for (std::size_t at = 0; at < keys_.size(); at += keys_a_step) {
      record_.database.derive([&](store::Session& session) {
        auto erased = who_was_erased_since(session, start_.notice);
        auto rows = record_.database.bulk_insert(session, "derived.link_key", {"block", "customer"});
        for (auto i = at; i < std::min(at + keys_a_step, keys_.size()); ++i) {
          if (erased.contains(keys_[i].second)) continue;
          rows->set(0, keys_[i].first);
          rows->set(1, keys_[i].second);
          rows->row();
        }
        rows->finish();
      });
      tell({Step::reading, last_customer_, last_customer_});
    }
    keys_.clear();
  }

  // A sample of people for random pairs, counts of values, and whom the truth knows.
  void take(const std::vector<Person>& people, std::mt19937_64& random) {
    for (const auto& person : people) {
      ++result_.people;
      each_field([&](Field field) {
        if (person.of(field).empty()) return;
        frequencies_.set_known(field, frequencies_.with_field(field) + 1);
        if (has(with_frequencies, field))
          for (const auto& value : person.of(field)) frequencies_.count(field, value);
      });
      if (sample_.size() < sample_people) sample_.push_back(person);
      else if (auto place = random() % static_cast<std::uint64_t>(result_.people); place < sample_people) sample_[place] = person;
    }
    if (frequencies_.counts().size() > terms_most) boost::unordered::erase_if(frequencies_.counts(), [](const auto& term) { return term.second < 2; });
  }

  void keep_terms() {
    record_.database.derive([&](store::Session& session) {
      // Each of them may be among those counted.
      auto least = terms_kept_from + static_cast<std::int64_t>(who_was_erased_since(session, start_.notice).size());
      auto rows = record_.database.bulk_insert(session, "derived.link_term", {"term", "people"});
      for (const auto& [term, people] : frequencies_.counts()) {
        if (people < least) continue;
        rows->set(0, static_cast<std::int64_t>(term));
        rows->set(1, people);
        rows->row();
      }
      rows->finish();
    });
  }

  void count_blocks() {
    blocks_ = std::make_unique<Blocks>(record_.database, settings_.block_people);
    for (std::size_t rule = 0; rule < rule_count; ++rule) result_.rules.push_back({.rule = static_cast<Rule>(rule)});
    blocks_->each([&](Key key, const std::vector<CustomerId>& members) {
      auto& count = result_.rules[static_cast<std::size_t>(rule_of(key))];
      ++count.blocks;
      count.pairs += static_cast<std::int64_t>(members.size() * (members.size() - 1) / 2);
    }, [&](Key key) { ++result_.rules[static_cast<std::size_t>(rule_of(key))].too_large; });
    for (const auto& count : result_.rules) pairs_in_blocks_ += count.pairs;
  }

  void learn() {
    Observed observed;
    observed.people = result_.people;
    std::mt19937_64 random(7);
    auto n = sample_.size();
    if (n >= 2 && static_cast<std::int64_t>(n * (n - 1) / 2) <= random_pairs) {
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a + 1; b < n; ++b) ++observed.random[packed(compare(sample_[a], sample_[b]))];
    } else if (n >= 2) {
      for (std::int64_t i = 0; i < random_pairs; ++i) {
        auto a = random() % n, b = random() % n;
        if (a != b) ++observed.random[packed(compare(sample_[a], sample_[b]))];
        if (i % 50'000 == 0) tell({Step::learning, i, random_pairs});
      }
    }
    sample_.clear();
    CachedPeople people(record_.database);
    blocks_->each([&](Key key, const std::vector<CustomerId>& members) {
      auto rule = static_cast<std::size_t>(rule_of(key));
      double share = pairs_a_rule / static_cast<double>(std::max<std::int64_t>(1, result_.rules[rule].pairs));
      std::uniform_real_distribution<> chance;
      for (std::size_t a = 0; a < members.size(); ++a)
        for (std::size_t b = a + 1; b < members.size(); ++b)
          if (share >= 1 || chance(random) < share) {
            auto one = people.get(members[a]), other = people.get(members[b]);
            if (one && other) ++observed.by_rule[rule][packed(compare(one->person, other->person))];
          }
      tell({Step::learning, random_pairs, random_pairs});
    }, [](Key) {});
    estimate_ = estimate(observed);
    model_ = estimate_.model;
    result_.few_people = estimate_.few;
  }

  void compare_all() {
    if (!options_.truth.empty()) quality_ = std::make_unique<KnownTruth>(record_, options_.truth);
    CachedPeople people(record_.database);
    auto model = model_;
    model.lambda = 0.5;   // evidence alone: its prior is 0 bits
    // Kept is what could be shown if every person had one match; lambda will hardly be more.
    double least = prior_bits(settings_.look * 0.1) - prior_bits(std::clamp(1.0 / std::max(2.0, static_cast<double>(result_.people)), 1e-12, 0.4));
    std::int64_t seen = 0;
    blocks_->each([&](Key key, const std::vector<CustomerId>& members) {
      std::vector<std::shared_ptr<const CachedPeople::Entry>> entries;
      for (auto member : members) entries.push_back(people.get(member));
      for (std::size_t a = 0; a < members.size(); ++a)
        for (std::size_t b = a + 1; b < members.size(); ++b) {
          if (++seen % 100'000 == 0) tell({Step::comparing, seen, pairs_in_blocks_});
          if (!entries[a] || !entries[b] || blocks_->first_common(entries[a]->keys, entries[b]->keys) != key) continue;   // met in another block before
          ++result_.compared;
          double evidence = score_bits(model, frequencies_, entries[a]->person, entries[b]->person, compare(entries[a]->person, entries[b]->person));
          if (quality_) quality_->compared(members[a], members[b]);
          if (evidence >= least) pairs_.push_back({members[a], members[b], evidence});
        }
    }, [](Key) {});
    tell({Step::comparing, pairs_in_blocks_, pairs_in_blocks_});
    std::vector<double> evidence;
    evidence.reserve(pairs_.size());
    for (const auto& pair : pairs_) evidence.push_back(pair.evidence);
    model_.lambda = solve_lambda(evidence, result_.people);
    result_.lambda = model_.lambda;
  }

  void write() {
    ModelVersion version{.at = base::now(), .people = result_.people, .last_customer = last_customer_, .random_pairs = estimate_.random_pairs, .block_pairs = estimate_.block_pairs,
                         .block_matches = estimate_.block_matches, .lambda = model_.lambda, .few_people = estimate_.few, .levels = levels_of(model_)};
    each_field([&](Field field) { version.known[base::enum_name(field)] = frequencies_.with_field(field); });
    version.settings = start_.settings_number;
    record_.log->command([&](Change& change) {
      // The lease was lost, and another node made use of it.
      if (last_model(change.session) != start_.model)
        throw base::Error(base::ErrorCode::conflict, "Another comparison of all people ended meanwhile.", "Look at what it found, or start another one.");
      keep_model(change.session, version);
    });
    result_.model = version.id;
    double prior = prior_bits(model_.lambda);
    std::vector<const Pair*> shown;
    for (const auto& pair : pairs_)
      if (certainty_of(settings_, odds_to_probability(prior + pair.evidence))) shown.push_back(&pair);
    CachedPeople people(record_.database);
    for (std::size_t at = 0; at < shown.size(); at += suggestions_a_step) {
      std::vector<Found> found;
      for (std::size_t i = at; i < std::min(at + suggestions_a_step, shown.size()); ++i) {
        auto a = people.get(shown[i]->a), b = people.get(shown[i]->b);
        if (a && b) found.push_back({shown[i]->a, shown[i]->b, score(model_, frequencies_, a->person, b->person)});
      }
      record_.log->command([&](Change& change) {
        for (const auto& one : found) {
          auto certainty = certainty_of(settings_, one.score.probability);
          if (certainty && keep_suggestion(change, one, *certainty, version.id)) ++(*certainty == Certainty::sure ? result_.sure : result_.look);
        }
      });
      tell({Step::writing, static_cast<std::int64_t>(at), static_cast<std::int64_t>(shown.size())});
    }
    for (bool more = true; more;) record_.log->command([&](Change& change) { more = drop_older_than(change, version.id, suggestions_a_step) > 0; });
    record_.database.derive([&](store::Session& session) { set_index_of(session, version.id); });
  }

  Record& record_;
  const RunOptions& options_;
  const Start start_;
  const Settings& settings_;
  const Extractor extractor_;
  RunResult result_;
  CustomerId last_customer_ = 0;
  std::vector<std::pair<Key, CustomerId>> keys_;
  std::vector<Person> sample_;
  Frequencies frequencies_;
  std::unique_ptr<Blocks> blocks_;
  std::int64_t pairs_in_blocks_ = 0;
  Estimate estimate_;
  Model model_;
  std::vector<Pair> pairs_;
  std::unique_ptr<KnownTruth> quality_;
};

}  // namespace

RunResult run(Record& record, const RunOptions& options) {
  auto result = Run(record, options).go();
  base::log::info("people were compared", {{"people", result.people}, {"pairs", result.compared}, {"sure", result.sure}, {"look", result.look}, {"model", result.model}, {"seconds", result.seconds}});
  return result;
}

}  // namespace record::linkage
