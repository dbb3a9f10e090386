// What the command line asks and shows.
#pragma once
#include <cstdint>
#include <string>

namespace app {

// A password from the terminal, unseen and typed twice; or the first line of standard input when that is no terminal.
std::string ask_password(const std::string& whose);

// One line of progress, drawn over itself on a terminal and now and then anew elsewhere; on standard error.
class ProgressLine {
 public:
  explicit ProgressLine(std::string what);
  ~ProgressLine();   // ends the line
  void show(const std::string& text);

 private:
  std::string what_;
  bool terminal_;
  std::int64_t last_shown_ = 0;
  bool drawn_ = false;
};

// 1234567 as "1,234,567".
std::string grouped(std::int64_t number);

}  // namespace app
