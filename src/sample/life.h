// One customer's life with the company. Each function lets a part of it happen: rows into the sheets, counts into the tally.
// What would lie beyond the end of the period has not happened and leaves no row. Used by one thread at a time.
#pragma once
#include <optional>

#include "sample/people.h"
#include "sample/sheets.h"
#include "sample/tally.h"
#include "sample/texts.h"

namespace sample {

// What all lives have in common; read only.
struct World {
  std::uint64_t seed = 1;
  Calendar calendar;
  Moment mended_at = 0;
  double buyers = 1;         // share of the customers who ever order
};

// Where rows and counts go. Without sheets (a pilot run) only the counts are kept.
struct Books {
  Sheets& sheets;
  Tally& tally;
};

enum class Way { call, mail, chat };

struct Life {
  const World& world;
  Books& books;
  const Person& person;
  Random random;
  std::uint64_t made = 64;   // the last number that an id was made of; those below are the person's own

  const Parameters& planted() const { return parameters(); }
  const Calendar& calendar() const { return world.calendar; }
  bool happens(Moment at) const { return at >= world.calendar.from() && at < world.calendar.to(); }
  void did(Act act) { ++books.tally.acts[static_cast<std::size_t>(act)]; }
  std::string id(std::string_view prefix) { return unique_id(prefix, person.number, ++made); }
  std::string_view speaks() const { return person.chinese ? "zh" : "en"; }
  const Account& account(Moment at) const { return person.account(at); }
};

std::string_view agent_of(Life& life);

// accounts.csv and the truth of who is who.
void open_accounts(Life& life);

// Orders, one after the other, and all that follows from each.
void shop(Life& life);
// Visits to the shop's web or app that lead to the order placed at `placed`, those that led nowhere included; the session
// in which it was placed.
std::string visits_before_order(Life& life, Moment placed, std::string_view via, const Product& product);
// Pages looked at, newsletters: `interactions` of them.
void browse(Life& life, std::int64_t interactions);
// Somebody who never says who it is: 1 … `most` pages; how many.
std::int64_t pass_by(Life& life, std::uint64_t stranger, std::int64_t most);

// A first contact on a topic, with the further ones that it takes, and what is asked afterwards.
// False when it lies beyond the end.
bool contact(Life& life, std::size_t topic, Moment at, const About& about);

// A survey's answer; `about` is the order, call or receipt that it asks about.
void answer(Life& life, Act kind, Moment at, int value, std::string_view about, std::string_view touchpoint, const std::string& comment);
// "What did you expect, what was it like?": two answers, with means as planted.
void answer_gap(Life& life, std::size_t touchpoint, Moment at, std::string_view about);
void write_review(Life& life, Moment at, int stars, const About& about);
void write_letter(Life& life, Moment at, bool praise, const About& about);
void post(Life& life, Moment at, Mood mood, const About& about);
void visit_stores(Life& life);
// The survey that asks everybody now and then how likely they are to recommend the company.
void answer_wave(Life& life);

}  // namespace sample
