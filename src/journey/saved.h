// Questions that people keep under a name, and segments: a question with a cell is the customers behind it. What is kept is the
// question; its answer is computed when it is asked for, so a segment is who belongs to it now.
//
// Private to its owner until it is shared: then everybody who may ask questions sees it, and a link to it works for them. It is
// changed by its owner; a shared one by managers and admins, too. The command line on this machine sees and changes all.
// One that was removed can be brought back for 30 days. Every change is in the audit log.
//
// Threads: any; state is in the database alone.
#pragma once
#include "http/message.h"
#include "http/router.h"
#include "journey/ask.h"

namespace journey {

struct Saved {
  std::string id, name;                    // "q3"
  std::string question;                    // funnel, flow, …
  base::JsonObject asked;                  // as POST /api/questions/{question} takes it
  std::optional<base::JsonObject> cell;    // of a segment
  bool shared = false, mine = false;
  std::string owner;                       // what they were called when they saved it
  base::Time made_at, changed_at;
  std::optional<base::Time> removed_at;
};
BOOST_DESCRIBE_STRUCT(Saved, (), (id, name, question, asked, cell, shared, mine, owner, made_at, changed_at, removed_at))

struct NewSaved {
  std::string name, question;
  base::JsonObject asked;
  std::optional<base::JsonObject> cell;
  bool shared = false;
  static bool required(std::string_view member) { return member == "name" || member == "question" || member == "asked"; }
};
BOOST_DESCRIBE_STRUCT(NewSaved, (), (name, question, asked, cell, shared))

// What is left out stays. `removed`: false brings back.
struct SavedChange {
  std::optional<std::string> name;
  std::optional<base::JsonObject> asked, cell;
  std::optional<bool> shared, removed;
};
BOOST_DESCRIBE_STRUCT(SavedChange, (), (name, asked, cell, shared, removed))

struct SavedQuery {
  std::optional<bool> segments;            // only those; only the others
  std::optional<bool> removed;             // only those that were removed
  std::optional<std::string> q;            // part of the name
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(SavedQuery, (), (segments, removed, q, limit, cursor))

class SavedQuestions {
 public:
  static constexpr std::int64_t kept_days = 30;

  // `index` null: nothing can be saved or computed (the list of routes alone).
  SavedQuestions(store::Database& database, const Index* index) : database_(database), index_(index) {}

  // By name. Throws Error(invalid) for a cursor that is none.
  http::Page<Saved> list(const SavedQuery& query, const http::Caller& who) const;
  // Throws Error(not_found), also for what the caller doesn't see.
  Saved one(const std::string& id, const http::Caller& who) const;
  // Throw Error(invalid) for what can't be asked, Error(conflict) for a name that the owner has already.
  Saved add(const NewSaved& asked, const http::Caller& who);
  Saved change(const std::string& id, const SavedChange& change, const http::Caller& who);   // throws Error(forbidden)
  // The customers of a segment, now. Throws Error(conflict) for a question without a cell.
  PeopleTold customers(const std::string& id, const PageAsked& page, const http::Caller& who) const;

  // Drops what mentions a person who is erased.
  static void forget(store::Database& database, const std::function<bool(std::string_view)>& mentions);

 private:
  const Index& index() const;
  void check(const Saved& saved) const;

  store::Database& database_;
  const Index* index_;
};

}  // namespace journey
