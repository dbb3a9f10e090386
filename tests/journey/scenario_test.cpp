// Plays every file of tests/scenarios/questions and journeys: what questions answer, in the words of the domain.
#include <gtest/gtest.h>

#include "base/log.h"
#include "question_scenario.h"

namespace journey {
namespace {

std::vector<std::filesystem::path> scripts() {
  std::vector<std::filesystem::path> found;
  for (const char* folder : {"questions", "journeys"})
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "tests/scenarios" / folder))
      if (entry.path().extension() == ".journey") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

class QuestionScenarios : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(QuestionScenarios, Play) {
  base::log::set_level("error");
  std::ifstream script(GetParam());
  for (const auto& failure : QuestionScenario::play(script)) GTEST_MESSAGE_AT_(GetParam().c_str(), failure.line, failure.message.c_str(), testing::TestPartResult::kNonFatalFailure);
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& script) {
  auto name = script.param.parent_path().stem().string() + "_" + script.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Asked, QuestionScenarios, testing::ValuesIn(scripts()), name_of);

// The runner itself must be able to say no.
TEST(QuestionScenario, TellsTheLineThatIsNotAsExpected) {
  base::log::set_level("error");
  std::istringstream script("hear shop u=wang web Visit\nask funnel Visit within=1d\nexpect steps.customers = 2\nwho step=1 =\nrefuse funnel Visit within=1d because 'no'\nrefuse flow top=0 because 'never'\nexpect steps.customers = 1\n");
  auto failures = QuestionScenario::play(script);
  ASSERT_EQ(failures.size(), 4u);
  EXPECT_EQ(failures[0].line, 3);
  EXPECT_NE(failures[0].message.find("is 1, not 2"), std::string::npos);
  EXPECT_EQ(failures[3].line, 6);
}

}  // namespace
}  // namespace journey
