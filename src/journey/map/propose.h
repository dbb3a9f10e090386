// A journey map out of the data, for a person to correct: what customers live through most often becomes touchpoints, in the order
// in which they first meet them, and what lies close together in that order becomes a stage.
//
// Touchpoints: an activity of several channels is one; the messages of a channel in which people talk (mail, chat, calls) are one;
// each other activity is its own. Answers of surveys and reviews are none: they stand as `answers` at the touchpoint that
// customers most often met directly before. A loop, when who came to the last stage often comes back to the first. A promise, where interactions
// of a touchpoint were kept and broken; outcomes: the score that is told most often, and that money is paid again.
//
// Threads: any; one view from its beginning to its end. Nothing is stored.
#pragma once
#include "journey/map/templates.h"
#include "journey/index.h"

namespace journey {

struct ProposeAsked {
  std::optional<MatchAsked> filter;
  std::optional<base::Time> from, to;
  std::optional<std::int64_t> top;         // touchpoints at most; 20 when left out
  MapLanguage language = MapLanguage::en;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(ProposeAsked, (), (filter, from, to, top, language))

Map propose(const Index& index, const ProposeAsked& asked);

}  // namespace journey
