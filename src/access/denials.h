// What was refused: sign-ins that failed, and what somebody's role or key does not allow. Noted in memory while the
// request is refused (that must not wait for a commit), and written into the audit log now and then: one entry for all
// refusals of one kind to one caller since the last time, and few entries at once, however many try. So an attacker can't fill the disk.
//
// Threads: all functions from any thread.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

#include "access/audit.h"
#include "store/database.h"

namespace rights {

class Denials {
 public:
  static constexpr std::size_t held_most = 1'000;   // kinds of refusals in memory; what comes beyond is only counted
  static constexpr std::size_t written_most = 20;   // entries at once

  explicit Denials(store::Database& database) : database_(database) {}

  // `verb`, `object`, `id` as in AuditEntry; `why` is a word of ours (a permission, "password"), never what was typed.
  void note(const http::Caller& who, std::string_view verb, std::string_view object, std::string_view id, std::string_view why);
  // Writes what was noted. Throws what the database throws; it stays noted then.
  void write_down();

 private:
  using Key = std::tuple<int, std::int64_t, std::string, std::string, std::string, std::string, std::string>;   // caller, verb, object, id, why
  struct Noted {
    http::Caller who;
    std::int64_t times = 0;
    base::Time first, last;
  };

  store::Database& database_;
  std::mutex guard_;
  std::map<Key, Noted> noted_;
  std::int64_t beyond_ = 0;
};

}  // namespace rights
