// The one exception of the house. It says what went wrong, how it is classed, and what the reader should do next.
// http/problem.h turns it into an RFC 9457 answer, app/command_line.cpp into an exit code; nobody else translates it.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>

namespace base {

enum class ErrorCode {
  invalid,        // the input can't be understood or breaks a rule       400
  unauthenticated,  // nobody is signed in                                401
  forbidden,      // signed in, but not allowed                           403
  not_found,      //                                                      404
  conflict,       // true, but not with what is there now                 409
  gone,           // was there once                                       410
  too_large,      // over a limit of base/limits.h                        413
  unsupported,    // a media type or encoding that we don't read          415
  overloaded,     // come back later (retry_after_seconds)                429
  unavailable,    // the store can't serve now                            503
  internal,       // our fault                                            500
};

// Thrown by value, caught by reference. `field` names the place in the input (JSON path, column, option), may be empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, std::string message, std::string hint = {}, std::string field = {})
      : std::runtime_error(std::move(message)), code(code), hint(std::move(hint)), field(std::move(field)) {}

  ErrorCode code;
  std::string hint;
  std::string field;
  int retry_after_seconds = 0;
};

inline Error invalid(std::string message, std::string hint = {}, std::string field = {}) {
  return Error(ErrorCode::invalid, std::move(message), std::move(hint), std::move(field));
}
inline Error not_found(std::string message, std::string hint = {}) {
  return Error(ErrorCode::not_found, std::move(message), std::move(hint));
}

// Stable word of a code, as it stands in problem documents ("invalid", "not_found", …).
const char* word(ErrorCode code);

}  // namespace base
