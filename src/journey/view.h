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
  // Its place for assembled people; after chunks, tail and joins are set. What `before` has assembled stays where nothing changed:
  // `changed` tells whether anything did for the profiles of a chunk.
  void settle(const View* before, const std::vector<bool>& changed);

  CustomerId first_of(std::size_t chunk) const { return chunks[chunk]->columns().first; }
  CustomerId end_of(std::size_t chunk) const { return chunk + 1 < chunks.size() ? first_of(chunk + 1) : INT64_MAX; }
  std::size_t chunk_of(CustomerId profile) const;

  // Calls `visit(columns, from, to)` until each person of the chunk's profiles was in one of the spans.
  template <class Visit>
  void each_span(std::size_t chunk, Visit visit) const {
    const auto& columns = chunks[chunk]->columns();
    const auto& assembled = assembled_of(chunk);
    std::uint32_t from = 0;
    for (auto left_out : assembled.left_out) {
      if (from < left_out) visit(columns, from, left_out);
      from = left_out + 1;
    }
    if (from < columns.people) visit(columns, from, columns.people);
    if (assembled.people) visit(assembled.people->columns(), 0u, assembled.people->columns().people);
  }

  // A person's value of a trait: what the profile that speaks for them has, else the oldest that has any.
  Code trait(std::size_t dimension, CustomerId person) const;

  // First and last moment that anything in it happened at; nullopt when it is empty.
  std::optional<std::pair<std::int64_t, std::int64_t>> period() const;
  std::uint64_t events() const;      // also those of joined people, once
  std::uint64_t bytes() const;       // chunks, tail, traits, and what was assembled

 private:
  struct Assembled {
    std::vector<std::uint32_t> left_out;      // indices in the chunk: people who stand in `people`, or in another chunk's
    std::shared_ptr<const Chunk> people;      // null: nobody
  };
  const Assembled& assembled_of(std::size_t chunk) const;
  Assembled assemble(std::size_t chunk) const;

  mutable std::vector<std::atomic<std::shared_ptr<const Assembled>>> assembled_;
};

}  // namespace journey
