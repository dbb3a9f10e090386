#include "app/terminal.h"

#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <iostream>

#include "base/error.h"

namespace app {
namespace {

std::string unseen(const std::string& prompt) {
  std::cerr << prompt << std::flush;
  termios before{}, quiet{};
  tcgetattr(STDIN_FILENO, &before);
  quiet = before;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  std::string line;
  std::getline(std::cin, line);
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
  std::cerr << '\n';
  return line;
}

std::int64_t milliseconds() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

std::string ask_password(const std::string& whose) {
  if (!isatty(STDIN_FILENO)) {
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
  }
  auto first = unseen("Password for " + whose + ": "), second = unseen("The same again: ");
  if (first != second) throw base::invalid("The two passwords differ.", "Try again.", "password");
  return first;
}

ProgressLine::ProgressLine(std::string what) : what_(std::move(what)), terminal_(isatty(STDERR_FILENO)) {}

ProgressLine::~ProgressLine() {
  if (drawn_ && terminal_) std::cerr << '\n';
}

void ProgressLine::show(const std::string& text) {
  auto now = milliseconds();
  if (drawn_ && now - last_shown_ < (terminal_ ? 100 : 5'000)) return;
  last_shown_ = now;
  drawn_ = true;
  if (terminal_) std::cerr << "\r\033[K" << what_ << ": " << text << std::flush;
  else std::cerr << what_ << ": " << text << '\n';
}

std::string grouped(std::int64_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

}  // namespace app
