#include "record/consent.h"

#include <set>

#include "access/audit.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/text.h"
#include "record/profiles.h"

namespace record {
namespace {

struct Row {
  std::int64_t id;
  CustomerId customer;
  std::string purpose, channel;
  ConsentState state;
  base::Time at;
  std::optional<base::Time> until;
  ConsentHow how;
  std::optional<std::string> text, version, evidence;
  std::string by_whom;
  base::Time recorded_at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, customer, purpose, channel, state, at, until, how, text, version, evidence, by_whom, recorded_at))
constexpr const char* columns = "select id, customer, purpose, channel, state, at, until_at, how, agreed_to, version, evidence, by_whom, recorded_at from consent ";

Consent told(const Row& row) {
  Consent one{.id = base::show_id('o', row.id), .profile = base::show_id('c', row.customer), .purpose = row.purpose, .state = row.state, .at = row.at, .until = row.until, .how = row.how,
              .text = row.text, .version = row.version, .evidence = row.evidence, .by = row.by_whom, .recorded_at = row.recorded_at};
  if (!row.channel.empty()) one.channel = row.channel;
  return one;
}

// A withdrawal holds from the moment that it is known: a sender's clock that is ahead doesn't put it off. In SQL.
static_assert(static_cast<int>(ConsentState::withdrawn) == 2);
const std::string holds_from = "case when state = 2 then least(at, recorded_at) else at end";

// Withdrawn, then unknown, then given.
int strictness(ConsentState state) { return state == ConsentState::withdrawn ? 2 : state == ConsentState::unknown ? 1 : 0; }

std::string word(const std::string& raw, const char* field) {
  auto text = base::lower_ascii(base::trim(base::stored(raw)));
  if (text.empty() || text.size() > base::limits::channel_bytes || text.find('\n') != std::string::npos) throw base::invalid(std::string("The ") + field + " must be one line of 1 to " + std::to_string(base::limits::channel_bytes) + " bytes.", "A short word, such as \"marketing\".", field);
  return text;
}

std::optional<std::string> kept(const std::optional<std::string>& raw, std::size_t most, const char* field) {
  if (!raw) return std::nullopt;
  auto text = base::trim(base::stored(*raw));
  if (text.size() > most) throw base::Error(base::ErrorCode::too_large, std::string("\"") + field + "\" is longer than " + std::to_string(most) + " bytes.", "Keep the document elsewhere and name it as evidence.", field);
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

ConsentNow consent_of(store::Session& session, CustomerId person, const std::string& purpose, const std::string& channel, base::Time at) {
  ConsentNow now{.purpose = purpose};
  if (!channel.empty()) now.channel = channel;
  auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", person).value_or(person);
  int strictest = -1;
  for (auto profile : joined_profiles(session, root)) {
    auto latest = session.one<Row>(std::string(columns) + "where customer = :c and purpose = :p and (channel = '' or channel = :h) and " + holds_from + " <= :t order by " + holds_from + " desc, id desc limit 1", profile, purpose, channel, at);
    if (!latest) continue;
    bool expired = latest->until && *latest->until <= at;
    auto state = expired ? ConsentState::unknown : latest->state;
    if (strictness(state) <= strictest) continue;
    strictest = strictness(state);
    now.state = state;
    now.since = expired ? latest->until : std::optional(state == ConsentState::withdrawn ? std::min(latest->at, latest->recorded_at) : latest->at);
    now.until = expired ? std::nullopt : latest->until;
  }
  return now;
}

bool may_contact(store::Session& session, CustomerId person, const std::string& purpose, const std::string& channel, base::Time at) {
  return consent_of(session, person, purpose, channel, at).state == ConsentState::given;
}

std::vector<std::string> purposes(store::Session& session) {
  std::vector<std::string> list{"marketing", "research", "analytics"};
  for (auto& used : session.all<std::string>("select distinct purpose from consent order by purpose"))
    if (std::find(list.begin(), list.end(), used) == list.end()) list.push_back(used);
  return list;
}

Consents consents_of(store::Session& session, CustomerId person, base::Time now) {
  Consents all;
  auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", person).value_or(person);
  std::set<std::pair<std::string, std::string>> asked;
  std::vector<Row> rows;
  for (auto profile : joined_profiles(session, root))
    for (auto& row : session.all<Row>(std::string(columns) + "where customer = :c", profile)) {
      asked.insert({row.purpose, row.channel});
      rows.push_back(std::move(row));
    }
  for (const auto& purpose : purposes(session)) asked.insert({purpose, ""});
  for (const auto& [purpose, channel] : asked) all.now.push_back(consent_of(session, root, purpose, channel, now));
  std::sort(rows.begin(), rows.end(), [](const Row& x, const Row& y) { return x.at != y.at ? x.at > y.at : x.id > y.id; });
  for (const auto& row : rows) all.history.push_back(told(row));
  return all;
}

std::vector<Consent> record_consent(store::Session& session, const std::string& customer, const ConsentRequest& request, const std::string& by) {
  auto root = Customers::person(session, customer);
  auto profile = base::read_id('c', customer).value();
  auto now = base::now();
  Row row{.purpose = word(request.purpose, "purpose"), .state = request.state, .at = request.at.value_or(now), .until = request.until, .how = request.how,
          .text = kept(request.text, base::limits::text_bytes, "text"), .version = kept(request.version, base::limits::key_bytes, "version"), .evidence = kept(request.evidence, base::limits::key_bytes, "evidence"), .by_whom = by, .recorded_at = now};
  if (request.channel) row.channel = word(*request.channel, "channel");
  if (row.at.micros > now.micros + base::day) throw base::invalid("Consent can't be said in the future.", "Give the time when it was said.", "at");
  if (row.until && *row.until <= row.at) throw base::invalid("It would end before it begins.", "Give an end after \"at\".", "until");
  std::vector<CustomerId> profiles{profile};
  if (request.joined.value_or(true)) profiles = joined_profiles(session, root);
  std::vector<Consent> recorded;
  for (auto one : profiles) {
    row.customer = one;
    row.id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from consent").value();
    session.run("insert into consent(id, customer, purpose, channel, state, at, until_at, how, agreed_to, version, evidence, by_whom, recorded_at) values (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m)",
                row.id, row.customer, row.purpose, row.channel, row.state, row.at, row.until, row.how, row.text, row.version, row.evidence, row.by_whom, row.recorded_at);
    recorded.push_back(told(row));
  }
  base::JsonObject details{{"purpose", row.purpose}, {"state", base::enum_name(row.state)}, {"how", base::enum_name(row.how)}};
  if (!row.channel.empty()) details.emplace("channel", row.channel);
  rights::Audit::record(session, {.verb = "consent.record", .object = "customer", .id = base::show_id('c', profile), .details = details});
  return recorded;
}

}  // namespace record
