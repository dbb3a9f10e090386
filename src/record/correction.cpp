#include "record/correction.h"

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
  CorrectionKind kind;
  std::string field;
  std::optional<std::string> before_text, after_text;
  bool kept;
  std::string reason, by_whom;
  base::Time at;
  std::optional<base::Time> undone_at;
  std::optional<std::string> undone_by;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, customer, kind, field, before_text, after_text, kept, reason, by_whom, at, undone_at, undone_by))
constexpr const char* columns = "select id, customer, kind, field, before_text, after_text, kept, reason, by_whom, at, undone_at, undone_by from correction ";

struct Profile {
  std::string name, traits;
};
BOOST_DESCRIBE_STRUCT(Profile, (), (name, traits))

// An identity as it stood, for its undo.
struct Held {
  std::string value, shown;
  bool verified = false;
  base::Time at;
  std::optional<std::string> to;
  std::optional<std::vector<std::string>> others;   // who held it as well, and keeps it
};
BOOST_DESCRIBE_STRUCT(Held, (), (value, shown, verified, at, to, others))

struct HeldRow {
  CustomerId customer;
  std::optional<std::string> shown;
  bool verified;
  base::Time at;
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (customer, shown, verified, at))

base::Json json_of(const std::optional<std::string>& text) { return text ? base::parse_json(*text) : base::Json(nullptr); }

Correction told(const Row& row) {
  return {base::show_id('x', row.id), base::show_id('c', row.customer), row.kind, row.field.substr(row.field.find(':') + 1), json_of(row.before_text), json_of(row.after_text), row.kept && !row.undone_at,
          row.reason, row.by_whom, row.at, row.undone_at, row.undone_by};
}

Row load(store::Session& session, std::int64_t id) {
  auto row = session.one<Row>(std::string(columns) + "where id = :i", id);
  if (!row) throw base::not_found("There is no correction " + base::show_id('x', id) + ".");
  return *row;
}

std::string text_of(const base::Json& value) { return base::json_text(value); }

void audit(Change& change, const char* verb, const Row& row) {
  rights::Audit::record(change.session, {.verb = verb, .object = "customer", .id = base::show_id('c', row.customer),
                                         .details = {{"correction", base::show_id('x', row.id)}, {"kind", base::enum_name(row.kind)}, {"field", row.field.substr(row.field.find(':') + 1)}}});
}

Profile profile_of(store::Session& session, CustomerId profile) { return session.one<Profile>("select name, traits from customer where id = :i", profile).value_or(Profile{}); }

base::Json trait_of(store::Session& session, CustomerId profile, const std::string& key) {
  const auto traits = base::parse_json(profile_of(session, profile).traits).as_object();
  auto found = traits.find(key);
  return found == traits.end() ? base::Json(nullptr) : found->value();
}

void tell_trait(Change& change, CustomerId profile, const std::string& key, const base::Json& value, base::Time at) {
  change.state.last_told.erase(profile);
  tell_profile(change, profile, "", base::json_text(base::JsonObject{{key, value}}), at);
  change.state.last_told.erase(profile);
}

void set_name(Change& change, CustomerId profile, const std::string& name, base::Time at) {
  change.state.last_told.erase(profile);
  tell_profile(change, profile, name, "", at);
  if (name.empty()) {   // telling says nothing by an empty name
    change.session.run("update customer set name = '' where id = :i", profile);
    change.session.run("update profile_told set name = '' where customer = :i and import = 0", profile);
    change.profile_changed(profile);
  }
  change.state.last_told.erase(profile);
}

struct Identity {
  std::int32_t name_space = 0;
  Claim claim;
};

Identity identity_of(Change& change, const CorrectionRequest& request, const std::string& region) {
  auto colon = request.identity ? request.identity->find(':') : std::string::npos;
  if (colon == std::string::npos) throw base::invalid("Which identifier is not said.", "Write it as namespace:value, such as email:a@b.c.", "identity");
  Identity identity{.claim = claim(request.identity->substr(0, colon), request.identity->substr(colon + 1), false, region)};
  identity.name_space = change.state.dictionary.name_space(change.session, identity.claim.name_space);
  return identity;
}

std::vector<HeldRow> held_by(store::Session& session, CustomerId person, std::int32_t name_space, const std::string& value) {
  return session.all<HeldRow>("select customer, shown, verified, at from identity where name_space = :n and value = :v and customer in (select id from customer where id = :r or merged_into = :s) order by customer",
                              name_space, value, person, person);
}

std::vector<CustomerId> holders_of(store::Session& session, std::int32_t name_space, const std::string& value) {
  return session.all<CustomerId>("select customer from identity where name_space = :n and value = :v order by customer", name_space, value);
}

// Everybody who holds it but the person.
std::vector<std::string> others_than(Change& change, CustomerId person, std::int32_t name_space, const std::string& value) {
  std::vector<std::string> others;
  for (auto profile : holders_of(change.session, name_space, value))
    if (change.state.joins.root(profile) != person) others.push_back(base::show_id('c', profile));
  return others;
}

// Whether an identifier that was taken away, or moved, stands where that put it: nobody holds it but who did then (people
// may have been joined since), and who it was moved to does.
bool stands(Change& change, std::int32_t name_space, const Held& before, std::optional<CustomerId> to) {
  std::vector<CustomerId> people;
  for (const auto& other : before.others.value_or(std::vector<std::string>{}))
    if (auto profile = base::read_id('c', other)) people.push_back(change.state.joins.root(*profile));
  bool arrived = !to;
  for (auto profile : holders_of(change.session, name_space, before.value)) {
    if (profile == to) arrived = true;
    else if (std::find(people.begin(), people.end(), change.state.joins.root(profile)) == people.end()) return false;
  }
  return arrived;
}

void let_go(Change& change, std::int32_t name_space, const std::string& value, CustomerId profile) {
  change.session.run("delete from identity where name_space = :n and value = :v and customer = :c", name_space, value, profile);
  change.state.identities.look_again(change.session, name_space, value);
  change.notice(NoticeKind::taken_away, 0);   // other nodes; this one has looked again already
  recount_identified(change, profile);
  change.profile_changed(profile);
}

void give(Change& change, std::int32_t name_space, const std::string& name, const Held& held, CustomerId profile, bool verified) {
  change.state.identities.hold(change.session, name_space, {.name_space = name, .value = held.value, .shown = held.shown, .verified = verified}, profile, held.at, 0);
  change.state.identities.look_again(change.session, name_space, held.value);
  recount_identified(change, profile);
  change.profile_changed(profile);
}

void set_verified(Change& change, std::int32_t name_space, const std::string& value, CustomerId profile, bool verified) {
  change.session.run("update identity set verified = :f where name_space = :n and value = :v and customer = :c", verified, name_space, value, profile);
  change.state.identities.look_again(change.session, name_space, value);
  recount_identified(change, profile);
  change.profile_changed(profile);
}

void correct_identity(Change& change, CustomerId person, const CorrectionRequest& request, const std::string& region, Row& row) {
  auto identity = identity_of(change, request, region);
  auto holders = held_by(change.session, person, identity.name_space, identity.claim.value);
  if (holders.empty()) throw base::not_found("This person does not hold " + base::shown(*request.identity, 80) + ".", "The customer's answer lists the identifiers.");
  const auto& holder = holders.front();
  Held held{.value = identity.claim.value, .shown = holder.shown.value_or(identity.claim.value), .verified = holder.verified, .at = holder.at};
  row.customer = holder.customer;
  row.field = "identity:" + identity.claim.name_space;
  switch (request.kind) {
    case CorrectionKind::identity_moved: {
      if (!request.to) throw base::invalid("Who gets the identifier is not said.", "Name a customer as \"to\".", "to");
      auto to = Customers::person(change.session, *request.to);
      if (to == person) throw base::Error(base::ErrorCode::conflict, "This person holds it already.", "Name another customer.", "to");
      held.to = base::show_id('c', to);
      held.others = others_than(change, person, identity.name_space, held.value);
      for (const auto& one : holders) let_go(change, identity.name_space, held.value, one.customer);
      give(change, identity.name_space, identity.claim.name_space, held, to, held.verified);
      row.after_text = text_of(base::to_json(held));
      break;
    }
    case CorrectionKind::identity_verified:
      if (!request.verified) throw base::invalid("Whether it is verified is not said.", "Set \"verified\" to true or false.", "verified");
      set_verified(change, identity.name_space, held.value, holder.customer, *request.verified);
      row.after_text = text_of(*request.verified);
      break;
    default:
      held.others = others_than(change, person, identity.name_space, held.value);
      for (const auto& one : holders) let_go(change, identity.name_space, held.value, one.customer);
  }
  row.before_text = text_of(base::to_json(held));
}

}  // namespace

Correction correct(Change& change, const std::string& customer, const CorrectionRequest& request, const std::string& by, const std::string& region) {
  auto& session = change.session;
  auto person = Customers::person(session, customer);
  Row row{.customer = person, .kind = request.kind, .kept = !request.forget.value_or(false), .reason = base::trim(base::stored(request.reason)), .by_whom = by, .at = change.now};
  if (row.reason.empty() || row.reason.size() > base::limits::reason_bytes) throw base::invalid("A correction needs a reason, of " + std::to_string(base::limits::reason_bytes) + " bytes at most.", "Say where the right value comes from.", "reason");
  if (request.profile) {
    auto profile = base::read_id('c', *request.profile);
    auto all = joined_profiles(session, person);
    if (!profile || std::find(all.begin(), all.end(), *profile) == all.end()) throw base::invalid("This is not a profile of the customer.", "The customer's answer lists its profiles.", "profile");
    row.customer = *profile;
  }
  row.id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from correction").value();
  switch (request.kind) {
    case CorrectionKind::name: {
      if (!request.name) throw base::invalid("The right name is not said.", "Give it as \"name\"; an empty one takes the name away.", "name");
      auto name = base::trim(base::stored(*request.name));
      if (name.size() > base::limits::key_bytes) throw base::invalid("The name is longer than " + std::to_string(base::limits::key_bytes) + " bytes.", "Shorten it.", "name");
      row.field = "name";
      row.before_text = text_of(base::Json(profile_of(session, row.customer).name));
      row.after_text = text_of(base::Json(name));
      set_name(change, row.customer, name, row.at);
      break;
    }
    case CorrectionKind::trait: {
      auto key = base::trim(base::stored(request.trait.value_or("")));
      if (key.empty() || key.size() > base::limits::key_bytes) throw base::invalid("Which trait is not said.", "Name it as \"trait\".", "trait");
      auto value = request.value.value_or(nullptr);
      if (base::json_text(value).size() > base::limits::traits_bytes / 4) throw base::Error(base::ErrorCode::too_large, "The value is too long for a trait.", "Shorten it.", "value");
      row.field = "trait:" + key;
      row.before_text = text_of(trait_of(session, row.customer, key));
      if (!value.is_null()) row.after_text = text_of(value);
      tell_trait(change, row.customer, key, value, row.at);
      break;
    }
    default: correct_identity(change, person, request, region, row);
  }
  if (!row.kept) row.before_text.reset(), row.after_text.reset();
  session.run("insert into correction(id, customer, kind, field, before_text, after_text, kept, reason, by_whom, at) values (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j)",
              row.id, row.customer, row.kind, row.field, row.before_text, row.after_text, row.kept, row.reason, row.by_whom, row.at);
  audit(change, "customer.correct", row);
  return told(row);
}

Correction undo_correction(Change& change, const std::string& correction, const std::string& by) {
  auto& session = change.session;
  auto id = base::read_id('x', correction);
  if (!id) throw base::not_found("There is no correction " + base::shown(correction, 30) + ".");
  auto row = load(session, *id);
  Customers::person(session, base::show_id('c', row.customer));   // who is not seen does not exist
  if (row.undone_at) throw base::Error(base::ErrorCode::conflict, "This correction is undone already.", "Nothing needs to be done.");
  if (!row.kept) throw base::Error(base::ErrorCode::conflict, "What stood there before is not kept.", "It was to be forgotten, or who held it since was erased. Correct it anew.");
  // First, so that it stands in the way of nothing that is told now.
  session.run("update correction set undone_at = :t, undone_by = :b where id = :i", change.now, by, row.id);
  auto before = json_of(row.before_text), after = json_of(row.after_text);
  auto changed_since = [] { return base::Error(base::ErrorCode::conflict, "It was changed again since.", "Correct it anew."); };
  switch (row.kind) {
    case CorrectionKind::name:
      if (base::Json(profile_of(session, row.customer).name) != after) throw changed_since();
      set_name(change, row.customer, std::string(before.as_string()), change.now);
      break;
    case CorrectionKind::trait: {
      auto key = row.field.substr(6);
      if (trait_of(session, row.customer, key) != after) throw changed_since();
      tell_trait(change, row.customer, key, before, change.now);
      break;
    }
    default: {
      auto held = base::from_json<Held>(before);
      auto name = row.field.substr(9);
      auto name_space = change.state.dictionary.name_space(session, name);
      if (row.kind == CorrectionKind::identity_verified) {
        auto now = session.one<bool>("select verified from identity where name_space = :n and value = :v and customer = :c", name_space, held.value, row.customer);
        if (!now || base::Json(*now) != after) throw changed_since();
        set_verified(change, name_space, held.value, row.customer, held.verified);
        break;
      }
      auto to = base::read_id('c', held.to.value_or(""));
      if (!stands(change, name_space, held, to))
        throw base::Error(base::ErrorCode::conflict, "Somebody got this identifier since, or it was corrected again.", "Look who holds it now, and correct it anew.");
      if (to) let_go(change, name_space, held.value, *to);
      give(change, name_space, name, held, row.customer, held.verified);
    }
  }
  row.undone_at = change.now;
  row.undone_by = by;
  audit(change, "customer.correct_undo", row);
  return told(row);
}

void forget_in_corrections(Change& change, const std::vector<CustomerId>& profiles, const std::vector<ErasedIdentity>& identities) {
  auto& session = change.session;
  // Corrections are made by people, one by one: reading all of one kind is cheap.
  for (const auto& row : session.all<Row>(std::string(columns) + "where kind in (3, 4, 5) and kept = 1 order by id")) {
    if (!row.before_text) continue;
    auto held = base::from_json<Held>(json_of(row.before_text));
    auto name = row.field.substr(row.field.find(':') + 1);
    auto to = base::read_id('c', held.to.value_or(""));
    bool was_given = to && std::find(profiles.begin(), profiles.end(), *to) != profiles.end();
    bool erased = std::any_of(identities.begin(), identities.end(), [&](const auto& one) { return one.name_space == name && one.value == held.value; });
    bool theirs = erased && !was_given && !held_by(session, change.state.joins.root(row.customer), change.state.dictionary.name_space(session, name), held.value).empty();
    if ((was_given || erased) && !theirs) session.run("update correction set before_text = null, after_text = null, kept = 0 where id = :i", row.id);
  }
}

std::vector<Correction> corrections_of(store::Session& session, CustomerId person) {
  std::vector<Correction> list;
  auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", person).value_or(person);
  for (const auto& row : session.all<Row>(std::string(columns) + "where customer in (select id from customer where id = :r or merged_into = :s) order by id desc", root, root)) list.push_back(told(row));
  return list;
}

std::vector<std::string> corrected_since(store::Session& session, CustomerId profile, base::Time at) {
  return session.all<std::string>("select field from correction where customer = :c and at > :t and undone_at is null and kind in (1, 2)", profile, at);
}

}  // namespace record
