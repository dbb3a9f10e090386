// Leaves of a span what a scope lets in, as columns of its own. One for each thread.
#pragma once
#include "journey/scope.h"
#include "journey/view.h"

namespace journey {

std::int64_t second_from(std::int64_t at);   // of microseconds, rounded up

class Sieve {
 public:
  Sieve(const View& view, const Scope& scope) : view_(view), scope_(scope) {}

  // People `from` … before `to` with what is let in; who has nothing left is there without events. Good until the next call.
  Columns pass(const Columns& columns, std::uint32_t from, std::uint32_t to);

 private:
  void judge(const Columns& columns, std::uint32_t begin, std::uint32_t end);
  bool lets_in(CustomerId person) const;

  const View& view_;
  const Scope& scope_;
  std::vector<std::uint8_t> let_in_;           // by event of the span
  std::vector<std::uint32_t> kept_, starts_, seconds_, fine_;
  std::vector<std::int8_t> feeling_;
  std::vector<std::vector<std::byte>> numbers_;
  std::vector<Numbers> codes_;
  SparseList amount_, due_;
};

}  // namespace journey
