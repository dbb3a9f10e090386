// What people write and say, composed of many small parts in the two languages (texts_zh.cpp, texts_en.cpp). Whether a text is
// glad or angry follows from what happened: the score given and its cause. Pure functions of their Random.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "sample/parameters.h"
#include "sample/products.h"
#include "sample/random.h"

namespace sample {

enum class Mood { bad, middle, good };
// Why somebody is not content.
enum class Cause { none, late, damage, quality };

struct About {
  const Product* product = nullptr;
  std::string_view order, name, agent, city;
  Cause cause = Cause::none;
  int days_late = 0;
};

using Phrases = std::span<const std::string_view>;

// Of one topic of contact: what is asked, what is answered. {p} the product, {o} the order, {d} days, {n} the customer,
// {a} the agent, {c} the city.
struct TopicPhrases {
  Phrases subject, problem, wish, answer, summary;
};

// One language's parts.
struct Language {
  std::string_view code, between;            // what stands between sentences
  Phrases review_opening[3];                 // by mood
  Phrases product[3][static_cast<int>(Kind::kinds)];
  Phrases in_time, late, damage, quality, service_good, service_bad;
  Phrases review_closing[3];
  Phrases comment[3], comment_late, comment_damage, comment_call_good, comment_call_bad, comment_store;
  Phrases greeting, farewell, reply_opening, reply_closing, thanks, thanks_not;
  Phrases again, called_again;               // "this is the second time that I ask", by the customer; in an agent's words
  Phrases bot_hello, agent_hello, chat_wait, chat_bye_good, chat_bye_bad;
  TopicPhrases topics[topic_count];
  Phrases letter_complaint, letter_praise, social[3];
};
const Language& chinese();
const Language& english();
inline const Language& language(bool is_chinese) { return is_chinese ? chinese() : english(); }

Mood mood_of(int stars);   // 1, 2: bad; 3: middle; 4, 5: good

// One phrase with its places filled.
std::string phrase(Random& random, Phrases phrases, const About& about, bool is_chinese);
std::string review(Random& random, bool is_chinese, int stars, const About& about);
std::string comment(Random& random, bool is_chinese, Mood mood, const About& about);
std::string mail_asking(Random& random, bool is_chinese, std::size_t topic, bool again, const About& about);
std::string mail_answering(Random& random, bool is_chinese, std::size_t topic, const About& about);
std::string call_summary(Random& random, bool is_chinese, std::size_t topic, bool again, const About& about);

}  // namespace sample
