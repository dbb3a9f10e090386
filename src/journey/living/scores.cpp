#include "journey/living/scores.h"

namespace journey {
namespace {

void add(Count& to, bool is_one) { to.count += is_one, ++to.of; }

ScoreShare score_share(const Count& count) {
  ScoreShare told;
  told.hidden = count.of < told_from;
  told.few = count.of < sure_from;
  if (told.hidden) told.of = count.of;
  else static_cast<ShareTold&>(told) = share_of(count.count, count.of);
  return told;
}

}  // namespace

void Scores::add(const Experience& told) {
  if (told.sentiment != Experience::no_sentiment) sentiment.add(told.sentiment / 100.0);
  if (!told.kind) return;
  switch (*told.kind) {
    case record::ScoreKind::perception: perception.add(told.value); break;
    case record::ScoreKind::expectation: expectation.add(told.value); break;
    case record::ScoreKind::stars: stars.add(told.value); break;
    case record::ScoreKind::csat: journey::add(csat, told.value >= 4); break;
    case record::ScoreKind::nps: ++(told.value >= 9 ? nps.promoters : told.value >= 7 ? nps.passives : nps.detractors); break;
    case record::ScoreKind::ces:
      ces.add(told.value);
      journey::add(easy, told.value >= 5);
      break;
  }
}

void Scores::operator+=(const Scores& other) {
  for (auto part : {&Scores::perception, &Scores::expectation, &Scores::gap, &Scores::ces, &Scores::stars, &Scores::sentiment}) this->*part += other.*part;
  for (auto part : {&Recommending::promoters, &Recommending::passives, &Recommending::detractors}) nps.*part += other.nps.*part;
  for (auto part : {&Scores::csat, &Scores::easy}) (this->*part).count += (other.*part).count, (this->*part).of += (other.*part).of;
}

ScoresTold told(const Scores& scores) {
  ScoresTold told;
  auto tell = [](std::optional<Mean>& mean, const Sums& sums) { if (sums.n) mean = mean_of(sums); };
  tell(told.perception, scores.perception);
  tell(told.expectation, scores.expectation);
  tell(told.gap, scores.gap);
  tell(told.stars, scores.stars);
  tell(told.sentiment, scores.sentiment);
  if (scores.nps.promoters + scores.nps.passives + scores.nps.detractors) told.nps = nps_of(scores.nps.promoters, scores.nps.passives, scores.nps.detractors);
  if (scores.csat.of) told.csat = score_share(scores.csat);
  if (scores.ces.n) told.ces = Effort{mean_of(scores.ces), score_share(scores.easy)};
  return told;
}

}  // namespace journey
