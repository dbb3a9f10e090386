// Keyed hashes of texts (base/hash.h) in one flat array, each with a value: for tables far larger than the processor's
// caches, whose places can be fetched ahead. Open addressing, looked at one after the other from where the hash says; at
// most three quarters full. Not for two threads.
#pragma once
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace record {

struct Nothing {};   // the value where only the keys matter

// Large arrays that are looked at in random places lie in large pages where the system has them: most of what a look costs is
// else finding the page.
template <class T>
struct InLargePages {
  using value_type = T;
  static constexpr std::size_t page = 2u << 20;
  InLargePages() = default;
  template <class Other> InLargePages(const InLargePages<Other>&) {}
  static bool is_large(std::size_t count) { return count * sizeof(T) >= 2 * page; }
  T* allocate(std::size_t count) {
    if (!is_large(count)) return static_cast<T*>(::operator new(count * sizeof(T)));
    auto bytes = (count * sizeof(T) + page - 1) / page * page;
    auto* memory = std::aligned_alloc(page, bytes);
    if (!memory) throw std::bad_alloc();
    ::madvise(memory, bytes, MADV_HUGEPAGE);   // a wish: it works without
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) { is_large(count) ? std::free(memory) : ::operator delete(memory); }
  bool operator==(const InLargePages&) const = default;
};

template <class Value = Nothing>
class KeyTable {
 public:
  std::size_t size() const { return size_; }

  // Asks the processor for the place of a key that will be looked for soon.
  void prefetch(const base::Hash128& key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[place(key)]);
  }

  // nullptr: it is not here. Good until the next insertion.
  Value* find(const base::Hash128& key) {
    if (slots_.empty()) return nullptr;
    auto& slot = slots_[where(solid(key))];
    return is_free(slot.key) ? nullptr : &slot.value;
  }

  // The value of the key, and whether it has come in just now.
  std::pair<Value*, bool> try_emplace(const base::Hash128& key, const Value& value = {}) {
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    auto whole = solid(key);
    auto& slot = slots_[where(whole)];
    if (!is_free(slot.key)) return {&slot.value, false};
    slot = {whole, value};
    ++size_;
    return {&slot.value, true};
  }

  void erase(const base::Hash128& key) {
    if (slots_.empty()) return;
    auto at = where(solid(key));
    if (is_free(slots_[at].key)) return;
    --size_;
    // Whoever stands behind moves up, unless that would be before their own place: no gap may part a key from its place.
    for (auto next = at;;) {
      slots_[at] = {};
      do {
        next = (next + 1) & (slots_.size() - 1);
        if (is_free(slots_[next].key)) return;
      } while (((next - place(slots_[next].key)) & (slots_.size() - 1)) < ((next - at) & (slots_.size() - 1)));
      slots_[at] = slots_[next];
      at = next;
    }
  }

  void clear() {
    Slots().swap(slots_);
    size_ = 0;
  }

 private:
  struct Slot {
    base::Hash128 key;   // all zero: free
    [[no_unique_address]] Value value;
  };
  using Slots = std::vector<Slot, InLargePages<Slot>>;
  static bool is_free(const base::Hash128& key) { return key.low == 0 && key.high == 0; }
  static base::Hash128 solid(base::Hash128 key) {
    if (is_free(key)) key.high = 1;
    return key;
  }
  std::size_t place(const base::Hash128& key) const { return static_cast<std::size_t>(key.low) & (slots_.size() - 1); }
  // Where the key is, or the free place where it would go.
  std::size_t where(const base::Hash128& key) const {
    auto at = place(key);
    while (!is_free(slots_[at].key) && !(slots_[at].key == key)) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    Slots before(slots_.empty() ? 1024 : slots_.size() * 2);
    before.swap(slots_);
    for (const auto& slot : before)
      if (!is_free(slot.key)) slots_[where(slot.key)] = slot;
  }

  Slots slots_;   // as many as a power of two
  std::size_t size_ = 0;
};

}  // namespace record
