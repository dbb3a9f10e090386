#include "store/postgres_session.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/error.h"
#include "store/postgres_error.h"

namespace store {
namespace {

constexpr std::size_t statements_kept = 500;   // a connection's prepared statements; beyond that, all are let go
constexpr std::size_t later_most = 200;        // sent ahead: their answers are small and fit into the wire's buffers

constexpr Oid type_integer = 20, type_real = 701, type_text = 25, type_to_be_guessed = 0;

// A node that hangs or dies in a transaction gives it up: the server ends what says nothing for that long, and finds out
// by itself that the other end of the wire is gone. jit: compiling costs more than these short statements.
constexpr const char* settings =
    "set search_path = throughline; set client_min_messages = warning; set timezone = 'UTC'; set jit = off;"
    "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 2; set tcp_user_timeout = '12s'; set client_connection_check_interval = '5s';";
constexpr const char* settings_of_readers = "set idle_in_transaction_session_timeout = '5min'; set default_transaction_read_only = on;";
constexpr const char* settings_of_writers =
    "set idle_in_transaction_session_timeout = '10s';"
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off';";
constexpr const char* settings_of_derivers = "set idle_in_transaction_session_timeout = '10s'; set synchronous_commit = off;";

std::uint64_t wire(std::uint64_t value) { return std::endian::native == std::endian::little ? __builtin_bswap64(value) : value; }

// The parameters of a statement in the shape that libpq takes them.
struct Parameters {
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  std::vector<std::uint64_t> numbers;

  Parameters(const Value* given, std::size_t count) : values(count), lengths(count), formats(count, 1), numbers(count) {
    for (std::size_t i = 0; i < count; ++i) {
      switch (given[i].kind) {
        case Value::Kind::null: continue;
        case Value::Kind::integer: numbers[i] = wire(static_cast<std::uint64_t>(given[i].integer)); break;
        case Value::Kind::real: numbers[i] = wire(std::bit_cast<std::uint64_t>(given[i].real)); break;
        case Value::Kind::text:
          values[i] = given[i].text.data() ? given[i].text.data() : "";
          lengths[i] = static_cast<int>(given[i].text.size());
          continue;
      }
      values[i] = reinterpret_cast<const char*>(&numbers[i]);
      lengths[i] = 8;
    }
  }
};

Oid type_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::integer: return type_integer;
    case Value::Kind::real: return type_real;
    case Value::Kind::text: return type_text;
    case Value::Kind::null: break;
  }
  return type_to_be_guessed;
}

// A stream of rows is the session's while it lives.
struct Streaming {
  std::vector<PostgresStream*>& streams;
  PostgresStream& stream;
  Streaming(std::vector<PostgresStream*>& streams, PostgresStream& stream) : streams(streams), stream(stream) { streams.push_back(&stream); }
  ~Streaming() {
    stream.drop();
    streams.pop_back();
  }
};

}  // namespace

PostgresSession::PostgresSession(const std::string& address, Use use) {
  // What stands in the address goes before the first of these, and not before the last.
  const char* names[] = {"connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "fallback_application_name", "dbname", "client_encoding", nullptr};
  const char* values[] = {"10", "5", "3", "2", "12000", "throughline", address.c_str(), "UTF8", nullptr};
  connection_ = PQconnectdbParams(names, values, 1);
  struct Closing {   // the destructor of what was not constructed does not run
    PGconn* connection;
    ~Closing() { PQfinish(connection); }
  } closing{connection_};
  if (PQstatus(connection_) != CONNECTION_OK) throw_unconnected(connection_);
  PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
  if (PQserverVersion(connection_) < 150000)
    throw base::Error(base::ErrorCode::unavailable, "The database server is PostgreSQL " + std::to_string(PQserverVersion(connection_) / 10000) + ".", "Use version 15 or newer.");
  if (const char* encoding = PQparameterStatus(connection_, "server_encoding"); !encoding || std::string_view(encoding) != "UTF8")
    throw base::Error(base::ErrorCode::unavailable, "The database does not hold UTF-8.", "Make one that does: createdb --encoding=UTF8 --template=template0 NAME.");
  command(settings);
  command(use == Use::read ? settings_of_readers : use == Use::write ? settings_of_writers : settings_of_derivers);
  closing.connection = nullptr;
}

PostgresSession::~PostgresSession() { PQfinish(connection_); }

void PostgresSession::command(const std::string& sql) {
  make_way();
  Result result(PQexec(connection_, sql.c_str()));
  auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) throw_postgres(connection_, result.get(), sql);
}

void PostgresSession::commit() {
  make_way();
  if (left_unfinished) throw base::Error(base::ErrorCode::internal, "Rows were inserted in bulk and not finished.");
  Result result(PQexec(connection_, "commit"));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    if (is_broken()) {
      base::Error lost(base::ErrorCode::unavailable, "The connection to the database was lost while it was being written; whether it is in is not known.",
                       "Send the same again: what is in already is recognised by its key.");
      lost.retry_after_seconds = 1;
      throw lost;
    }
    throw_postgres(connection_, result.get(), "commit");
  }
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw base::Error(base::ErrorCode::internal, "A statement of this transaction had failed, so nothing of it was written.");
}

void PostgresSession::roll_back() noexcept {
  try {
    make_way();
  } catch (const std::exception&) {   // it is given up in any case
  }
  if (!is_broken() && PQtransactionStatus(connection_) != PQTRANS_IDLE) PQclear(PQexec(connection_, "rollback"));
}

void PostgresSession::forget_statements() {
  command("deallocate all");
  statements_.clear();
  prepared_ = 0;
}

const std::string& PostgresSession::prepared(std::string_view sql, const Value* values, std::size_t count) {
  if (prepared_ >= statements_kept) forget_statements();
  auto found = statements_.find(sql);
  if (found == statements_.end()) found = statements_.emplace(std::string(sql), Statement{postgres_statement(sql), {}}).first;
  auto& statement = found->second;
  if (statement.text.parameters != count) throw base::Error(base::ErrorCode::internal, "Wrong number of parameters for: " + std::string(sql.substr(0, 200)));
  // Types are told, not guessed: a guess may differ from what comes ("limit $1", "'u' || $1").
  std::string kinds(count, ' ');
  for (std::size_t i = 0; i < count; ++i) kinds[i] = static_cast<char>('0' + static_cast<int>(values[i].kind));
  for (const auto& [known, name] : statement.names)
    if (known == kinds) return name;
  std::vector<Oid> types(count);
  for (std::size_t i = 0; i < count; ++i) types[i] = type_of(values[i].kind);
  make_way();
  auto name = "s" + std::to_string(++named_);
  Result result(PQprepare(connection_, name.c_str(), statement.text.sql.c_str(), static_cast<int>(count), types.data()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw_postgres(connection_, result.get(), sql);
  ++prepared_;
  statement.names.emplace_back(std::move(kinds), std::move(name));
  return statement.names.back().second;
}

void PostgresSession::send(std::string_view sql, const Value* values, std::size_t count) {
  const auto& name = prepared(sql, values, count);
  Parameters parameters(values, count);
  if (!PQsendQueryPrepared(connection_, name.c_str(), static_cast<int>(count), parameters.values.data(), parameters.lengths.data(), parameters.formats.data(), 0))
    throw_postgres(connection_, nullptr, sql);
}

void PostgresSession::make_way() {
  if (!streams_.empty()) streams_.back()->take_in_the_rest();
  settle();
}

Result PostgresSession::settle() {
  if (later_ == 0) return {};
  later_ = 0;
  Result refused, last;
  bool synced = PQpipelineSync(connection_) == 1;
  for (int ends = 0; synced && ends < 2;) {   // each statement's answer ends with nothing; twice nothing: there is no more
    Result result(PQgetResult(connection_));
    if (!result) {
      ++ends;
      continue;
    }
    ends = 0;
    auto status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) last = std::move(result);
    else if (status != PGRES_PIPELINE_ABORTED && !refused) refused = std::move(result);
  }
  bool left = PQexitPipelineMode(connection_) == 1;
  if (refused || !synced || !left || is_broken()) throw_postgres(connection_, refused.get(), "a statement sent ahead");
  return last;
}

void PostgresSession::execute_later(std::string_view sql, const Value* values, std::size_t count) {
  if (!streams_.empty()) streams_.back()->take_in_the_rest();
  prepared(sql, values, count);   // a new one is prepared before, not among those under way
  if (later_ == 0 && !PQenterPipelineMode(connection_)) throw_postgres(connection_, nullptr, sql);
  ++later_;
  send(sql, values, count);
  if (later_ >= later_most) settle();
}

std::int64_t PostgresSession::execute(std::string_view sql, const Value* values, std::size_t count, const std::function<void(const Row&)>* visit, Rows rows) {
  if (visit && rows == Rows::many) {
    make_way();
    send(sql, values, count);
    PQsetSingleRowMode(connection_);
    visit_many(*visit, sql);
    return 0;
  }
  if (!streams_.empty()) streams_.back()->take_in_the_rest();
  send(sql, values, count);
  Result result = settle();   // behind those sent ahead, when there are any: all in one go
  if (!result) {
    result.reset(PQgetResult(connection_));
    while (Result more{PQgetResult(connection_)}) {
    }
  }
  auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw_postgres(connection_, result.get(), sql);
  if (!visit) return postgres_integer(PQcmdTuples(result.get()));
  PostgresRow row(result.get());
  for (; row.at < PQntuples(result.get()); ++row.at) (*visit)(row);
  return 0;
}

void PostgresSession::visit_many(const std::function<void(const Row&)>& visit, std::string_view sql) {
  PostgresStream stream(connection_, sql);
  Streaming streaming(streams_, stream);
  while (auto rows = stream.next())
    for (; rows->at < rows->size(); ++rows->at) visit(*rows);
}

const std::vector<Oid>& PostgresSession::types_of(const std::string& table, const std::string& columns) {
  auto [found, missing] = types_.try_emplace(table + "(" + columns + ")");
  if (missing) {
    make_way();
    auto sql = "select " + columns + " from " + table + " where false";
    Result result(PQexec(connection_, sql.c_str()));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
      types_.erase(found);
      throw_postgres(connection_, result.get(), sql);
    }
    for (int c = 0; c < PQnfields(result.get()); ++c) found->second.push_back(PQftype(result.get(), c));
  }
  return found->second;
}

void PostgresSession::copy_in(const std::string& sql, std::string_view rows) {
  static constexpr std::string_view head("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19), end("\377\377", 2);
  static constexpr std::size_t piece = 1u << 20;
  make_way();
  Result opened(PQexec(connection_, sql.c_str()));
  if (PQresultStatus(opened.get()) != PGRES_COPY_IN) throw_postgres(connection_, opened.get(), sql);
  bool sent = PQputCopyData(connection_, head.data(), static_cast<int>(head.size())) == 1;
  for (std::size_t at = 0; sent && at < rows.size(); at += piece) {
    auto part = rows.substr(at, piece);
    sent = PQputCopyData(connection_, part.data(), static_cast<int>(part.size())) == 1;
  }
  sent = sent && PQputCopyData(connection_, end.data(), static_cast<int>(end.size())) == 1 && PQputCopyEnd(connection_, nullptr) == 1;
  Result refused;
  for (;;) {
    Result result(PQgetResult(connection_));
    if (!result) break;
    if (PQresultStatus(result.get()) == PGRES_COPY_IN) break;   // it could not be sent: the connection is of no more use
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && !refused) refused = std::move(result);
  }
  if (refused || !sent) throw_postgres(connection_, refused.get(), sql);
}

}  // namespace store
