// What was counted while the company was made: whole numbers only, so that the sum is the same in whatever order it is made.
// One a thread; added up at the end.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sample/parameters.h"

namespace sample {

enum class Act : std::size_t {
  account_opened, signed_in, page_viewed, product_viewed, product_added, checkout_started, order_placed, order_paid, order_shipped, shipping_notice, delay_notice, card, order_delivered,
  order_returned, refund_paid, call, mail_received, mail_sent, chat_received, chat_sent, nps, csat, ces, expectation, perception, review, purchase, consultation, store_return, letter, post,
  newsletter_sent, newsletter_opened, acts
};
inline constexpr std::size_t act_count = static_cast<std::size_t>(Act::acts);

// How often something came to pass, and how often it was to be expected.
struct Share {
  std::int64_t n = 0, k = 0, expected = 0;   // expected: in millionths
  void add(bool came, double p) { ++n, k += came, expected += std::llround(p * 1e6); }
  void operator+=(const Share& other) { n += other.n, k += other.k, expected += other.expected; }
};

// Answers that are whole numbers.
struct Answers {
  std::int64_t n = 0, sum = 0, squares = 0, expected = 0;   // expected: in millionths
  void add(std::int64_t value, double mean) { ++n, sum += value, squares += value * value, expected += std::llround(mean * 1e6); }
  void operator+=(const Answers& other) { n += other.n, sum += other.sum, squares += other.squares, expected += other.expected; }
};

// Minutes, to the minute.
struct Minutes {
  std::vector<std::int64_t> counts;
  void add(std::int64_t minutes) {
    if (counts.size() <= static_cast<std::size_t>(minutes)) counts.resize(static_cast<std::size_t>(minutes) + 1);
    ++counts[static_cast<std::size_t>(minutes)];
  }
  void operator+=(const Minutes& other) {
    counts.resize(std::max(counts.size(), other.counts.size()));
    for (std::size_t i = 0; i < other.counts.size(); ++i) counts[i] += other.counts[i];
  }
};

inline constexpr std::size_t regions_most = 6, segments_most = 3;

struct Tally {
  std::array<std::int64_t, act_count> acts{};
  std::int64_t second_accounts = 0, in_households = 0, strangers = 0, devices = 0, mails_unanswered[regions_most]{};
  Answers score_late[segments_most][2], score_card[segments_most][2];   // by segment; in time, late; without, with card
  Share repeat_late[segments_most][2], repeat_card[segments_most][2];
  Share contact_when_late[2];                                           // not told, told
  Share first_contact[topic_count];
  Share promoters[2];                                                   // no second call, second call
  Share kept[regions_most];
  Share late_where_mended[2];                                           // before, after
  Minutes answer_business[regions_most], answer_clock[regions_most];
  std::int64_t funnel[4]{};
  std::int64_t stars[2][5]{};                                           // English, Chinese
  Answers expected[touchpoint_count], perceived[touchpoint_count], gap[touchpoint_count];

  std::int64_t interactions() const {
    std::int64_t all = 0;
    for (auto n : acts) all += n;
    return all;
  }

  void operator+=(const Tally& other) {
    auto add = [](auto& mine, const auto& theirs) {
      for (std::size_t i = 0; i < std::size(mine); ++i) mine[i] += theirs[i];
    };
    add(acts, other.acts);
    second_accounts += other.second_accounts, in_households += other.in_households, strangers += other.strangers, devices += other.devices;
    add(mails_unanswered, other.mails_unanswered);
    for (std::size_t s = 0; s < segments_most; ++s) {
      add(score_late[s], other.score_late[s]), add(score_card[s], other.score_card[s]);
      add(repeat_late[s], other.repeat_late[s]), add(repeat_card[s], other.repeat_card[s]);
    }
    add(contact_when_late, other.contact_when_late), add(first_contact, other.first_contact), add(promoters, other.promoters);
    add(kept, other.kept), add(late_where_mended, other.late_where_mended), add(answer_business, other.answer_business), add(answer_clock, other.answer_clock);
    add(funnel, other.funnel);
    for (std::size_t l = 0; l < 2; ++l) add(stars[l], other.stars[l]);
    add(expected, other.expected), add(perceived, other.perceived), add(gap, other.gap);
  }
};

}  // namespace sample
