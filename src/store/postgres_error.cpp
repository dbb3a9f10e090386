#include "store/postgres_error.h"

#include <string>

namespace store {
namespace {

constexpr const char* nothing_lost = "Nothing that was acknowledged is lost.";

std::string first_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text.substr(0, text.find('\n')));
}

base::Error unavailable(std::string message, std::string hint) {
  base::Error error(base::ErrorCode::unavailable, std::move(message), std::move(hint));
  error.retry_after_seconds = 1;
  return error;
}

}  // namespace

ConnectionLost::ConnectionLost(std::string_view why)
    : base::Error(base::ErrorCode::unavailable, "The database server can't be reached: " + first_line(why),
                  std::string("Start it, or mend the way to it; the next request connects again by itself. ") + nothing_lost) {
  retry_after_seconds = 1;
}

void throw_postgres(PGconn* connection, const PGresult* result, std::string_view doing) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const char* message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  std::string code = state ? state : "", text = first_line(message ? message : PQerrorMessage(connection));
  auto is = [&](std::string_view start) { return code.starts_with(start); };
  if (code.empty() || is("08") || is("57P0") || is("25P03") || PQstatus(connection) == CONNECTION_BAD) throw ConnectionLost(text.empty() ? "the connection was closed" : text);
  if (is("53100")) throw unavailable("The disk of the database server is full.", std::string("Free some space there. ") + nothing_lost);
  if (is("53300")) throw unavailable("The database server takes no more connections: " + text + ".", "Raise max_connections there, or end what holds so many.");
  if (is("53") || is("54")) throw unavailable("The database server has not enough of what it needs: " + text + ".", "Look at its memory and its settings.");
  if (is("25006")) throw unavailable("The database can only be read now: " + text + ".", "It is a standby, or an operator made it so: connect to the primary.");
  if (is("55P03")) throw unavailable("Another node or program holds the database: " + text + ".", "Try again; if it lasts, look for an open transaction in pg_stat_activity.");
  if (is("40") || is("57014")) throw unavailable("The database broke this off: " + text + ".", "Try again.");
  if (is("58") || is("XX001") || is("XX002")) throw unavailable("The database's files can't be used: " + text + ".", "Look at the database server's log and its disk; restore the last backup if they are damaged.");
  if (is("42501")) throw unavailable("The database's user may not do this: " + text + ".", "Make that user the owner of the database: alter database … owner to ….");
  if (is("22021")) throw base::invalid("A text holds bytes that are no text.", "Send UTF-8 without NUL.");
  if (is("22") && !is("22P02")) throw base::invalid("The database can't hold this: " + text + ".", "Send another value.");
  if (is("23")) throw base::Error(base::ErrorCode::conflict, "This is not possible with what is there: " + text + ".");
  throw base::Error(base::ErrorCode::internal, "The database refused " + std::string(doing.substr(0, 200)) + ": " + text + ".");
}

void throw_unconnected(PGconn* connection) {
  auto text = first_line(PQerrorMessage(connection));
  // Before there is a session libpq tells the server's refusals as text alone.
  auto says = [&](const char* what) { return text.find(what) != std::string::npos; };
  if (says("authentication") || says("no password") || says("pg_hba.conf") || says("role \""))
    throw unavailable("The database server lets nobody in by this address: " + text, "Look at the user and the password in --database, and at the server's pg_hba.conf.");
  if (says("database \"") && says("does not exist")) throw unavailable("There is no such database: " + text, "Make it first: createdb --encoding=UTF8 --template=template0 NAME.");
  if (says("too many") || says("remaining connection slots")) throw unavailable("The database server takes no more connections.", "Raise max_connections there, or end what holds so many.");
  throw ConnectionLost(text);
}

}  // namespace store
