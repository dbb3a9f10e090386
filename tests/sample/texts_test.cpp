// Texts are in the language of who speaks, whole, and many.
#include "sample/texts.h"

#include <gtest/gtest.h>

#include <set>

namespace sample {
namespace {

// A three-byte character that begins with E4 … E9 is a Chinese one, by and large.
bool has_chinese(const std::string& text) {
  for (unsigned char c : text)
    if (c >= 0xE4 && c <= 0xE9) return true;
  return false;
}

std::vector<std::string> all_kinds(bool chinese, std::uint64_t seed) {
  Random random(seed, 1, 1);
  About about{&products()[random.below(products().size())], "SL-1", chinese ? "王芳" : "Ann Smith", chinese ? "小林" : "Kim", chinese ? "上海" : "Leeds", static_cast<Cause>(random.below(4)), 3};
  auto topic = random.below(topic_count);
  return {review(random, chinese, static_cast<int>(random.between(1, 5)), about), comment(random, chinese, static_cast<Mood>(random.below(3)), about),
          mail_asking(random, chinese, topic, random.chance(0.5), about), mail_answering(random, chinese, topic, about), call_summary(random, chinese, topic, random.chance(0.5), about)};
}

TEST(Texts, AreInTheirLanguageAndWhole) {
  for (bool chinese : {false, true})
    for (std::uint64_t seed = 0; seed < 3'000; ++seed)
      for (const auto& text : all_kinds(chinese, seed)) {
        EXPECT_EQ(has_chinese(text), chinese) << text;
        EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
        EXPECT_FALSE(text.empty());
      }
}

TEST(Reviews, AreSeldomTheSame) {
  for (bool chinese : {false, true}) {
    std::set<std::string> different;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) different.insert(all_kinds(chinese, seed)[0]);
    EXPECT_GT(different.size(), 1'500u);
  }
}

TEST(Reviews, OfLateDeliveriesSaySo) {
  for (bool chinese : {false, true}) {
    Random random(5, 5, 5);
    for (int i = 0; i < 200; ++i) {
      auto text = review(random, chinese, 1, {.product = &products()[0], .cause = Cause::late, .days_late = 4});
      EXPECT_NE(text.find('4'), std::string::npos) << text;
    }
  }
}

}  // namespace
}  // namespace sample
