#include "journey/map/templates.h"

#include "base/text.h"

namespace journey {
namespace {

struct StageWords {
  const char *key, *en, *zh, *description_en, *description_zh;
};

constexpr StageWords circular[] = {
    {"consider", "Consider", "考虑", "A need arises; a few names come to mind", "产生需求，想到几个品牌"},
    {"evaluate", "Evaluate", "评估", "Looks around, compares, asks others; names come and go", "查找、比较、向他人打听，候选不断增减"},
    {"buy", "Buy", "购买", "Decides, orders, pays", "决定、下单、付款"},
    {"after-purchase", "After purchase", "购后体验", "Receives, uses, needs help, tells others, and buys again", "收货、使用、求助、向他人推荐，并再次购买"},
};
constexpr StageWords relationship[] = {
    {"attract", "Attract", "吸引", "Becomes aware of us and takes an interest", "知道我们并产生兴趣"},
    {"educate", "Educate", "引导", "Learns what we offer and what it would do for them", "了解我们的产品和能带来的好处"},
    {"persuade", "Persuade", "说服", "Weighs, tries, decides", "权衡、试用、做出决定"},
    {"serve", "Serve", "服务", "Receives what was promised; is helped when it is needed", "得到所承诺的，需要时得到帮助"},
    {"measure-satisfaction", "Measure satisfaction", "衡量满意度", "Is asked, answers, and sees that it changed something", "被征询意见、作答，并看到改变"},
    {"loyalty-advocacy", "Loyalty and advocacy", "忠诚与推荐", "Stays, buys more, recommends", "留下、买得更多、推荐给他人"},
};
constexpr StageWords blank[] = {{"stage-1", "Stage 1", "阶段 1", "", ""}};

template <std::size_t n>
std::vector<Stage> stages_of(const StageWords (&words)[n], MapLanguage language) {
  std::vector<Stage> stages;
  bool chinese = language == MapLanguage::zh;
  for (const auto& one : words) stages.push_back({one.key, chinese ? one.zh : one.en, chinese ? one.description_zh : one.description_en, {}, {}, {}});
  return stages;
}

}  // namespace

Map map_of(const NewMap& asked) {
  Map map;
  map.key = asked.key.value_or("");
  map.name = base::trim(base::stored(asked.name));
  map.kind = asked.template_ == MapTemplate::circular || asked.template_ == MapTemplate::loop ? MapKind::loop : MapKind::line;
  switch (asked.template_) {
    case MapTemplate::circular: map.stages = stages_of(circular, asked.language); break;
    case MapTemplate::relationship: map.stages = stages_of(relationship, asked.language); break;
    default: map.stages = stages_of(blank, asked.language);
  }
  return map;
}

}  // namespace journey
