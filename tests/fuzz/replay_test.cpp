// What the fuzzers once found, and their seeds, run through their targets with every test: tests/fuzz/TARGET and
// fuzz/seeds/TARGET. A target answers with base::Error or nothing; a promise that does not hold ends the program.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "target.h"

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Fuzz, EveryTargetTakesItsSeedsAndWhatWasOnceFound) {
  const std::filesystem::path source(THROUGHLINE_SOURCE_DIR);
  for (const auto& [name, run] : fuzz::targets()) {
    std::vector<std::filesystem::path> files;
    for (const auto& folder : {source / "fuzz/seeds" / name, source / "tests/fuzz" / name})
      if (std::filesystem::exists(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    EXPECT_FALSE(files.empty()) << name << " has no seeds";
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      SCOPED_TRACE(file.string());
      try {
        run(bytes_of(file));
      } catch (const base::Error&) {
      } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
      }
    }
  }
  fuzz::end_all();
}

}  // namespace
