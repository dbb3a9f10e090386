// What stands in the tail of a view, put together with what the chunks have of the same people. Private to view.cpp and growth.cpp.
#pragma once
#include <vector>

#include "journey/chunk.h"
#include "journey/run.h"

namespace journey {

class View;

struct Waiting {
  const Event* event;
  const Run* run;
};

// The tail of a chunk's profiles that the chunk has not taken yet, in the order of profile, time and position.
std::vector<Waiting> tail_of(const View& view, std::size_t chunk);

// Begins the person: the events of `columns` at `index` (-1: none) and those that wait, which are in order.
void add_person(ChunkBuilder& builder, CustomerId person, const Columns& columns, std::int64_t index, std::span<const Waiting> waiting);

}  // namespace journey
