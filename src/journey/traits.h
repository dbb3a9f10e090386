// The values of dimensions that belong to a customer, not to an interaction (declared traits), by the profile that speaks for them:
// what was said of them last, whichever of their profiles it was said of. Immutable, in pages that versions share: a change copies
// the pages that it touches.
#pragma once
#include <array>
#include <memory>
#include <vector>

#include "journey/event.h"

namespace journey {

class Traits {
 public:
  static constexpr std::size_t page_people = 4096;

  explicit Traits(std::size_t dimensions = 0) : dimensions_(dimensions) {}

  Code code(std::size_t dimension, CustomerId profile) const {
    auto page = static_cast<std::size_t>(profile) / page_people;
    return page < pages_.size() && pages_[page] ? (*pages_[page])[(static_cast<std::size_t>(profile) % page_people) * dimensions_ + dimension] : 0;
  }
  std::size_t dimensions() const { return dimensions_; }

  struct Change {
    CustomerId profile = 0;
    std::vector<Code> codes;   // one a dimension
  };
  Traits with(const std::vector<Change>& changes) const {
    Traits next = *this;
    std::vector<bool> copied(next.pages_.size());
    for (const auto& change : changes) {
      auto page = static_cast<std::size_t>(change.profile) / page_people;
      if (page >= next.pages_.size()) next.pages_.resize(page + 1), copied.resize(page + 1);
      if (!copied[page]) next.pages_[page] = next.pages_[page] ? std::make_shared<Page>(*next.pages_[page]) : std::make_shared<Page>(page_people * dimensions_);
      copied[page] = true;
      std::copy(change.codes.begin(), change.codes.end(), next.pages_[page]->begin() + static_cast<std::ptrdiff_t>((static_cast<std::size_t>(change.profile) % page_people) * dimensions_));
    }
    return next;
  }
  // Every page in order, for a snapshot: those without anybody are empty.
  template <class Visit>
  void each_page(Visit visit) const {
    static const std::vector<std::uint16_t> nobody;
    for (const auto& page : pages_) visit(page ? *page : nobody);
  }
  void add_page(std::vector<std::uint16_t> codes) {
    pages_.push_back(codes.size() == page_people * dimensions_ ? std::make_shared<Page>(std::move(codes)) : nullptr);
  }

  std::size_t bytes() const { return pages_.size() * page_people * dimensions_ * sizeof(std::uint16_t); }

 private:
  using Page = std::vector<std::uint16_t>;
  std::size_t dimensions_;
  std::vector<std::shared_ptr<Page>> pages_;
};

}  // namespace journey
