#include "journey/chunk.h"

#include <algorithm>
#include <array>
#include <new>

#include "base/error.h"

namespace journey {
namespace {

constexpr std::size_t line = 64;   // columns begin at lines of the cache
std::size_t aligned(std::size_t n) { return (n + line - 1) / line * line; }

struct Header {
  std::uint64_t bytes = 0;
  std::int64_t first = 0;
  std::int64_t base_second = 0, base_position = 0, upto = 0, first_at = 0, last_at = 0;
  std::uint32_t people = 0, events = 0, dimensions = 0;
  std::uint8_t activity_width = 0, position_width = 0, has_ids = 0, has_fine = 0, has_feeling = 0;
};
struct CodeHeader {
  std::uint64_t only = 0;
  std::uint64_t width = 0;
};
struct SparseHeader {
  std::uint64_t count = 0, width = 1;
  std::int64_t base = 0, unit = 1;
};

base::Error broken() { return base::invalid("A piece of the journey index is not whole.", "It is built anew from the log."); }

// Hands out the columns of a run of bytes, one behind the other.
class Cursor {
 public:
  Cursor(std::size_t size, std::size_t at) : size_(size), at_(aligned(at)) {}
  std::size_t take(std::size_t bytes) {
    auto here = at_;
    if (bytes > size_ || here > size_ - bytes) throw broken();
    at_ = aligned(here + bytes);
    return here;
  }
  std::size_t end() const { return at_; }

 private:
  std::size_t size_, at_;
};

std::uint8_t width_of(std::uint64_t largest) { return largest < 1u << 8 ? 1 : largest < 1u << 16 ? 2 : largest < 1ull << 32 ? 4 : 8; }

template <class Narrow, class Wide, class Change>
void pack_as(std::byte* to, const std::vector<Wide>& from, Change change) {
  auto* out = reinterpret_cast<Narrow*>(to);
  for (std::size_t i = 0; i < from.size(); ++i) out[i] = static_cast<Narrow>(change(from[i]));
}
template <class Wide, class Change>
void pack(std::byte* to, std::uint8_t width, const std::vector<Wide>& from, Change change) {
  switch (width) {
    case 1: return pack_as<std::uint8_t>(to, from, change);
    case 2: return pack_as<std::uint16_t>(to, from, change);
    case 4: return pack_as<std::uint32_t>(to, from, change);
    case 8: return pack_as<std::uint64_t>(to, from, change);
  }
}
constexpr auto as_is = [](auto value) { return value; };

std::size_t words_of(std::size_t events) { return (events + 63) / 64; }

std::int64_t floor_second(std::int64_t at) { return at >= 0 ? at / base::second : -((base::second - 1 - at) / base::second); }

std::uint64_t behind(std::int64_t value, std::int64_t base) { return static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(base); }

// The width that these numbers need behind the least of them; in whole seconds where that can be.
template <class Few>
SparseHeader measure(const std::vector<Few>& few) {
  SparseHeader header{.count = few.size(), .base = few.front().value, .unit = base::second};
  for (const auto& one : few) header.base = std::min(header.base, one.value);
  std::uint64_t largest = 0;
  for (const auto& one : few) {
    largest = std::max(largest, behind(one.value, header.base));
    if (behind(one.value, header.base) % base::second != 0) header.unit = 1;
  }
  header.width = width_of(largest / static_cast<std::uint64_t>(header.unit));
  return header;
}

template <class Narrow, class Wide>
void append(std::vector<Wide>& to, const void* from, std::size_t begin, std::size_t end, Wide offset) {
  const auto* in = static_cast<const Narrow*>(from) + begin;
  auto size = to.size(), n = end - begin;
  to.resize(size + n);
  for (std::size_t i = 0; i < n; ++i) to[size + i] = static_cast<Wide>(in[i]) + offset;
}
template <class Wide>
void append(std::vector<Wide>& to, const Numbers& numbers, std::size_t begin, std::size_t end, Wide offset = 0) {
  switch (numbers.width) {
    case 0: to.insert(to.end(), end - begin, static_cast<Wide>(numbers.only) + offset); return;
    case 1: return append<std::uint8_t>(to, numbers.data, begin, end, offset);
    case 2: return append<std::uint16_t>(to, numbers.data, begin, end, offset);
    case 4: return append<std::uint32_t>(to, numbers.data, begin, end, offset);
    case 8: return append<std::uint64_t>(to, numbers.data, begin, end, offset);
  }
}

}  // namespace

std::shared_ptr<const Chunk> Chunk::over(std::span<const std::byte> bytes, std::shared_ptr<const void> keeper) {
  Header header;
  if (bytes.size() < sizeof header) throw broken();
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.bytes != bytes.size() || header.dimensions > bytes.size() / sizeof(CodeHeader)) throw broken();
  auto is_width = [](std::uint64_t width) { return width == 1 || width == 2 || width == 4 || width == 8; };
  if (!is_width(header.activity_width) || !is_width(header.position_width)) throw broken();
  auto chunk = std::shared_ptr<Chunk>(new Chunk);
  Cursor cursor(bytes.size(), 0);
  cursor.take(sizeof header);
  auto at = [&](std::size_t count, std::size_t width) -> const void* { return bytes.data() + cursor.take(count * width); };
  const auto* codes = static_cast<const CodeHeader*>(at(header.dimensions + 1ull, sizeof(CodeHeader)));
  const auto* sparse = static_cast<const SparseHeader*>(at(2, sizeof(SparseHeader)));
  auto& columns = chunk->columns_;
  columns.first = header.first;
  columns.people = header.people;
  columns.starts = static_cast<const std::uint32_t*>(at(std::size_t(header.people) + 1, 4));
  if (header.has_ids) columns.ids = static_cast<const CustomerId*>(at(header.people, 8));
  columns.activity = {header.activity_width, at(header.events, header.activity_width), 0};
  columns.base_second = header.base_second;
  columns.seconds = static_cast<const std::uint32_t*>(at(header.events, 4));
  if (header.has_fine) columns.fine = static_cast<const std::uint32_t*>(at(header.events, 4));
  columns.base_position = header.base_position;
  columns.position = {header.position_width, at(header.events, header.position_width), 0};
  if (header.has_feeling) columns.feeling = static_cast<const std::int8_t*>(at(header.events, 1));
  for (std::uint32_t d = 0; d <= header.dimensions; ++d) {
    auto width = static_cast<std::uint8_t>(codes[d].width);
    if (width && !is_width(width)) throw broken();
    chunk->codes_.push_back({width, width ? at(header.events, width) : nullptr, codes[d].only});
  }
  columns.codes = chunk->codes_.data();
  columns.dimensions = header.dimensions;
  columns.experience = chunk->codes_.back();
  for (auto* few : {&columns.amount, &columns.due}) {
    const auto& its = few == &columns.amount ? sparse[0] : sparse[1];
    if (its.count == 0) continue;
    if (its.count > header.events || !is_width(its.width)) throw broken();
    few->bits = static_cast<const std::uint64_t*>(at(words_of(header.events), 8));
    few->before = static_cast<const std::uint32_t*>(at(words_of(header.events), 4));
    few->values = {static_cast<std::uint8_t>(its.width), at(its.count, its.width), 0};
    few->base = its.base;
    few->unit = its.unit;
  }
  if (columns.starts[columns.people] != header.events || cursor.end() != bytes.size()) throw broken();
  chunk->upto_ = header.upto;
  chunk->first_at_ = header.first_at;
  chunk->last_at_ = header.last_at;
  chunk->bytes_ = bytes;
  chunk->keeper_ = std::move(keeper);
  return chunk;
}

ChunkBuilder::ChunkBuilder(People people, std::size_t dimensions, CustomerId first) : kind_(people), first_(first), codes_(dimensions + 1) {}

void ChunkBuilder::begin(CustomerId person) {
  if (kind_ == People::named) {
    ids_.push_back(person);
    starts_.push_back(events());
  } else {
    starts_.resize(static_cast<std::size_t>(person - first_) + 1, events());
  }
}

void ChunkBuilder::add(const Event& event, const Code* codes) {
  if (event.amount != Event::none) amount_.push_back({events(), event.amount});
  if (event.due != Event::none) due_.push_back({events(), event.due});
  at_.push_back(event.at);
  position_.push_back(event.position);
  activity_.push_back(event.activity);
  feeling_.push_back(event.feeling);
  for (std::size_t d = 0; d + 1 < codes_.size(); ++d) codes_[d].push_back(codes[d]);
  codes_.back().push_back(event.experience);
}

void ChunkBuilder::add(const Columns& columns, std::uint32_t event) {
  if (auto amount = columns.amount_of(event)) amount_.push_back({events(), *amount});
  if (auto due = columns.due_of(event)) due_.push_back({events(), *due});
  at_.push_back(columns.at(event));
  position_.push_back(columns.position_of(event));
  activity_.push_back(static_cast<std::uint32_t>(columns.activity[event]));
  feeling_.push_back(columns.feeling_of(event));
  for (std::size_t d = 0; d + 1 < codes_.size(); ++d) codes_[d].push_back(static_cast<Code>(columns.codes[d][event]));
  codes_.back().push_back(columns.told(event));
}

void ChunkBuilder::copy_people(const Columns& columns, std::uint32_t from_person, std::uint32_t to_person) {
  if (from_person == to_person) return;
  auto from = columns.starts[from_person], to = columns.starts[to_person];
  starts_.resize(static_cast<std::size_t>(columns.person(from_person) - first_), events());
  for (auto person = from_person; person < to_person; ++person) starts_.push_back(events() + columns.starts[person] - from);
  add_all(columns, from, to);
}

void ChunkBuilder::add_all(const Columns& columns, std::uint32_t from, std::uint32_t to) {
  for (auto [few, list] : {std::pair(&columns.amount, &amount_), std::pair(&columns.due, &due_)}) {
    if (!few->bits) continue;
    for (auto i = from; i < to; ++i)
      if (auto value = (*few)[i]) list->push_back({events() + i - from, *value});
  }
  for (auto i = from; i < to; ++i) at_.push_back(columns.at(i));
  append(position_, columns.position, from, to, columns.base_position);
  append(activity_, columns.activity, from, to);
  if (columns.feeling) feeling_.insert(feeling_.end(), columns.feeling + from, columns.feeling + to);
  else feeling_.insert(feeling_.end(), to - from, Event::no_feeling);
  for (std::size_t d = 0; d + 1 < codes_.size(); ++d) append(codes_[d], columns.codes[d], from, to);
  append(codes_.back(), columns.experience, from, to);
}

std::shared_ptr<const Chunk> ChunkBuilder::finish(Position upto) {
  Header header{.first = first_, .upto = upto, .people = people(), .events = events(), .dimensions = static_cast<std::uint32_t>(codes_.size() - 1)};
  header.has_ids = kind_ == People::named;
  if (!at_.empty()) {
    auto [first_at, last_at] = std::minmax_element(at_.begin(), at_.end());
    header.first_at = *first_at;
    header.last_at = *last_at;
    header.base_second = floor_second(*first_at);
    header.base_position = *std::min_element(position_.begin(), position_.end());
    header.position_width = std::max<std::uint8_t>(4, width_of(static_cast<std::uint64_t>(*std::max_element(position_.begin(), position_.end()) - header.base_position)));
    header.has_fine = floor_second(*last_at) - header.base_second >= std::int64_t(1) << 32 || std::any_of(at_.begin(), at_.end(), [](std::int64_t at) { return at % base::second != 0; });
    header.has_feeling = std::any_of(feeling_.begin(), feeling_.end(), [](std::int8_t feeling) { return feeling != Event::no_feeling; });
  } else {
    header.position_width = 4;
  }
  std::uint32_t highest = 0;
  for (auto activity : activity_) highest = std::max(highest, activity);
  header.activity_width = width_of(highest);
  std::vector<CodeHeader> codes(codes_.size());
  for (std::size_t d = 0; d < codes_.size(); ++d) {
    Code largest = 0;
    bool same = true;
    for (auto code : codes_[d]) largest = std::max(largest, code), same &= code == codes_[d].front();
    codes[d] = {codes_[d].empty() ? 0 : codes_[d].front(), same ? 0u : width_of(largest)};
  }
  SparseHeader sparse[2];
  const std::vector<Few>* few[2] = {&amount_, &due_};
  for (int i = 0; i < 2; ++i)
    if (!few[i]->empty()) sparse[i] = measure(*few[i]);

  Cursor cursor(SIZE_MAX / 2, 0);
  cursor.take(sizeof header);
  auto headers_at = cursor.take(codes.size() * sizeof(CodeHeader));
  auto sparse_headers_at = cursor.take(sizeof sparse);
  auto starts_at = cursor.take((std::size_t(header.people) + 1) * 4);
  auto ids_at = header.has_ids ? cursor.take(header.people * 8ull) : 0;
  auto activity_at = cursor.take(std::size_t(header.events) * header.activity_width);
  auto seconds_at = cursor.take(header.events * 4ull);
  auto fine_at = header.has_fine ? cursor.take(header.events * 4ull) : 0;
  auto position_at = cursor.take(std::size_t(header.events) * header.position_width);
  auto feeling_at = header.has_feeling ? cursor.take(header.events) : 0;
  std::vector<std::size_t> codes_at;
  for (const auto& one : codes) codes_at.push_back(one.width ? cursor.take(header.events * one.width) : 0);
  struct {
    std::size_t bits = 0, before = 0, values = 0;
  } sparse_at[2];
  for (int i = 0; i < 2; ++i)
    if (sparse[i].count) sparse_at[i] = {cursor.take(words_of(header.events) * 8), cursor.take(words_of(header.events) * 4), cursor.take(sparse[i].count * sparse[i].width)};
  header.bytes = cursor.end();

  std::shared_ptr<std::byte[]> memory(new (std::align_val_t(line)) std::byte[header.bytes](), [](std::byte* bytes) { ::operator delete[](bytes, std::align_val_t(line)); });
  auto* to = memory.get();
  std::memcpy(to, &header, sizeof header);
  std::memcpy(to + headers_at, codes.data(), codes.size() * sizeof(CodeHeader));
  std::memcpy(to + sparse_headers_at, sparse, sizeof sparse);
  starts_.push_back(header.events);
  std::memcpy(to + starts_at, starts_.data(), starts_.size() * 4);
  if (header.has_ids && !ids_.empty()) std::memcpy(to + ids_at, ids_.data(), ids_.size() * 8);
  pack(to + activity_at, header.activity_width, activity_, as_is);
  pack_as<std::uint32_t>(to + seconds_at, at_, [&](std::int64_t at) { return floor_second(at) - header.base_second; });
  if (header.has_fine) pack_as<std::uint32_t>(to + fine_at, at_, [&](std::int64_t at) {
    auto second = floor_second(at);
    return static_cast<std::uint32_t>(at - second * base::second) | static_cast<std::uint32_t>((second - header.base_second) >> 32) << 20;
  });
  pack(to + position_at, header.position_width, position_, [&](Position position) { return position - header.base_position; });
  if (header.has_feeling) std::memcpy(to + feeling_at, feeling_.data(), feeling_.size());
  for (std::size_t d = 0; d < codes_.size(); ++d)
    if (codes[d].width) pack(to + codes_at[d], static_cast<std::uint8_t>(codes[d].width), codes_[d], as_is);
  for (int i = 0; i < 2; ++i) {
    if (!sparse[i].count) continue;
    SparseList list;
    list.clear(header.events);
    for (const auto& one : *few[i]) list.add(one.event, one.value);
    list.finish();
    std::memcpy(to + sparse_at[i].bits, list.bits.data(), list.bits.size() * 8);
    std::memcpy(to + sparse_at[i].before, list.before.data(), list.before.size() * 4);
    const auto& its = sparse[i];
    pack(to + sparse_at[i].values, static_cast<std::uint8_t>(its.width), list.values, [&](std::int64_t value) { return behind(value, its.base) / static_cast<std::uint64_t>(its.unit); });
  }
  return Chunk::over({to, header.bytes}, memory);
}

}  // namespace journey
