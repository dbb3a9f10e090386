#include "sample/texts.h"

namespace sample {
namespace {

void append_filled(std::string& out, std::string_view text, const About& about, bool is_chinese) {
  for (;;) {
    auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return;
    switch (text[open + 1]) {
      case 'p': if (about.product) out += about.product->title(is_chinese); break;
      case 'o': out += about.order; break;
      case 'd': out += std::to_string(about.days_late); break;
      case 'n': out += about.name; break;
      case 'a': out += about.agent; break;
      case 'c': out += about.city; break;
      default: break;
    }
    text.remove_prefix(open + 3);
  }
}

// Sentences one after the other, with what the language puts between them. A sentence begins with a capital.
class Saying {
 public:
  Saying(Random& random, bool is_chinese, const About& about) : random_(random), words_(language(is_chinese)), about_(about), is_chinese_(is_chinese) {}
  Saying& say(Phrases phrases, std::string_view between) {
    if (!text_.empty()) text_ += between;
    auto begin = text_.size();
    append_filled(text_, random_.pick(phrases), about_, is_chinese_);
    if (begin < text_.size() && text_[begin] >= 'a' && text_[begin] <= 'z') text_[begin] = static_cast<char>(text_[begin] - 'a' + 'A');
    return *this;
  }
  Saying& say(Phrases phrases) { return say(phrases, words_.between); }
  Saying& maybe(double chance, Phrases phrases) { return random_.chance(chance) ? say(phrases) : *this; }
  std::string done() { return std::move(text_); }
  const Language& words() const { return words_; }

 private:
  Random& random_;
  const Language& words_;
  const About& about_;
  bool is_chinese_;
  std::string text_;
};

Phrases reason(const Language& words, Cause cause) {
  switch (cause) {
    case Cause::late: return words.late;
    case Cause::damage: return words.damage;
    default: return words.quality;
  }
}

}  // namespace

Mood mood_of(int stars) { return stars <= 2 ? Mood::bad : stars == 3 ? Mood::middle : Mood::good; }

std::string phrase(Random& random, Phrases phrases, const About& about, bool is_chinese) { return Saying(random, is_chinese, about).say(phrases).done(); }

std::string review(Random& random, bool is_chinese, int stars, const About& about) {
  Saying saying(random, is_chinese, about);
  const auto& words = saying.words();
  auto mood = mood_of(stars);
  auto m = static_cast<std::size_t>(mood);
  auto kind = static_cast<std::size_t>(about.product->kind);
  if (random.chance(0.65)) saying.say(words.review_opening[m]);
  if (mood == Mood::good) {
    saying.say(words.product[m][kind]);
    if (about.cause != Cause::late) saying.maybe(0.45, words.in_time);
    saying.maybe(0.25, words.service_good);
  } else if (mood == Mood::middle) {
    saying.say(words.product[m][kind]);
    if (about.cause == Cause::late) saying.say(words.late);
  } else {
    saying.say(reason(words, about.cause));
    if (about.cause != Cause::late) saying.maybe(0.5, words.product[m][kind]);
    saying.maybe(0.45, words.service_bad);
  }
  return saying.maybe(0.55, words.review_closing[m]).done();
}

std::string comment(Random& random, bool is_chinese, Mood mood, const About& about) {
  Saying saying(random, is_chinese, about);
  const auto& words = saying.words();
  if (mood == Mood::bad && about.cause == Cause::late) return saying.say(words.comment_late).done();
  if (mood == Mood::bad && about.cause == Cause::damage) return saying.say(words.comment_damage).done();
  return saying.say(words.comment[static_cast<std::size_t>(mood)]).done();
}

std::string mail_asking(Random& random, bool is_chinese, std::size_t topic, bool again, const About& about) {
  Saying saying(random, is_chinese, about);
  const auto& words = saying.words();
  saying.say(words.greeting);
  if (again) saying.say(words.again, "\n");
  saying.say(words.topics[topic].problem, again ? words.between : "\n");
  saying.say(words.topics[topic].wish);
  return saying.say(words.farewell, "\n").done();
}

std::string mail_answering(Random& random, bool is_chinese, std::size_t topic, const About& about) {
  Saying saying(random, is_chinese, about);
  const auto& words = saying.words();
  return saying.say(words.reply_opening).say(words.topics[topic].answer, "\n").say(words.reply_closing, "\n").done();
}

std::string call_summary(Random& random, bool is_chinese, std::size_t topic, bool again, const About& about) {
  Saying saying(random, is_chinese, about);
  const auto& words = saying.words();
  if (again) saying.say(words.called_again);
  return saying.say(words.topics[topic].summary).done();
}

}  // namespace sample
