#include "journey/saved.h"

#include "access/audit.h"
#include "access/types.h"
#include "base/ids.h"
#include "base/text.h"
#include "journey/who.h"

namespace journey {
namespace {

using base::Error, base::ErrorCode;
using Kind = http::Caller::Kind;

struct SavedRow {
  std::int64_t id = 0;
  std::string name, question, asked;
  std::optional<std::string> cell;
  bool shared = false;
  std::string owner, owner_name;
  base::Time made_at, changed_at;
  std::optional<base::Time> removed_at;
};
BOOST_DESCRIBE_STRUCT(SavedRow, (), (id, name, question, asked, cell, shared, owner, owner_name, made_at, changed_at, removed_at))
constexpr std::string_view columns = "select id, name, question, asked, cell, shared, owner, owner_name, made_at, changed_at, removed_at from saved_question ";

bool sees(const SavedRow& row, const http::Caller& who) { return row.shared || row.owner == id_of(who) || who.kind == Kind::operator_; }

bool may_change(const SavedRow& row, const http::Caller& who) {
  auto role = base::enum_value<rights::Role>(who.role);
  return row.owner == id_of(who) || who.kind == Kind::operator_ || (row.shared && role && *role >= rights::Role::manager);
}

Saved shown(const SavedRow& row, const http::Caller& who) {
  Saved saved{base::show_id('q', row.id), row.name, row.question, base::parse_json(row.asked).as_object(), {}, row.shared, row.owner == id_of(who), row.owner_name, row.made_at, row.changed_at, row.removed_at};
  if (row.cell) saved.cell = base::parse_json(*row.cell).as_object();
  return saved;
}

bool is_gone(const SavedRow& row) { return row.removed_at && row.removed_at->micros < base::now().micros - SavedQuestions::kept_days * base::day; }

SavedRow existing(store::Session& session, const std::string& id, const http::Caller& who) {
  auto number = base::read_id('q', id);
  auto row = number ? session.one<SavedRow>(std::string(columns) + "where id = :i", *number) : std::nullopt;
  if (!row || !sees(*row, who) || is_gone(*row)) throw base::not_found("There is no saved question " + base::shown(id, 30) + ".", "GET /api/saved-questions lists those that you see. Was it shared with you?");
  return *row;
}

std::string clean_name(const std::string& text) {
  auto name = base::trim(base::stored(text));
  if (name.empty() || name.size() > base::limits::saved_name_bytes || name.find('\n') != std::string::npos)
    throw base::invalid("A name is one line of 1 to " + std::to_string(base::limits::saved_name_bytes) + " bytes.", "Shorten it, or write one.", "name");
  return name;
}

std::string clean_json(const base::JsonObject& object, const char* field) {
  auto text = base::json_text(object);
  if (text.size() > base::limits::saved_question_bytes) throw base::invalid("\"" + std::string(field) + "\" is longer than " + std::to_string(base::limits::saved_question_bytes) + " bytes.", "Name channels instead of many activities.", field);
  return text;
}

void refuse_taken(store::Session& session, const std::string& name, const std::string& owner, std::int64_t but) {
  if (session.one<int>("select 1 from saved_question where name = :n and owner = :o and removed_at is null and id <> :i", name, owner, but))
    throw Error(ErrorCode::conflict, "There is \"" + name + "\" already.", "Take another name, or change that one.", "name");
}

base::JsonObject told_of(const SavedRow& row) { return {{"name", row.name}, {"question", row.question}}; }

}  // namespace

const Index& SavedQuestions::index() const {
  if (!index_) throw Error(ErrorCode::unavailable, "No journey index is open here.", "Ask the server that owns the folder.");
  return *index_;
}

// It is asked once: what can't be asked is not kept.
void SavedQuestions::check(const Saved& saved) const {
  bool known = false;
  std::string names;
  each_question([&]<class Asked, class Opened>(const char* name, const char*) {
    names += (names.empty() ? "" : ", ") + std::string(name);
    if (saved.question != name) return;
    known = true;
    if (saved.cell) {
      Opened opened;
      opened.limit = 1;
      opened.question = base::from_json<Asked>(saved.asked, "asked");
      opened.cell = base::from_json<decltype(opened.cell)>(*saved.cell, "cell");
      ask(index(), opened);
    } else {
      ask(index(), base::from_json<Asked>(saved.asked, "asked"));
    }
  });
  if (!known) throw base::invalid("There is no question \"" + base::shown(saved.question, 30) + "\".", "Use one of " + names + ".", "question");
}

http::Page<Saved> SavedQuestions::list(const SavedQuery& query, const http::Caller& who) const {
  auto limit = http::page_limit(query.limit);
  std::vector<Saved> all;
  database_.read([&](store::Session& session) {
    for (const auto& row : session.all<SavedRow>(std::string(columns) + "order by name, id")) {
      bool fits = sees(row, who) && !is_gone(row) && row.removed_at.has_value() == query.removed.value_or(false) && (!query.segments || row.cell.has_value() == *query.segments);
      if (fits && (!query.q || base::folded(row.name).find(base::folded(*query.q)) != std::string::npos)) all.push_back(shown(row, who));
    }
  });
  http::Page<Saved> page;
  auto first = all.begin();
  if (query.cursor) {
    first = std::find_if(all.begin(), all.end(), [&](const Saved& saved) { return saved.id == *query.cursor; });
    if (first == all.end()) throw base::invalid("The cursor is none, or what it stood at is gone.", "Begin with the first page.", "cursor");
  }
  for (; first != all.end() && page.items.size() < limit; ++first) page.items.push_back(*first);
  if (first != all.end()) page.next = first->id;
  return page;
}

Saved SavedQuestions::one(const std::string& id, const http::Caller& who) const {
  return database_.reading([&](store::Session& session) { return shown(existing(session, id, who), who); });
}

Saved SavedQuestions::add(const NewSaved& asked, const http::Caller& who) {
  auto now = base::now();
  SavedRow row{.name = clean_name(asked.name), .question = asked.question, .asked = clean_json(asked.asked, "asked"), .shared = asked.shared, .owner = id_of(who), .owner_name = who.name, .made_at = now, .changed_at = now};
  if (asked.cell) row.cell = clean_json(*asked.cell, "cell");
  check(shown(row, who));
  return database_.writing([&](store::Session& session) {
    // The last one stays, so that no number is given twice.
    session.run("delete from saved_question where removed_at < :t and id < (select max(id) from saved_question)", base::Time{now.micros - kept_days * base::day});
    if (session.one<std::int64_t>("select count(*) from saved_question").value_or(0) >= static_cast<std::int64_t>(base::limits::saved_questions))
      throw Error(ErrorCode::conflict, "There are " + std::to_string(base::limits::saved_questions) + " saved questions already.", "Remove those that nobody needs.");
    refuse_taken(session, row.name, row.owner, 0);
    row.id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from saved_question").value();
    session.run("insert into saved_question(id, name, question, asked, cell, shared, owner, owner_name, made_at, changed_at) values (:i, :n, :q, :a, :c, :s, :o, :w, :m, :t)", row.id, row.name, row.question, row.asked, row.cell,
                row.shared, row.owner, row.owner_name, row.made_at, row.changed_at);
    rights::Audit::record(session, {.verb = "question.save", .object = "question", .id = base::show_id('q', row.id), .details = told_of(row)});
    return shown(row, who);
  });
}

Saved SavedQuestions::change(const std::string& id, const SavedChange& change, const http::Caller& who) {
  auto before = database_.reading([&](store::Session& session) { return existing(session, id, who); });
  if (change.asked || change.cell) {
    auto next = shown(before, who);
    if (change.asked) next.asked = *change.asked;
    if (change.cell) next.cell = *change.cell;
    check(next);
  }
  return database_.writing([&](store::Session& session) {
    auto row = existing(session, id, who);
    if (!may_change(row, who)) throw Error(ErrorCode::forbidden, "\"" + row.name + "\" is " + row.owner_name + "'s.", "Save one of your own, or ask them, a manager or an admin.");
    const auto was = row;
    if (change.name) row.name = clean_name(*change.name);
    if (change.asked) row.asked = clean_json(*change.asked, "asked");
    if (change.cell) row.cell = clean_json(*change.cell, "cell");
    row.shared = change.shared.value_or(row.shared);
    row.changed_at = base::now();
    if (change.removed && *change.removed != row.removed_at.has_value()) row.removed_at = *change.removed ? std::optional(row.changed_at) : std::nullopt;
    if (!row.removed_at) refuse_taken(session, row.name, row.owner, row.id);
    session.run("update saved_question set name = :n, asked = :a, cell = :c, shared = :s, changed_at = :t, removed_at = :r where id = :i", row.name, row.asked, row.cell, row.shared, row.changed_at, row.removed_at, row.id);
    auto details = told_of(row);
    rights::audit_change(details, "before", was.name, row.name);
    rights::audit_change(details, "shared", was.shared, row.shared);
    if (was.asked != row.asked || was.cell != row.cell) details["asked"] = "changed";   // what it asks may name people
    bool gone = row.removed_at && !was.removed_at, back = !row.removed_at && was.removed_at;
    rights::Audit::record(session, {.verb = gone ? "question.remove" : back ? "question.bring_back" : "question.change", .object = "question", .id = id, .details = details});
    return shown(row, who);
  });
}

PeopleTold SavedQuestions::customers(const std::string& id, const PageAsked& page, const http::Caller& who) const {
  auto saved = one(id, who);
  if (!saved.cell) throw Error(ErrorCode::conflict, "\"" + saved.name + "\" is a question, not a segment.", "Ask it, and save the customers behind one of its numbers.");
  PeopleTold told;
  each_question([&]<class Asked, class Opened>(const char* name, const char*) {
    if (saved.question != name) return;
    Opened opened;
    static_cast<PageAsked&>(opened) = page;
    opened.question = base::from_json<Asked>(saved.asked, "asked");
    opened.cell = base::from_json<decltype(opened.cell)>(*saved.cell, "cell");
    told = ask(index(), opened);
  });
  return told;
}

void SavedQuestions::forget(store::Database& database, const std::function<bool(std::string_view)>& mentions) {
  std::vector<std::int64_t> ids;
  database.read([&](store::Session& session) {
    session.each("select id, name, asked, coalesce(cell, '') from saved_question", [&](const store::Row& row) {
      if (mentions(row.text(1)) || mentions(row.text(2)) || mentions(row.text(3))) ids.push_back(row.integer(0));
    });
  });
  if (ids.empty()) return;
  database.write([&](store::Session& session) {
    for (auto id : ids) session.run("update saved_question set name = '', asked = '{}', cell = null, removed_at = 0 where id = :i", id);
  });
}

}  // namespace journey
