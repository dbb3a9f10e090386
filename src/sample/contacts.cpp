// Calls, mails and chats: first contacts, the further ones they take, and how long an answer takes.
#include "sample/life.h"

namespace sample {
namespace {

constexpr std::string_view agents_zh[] = {"小林", "小孙", "小赵", "阿敏", "小何", "晓雯"}, agents_en[] = {"Kim", "Novak", "Ruth", "Sam", "Priya", "Tom"};

struct Contact {
  Way way;
  std::size_t topic;
  Moment at;
  bool again, solved;
};

std::string_view order_of(const Contact& contact, const About& about) { return contact.topic == advice ? std::string_view() : about.order; }
std::string_view topic_name(const Life& life, std::size_t topic) { return life.planted().topics[topic].key; }

std::string call(Life& life, const Contact& contact, const About& about) {
  auto& random = life.random;
  const auto& account = life.account(contact.at);
  auto id = life.id("call-");
  life.did(Act::call);
  // Who calls is known by the number; an account is named when there is none, and now and then.
  bool named = account.phone.empty() || random.chance(0.3);
  life.books.sheets.row(File::calls, contact.at)
      .cell(id).time(contact.at).cell(account.phone).cell(named ? std::string_view(account.id) : std::string_view()).text(account.name).text(about.agent).cell(topic_name(life, contact.topic))
      .cell(random.between(60, 1100)).cell(static_cast<std::int64_t>(20 * random.lognormal(1.0))).cell(contact.solved ? "yes" : "no").cell(order_of(contact, about))
      .text(call_summary(random, life.person.chinese, contact.topic, contact.again, about)).cell(life.speaks());
  return id;
}

void mail(Life& life, const Contact& contact, const About& about) {
  auto& random = life.random;
  const auto& planted = life.planted();
  const auto& account = life.account(contact.at);
  bool chinese = life.person.chinese;
  auto thread = life.id("t-");
  auto subject = phrase(random, language(chinese).topics[contact.topic].subject, about, chinese);
  auto put = [&](Moment at, Act act, const std::string& words, const std::string& title) {
    life.did(act);
    life.books.sheets.row(File::mails, at)
        .cell(life.id("m-")).time(at).cell(thread).cell(act == Act::mail_sent ? "out" : "in").cell(account.email).text(account.name).text(act == Act::mail_sent ? about.agent : std::string_view())
        .cell(topic_name(life, contact.topic)).cell(order_of(contact, about)).text(title).text(words).cell(life.speaks());
  };
  put(contact.at, Act::mail_received, mail_asking(random, chinese, contact.topic, contact.again, about), subject);
  auto region = life.person.region;
  auto minutes = planted.answer_minutes * planted.regions[region].answer_factor * random.lognormal(planted.answer_spread);
  auto answered = life.calendar().after_business(region, contact.at, minutes);
  if (!life.happens(answered)) {
    ++life.books.tally.mails_unanswered[region];
    return;
  }
  life.books.tally.answer_business[region].add(static_cast<std::int64_t>(minutes));
  life.books.tally.answer_clock[region].add((answered - contact.at) / minute);
  put(answered, Act::mail_sent, mail_answering(random, chinese, contact.topic, about), "Re: " + subject);
  auto back = answered + random.between(20 * minute, 20 * hour);
  if (random.chance(0.45) && life.happens(back))
    put(back, Act::mail_received, phrase(random, contact.solved ? language(chinese).thanks : language(chinese).thanks_not, about, chinese), "Re: " + subject);
}

std::string chat(Life& life, const Contact& contact, const About& about) {
  auto& random = life.random;
  const auto& account = life.account(contact.at);
  bool chinese = life.person.chinese;
  const auto& words = language(chinese);
  const auto& topic = words.topics[contact.topic];
  auto conversation = life.id("c-");
  auto now = contact.at;
  bool by_account = account.wechat.empty() && account.whatsapp.empty();
  auto say = [&](std::string_view author, const std::string& text) {
    if (life.happens(now)) {
      life.did(author == "customer" ? Act::chat_received : Act::chat_sent);
      life.books.sheets.row(File::chats, now)
          .cell(life.id("msg-")).time(now).cell(conversation).cell(author).cell(account.wechat).cell(account.whatsapp).cell(by_account ? std::string_view(account.id) : std::string_view())
          .text(account.name).text(author == "agent" ? about.agent : std::string_view()).cell(topic_name(life, contact.topic)).cell(order_of(contact, about)).text(text).cell(life.speaks());
    }
    now += random.between(6, 90);
  };
  say("customer", (contact.again ? phrase(random, words.again, about, chinese) + std::string(words.between) : std::string()) + phrase(random, topic.problem, about, chinese));
  say("bot", phrase(random, words.bot_hello, about, chinese));
  say("customer", phrase(random, topic.wish, about, chinese));
  now += static_cast<Moment>(60 * 3 * random.lognormal(0.7));
  say("agent", phrase(random, words.agent_hello, about, chinese));
  if (random.chance(0.6)) say("customer", phrase(random, contact.topic == advice ? words.chat_wait.first(2) : words.chat_wait, about, chinese));
  say("agent", phrase(random, topic.answer, about, chinese));
  if (random.chance(0.7)) say("customer", phrase(random, contact.solved ? words.chat_bye_good : words.chat_bye_bad, about, chinese));
  return conversation;
}

Way possible(const Life& life, Way way, Moment at) { return way == Way::mail && life.account(at).email.empty() ? Way::call : way; }

// Not before `near`. Agents call and chat when it is open; mails are written at any hour people are awake.
Moment suited(Life& life, Way way, Moment near) {
  auto rhythm = way == Way::mail ? Rhythm::writing : Rhythm::calling;
  auto at = life.calendar().awake(life.random, life.person.region, near, rhythm);
  return at >= near ? at : life.calendar().awake(life.random, life.person.region, near + day_long, rhythm);
}

// Within contact_days of the first and a good while after it; a mail, which needs no opening hours, if nothing else fits.
Contact further(Life& life, const Contact& first, Way way) {
  auto last = first.at + static_cast<Moment>(life.planted().contact_days) * day_long - hour;
  for (int tries = 0; tries < 8; ++tries) {
    auto at = suited(life, way, first.at + static_cast<Moment>((0.4 + 5.2 * life.random.unit()) * static_cast<double>(day_long)));
    if (at > first.at + 4 * hour && at < last) return {way, first.topic, at, true, true};
  }
  return {way, first.topic, first.at + 2 * day_long, true, true};
}

void have(Life& life, const Contact& contact, const About& about) {
  auto& random = life.random;
  if (!life.happens(contact.at)) return;
  switch (contact.way) {
    case Way::call: call(life, contact, about); break;
    case Way::mail: mail(life, contact, about); break;
    case Way::chat: chat(life, contact, about); break;
  }
  if (contact.way != Way::call && random.chance(0.15)) {
    auto asked = contact.at + random.between(day_long, 3 * day_long);
    auto value = std::min<std::int64_t>(7, random.between(contact.solved ? 4 : 1, contact.solved ? 8 : 5));
    answer(life, Act::ces, asked, static_cast<int>(value), order_of(contact, about), contact.way == Way::mail ? "mail" : "chat", {});
  }
}

// "How likely are you to recommend us?", after a call: a second call on the topic halves the promoters.
void asked_after_call(Life& life, const std::string& call, const Contact& first, bool second_call, const About& about) {
  auto& random = life.random;
  const auto& planted = life.planted();
  auto asked = life.calendar().awake(random, life.person.region, first.at + random.between(9 * day_long, 15 * day_long), Rhythm::online);
  if (random.chance(0.35) && life.happens(asked)) {
    auto p = second_call ? planted.promoters_after_second_call : planted.promoters;
    auto place = random.unit();
    auto value = place < p ? random.between(9, 10) : place < p + planted.passives ? random.between(7, 8) : random.between(0, 6);
    life.books.tally.promoters[second_call].add(value >= 9, p);
    const auto& words = language(life.person.chinese);
    auto comment = random.chance(0.55) && (value >= 9 || value <= 6) ? phrase(random, value >= 9 ? words.comment_call_good : words.comment_call_bad, about, life.person.chinese) : std::string();
    answer(life, Act::nps, asked, static_cast<int>(value), call, "call", comment);
  } else if (random.chance(0.15)) {
    answer_gap(life, at_call, asked, call);
  }
}

}  // namespace

std::string_view agent_of(Life& life) { return life.person.chinese ? life.random.pick(agents_zh) : life.random.pick(agents_en); }

bool contact(Life& life, std::size_t topic, Moment at, const About& about) {
  auto& random = life.random;
  const auto& planted = life.planted();
  auto p = planted.topics[topic].resolved_at_first;
  std::array<double, 3> ways = {planted.called, planted.chatted, 1 - planted.called - planted.chatted};
  auto drawn = random.weighted(ways);
  auto way = possible(life, drawn == 0 ? Way::call : drawn == 1 ? Way::chat : Way::mail, at);
  Contact first{way, topic, suited(life, way, at), false, random.chance(p)};
  if (!life.happens(first.at)) return false;
  if (first.at + static_cast<Moment>(planted.contact_days) * day_long <= life.calendar().to()) life.books.tally.first_contact[topic].add(first.solved, p);
  bool second_call = false;
  std::string call_id;
  if (way == Way::call) call_id = call(life, first, about);
  else have(life, first, about);
  if (!first.solved) {
    auto agent = agent_of(life);
    About about_again = about;
    about_again.agent = agent;
    auto calls_now = random.chance(way == Way::call ? 0.75 : 0.4);
    auto second = further(life, first, calls_now ? Way::call : possible(life, random.chance(0.7) ? Way::mail : Way::chat, at));
    second.solved = random.chance(0.8);
    second_call = second.way == Way::call && way == Way::call;
    have(life, second, about_again);
    if (!second.solved && possible(life, Way::mail, at) == Way::mail) have(life, further(life, second, Way::mail), about_again);
  }
  if (way == Way::call && first.at + static_cast<Moment>(planted.contact_days) * day_long <= life.calendar().to()) asked_after_call(life, call_id, first, second_call, about);
  return true;
}

}  // namespace sample
