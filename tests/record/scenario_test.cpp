// Plays every file of tests/scenarios: the rules by which people are recognised, in the words of the domain.
#include "record/scenario.h"

#include <gtest/gtest.h>

namespace record {
namespace {

std::vector<std::filesystem::path> scripts() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "tests/scenarios"))
    if (entry.path().extension() == ".journey") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

class Scenarios : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenarios, Play) {
  std::ifstream script(GetParam());
  for (const auto& failure : Scenario::play(script)) GTEST_MESSAGE_AT_(GetParam().c_str(), failure.line, failure.message.c_str(), testing::TestPartResult::kNonFatalFailure);
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& script) {
  auto name = script.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Recognition, Scenarios, testing::ValuesIn(scripts()), name_of);

// The runner itself must be able to say no.
TEST(Scenario, TellsTheLineThatIsNotAsExpected) {
  std::istringstream script("hear shop u=wang\n\nexpect person of u=wang has 2 interactions\nexpect u=li is nobody\nsing\n");
  auto failures = Scenario::play(script);
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_EQ(failures[0].line, 3);
  EXPECT_NE(failures[0].message.find("is 1, not 2"), std::string::npos);
  EXPECT_EQ(failures[1].line, 5);
}

}  // namespace
}  // namespace record
