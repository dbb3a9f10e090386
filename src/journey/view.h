// The index as it stands at one position of the log: what a question reads from its beginning to its end, whatever comes in
// meanwhile. Immutable; shared by pointer between the index and all questions under way.
//
// Chunks share out the numbers of profiles between them, in order: chunk i has those from its first to before the first of
// chunk i + 1. They know nothing of joins. What came in since stands in the tail. A person who is joined, or has something in
// the tail, is assembled when a question comes to the chunk of the profile that speaks for them, once a view.
//
// Threads: any.
#pragma once
#include <atomic>
#include <optional>

#include "journey/chunk.h"
#include "journey/joined.h"
#include "journey/run.h"
#include "journey/traits.h"

namespace journey {

class View {
 public:
  Position position = 0;             // everything up to here is in it, nothing behind
  std::uint32_t activities = 1;      // numbers of activities are below this
  std::size_t dimensions = 0;        // of interactions
  std::vector<std::shared_ptr<const Chunk>> chunks;   // never empty
  std::vector<std::shared_ptr<const Run>> tail;       // oldest first
  std::shared_ptr<const Joined> joined = std::make_shared<Joined>();
  std::shared_ptr<const Traits> traits = std::make_shared<Traits>();

  // A view of nothing.
  static std::shared_ptr<View> empty(std::size_t dimensions, std::size_t trait_dimensions);
  // Its place for assembled people; after chunks, tail and joins are set. What `before` has assembled stays, but of the people
  // that `changed` names: for each chunk those who have other events or profiles now, nothing where the chunk is as it was and
  // so are all of its profiles. Without `before` everybody is assembled anew.
  using ChangedPeople = std::vector<std::optional<std::vector<CustomerId>>>;
  void settle(const View* before, ChangedPeople changed);

  CustomerId first_of(std::size_t chunk) const { return chunks[chunk]->columns().first; }
  CustomerId end_of(std::size_t chunk) const { return chunk + 1 < chunks.size() ? first_of(chunk + 1) : INT64_MAX; }
  std::size_t chunk_of(CustomerId profile) const;

  // Calls `visit(columns, from, to)` until each person of the chunk's profiles was in one of the spans.
  template <class Visit>
  void each_span(std::size_t chunk, Visit visit) const {
    const auto& assembled = assembled_of(chunk);
    each_but(chunks[chunk]->columns(), assembled.left_out, visit);
    if (assembled.older) each_but(assembled.older->columns(), assembled.left_out_of_older, visit);
    if (assembled.newer) visit(assembled.newer->columns(), 0u, assembled.newer->columns().people);
  }

  // A person's value of a trait; the person is named by the profile that speaks for them.
  Code trait(std::size_t dimension, CustomerId person) const { return traits->code(dimension, person); }

  // First and last moment that anything in it happened at; nullopt when it is empty.
  std::optional<std::pair<std::int64_t, std::int64_t>> period() const;
  std::uint64_t events() const;      // also those of joined people, once
  std::uint64_t bytes() const;       // chunks, tail, traits, and what was assembled

 private:
  // People stand in `older` or `newer`: what comes in changes few, and the many others need not be copied for each view.
  struct Assembled {
    std::vector<std::uint32_t> left_out;             // indices in the chunk: people who stand below, or in another chunk's
    std::shared_ptr<const Chunk> older, newer;       // by number; null: nobody
    std::vector<std::uint32_t> left_out_of_older;    // indices: people who stand in `newer`, or in the chunk again
  };
  // What the last view that was asked had assembled, and who changed since.
  struct Known {
    std::shared_ptr<const Assembled> assembled;
    std::vector<CustomerId> changed;                 // sorted
    bool has(CustomerId person) const { return assembled && !std::binary_search(changed.begin(), changed.end(), person); }
  };

  template <class Visit>
  static void each_but(const Columns& columns, const std::vector<std::uint32_t>& left_out, Visit& visit) {
    std::uint32_t from = 0;
    for (auto person : left_out) {
      if (from < person) visit(columns, from, person);
      from = person + 1;
    }
    if (from < columns.people) visit(columns, from, columns.people);
  }
  const Assembled& assembled_of(std::size_t chunk) const;
  Assembled assemble(std::size_t chunk) const;
  void add_joined(ChunkBuilder& builder, CustomerId person) const;

  mutable std::vector<std::atomic<std::shared_ptr<const Assembled>>> assembled_;
  std::vector<Known> known_;   // by chunk
};

}  // namespace journey
