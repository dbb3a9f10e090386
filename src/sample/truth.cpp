#include "sample/truth.h"

#include <numeric>

namespace sample {
namespace {

constexpr double z = 1.959964;
constexpr double million = 1e6;

constexpr std::array<const char*, act_count> act_names = {
    "Account Opened", "Signed In", "Page Viewed", "Product Viewed", "Product Added", "Checkout Started", "Order Placed", "Order Paid", "Order Shipped", "Shipping Notice Sent",
    "Delay Notice Sent", "Thank-you Card Enclosed", "Order Delivered", "Order Returned", "Refund Paid", "Call", "Mail Received", "Mail Sent", "Message Received", "Message Sent",
    "NPS Answered", "CSAT Answered", "CES Answered", "Expectation Told", "Perception Told", "Review Written", "Purchase", "Consultation", "Return", "Letter Received", "Post Written",
    "Newsletter Sent", "Newsletter Opened"};

// Mean, variance of the mean, expectation: what the sums of both kinds come down to.
struct Estimate {
  std::int64_t n = 0;
  double value = 0, variance = 0, expected = 0;
};

Estimate estimate(const Share& share) {
  if (share.n == 0) return {};
  auto n = static_cast<double>(share.n), p = static_cast<double>(share.k) / n;
  return {share.n, p, p * (1 - p) / n, static_cast<double>(share.expected) / million / n};
}
Estimate estimate(const Answers& answers) {
  if (answers.n == 0) return {};
  auto n = static_cast<double>(answers.n), mean = static_cast<double>(answers.sum) / n;
  auto variance = answers.n > 1 ? (static_cast<double>(answers.squares) - n * mean * mean) / (n - 1) : 0;
  return {answers.n, mean, variance / n, static_cast<double>(answers.expected) / million / n};
}

// Rates have Wilson's interval, means the normal one.
Group group(std::string name, const Share& share) {
  auto e = estimate(share);
  Group made{std::move(name), e.n, e.value, 0, 1, e.expected};
  if (e.n == 0) return made;
  auto n = static_cast<double>(e.n), below = 1 + z * z / n, half = z * std::sqrt(e.value * (1 - e.value) / n + z * z / (4 * n * n));
  made.low = (e.value + z * z / (2 * n) - half) / below;
  made.high = (e.value + z * z / (2 * n) + half) / below;
  return made;
}
Group group(std::string name, const Answers& answers) {
  auto e = estimate(answers);
  auto half = z * std::sqrt(e.variance);
  return {std::move(name), e.n, e.value, e.value - half, e.value + half, e.expected};
}

void difference(Effect& effect, const Estimate& from, const Estimate& to) {
  if (from.n == 0 || to.n == 0) return;
  auto half = z * std::sqrt(from.variance + to.variance);
  effect.realised = to.value - from.value;
  effect.low = *effect.realised - half;
  effect.high = *effect.realised + half;
}

// Within each segment the difference to be found is the planted one. Weighted by inverse variance over the segments; and as
// it looks when the segments are thrown together.
template <class Sums>
Effect by_segment(std::string key, std::string definition, std::string measure, double planted, const Sums (&sums)[segments_most][2], std::string without, std::string with) {
  Effect effect{std::move(key), std::move(definition), std::move(measure), planted, {}, {}, {}, {}, {}, {}};
  double weights = 0, weighted = 0;
  Sums all[2];
  for (std::size_t s = 0; s < segments_most; ++s) {
    const auto& segment = parameters().segments[s].key;
    effect.groups.push_back(group(segment + ", " + without, sums[s][0]));
    effect.groups.push_back(group(segment + ", " + with, sums[s][1]));
    all[0] += sums[s][0], all[1] += sums[s][1];
    auto a = estimate(sums[s][0]), b = estimate(sums[s][1]);
    if (a.n < 2 || b.n < 2 || a.variance + b.variance <= 0) continue;
    auto weight = 1 / (a.variance + b.variance);
    weights += weight;
    weighted += weight * (b.value - a.value);
  }
  if (weights > 0) {
    effect.realised = weighted / weights;
    effect.low = *effect.realised - z / std::sqrt(weights);
    effect.high = *effect.realised + z / std::sqrt(weights);
    auto a = estimate(all[0]), b = estimate(all[1]);
    effect.unadjusted_expected = b.expected - a.expected;
    effect.unadjusted_realised = b.value - a.value;
  }
  return effect;
}

template <class Sums>
Effect two_groups(std::string key, std::string definition, std::string measure, double planted, const Sums (&sums)[2], std::string without, std::string with) {
  Effect effect{std::move(key), std::move(definition), std::move(measure), planted, {}, {}, {}, {}, {}, {}};
  effect.groups = {group(std::move(without), sums[0]), group(std::move(with), sums[1])};
  difference(effect, estimate(sums[0]), estimate(sums[1]));
  return effect;
}

double mean_of(const std::vector<double>& shares) {
  double mean = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) mean += shares[i] * static_cast<double>(i + 1);
  return mean;
}

// The median of whole minutes, and the interval of its rank (binomial, normal approximation).
Group median(std::string name, const Minutes& minutes, std::optional<double> expected) {
  auto n = std::accumulate(minutes.counts.begin(), minutes.counts.end(), std::int64_t{0});
  Group made{std::move(name), n, 0, 0, 0, expected};
  if (n == 0) return made;
  auto at_rank = [&](double rank) {
    double seen = 0;
    for (std::size_t i = 0; i < minutes.counts.size(); ++i)
      if ((seen += static_cast<double>(minutes.counts[i])) >= rank) return static_cast<double>(i);
    return static_cast<double>(minutes.counts.size() - 1);
  };
  auto middle = static_cast<double>(n) / 2, half = z * std::sqrt(static_cast<double>(n)) / 2;
  made.realised = at_rank(middle);
  made.low = at_rank(std::max(1.0, middle - half));
  made.high = at_rank(middle + half + 1);
  return made;
}

std::vector<Effect> late_effects(const Tally& tally) {
  const auto& planted = parameters();
  auto d = planted.late_content * (mean_of(planted.stars_content) - mean_of(planted.stars_not));
  auto days = std::to_string(planted.repeat_days);
  return {
      by_segment("late_lowers_next_score",
                 "Mean of CSAT Answered (1-5) whose conversation is the order, late deliveries (Order Delivered after promised) minus those in time, within a segment. Unadjusted it is smaller than it is: "
                 "the segment studio is more content and gets more late deliveries.",
                 "mean", d, tally.score_late, "in time", "late"),
      by_segment("late_lowers_repeat_purchase",
                 "Share of Order Delivered with another Order Placed by the same person within " + days + " days, deliveries of which that window has closed, late minus in time, within a segment. Unadjusted it "
                 "looks smaller: studio buys more and gets more late deliveries.",
                 "rate", planted.late_repeat, tally.repeat_late, "in time", "late"),
      by_segment("card_has_no_effect_on_repeat_purchase",
                 "As above, orders with Thank-you Card Enclosed minus those without, within a segment. There is none; unadjusted there seems to be one, as studio gets more cards.",
                 "rate", planted.card_effect, tally.repeat_card, "no card", "card"),
      by_segment("card_has_no_effect_on_score", "Mean of CSAT Answered about the order, with card minus without, within a segment. There is none.", "mean", planted.card_effect, tally.score_card, "no card", "card"),
      two_groups("notice_saves_contacts",
                 "Of orders whose promised time passed undelivered, seven days before the end at the latest: share with a contact of topic delivery about the order, with Delay Notice Sent (by lot) minus without.",
                 "rate", planted.contact_when_late_and_told - planted.contact_when_late, tally.contact_when_late, "no notice", "notice"),
  };
}

Effect first_contacts(const Tally& tally) {
  Effect effect{"first_contact_resolution",
                "By topic: first contacts (Call, the first Mail Received of a conversation, the first Message Received of a conversation; none of the person on the topic within " +
                    std::to_string(parameters().contact_days) + " days before) without another contact of the same person on the same topic on any channel within " +
                    std::to_string(parameters().contact_days) + " days; open windows left out. planted: the mean over the topics.",
                "rate", 0, {}, {}, {}, {}, {}, {}};
  for (std::size_t t = 0; t < topic_count; ++t) {
    effect.groups.push_back(group(parameters().topics[t].key, tally.first_contact[t]));
    effect.planted += parameters().topics[t].resolved_at_first / static_cast<double>(topic_count);
    effect.realised = effect.realised.value_or(0) + effect.groups.back().realised / static_cast<double>(topic_count);
  }
  return effect;
}

Effect slow_region(const Tally& tally) {
  const auto& planted = parameters();
  Effect effect{"one_region_answers_slowly",
                "By region: median minutes from the first Mail Received of a conversation to its first Mail Sent, in business hours (09:00-18:00 local time, on the region's open days from Monday) and by the clock. "
                "planted and realised: the slowest region's median over the median of all others, business hours; by the clock weekends and nights decide.",
                "median minutes", 1, {}, {}, {}, {}, {}, {}};
  Minutes others, slow;
  for (std::size_t r = 0; r < regions_most; ++r) {
    const auto& region = planted.regions[r];
    effect.planted = std::max(effect.planted, region.answer_factor);
    effect.groups.push_back(median(region.key + ", business hours", tally.answer_business[r], planted.answer_minutes * region.answer_factor));
    effect.groups.push_back(median(region.key + ", clock", tally.answer_clock[r], std::nullopt));
    (region.answer_factor > 1 ? slow : others) += tally.answer_business[r];
  }
  auto a = median("", others, 0), b = median("", slow, 0);
  if (a.realised > 0 && b.low > 0) effect.realised = b.realised / a.realised, effect.low = b.low / a.high, effect.high = b.high / a.low;
  return effect;
}

Effect promises(const Tally& tally) {
  Effect effect{"promise_kept", "By region: share of orders whose promised time has passed that were delivered by it. planted: 1 - the segment's late - the region's late - what the season and the depot add; "
                                "expected: its mean over the orders that there were.",
                "rate", 0, {}, {}, {}, {}, {}, {}};
  Share all;
  for (std::size_t r = 0; r < regions_most; ++r) {
    effect.groups.push_back(group(parameters().regions[r].key, tally.kept[r]));
    all += tally.kept[r];
  }
  effect.planted = estimate(all).expected;
  effect.realised = estimate(all).value;
  return effect;
}

Effect mended(const Tally& tally) {
  const auto& planted = parameters();
  auto effect = two_groups("depot_mended", "Share of late deliveries (promised time passed, not delivered by it) in the region " + planted.mended_region +
                                               ", orders placed from mended_at on minus those before, adjusted for segment and season (November and December). Unadjusted their mix has a part in it.",
                           "rate", -planted.late_before_mended, tally.late_where_mended, "before", "after");
  if (!effect.realised) return effect;
  effect.unadjusted_realised = effect.realised;
  effect.unadjusted_expected = *effect.groups[1].expected - *effect.groups[0].expected;
  auto mix = *effect.unadjusted_expected - effect.planted;
  for (auto* each : {&effect.realised, &effect.low, &effect.high}) **each -= mix;
  return effect;
}

Effect funnel(const Tally& tally) {
  const auto& planted = parameters();
  Effect effect{"funnel", "Visits (conversation of web and app; of Order Placed its property session) with a Product Viewed; of those, with a Product Added; of those, with a Checkout Started; of those, "
                          "with an Order Placed. One visit counts once. planted: the whole way.",
                "rate", planted.cart * planted.checkout * planted.order, {}, {}, {}, {}, {}, {}};
  constexpr std::array<const char*, 3> names = {"Product Added", "Checkout Started", "Order Placed"};
  const std::array<double, 3> rates = {planted.cart, planted.checkout, planted.order};
  for (std::size_t i = 0; i < 3; ++i) {
    Share share{tally.funnel[i], tally.funnel[i + 1], std::llround(rates[i] * static_cast<double>(tally.funnel[i]) * million)};
    effect.groups.push_back(group(names[i], share));
  }
  if (tally.funnel[0] > 0) effect.realised = static_cast<double>(tally.funnel[3]) / static_cast<double>(tally.funnel[0]);
  return effect;
}

Effect touchpoints(const Tally& tally) {
  Effect effect{"expectation_and_perception", "By touchpoint (property of the answers): means of Expectation Told and Perception Told (1-7, asked together: the same conversation), and of their paired difference. "
                                              "planted: the gap of the first touchpoint.",
                "mean", parameters().touchpoints[0].perception - parameters().touchpoints[0].expectation, {}, {}, {}, {}, {}, {}};
  for (std::size_t t = 0; t < touchpoint_count; ++t) {
    const auto& key = parameters().touchpoints[t].key;
    effect.groups.push_back(group(key + ", expectation", tally.expected[t]));
    effect.groups.push_back(group(key + ", perception", tally.perceived[t]));
    effect.groups.push_back(group(key + ", gap", tally.gap[t]));
  }
  effect.realised = effect.groups[2].realised;
  effect.low = effect.groups[2].low;
  effect.high = effect.groups[2].high;
  return effect;
}

Effect sentiment(const Tally& tally) {
  Effect effect{"sentiment_follows_stars", "The text of Review Written by its stars: 1 and 2 are negative, 3 mixed, 4 and 5 positive, in both languages. groups: the share of each. planted: 1, all texts agree.",
                "rate", 1, 1.0, {}, {}, {}, {}, {}};
  for (std::size_t l = 0; l < 2; ++l) {
    std::int64_t n = 0;
    for (auto count : tally.stars[l]) n += count;
    constexpr std::array<const char*, 3> names = {"negative", "mixed", "positive"};
    const std::array<std::int64_t, 3> counts = {tally.stars[l][0] + tally.stars[l][1], tally.stars[l][2], tally.stars[l][3] + tally.stars[l][4]};
    for (std::size_t i = 0; i < 3; ++i) {
      auto made = group(std::string(l ? "zh, " : "en, ") + names[i], Share{n, counts[i], 0});
      made.expected = made.realised;
      effect.groups.push_back(made);
    }
  }
  return effect;
}

}  // namespace

Truth truth_of(const Tally& tally) {
  const auto& planted = parameters();
  Truth truth;
  truth.parameters = planted;
  truth.interactions = tally.interactions();
  for (std::size_t a = 0; a < act_count; ++a) truth.activities[act_names[a]] = tally.acts[a];
  truth.people.accounts = tally.acts[static_cast<std::size_t>(Act::account_opened)];
  truth.people.second_accounts = tally.second_accounts;
  truth.people.in_households = tally.in_households;
  truth.people.devices = tally.devices;
  truth.people.strangers = tally.strangers;
  truth.effects = late_effects(tally);
  truth.effects.push_back(two_groups("second_call_halves_promoters",
                                     "Share of 9 and 10 among NPS Answered whose conversation is a first call, when another call of the person on the topic followed within " +
                                         std::to_string(planted.contact_days) + " days minus when none did. The ratio is " + std::to_string(planted.promoters_after_second_call / planted.promoters).substr(0, 4) + ".",
                                     "rate", planted.promoters_after_second_call - planted.promoters, tally.promoters, "one call", "second call"));
  truth.effects.push_back(first_contacts(tally));
  truth.effects.push_back(slow_region(tally));
  truth.effects.push_back(promises(tally));
  truth.effects.push_back(mended(tally));
  truth.effects.push_back(funnel(tally));
  truth.effects.push_back(touchpoints(tally));
  truth.effects.push_back(sentiment(tally));
  return truth;
}

}  // namespace sample
