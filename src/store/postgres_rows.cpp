#include "store/postgres_rows.h"

#include <charconv>
#include <cstdlib>

#include "store/postgres_error.h"

namespace store {

std::int64_t postgres_integer(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return text == "t" ? 1 : value;
}

double postgres_real(std::string_view text) { return text.empty() ? 0 : std::strtod(std::string(text).c_str(), nullptr); }

void HeldRows::add(const PGresult* result) {
  columns_ = static_cast<std::size_t>(PQnfields(result));
  for (int c = 0; c < PQnfields(result); ++c) {
    int length = PQgetisnull(result, 0, c) ? -1 : PQgetlength(result, 0, c);
    cells_.push_back({bytes_.size(), length});
    if (length > 0) bytes_.append(PQgetvalue(result, 0, c), static_cast<std::size_t>(length));
  }
}

void HeldRows::clear() {
  bytes_.clear();
  cells_.clear();
  at = 0;
}

void PostgresStream::take(HeldRows& rows, std::size_t most) {
  for (std::size_t n = 0; n < most && !ended_; ) {
    Result result(PQgetResult(connection_));
    if (!result) {
      ended_ = true;
      return;
    }
    switch (PQresultStatus(result.get())) {
      case PGRES_SINGLE_TUPLE:
        rows.add(result.get());
        ++n;
        break;
      case PGRES_TUPLES_OK: case PGRES_COMMAND_OK: break;   // the end; nullptr comes behind it
      default:
        drop();
        throw_postgres(connection_, result.get(), sql_);
    }
  }
}

HeldRows* PostgresStream::next() {
  now_.clear();
  if (rest_.size() && !rest_given_) {
    rest_given_ = true;
    return &rest_;
  }
  take(now_, rows_at_once);
  return now_.size() ? &now_ : nullptr;
}

void PostgresStream::take_in_the_rest() { take(rest_, SIZE_MAX); }

void PostgresStream::drop() noexcept {
  while (!ended_) {
    if (PGresult* result = PQgetResult(connection_)) PQclear(result);
    else ended_ = true;
  }
}

}  // namespace store
