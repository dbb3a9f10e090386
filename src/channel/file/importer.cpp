#include "channel/file/importer.h"

#include <chrono>
#include <deque>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "channel/file/mapper.h"
#include "channel/file/rejects.h"

namespace channel::file {
namespace {

// One commit: while most rows bring somebody new, each identifier dirties a page of its own, and a larger commit writes
// each page once. Who sends events meanwhile waits for one such commit, some 0.2 s.
constexpr std::size_t batch_interactions = 30'000;
constexpr std::size_t batch_bytes = 16u << 20;    // of the rows that a batch was made of
constexpr std::size_t in_flight = 2;
constexpr std::int64_t rows_between_looks = 512;  // at the progress and at whether to go on

struct Guard {
  std::function<void()> end;
  ~Guard() {
    try {
      if (end) end();
    } catch (const std::exception& error) {
      // Nothing can be written now: the source's keys stay in memory until its next import ends.
      base::log::warning("the source of an import can't be closed", {{"error", error.what()}});
    }
  }
};

class Import {
 public:
  Import(const Destination& destination, const Mapping& mapping, const std::vector<Source>& sources, Progress& progress, const ImportOptions& options)
      : destination_(destination), mapping_(mapping), sources_(sources), progress_(progress), options_(options), rejects_(options.rejected) {}

  void run() {
    auto work = work_of(mapping_, sources_);
    for (const auto& item : work) {
      std::error_code missing;   // is told when the file is opened
      auto bytes = std::filesystem::file_size(item.source.path, missing);
      if (!missing) progress_.bytes_total += static_cast<std::int64_t>(bytes);
    }
    // Mistakes in the mapping show before anything goes in.
    for (const auto& item : work) open(item);
    if (destination_.last_customer) last_customer_ = destination_.last_customer();
    if (destination_.open_source) destination_.open_source(mapping_.source);
    Guard closing{[&] { if (destination_.close_source) destination_.close_source(mapping_.source); }};
    Guard waiting{[&] { for (auto& flight : flights_) flight.receipts.wait(); }};
    for (const auto& item : work) walk(item);
    hand_over();
    while (!flights_.empty()) land();
    if (destination_.joined_since) progress_.customers_added -= destination_.joined_since(options_.import, last_customer_);
    rejects_.close();
  }

 private:
  struct Opened {
    std::unique_ptr<RowReader> reader;
    std::unique_ptr<Mapper> mapper;
  };
  struct Flight {
    std::future<std::vector<record::Receipt>> receipts;
    std::vector<std::uint32_t> rows;    // interactions of each row
  };

  Opened open(const Work& item) {
    auto reader = open_rows(item.source.path, item.source.name, *item.mapping);
    auto mapper = std::make_unique<Mapper>(mapping_, *item.mapping, item.path, item.source.name, *reader, joins_of(item));
    return {std::move(reader), std::move(mapper)};
  }

  // Held for all files of the same part of the mapping.
  std::vector<Joined> joins_of(const Work& item) {
    auto& joins = joins_[item.mapping];
    for (auto i = joins.size(); i < item.mapping->join.size(); ++i) {
      const auto& join = item.mapping->join[i];
      auto side = the_one(sources_, join.file, item.path + ".join[" + std::to_string(i) + "]");
      joins.push_back({&join, std::make_shared<JoinedFile>(join, side.path)});
    }
    return joins;
  }

  void walk(const Work& item) {
    auto [reader, mapper] = open(item);
    auto before = progress_.bytes_read.load();
    Row row;
    while (reader->next(row)) {
      if (++rows_ % rows_between_looks == 0) look(before + static_cast<std::int64_t>(reader->bytes_taken()));
      try {
        if (row.fault) throw BadRow{*row.fault};
        auto made = mapper->map(row, batch_);
        if (made == 0) ++progress_.rows_passed;
        else batch_rows_.push_back(static_cast<std::uint32_t>(made));
        batch_size_ += row.raw.size();
      } catch (const BadRow& bad) {
        reject(item.source.name, row, placed(row, bad.fault));
      }
      if (batch_.size() >= batch_interactions || batch_size_ >= batch_bytes) hand_over();
    }
    look(before + static_cast<std::int64_t>(reader->bytes_taken()));
  }

  void look(std::int64_t bytes) {
    progress_.rows_read = rows_;
    progress_.bytes_read = bytes;
    if (progress_.cancelled) throw stopped();
    if (options_.step) options_.step();
  }

  static base::Error stopped() { return base::Error(base::ErrorCode::gone, "The import was stopped.", "What had gone in stays until the import is undone."); }

  void reject(const std::string& file, const Row& row, const Fault& fault) {
    ++progress_.rows_rejected;
    auto unless_empty = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    if (rejected_shown_ < base::limits::rejected_shown)
      progress_.add_error({file, row.number, unless_empty(fault.column), fault.reason, unless_empty(fault.hint)}, base::limits::rejected_shown), ++rejected_shown_;
    rejects_.add(file, row, fault);
  }

  void hand_over() {
    if (batch_.empty()) return;
    while (flights_.size() >= in_flight) land();
    record::Batch batch{mapping_.source, std::move(batch_), options_.import};
    flights_.push_back({append(std::move(batch)), std::move(batch_rows_)});
    batch_ = {};
    batch_.reserve(batch_interactions + 64);
    batch_rows_ = {};
    batch_size_ = 0;
  }

  // An import has time: where others are told to come again, it waits.
  std::future<std::vector<record::Receipt>> append(record::Batch&& batch) {
    for (;;) {
      try {
        return destination_.append(std::move(batch));
      } catch (const base::Error& error) {
        if (error.code != base::ErrorCode::overloaded) throw;
      }
      if (progress_.cancelled) throw stopped();
      if (!flights_.empty()) flights_.front().receipts.wait_for(std::chrono::milliseconds(100));
      else std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  // Waits for the oldest batch and counts what became of its rows.
  void land() {
    auto flight = std::move(flights_.front());
    flights_.pop_front();
    auto receipts = flight.receipts.get();
    std::size_t at = 0;
    std::int64_t added_rows = 0, added = 0;
    for (auto interactions : flight.rows) {
      bool any = false;
      for (std::uint32_t i = 0; i < interactions; ++i, ++at) {
        if (receipts[at].outcome != record::Receipt::Outcome::added) continue;
        any = true;
        ++added;
        if (receipts[at].customer > last_customer_) new_customer(receipts[at].customer);
      }
      added_rows += any;
    }
    progress_.interactions_added += added;
    progress_.rows_added += added_rows;
    progress_.rows_repeated += static_cast<std::int64_t>(flight.rows.size()) - added_rows;
    if (options_.step) options_.step();
  }

  // Profiles are numbered in order: a bit each for those that came after the import began.
  void new_customer(std::int64_t id) {
    auto index = static_cast<std::size_t>(id - last_customer_ - 1);
    if (index >= new_customers_.size()) new_customers_.resize(std::max(index + 1, new_customers_.size() * 2));
    if (new_customers_[index]) return;
    new_customers_[index] = true;
    ++progress_.customers_added;
  }

  const Destination& destination_;
  const Mapping& mapping_;
  const std::vector<Source>& sources_;
  Progress& progress_;
  const ImportOptions& options_;
  Rejects rejects_;
  std::map<const FileMapping*, std::vector<Joined>> joins_;
  std::vector<record::Heard> batch_;
  std::vector<std::uint32_t> batch_rows_;
  std::size_t batch_size_ = 0, rejected_shown_ = 0;
  std::deque<Flight> flights_;
  std::int64_t rows_ = 0, last_customer_ = 0;
  std::vector<bool> new_customers_;
};

}  // namespace

void import_files(const Destination& destination, const Mapping& mapping, const std::vector<Source>& sources, Progress& progress, const ImportOptions& options) {
  Import(destination, mapping, sources, progress, options).run();
}

}  // namespace channel::file
