// What the index keeps of an interaction: whose, when, what, how it felt, what was told (experience.h), paid and promised, and its
// value in each dimension.
// Order inside a customer: (at, position). Plain values.
#pragma once
#include <cstddef>
#include <vector>

#include "record/types.h"

namespace journey {

using record::CustomerId;
using record::Position;

// A value of a dimension as a number, given by Dimensions (dimensions.h); 0: it has none.
using Code = std::uint32_t;

struct Event {
  static constexpr std::int8_t no_feeling = -128;
  static constexpr std::int64_t none = INT64_MIN;

  CustomerId profile = 0;
  std::int64_t at = 0;          // microseconds
  Position position = 0;
  std::uint32_t activity = 0;   // of the record's dictionary, from 1
  std::uint32_t row = 0;        // of its codes in Events
  Code experience = 0;          // what was told, given by Experiences (experience.h); 0: nothing
  std::int8_t feeling = no_feeling;   // -100 … 100
  std::int64_t amount = none;   // minor units of its currency
  std::int64_t due = none;      // microseconds: until when what it promises is kept

  bool before(const Event& other) const { return at != other.at ? at < other.at : position < other.position; }
};

// Events with their codes beside them: `dimensions` codes a row. Events may be sorted; rows stay where they are.
struct Events {
  std::size_t dimensions = 0;
  std::vector<Event> list;
  std::vector<Code> codes;

  const Code* codes_of(const Event& event) const { return codes.data() + event.row * dimensions; }
  // `its_codes`: as many as there are dimensions.
  void add(Event event, const Code* its_codes) {
    event.row = static_cast<std::uint32_t>(list.size());
    list.push_back(event);
    codes.insert(codes.end(), its_codes, its_codes + dimensions);
  }
};

}  // namespace journey
