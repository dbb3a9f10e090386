// What is kept to compare people quickly, derived: everybody's values and keys, how often values occur, and who waits to be
// compared because something of them changed. Truth: the versions of the model and the settings.
#pragma once
#include <optional>

#include "record/linkage/estimate.h"
#include "store/database.h"

namespace record::linkage {

// The tables, as steps of the record's migrations.
extern const char* const truth_tables;
extern const char* const derived_tables;

// The person of a profile as they stand now, all joined profiles together; nullopt when the profile is joined to another or
// gone. `shown` gets what is to be read.
std::optional<Person> read_person(store::Session& session, const Extractor& extractor, CustomerId root, Shown* shown = nullptr);

inline constexpr std::int64_t terms_kept_from = 3;   // people who have a value, for its count to be kept

// People in the index. put and remove inside derive().
std::optional<Person> indexed(store::Session& session, CustomerId root);
void put(store::Session& session, const Person& person);
void remove(store::Session& session, CustomerId root);
// Who has the key, at most `limit`.
std::vector<CustomerId> with_key(store::Session& session, Key key, std::int64_t limit);

// Who waits. enqueue and dequeue inside derive().
void enqueue(store::Session& session, CustomerId profile);
std::vector<CustomerId> queued(store::Session& session, std::size_t limit, CustomerId after = 0);
std::int64_t queue_length(store::Session& session, std::int64_t limit);   // counted up to `limit`

// One level of one field, as it is stored and shown.
struct LevelShares {
  Field field = Field::given_name;
  Level level = Level::exact;
  double m = 0, u = 0, bits = 0;
};
BOOST_DESCRIBE_STRUCT(LevelShares, (), (field, level, m, u, bits))

// A version of the model.
struct ModelVersion {
  std::int64_t id = 0;
  base::Time at;
  std::int64_t people = 0, last_customer = 0, random_pairs = 0, block_pairs = 0;
  double block_matches = 0, lambda = 0;
  bool few_people = false;          // little was learnt: the shares are mostly those assumed
  std::vector<LevelShares> levels;
  std::map<std::string, std::int64_t> known;   // people of whom a field is known
};
BOOST_DESCRIBE_STRUCT(ModelVersion, (), (id, at, people, last_customer, random_pairs, block_pairs, block_matches, lambda, few_people, levels, known))

std::optional<ModelVersion> latest_model(store::Session& session);
std::vector<ModelVersion> models(store::Session& session, std::size_t limit);
void keep_model(store::Session& session, ModelVersion& version);   // gives it its id; inside write()
Model model_of(const ModelVersion& version);
std::vector<LevelShares> levels_of(const Model& model);
// Counts of values as the last full run found them.
Frequencies read_frequencies(store::Session& session, const ModelVersion& version);

Settings read_settings(store::Session& session);
void keep_settings(store::Session& session, const Settings& settings, base::Time at, const std::string& by);
std::optional<base::Time> settings_changed_at(store::Session& session);

}  // namespace record::linkage
