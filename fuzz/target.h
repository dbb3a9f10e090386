// A fuzz target: a function over bytes, known by its name. One program holds all (main.cpp, chosen by FUZZ_TARGET), and
// tests/fuzz replays their findings. A target throws nothing but base::Error, which is an answer; `insist` aborts.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz {

using Run = void (*)(std::string_view bytes);

inline std::map<std::string, Run>& targets() {
  static std::map<std::string, Run> all;
  return all;
}

struct Target {
  Target(const char* name, Run run) { targets().emplace(name, run); }
};

// What lasts from one input to the next and has threads: it ends before the statics that it was made with, on which its
// threads lean. Whoever returns from main without exit() in between calls end_all() itself.
inline std::vector<std::function<void()>>& endings() {
  static auto& all = *new std::vector<std::function<void()>>;
  return all;
}

inline void end_all() {
  for (; !endings().empty(); endings().pop_back()) endings().back()();
}

template <class Thing, class... Arguments>
Thing& keep(Arguments&&... arguments) {
  auto* thing = new Thing(std::forward<Arguments>(arguments)...);
  endings().push_back([thing] { delete thing; });
  std::atexit(end_all);
  return *thing;
}

inline void insist(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: a promise does not hold: %s\n", what);
  std::abort();
}

// Takes parts off the front of the input: up to the next byte 0, or all of it.
inline std::string_view part(std::string_view& bytes) {
  auto end = bytes.find('\0');
  auto taken = bytes.substr(0, end);
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  return taken;
}

}  // namespace fuzz
