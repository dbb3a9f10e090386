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

// What lasts from one input to the next and has threads: it must end before statics do, on which its threads may lean.
// Whoever runs targets calls end_all() when it is through.
inline std::vector<std::function<void()>>& endings() {
  static std::vector<std::function<void()>> all;
  return all;
}

template <class Thing, class... Arguments>
Thing& keep(Arguments&&... arguments) {
  auto* thing = new Thing(std::forward<Arguments>(arguments)...);
  endings().push_back([thing] { delete thing; });
  return *thing;
}

inline void end_all() {
  for (; !endings().empty(); endings().pop_back()) endings().back()();
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
