// What is planted in the sample company: the numbers that later analysis should find again. One described struct: it is
// written into truth.json as it stands. Plain values.
#pragma once
#include <string>
#include <vector>

#include "base/json.h"

namespace sample {

struct Region {
  std::string key, zone, language, currency;
  double share = 0;             // of the customers
  double other_language = 0;    // share of its customers who speak the other language
  double late = 0;              // added to the chance that a delivery is late
  double answer_factor = 1;     // times the usual median time to the first answer to a mail
  int open_days = 5;            // days of the week on which mails and calls are answered, from Monday
};
BOOST_DESCRIBE_STRUCT(Region, (), (key, zone, language, currency, share, other_language, late, answer_factor, open_days))

// The confounder: a segment that buys more also gets more late deliveries.
struct Segment {
  std::string key;
  double share = 0;             // of the customers
  double late = 0;              // chance that a delivery is late, before region and season
  double repeat = 0;            // chance of another order within repeat_days of a delivery that came in time
  double content = 0;           // chance of being content with a delivery that came in time
  double card = 0;              // chance of a thank-you card in the parcel
};
BOOST_DESCRIBE_STRUCT(Segment, (), (key, share, late, repeat, content, card))

struct Topic {
  std::string key;
  double resolved_at_first = 0;   // no further contact on the topic within contact_days
};
BOOST_DESCRIBE_STRUCT(Topic, (), (key, resolved_at_first))

struct Touchpoint {
  std::string key;
  double expectation = 0, perception = 0;   // means on the scale 1 … 7
};
BOOST_DESCRIBE_STRUCT(Touchpoint, (), (key, expectation, perception))

struct Parameters {
  std::vector<Region> regions;
  std::vector<Segment> segments;
  std::vector<Topic> topics;
  std::vector<Touchpoint> touchpoints;

  // Delivery
  std::string mended_region = "south-china";
  double mended_after = 0.55;       // of the period: then that region's depot was mended
  double late_before_mended = 0.22; // added to the chance of a late delivery there until then
  double late_in_peak = 0.05;       // added in November and December
  double late_content = -0.35;      // added to the chance of being content when a delivery is late
  double late_repeat = -0.12;       // added to the chance of another order within repeat_days
  int repeat_days = 90;
  double notice = 0.5;              // late deliveries of which the customer is told beforehand, by lot
  double contact_when_late = 0.55;            // contacts on the topic delivery after a late delivery, without a notice
  double contact_when_late_and_told = 0.25;   // … with one
  double card_effect = 0;           // of the thank-you card, on anything: none

  // Answers 1 … 5 of those who are content and who are not; answers 0 … 10 after calls.
  std::vector<double> stars_content = {0.01, 0.02, 0.10, 0.32, 0.55};
  std::vector<double> stars_not = {0.30, 0.30, 0.22, 0.13, 0.05};
  double promoters = 0.44;                    // 9 or 10, in the survey after a call
  double promoters_after_second_call = 0.22;  // … when a second call on the topic followed within contact_days
  double passives = 0.30;                     // 7 or 8, in either case
  int contact_days = 7;

  // The median time to the first answer to a mail, in minutes of business hours (09:00–18:00 on open days, local time).
  double answer_minutes = 150;
  double answer_spread = 0.8;       // standard deviation of its logarithm

  // Of visits with a product view: a product into the cart; of those, checkout; of those, an order.
  double cart = 0.50, checkout = 0.64, order = 0.75;

  double surveyed = 0.34;           // answers after a delivery; whoever answers is drawn by lot
  double reviewed = 0.30;
  double called = 0.45, chatted = 0.27;   // of contacts; the rest are mails
  double households = 0.04;         // customers who share the phone of the one before
  double second_accounts = 0.03;    // customers who open another account under a form of the same name
  double strangers = 0.10;          // visitors who never say who they are, per customer
};
BOOST_DESCRIBE_STRUCT(Parameters, (), (regions, segments, topics, touchpoints, mended_region, mended_after, late_before_mended, late_in_peak, late_content, late_repeat,
    repeat_days, notice, contact_when_late, contact_when_late_and_told, card_effect, stars_content, stars_not, promoters, promoters_after_second_call,
    passives, contact_days, answer_minutes, answer_spread, cart, checkout, order, surveyed, reviewed, called, chatted, households, second_accounts, strangers))

// Indexes into the lists of parameters().
enum RegionIndex : std::size_t { east_china, north_china, south_china, us_west, us_east, uk };
enum TopicIndex : std::size_t { delivery, damage, refund, invoice, advice, points, topic_count };
enum TouchpointIndex : std::size_t { at_delivery, at_store, at_call, touchpoint_count };

const Parameters& parameters();

}  // namespace sample
