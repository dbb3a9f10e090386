#include "sample/company.h"

#include <condition_variable>
#include <exception>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "sample/life.h"
#include "sample/map.h"

namespace sample {
namespace {

constexpr std::int64_t part_size = 500;   // customers; the same for every number of threads, as households and shares of interactions lie within
using Parts = std::array<std::string, file_count>;

// How many of all interactions the first `customers` have.
std::int64_t due(const Options& options, std::int64_t customers) {
  return static_cast<std::int64_t>(static_cast<__int128>(options.interactions) * customers / options.customers);
}

void live(Life& life) {
  open_accounts(life);
  visit_stores(life);
  answer_wave(life);
  if (life.random.chance(life.world.buyers)) shop(life);
}

// Customers first … first+count-1, and the strangers that come along with them.
void make_part(const World& world, const Options& options, std::int64_t first, std::int64_t count, Books& books) {
  auto before = books.tally.interactions();
  auto people = make_people(world.seed, static_cast<std::uint64_t>(first), static_cast<std::size_t>(count), world.calendar);
  std::vector<Life> lives;
  lives.reserve(people.size());
  for (const auto& person : people) {
    lives.push_back({world, books, person, Random(world.seed, person.number, 2)});
    live(lives.back());
  }
  // What is left of the part's share are pages and newsletters: first of strangers, then by how much each one likes to look around.
  auto left = due(options, first + count) - due(options, first) - (books.tally.interactions() - before);
  auto for_strangers = left / 8;
  for (auto stranger = static_cast<std::int64_t>(static_cast<double>(count) * parameters().strangers); stranger > 0 && for_strangers > 0; --stranger) {
    auto seen = pass_by(lives.front(), static_cast<std::uint64_t>(stranger), for_strangers);
    for_strangers -= seen, left -= seen;
  }
  double all = 0, so_far = 0;
  for (const auto& person : people) all += person.weight;
  std::int64_t given = 0;
  for (auto& life : lives) {
    so_far += life.person.weight;
    auto share = left > 0 ? static_cast<std::int64_t>(static_cast<double>(left) * so_far / all + 1e-9) - given : 0;
    if (&life == &lives.back()) share = left - given;
    if (share > 0) browse(life, share);
    given += std::max<std::int64_t>(share, 0);
  }
}

// What share of the customers may buy so that there is about the number of interactions that was asked for, a fourth of it
// left for looking around. Found by letting some live on paper.
double share_of_buyers(World world, const Options& options) {
  constexpr std::int64_t pilots = 400;
  Sheets sheets;
  Tally tally;
  Books books{sheets, tally};
  world.buyers = 1;
  auto people = make_people(world.seed ^ 0x70696C6F74ull, 0, pilots, world.calendar);
  std::int64_t others = 0;
  for (const auto& person : people) {
    Life life{world, books, person, Random(world.seed, person.number, 3)};
    auto before = tally.interactions();
    open_accounts(life), visit_stores(life), answer_wave(life);
    others += tally.interactions() - before;
    shop(life);
  }
  auto wanted = 0.75 * static_cast<double>(options.interactions) / static_cast<double>(options.customers) * pilots;
  auto of_orders = static_cast<double>(tally.interactions() - others);
  return std::clamp((wanted - static_cast<double>(others)) / std::max(1.0, of_orders), 0.0, 0.92);
}

// Parts are made in any order and written in theirs. Those that wait are bounded: whoever is too far ahead waits.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& folder) {
    for (std::size_t f = 0; f < file_count; ++f) {
      const auto& shape = shape_of(static_cast<File>(f));
      paths_[f] = folder / shape.name;
      files_[f].open(paths_[f], std::ios::binary);
      files_[f] << shape.header << '\n';
    }
    check();
  }
  void put(std::int64_t part, Parts&& texts, std::int64_t interactions, const std::function<void(std::int64_t)>& progress) {
    std::unique_lock lock(mutex_);
    turned_.wait(lock, [&] { return part < next_ + 16 || failed_; });
    if (failed_) return;
    waiting_.emplace(part, std::move(texts));
    interactions_ += interactions;
    for (auto ready = waiting_.find(next_); ready != waiting_.end(); ready = waiting_.find(++next_)) {
      for (std::size_t f = 0; f < file_count; ++f) files_[f] << ready->second[f];
      waiting_.erase(ready);
    }
    check();
    if (progress) progress(interactions_);
    turned_.notify_all();
  }
  void fail() {
    std::lock_guard lock(mutex_);
    failed_ = true;
    turned_.notify_all();
  }
  void close() {
    for (auto& file : files_) file.close();
    check();
  }

 private:
  void check() const {
    for (std::size_t f = 0; f < file_count; ++f)
      if (!files_[f]) throw base::Error(base::ErrorCode::unavailable, "\"" + paths_[f].string() + "\" can't be written.", "Look whether the disk is full and the folder may be written to.");
  }
  std::array<std::filesystem::path, file_count> paths_;
  std::array<std::ofstream, file_count> files_;
  std::mutex mutex_;
  std::condition_variable turned_;
  std::map<std::int64_t, Parts> waiting_;
  std::int64_t next_ = 0, interactions_ = 0;
  bool failed_ = false;
};

void check(const Options& options, const std::filesystem::path& folder) {
  if (options.customers < 1 || options.customers > 50'000'000) throw base::invalid("There can be 1 to 50,000,000 customers.", "Choose --customers in that range.", "customers");
  if (options.interactions < 3 * options.customers) throw base::invalid("There are too few interactions for so many customers.", "Ask for three a customer at least; 30 to 50 look natural.", "interactions");
  if (options.interactions / options.customers > 100'000) throw base::invalid("A customer can have 100,000 interactions at most.", "Ask for more customers, or for fewer interactions.", "interactions");
  if (options.to - options.from < 120 * day_long) throw base::invalid("The period is too short for what happens in it.", "Leave 120 days at least between --from and --to.", "from");
  if (options.to - options.from > 20 * 366 * day_long) throw base::invalid("The period is longer than 20 years.", "Choose a shorter one.", "from");
  if (std::filesystem::exists(folder) && !(std::filesystem::is_directory(folder) && std::filesystem::is_empty(folder)))
    throw base::Error(base::ErrorCode::conflict, "\"" + folder.string() + "\" holds something already.", "Name a folder that is empty or is not there.", "out");
}

void write_text(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw base::Error(base::ErrorCode::unavailable, "\"" + path.string() + "\" can't be written.", "Look whether the disk is full and the folder may be written to.");
}

std::string time_text(Moment at) {
  std::string text;
  append_time(text, at);
  text[10] = 'T';
  return text + "Z";
}

}  // namespace

Truth simulate(const Options& options, const std::filesystem::path& folder, const std::function<void(std::int64_t)>& progress) {
  check(options, folder);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw base::Error(base::ErrorCode::unavailable, "The folder " + folder.string() + " can't be made: " + error.message() + ".", "Name a folder that you may write with --out.");
  Calendar calendar(options.from, options.to);
  auto mended = options.from + static_cast<Moment>(parameters().mended_after * static_cast<double>(options.to - options.from)) / day_long * day_long;
  World world{options.seed, std::move(calendar), mended, 1};
  world.buyers = share_of_buyers(world, options);

  Writer writer(folder);
  std::mutex mutex;
  std::int64_t next = 0;
  Tally all;
  std::exception_ptr failure;
  auto parts = (options.customers + part_size - 1) / part_size;
  auto work = [&] {
    Sheets sheets;
    Tally tally;
    Books books{sheets, tally};
    try {
      for (;;) {
        std::int64_t part;
        {
          std::lock_guard lock(mutex);
          if (next == parts || failure) break;
          part = next++;
        }
        auto first = part * part_size;
        auto before = tally.interactions();
        make_part(world, options, first, std::min(part_size, options.customers - first), books);
        Parts texts;
        for (std::size_t f = 0; f < file_count; ++f) sheets.take(static_cast<File>(f), texts[f]);
        writer.put(part, std::move(texts), tally.interactions() - before, progress);
      }
    } catch (...) {
      std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      writer.fail();
    }
    std::lock_guard lock(mutex);
    all += tally;
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < options.threads; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  if (failure) std::rethrow_exception(failure);
  writer.close();

  auto truth = truth_of(all);
  truth.source = source_name;
  truth.seed = options.seed;
  truth.from = time_text(options.from);
  truth.to = time_text(options.to);
  truth.mended_at = time_text(mended);
  truth.people.customers = options.customers;
  write_text(folder / "map.toml", import_map());
  write_text(folder / "truth.json", base::to_json_text(truth) + "\n");
  return truth;
}

}  // namespace sample
