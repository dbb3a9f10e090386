// What `throughline` can be told to do, one function a command; each answers the exit code. They throw base::Error.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace app {

enum ExitCode : int {
  done = 0,
  failed = 1,          // it did not work; the message says why
  misused = 2,         // the command line is not right
  with_rejects = 3,    // an import went through, and some rows were rejected
  not_sound = 4,       // check found something
  not_available = 5,   // the folder, its disk or its server can't be used now
};

struct CommonOptions {
  std::filesystem::path data = "data";
  std::string database;          // its address (store/address.h); empty: SQLite in the data folder
  std::string company = "Throughline";
  std::string region;
  std::filesystem::path secret_key_file;   // empty: secret.key in the data folder
  std::vector<std::string> dimensions;     // NAME=property:KEY, NAME=trait:KEY
  bool json = false;
};

struct CompanyOptions;
// How every command opens the company that the common options name: the same database, with the same key.
CompanyOptions company_of(const CommonOptions& common);

struct ServeOptions {
  unsigned short port = 8080;
  std::string bind = "127.0.0.1";
  bool behind_tls = false;
  bool open_link = false;
  int workers = 24;
  double session_hours = 12, session_idle_hours = 8;
  std::filesystem::path backup_to;   // a continuous backup; empty: none
  int backup_days = 14;
  std::vector<std::string> trusted_proxies;
  // Single sign-on, as in rights::OidcOptions.
  std::string public_url, oidc_issuer, oidc_client_id, oidc_name = "SSO", oidc_provision, oidc_groups_claim = "groups";
  std::filesystem::path oidc_client_secret_file;
  std::vector<std::string> oidc_roles;
  bool oidc_link_by_email = false, sso_only = false;
};

struct LinkOptions {
  bool report = false, model = false;
  std::filesystem::path truth;
};

int serve(const CommonOptions& common, const ServeOptions& options);
int user_add(const CommonOptions& common, const std::string& email, const std::string& role, const std::string& name, bool without_password);
int user_list(const CommonOptions& common);
int user_invite(const CommonOptions& common, const std::string& email, const std::string& role, const std::string& name);
int user_reset(const CommonOptions& common, const std::string& email);
int user_factor_off(const CommonOptions& common, const std::string& email);
int user_sign_out(const CommonOptions& common, const std::string& email);
int user_link(const CommonOptions& common, const std::string& email);
struct NewKey {
  std::string name, scope, region, ends;   // ends: a day or a moment; empty: never
  std::vector<std::string> grants;
};
int key_add(const CommonOptions& common, const NewKey& key);
int key_list(const CommonOptions& common);
int key_remove(const CommonOptions& common, const std::string& id);
int import_files(const CommonOptions& common, const std::filesystem::path& what, const std::filesystem::path& map);
int import_list(const CommonOptions& common);
int import_undo(const CommonOptions& common, const std::string& id);
struct ExportOptions {
  std::string what;
  std::string format;                             // of interactions and customers; empty: jsonl
  std::string case_, source, from, to, objects, by;   // of xes, ocel and flow; empty: left out
  std::int64_t top = 0;                           // edges of flow; 0: as many as there are, up to what an answer holds
  std::filesystem::path out;                      // a name that ends with .gz: packed
};
int export_all(const CommonOptions& common, const ExportOptions& asked);
int check(const CommonOptions& common);
int rebuild(const CommonOptions& common);
// From a data folder or a PostgreSQL database to another, which must be empty.
int move_company(const CommonOptions& common, const std::string& from, const std::string& to);
int backup(const CommonOptions& common, const std::filesystem::path& file, bool overwrite);
int backup_verify(const CommonOptions& common, const std::filesystem::path& file);
int restore(const CommonOptions& common, const std::filesystem::path& from, const std::string& moment, const std::filesystem::path& erasures);
int status(const CommonOptions& common);
int link(const CommonOptions& common, const LinkOptions& options);
struct AuditOptions {
  std::string since, who, what, object, id;
  std::int64_t most = 100;
};
int audit_list(const CommonOptions& common, const AuditOptions& asked);
int audit_head(const CommonOptions& common);
// One question: funnel, flow, paths, retention, time, repeats, drivers, or "saved" and its name. What is not of the question is left empty.
struct AskOptions {
  std::string question, saved;
  std::vector<std::string> steps, filters;   // "channel: name", "name", "channel:"; DIMENSION=VALUE
  std::string within, from, to, by, start, end, back, period, zone, promise, contact, topic, key, outcome, before, after, body, journey, map, week;
  std::vector<std::string> drivers, adjust;
  std::int64_t count = 0, top = 0, days = 0; // steps of paths; rows; the last days
  bool backwards = false, fold_repeats = false;
  std::string cell, save;                    // JSON: the customers behind this number; keep it under this name,
  bool share = false;                        // for everybody
};
int ask(const CommonOptions& common, AskOptions asked);
int journey_list(const CommonOptions& common, bool removed);
int journey_export(const CommonOptions& common, const std::string& key, std::int64_t revision);   // 0: the newest
int journey_import(const CommonOptions& common, const std::filesystem::path& file, const std::string& key);   // "": the file's own
int journey_remove(const CommonOptions& common, const std::string& key, bool removed);   // false: bring back
int saved_list(const CommonOptions& common, bool removed);
int saved_change(const CommonOptions& common, const std::string& text, const base::JsonObject& change);   // by id or name
int segment(const CommonOptions& common, const std::string& text);
int person_export(const CommonOptions& common, const std::string& id, const std::filesystem::path& out);
int person_erase(const CommonOptions& common, const std::string& id, const std::string& reason, bool now);
int openapi();

struct SimulateOptions {
  std::string scale = "small";
  std::optional<std::int64_t> customers, interactions;   // else as the scale says
  std::int64_t seed = 7;
  std::string from, to;                           // dates; empty: two years up to today
  std::filesystem::path out;
  unsigned threads = 0;                           // 0: as many as the machine has
};
int simulate(const CommonOptions& common, const SimulateOptions& options);

}  // namespace app
