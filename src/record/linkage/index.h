// What is kept to compare people quickly, derived: everybody's values and keys, how often values occur, and who waits to be
// compared because something of them changed. Truth: the versions of the model and the settings.
#pragma once
#include <optional>
#include <set>

#include "record/linkage/estimate.h"
#include "store/database.h"

namespace record::linkage {

// The tables, as steps of the record's migrations.
extern const char* const truth_tables;
extern const char* const derived_tables;
extern const char* const model_settings;   // truth
extern const char* const queue_positions;  // derived

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

// Who waits, and up to which position of the log something of them changed. Whoever changes while they are compared waits on:
// what was read then does not hold any more.
struct Waiting {
  CustomerId customer = 0;
  Position changed = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (customer, changed))
// enqueue and dequeue inside derive().
void enqueue(store::Session& session, CustomerId profile, Position changed);
std::vector<Waiting> queued(store::Session& session, std::size_t limit);   // those who waited longest
Position queued_until(store::Session& session);                           // the latest change of anybody who waits
std::int64_t queue_length(store::Session& session, std::int64_t limit);    // counted up to `limit`
void dequeue(store::Session& session, const std::vector<Waiting>& compared);
void dequeue_until(store::Session& session, Position position);

// Erasures between reading people and writing them into the index: whoever was erased since a moment must not come back.
Position last_notice(store::Session& session);
bool erased_since(store::Session& session, Position notice);
std::set<CustomerId> who_was_erased_since(store::Session& session, Position notice);

// The index is whole and of this model, the last full run having come to its end; 0 while one is at work, after one that
// was cut off, and in a derived file that is new. set_index_of inside derive().
std::int64_t index_of_model(store::Session& session);
void set_index_of(store::Session& session, std::int64_t model);

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
  std::int64_t settings = 0;        // number of those it was learnt with; not shown
};
BOOST_DESCRIBE_STRUCT(ModelVersion, (), (id, at, people, last_customer, random_pairs, block_pairs, block_matches, lambda, few_people, levels, known))

std::optional<ModelVersion> latest_model(store::Session& session);
std::vector<ModelVersion> models(store::Session& session, std::size_t limit);
void keep_model(store::Session& session, ModelVersion& version);   // gives it its id; inside write()
Model model_of(const ModelVersion& version);
std::vector<LevelShares> levels_of(const Model& model);
// Counts of values as the last full run found them.
Frequencies read_frequencies(store::Session& session, const ModelVersion& version);

// Settings are numbered; 0: nobody has set any, those of the beginning hold.
std::int64_t latest_settings(store::Session& session);
Settings read_settings(store::Session& session, std::int64_t number);
Settings read_settings(store::Session& session);   // the latest
void keep_settings(store::Session& session, const Settings& settings, base::Time at, const std::string& by);

}  // namespace record::linkage
