#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <functional>
#include <iostream>

#include "app/commands.h"
#include "app/settings_file.h"
#include "base/limits.h"
#include "base/error.h"
#include "base/log.h"
#include "http/acting.h"

namespace app {
namespace {

constexpr const char* about =
    "Throughline: one customer, one timeline.\n"
    "Brings every interaction of a company with its customers into one timeline per customer.\n";

constexpr const char* footer =
    "\nSettings come from flags, then from the environment (THROUGHLINE_DATA, THROUGHLINE_PORT, …), then from a TOML file:\n"
    "  throughline --config throughline.toml serve        with lines such as   data = \"/var/lib/throughline\"   [serve] port = 8080\n"
    "A command on a folder that a server owns goes through that server.\n"
    "\nExit codes: 0 done; 1 failed; 2 the command line is not right; 3 imported, but some rows were rejected;\n"
    "4 check found something, or a restore could not bring back all of it; 5 the folder, its disk or its server can't be used now.\n";

int exit_code(const base::Error& error) {
  switch (error.code) {
    case base::ErrorCode::unavailable: case base::ErrorCode::overloaded: return not_available;
    default: return failed;
  }
}

// What was not understood, when that is why a command seems to be missing.
int refuse(const CLI::App& cli, const CLI::ParseError& error) {
  auto rest = cli.remaining(true);
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) && !rest.empty()) {
    std::cerr << "throughline: There is no command \"" << rest.front() << "\".\n  throughline --help shows all.\n";
    return misused;
  }
  return cli.exit(error) == 0 ? done : misused;
}

// What to do is said in requests where the same code serves the API; here it is said in commands.
std::string as_commands(const std::string& hint) {
  static const std::pair<std::string_view, const char*> said[] = {
      {"GET /api/imports lists", "`throughline imports` lists them."},
      {"GET /api/erasures lists", "`throughline audit --what customer.` lists them."},
      {"Find the id by GET /api/customers", "The page's address of a customer ends with the id, such as c12; `throughline export customers` lists all."},
  };
  for (const auto& [request, command] : said)
    if (hint.starts_with(request)) return command;
  return hint;
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App cli(about, "throughline");
  cli.require_subcommand(1);
  cli.set_version_flag("--version", "throughline " THROUGHLINE_VERSION);
  const char* settings = std::getenv("THROUGHLINE_CONFIG");
  bool named = settings && *settings;
  cli.set_config("--config", named ? settings : "", "settings in a TOML file (env:THROUGHLINE_CONFIG)", named);
  cli.config_formatter(std::make_shared<SettingsFile>(cli));
  cli.footer(footer);
  cli.fallthrough();
  cli.get_formatter()->column_width(34);

  CommonOptions common;
  std::string level = "info";
  cli.add_option("--data", common.data, "the data folder; made when it is not there")->envname("THROUGHLINE_DATA")->capture_default_str();
  cli.add_option("--database", common.database, "postgresql://user:password@host:5432/name instead of SQLite in the data folder, which then holds\nonly files that are being worked on; any number of nodes may share one")->envname("THROUGHLINE_DATABASE");
  cli.add_option("--company", common.company, "the company's name, for the page")->envname("THROUGHLINE_COMPANY")->capture_default_str();
  cli.add_option("--region", common.region, "country of phone numbers without a country code: CN, US, …")->envname("THROUGHLINE_REGION");
  cli.add_option("--secret-key-file", common.secret_key_file, "the key of secrets in the database; without it, secret.key in the data folder, made when it is not there")->envname("THROUGHLINE_SECRET_KEY_FILE");
  cli.add_option("--dimension", common.dimensions, "what journey questions can be filtered and told by: NAME=property:KEY of interactions, NAME=field:conversation, NAME=trait:KEY of customers; may be given again")->envname("THROUGHLINE_DIMENSION")->delimiter(',');
  cli.add_option("--log-level", level, "how much is told on standard error")->envname("THROUGHLINE_LOG_LEVEL")->check(CLI::IsMember({"debug", "info", "warning", "error"}))->capture_default_str();
  cli.add_flag("--json", common.json, "answers for programs, where the command has them");

  int code = done;
  bool understood = false;   // the command line and the settings, so that a command runs
  auto command = [&](CLI::App* app, auto run) {
    app->callback([&, run] {
      understood = true;
      base::log::set_level(level);
      code = run();
    });
  };

  ServeOptions serving;
  auto serve_ = cli.add_subcommand("serve", "Serve the page and the API until it is told to stop (Ctrl-C, SIGTERM).\nBinds to this machine only, unless --bind says otherwise; put a proxy that speaks TLS in front before you open it.");
  serve_->add_option("--port", serving.port, "port to listen on; 0 for any that is free")->envname("THROUGHLINE_PORT")->check(CLI::Range(0, 65535))->capture_default_str();
  serve_->add_option("--bind", serving.bind, "address to listen on")->envname("THROUGHLINE_BIND")->capture_default_str();
  serve_->add_option("--workers", serving.workers, "requests that are worked on at once")->envname("THROUGHLINE_WORKERS")->check(CLI::Range(1, 512))->capture_default_str();
  serve_->add_option("--backup-to", serving.backup_to, "bring every commit into this folder (another disk) as well, so that any moment can be restored")->envname("THROUGHLINE_BACKUP_TO");
  serve_->add_option("--backup-days", serving.backup_days, "how far back the moments of that backup reach")->envname("THROUGHLINE_BACKUP_DAYS")->check(CLI::Range(1, 3650))->capture_default_str();
  serve_->add_flag("--behind-tls", serving.behind_tls, "a proxy in front speaks TLS: cookies are sent over TLS only")->envname("THROUGHLINE_BEHIND_TLS");
  serve_->add_option("--session-hours", serving.session_hours, "hours after which everybody signs in again")->envname("THROUGHLINE_SESSION_HOURS")->check(CLI::Range(0.1, 8760.0))->capture_default_str();
  serve_->add_option("--session-idle-hours", serving.session_idle_hours, "hours without use after which a browser is signed out")->envname("THROUGHLINE_SESSION_IDLE_HOURS")->check(CLI::Range(0.1, 8760.0))->capture_default_str();
  serve_->add_option("--trusted-proxy", serving.trusted_proxies, "a network (192.0.2.0/24) whose X-Forwarded-For says who really asks; may be given again")->envname("THROUGHLINE_TRUSTED_PROXY")->delimiter(',');
  serve_->add_option("--public-url", serving.public_url, "this server as browsers see it, such as https://cx.example.com; single sign-on needs it")->envname("THROUGHLINE_PUBLIC_URL");
  serve_->add_option("--oidc-issuer", serving.oidc_issuer, "single sign-on: the OpenID Connect provider, exactly as it names itself")->envname("THROUGHLINE_OIDC_ISSUER");
  serve_->add_option("--oidc-client-id", serving.oidc_client_id, "single sign-on: what this server is called at the provider")->envname("THROUGHLINE_OIDC_CLIENT_ID");
  serve_->add_option("--oidc-client-secret-file", serving.oidc_client_secret_file, "single sign-on: a file with the client's secret; without it, a public client")->envname("THROUGHLINE_OIDC_CLIENT_SECRET_FILE");
  serve_->add_option("--oidc-name", serving.oidc_name, "single sign-on: what its button says")->envname("THROUGHLINE_OIDC_NAME")->capture_default_str();
  serve_->add_flag("--oidc-link-by-email", serving.oidc_link_by_email, "single sign-on: the first time, a verified e-mail finds the person")->envname("THROUGHLINE_OIDC_LINK_BY_EMAIL");
  serve_->add_option("--oidc-provision", serving.oidc_provision, "single sign-on: who is unknown gets in with this role")->envname("THROUGHLINE_OIDC_PROVISION")->check(CLI::IsMember({"manager", "agent", "viewer"}));
  serve_->add_option("--oidc-groups-claim", serving.oidc_groups_claim, "single sign-on: the claim with a person's groups")->envname("THROUGHLINE_OIDC_GROUPS_CLAIM")->capture_default_str();
  serve_->add_option("--oidc-role", serving.oidc_roles, "single sign-on: GROUP=ROLE; the role then follows the groups; may be given again")->envname("THROUGHLINE_OIDC_ROLE")->delimiter(',');
  serve_->add_flag("--sso-only", serving.sso_only, "passwords open nothing; the operator's links still do")->envname("THROUGHLINE_SSO_ONLY");
  serve_->add_flag("--open-link", serving.open_link, "print a link that signs an admin in once (made when there is none)");
  command(serve_, [&] { return serve(common, serving); });

  std::string email, role, name, scope, id, what;
  bool without_password = false;
  auto user = cli.add_subcommand("user", "People who work here")->require_subcommand(1);
  auto add_user = user->add_subcommand("add", "Add a person. The password is asked for on the terminal, or is the first line of standard input.");
  add_user->add_option("email", email, "their e-mail address, by which they sign in")->required();
  add_user->add_option("--role", role, "what they may do; each may do what those behind it may")->required()->check(CLI::IsMember({"admin", "manager", "agent", "viewer"}));
  add_user->add_option("--name", name, "how they are called; else the part before the @");
  add_user->add_flag("--no-password", without_password, "they come by a one-time link (throughline user link)");
  command(add_user, [&] { return user_add(common, email, role, name, without_password); });
  command(user->add_subcommand("list", "All people, with their roles"), [&] { return user_list(common); });
  auto invite = user->add_subcommand("invite", "Add a person, with a link by which they choose a password within 7 days");
  invite->add_option("email", email, "their e-mail address, by which they sign in")->required();
  invite->add_option("--role", role, "what they may do; each may do what those behind it may")->required()->check(CLI::IsMember({"admin", "manager", "agent", "viewer"}));
  invite->add_option("--name", name, "how they are called, until they say it themselves");
  command(invite, [&] { return user_invite(common, email, role, name); });
  auto person = [&](const char* word, const char* what, int (*run)(const CommonOptions&, const std::string&)) {
    auto sub = user->add_subcommand(word, what);
    sub->add_option("email", email, "whose")->required();
    command(sub, [&, run] { return run(common, email); });
  };
  person("reset", "End a person's password and sessions, and make a link by which they choose another within a day", user_reset);
  person("factor-off", "Turn off the second factor of a person who lost the device; signs them out everywhere", user_factor_off);
  person("sign-out", "Sign a person out of every browser", user_sign_out);
  auto link = user->add_subcommand("link", "Make a link that signs a person in once, within 15 minutes");
  link->add_option("email", email, "whose")->required();
  command(link, [&] { return user_link(common, email); });

  auto key = cli.add_subcommand("key", "Keys for programs that write or read")->require_subcommand(1);
  auto add_key = key->add_subcommand("add", "Make a key; it is printed once, on standard output");
  add_key->add_option("name", name, "what it is for; also the name of the source of what it sends")->required();
  add_key->add_option("--scope", scope, "write (send interactions), read, admin, or custom (what --grant says)")->required()->check(CLI::IsMember({"write", "read", "admin", "custom"}));
  NewKey new_key;
  add_key->add_option("--grant", new_key.grants, "of scope custom: read:customers, write:customers, write:interactions, import, export, …; may be given again")->delimiter(',');
  add_key->add_option("--region", new_key.region, "the id of a region: the key sees no other customers");
  add_key->add_option("--ends", new_key.ends, "the day or moment from which it is of no use");
  command(add_key, [&] {
    new_key.name = name, new_key.scope = scope;
    return key_add(common, new_key);
  });
  command(key->add_subcommand("list", "All keys, with their last use"), [&] { return key_list(common); });
  auto remove_key = key->add_subcommand("remove", "Take a key out of use at once");
  remove_key->add_option("id", id, "the key's id, such as k3")->required();
  command(remove_key, [&] { return key_remove(common, id); });

  std::filesystem::path file, map, out;
  auto import = cli.add_subcommand("import", "Bring in interactions from a file or a folder: CSV, JSON Lines or an event log (XES), plain or .gz.\n"
                                             "A map says what its columns mean (examples/ has maps to start from). The same file twice is stored once.\n"
                                             "Rows that can't be understood are reported with their place and reason; the rest goes in.");
  import->add_option("what", file, "the file or folder")->required();
  import->add_option("--map", map, "the map, a TOML file; an event log (XES) brings its own when none is given");
  command(import, [&] {
    auto name = file.filename().string();
    if (map.empty() && !name.ends_with(".xes") && !name.ends_with(".xes.gz")) throw CLI::RequiredError("--map (event logs, .xes and .xes.gz, bring their own)");
    return import_files(common, file, map);
  });
  command(cli.add_subcommand("imports", "The latest imports, with their ids and what became of them"), [&] { return import_list(common); });
  auto undo = cli.add_subcommand("undo-import", "Take an import back as a whole");
  undo->add_option("id", id, "the import's id, such as n3")->required();
  command(undo, [&] { return import_undo(common, id); });

  ExportOptions exported;
  auto export_ = cli.add_subcommand("export", "Write all interactions or customers to standard output or a file: as they are held, or for tools of process mining");
  export_->add_option("what", exported.what, "interactions, customers; xes: an event log (IEEE 1849); ocel: an object-centric one (OCEL 2.0 JSON); flow: what follows what, as CSV")->required()->check(CLI::IsMember({"interactions", "customers", "xes", "ocel", "flow"}));
  export_->add_option("--format", exported.format, "of interactions and customers: jsonl (whole; when left out) or csv (flat)")->check(CLI::IsMember({"jsonl", "csv"}));
  export_->add_option("--out", exported.out, "a file instead of standard output; packed when its name ends with .gz");
  export_->add_option("--case", exported.case_, "of xes: what a trace is: customer (when left out), conversation, or property:NAME");
  export_->add_option("--objects", exported.objects, "of ocel: objects beside customers and conversations, TYPE=PROPERTY,…; order and case by their usual properties when left out");
  export_->add_option("--source", exported.source, "of xes and ocel: only what came from this source");
  export_->add_option("--from", exported.from, "of xes, ocel and flow: only from this moment on (RFC 3339)");
  export_->add_option("--to", exported.to, "of xes, ocel and flow: only before this moment");
  export_->add_option("--top", exported.top, "of flow: so many edges, the commonest; all when left out")->check(CLI::Range(std::int64_t(1), std::int64_t(base::limits::question_rows)));
  export_->add_option("--by", exported.by, "of flow: for each value of this dimension");
  command(export_, [&] { return export_all(common, exported); });

  SimulateOptions simulating;
  auto simulate_ = cli.add_subcommand("simulate", "Write a sample company as files: a shop that does not exist, with customers, orders, calls, mails, reviews in Chinese and English.\n"
                                                  "map.toml lies beside them (throughline import FOLDER --map FOLDER/map.toml), and truth.json says which effects were planted and what came out.\n"
                                                  "The same options give the same bytes.");
  simulate_->add_option("--out", simulating.out, "the folder to write into; empty or not there")->required();
  simulate_->add_option("--scale", simulating.scale, "small (2,000 customers, 60,000 interactions), medium (100,000, 5 million), large (1 million, 50 million)")
      ->check(CLI::IsMember({"small", "medium", "large"}))->capture_default_str();
  simulate_->add_option("--customers", simulating.customers, "how many customers; else as the scale says")->check(CLI::Range(std::int64_t(1), std::int64_t(50'000'000)));
  simulate_->add_option("--interactions", simulating.interactions, "about how many interactions; else as the scale says")->check(CLI::Range(std::int64_t(1), std::int64_t(1) << 40));
  simulate_->add_option("--seed", simulating.seed, "another number makes another company")
      ->check([](const std::string& text) { return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos ? std::string() : "\"" + text + "\" is not a number of 1 to 18 digits"; })->capture_default_str();
  simulate_->add_option("--from", simulating.from, "the first day, as 2024-11-01; two years before --to when left out");
  simulate_->add_option("--to", simulating.to, "the day before which it ends; today when left out");
  simulate_->add_option("--threads", simulating.threads, "how many work at once; as many as there are cores when left out")->check(CLI::Range(1, 256));
  command(simulate_, [&] { return simulate(common, simulating); });

  command(cli.add_subcommand("check", "Prove the data folder sound, or say what is not: files, references, and that all that is derived equals the log"), [&] { return check(common); });
  command(cli.add_subcommand("rebuild", "Build all that is derived (timelines, search) anew from the log"), [&] { return rebuild(common); });
  std::string from, to;
  auto move = cli.add_subcommand("move", "Move a whole company: from one data folder or PostgreSQL database into another, which must be empty.\n"
                                         "Ids stay; every table is compared by count and hash; what is derived is built anew over there. The source stays as it is.\n"
                                         "Stop the servers of both first. A move that was cut off begins anew when it is called again.");
  move->add_option("--from", from, "a data folder, or postgresql://user:password@host:5432/name")->required();
  move->add_option("--to", to, "likewise")->required();
  command(move, [&] { return move_company(common, from, to); });
  bool verify = false, overwrite = false;
  auto backup_ = cli.add_subcommand("backup", "Write everything that is true into one file, while a server serves it or not; looked through before it counts.\n"
                                              "Keys that stand outside of the database are not in it.");
  backup_->add_option("file", file, "the file to write")->required();
  backup_->add_flag("--verify", verify, "write nothing: look through a backup that is there");
  backup_->add_flag("--overwrite", overwrite, "replace the file when it is there");
  command(backup_, [&] { return verify ? backup_verify(common, file) : backup(common, file, overwrite); });
  std::string moment;
  auto restore_ = cli.add_subcommand("restore", "Bring a backup into an empty folder (--data), build all that is derived and check it");
  restore_->add_option("from", file, "the file that `backup` wrote, or the folder of a continuous backup (serve --backup-to)")->required();
  restore_->add_option("--at", moment, "of a continuous backup: as it stood at this moment, such as 2026-11-21T10:00:00Z; else the latest");
  std::filesystem::path erasures;
  restore_->add_option("--erasures", erasures, "the list of erasures (erasures.jsonl) as it is today: who was erased after the backup is erased again");
  command(restore_, [&] { return restore(common, file, moment, erasures); });
  command(cli.add_subcommand("status", "How the folder or its server stands: log, readers, sizes, whether it can be written, the continuous backup"), [&] { return status(common); });
  LinkOptions linking;
  auto link_people = cli.add_subcommand("link", "Compare all people and suggest who may be one: learns from the data itself, merges nothing.\nA server does the same in the background.");
  link_people->add_flag("--report", linking.report, "tell what each rule of comparison met");
  link_people->add_option("--truth", linking.truth, "a CSV file \"identity,entity\" that says who is who: reports precision and recall");
  link_people->add_flag("--model", linking.model, "only show the model in use");
  command(link_people, [&] { return app::link(common, linking); });
  AuditOptions asked;
  auto audit = cli.add_subcommand("audit", "Who did what, newest first");
  audit->add_option("--since", asked.since, "from this time on, such as 2026-11-01");
  audit->add_option("--who", asked.who, "a user's or key's id, or part of the name");
  audit->add_option("--what", asked.what, "what was done, such as user.change; a dot at the end takes all that begin so");
  audit->add_option("--object", asked.object, "what it was done to: customer, user, key, import, …");
  audit->add_option("--id", asked.id, "its id, such as c12");
  audit->add_option("--most", asked.most, "how many entries")->check(CLI::Range(std::int64_t(1), std::int64_t(1) << 40))->capture_default_str();
  auto audit_head_ = audit->add_subcommand("head", "Print the newest entry's hash, sealed: kept somewhere else, it shows whether entries were cut off");
  command(audit_head_, [&] { return audit_head(common); });
  audit->callback([&, audit_head_] {
    if (audit_head_->parsed()) return;
    base::log::set_level(level);
    code = audit_list(common, asked);
  });

  AskOptions asking;
  auto ask_ = cli.add_subcommand("ask", "Ask what customers lived through, over all of the log\n"
                                        "An activity is written as NAME, as \"CHANNEL: NAME\", as CHANNEL: (all of a channel), or as JSON.");
  ask_->add_option("question", asking.question, "funnel, flow, paths, variants, retention, time, repeats, drivers; of a journey map: touchpoints, breakpoints, outcomes, risk, digest, scorecard; or saved, with its name")->required()->check(CLI::IsMember({"funnel", "flow", "paths", "variants", "retention", "time", "repeats", "drivers", "touchpoints", "breakpoints", "outcomes", "risk", "digest", "scorecard", "saved"}));
  ask_->add_option("name", asking.saved, "saved: the name or id of what was saved");
  ask_->add_option("--step", asking.steps, "funnel: a step, in their order; may be given again");
  ask_->add_option("--within", asking.within, "funnel: all steps within this time of the first, such as 90d, 36h, 15m; repeats: how soon another contact is a repeat (7d); drivers: the outcome, from the start on");
  ask_->add_option("--start", asking.start, "paths: the activity that they go on from; variants: what an episode begins with; retention: what makes a cohort; time: from which activity; drivers: what customers are compared from");
  ask_->add_option("--outcome", asking.outcome, "drivers: what comes afterwards, or does not; breakpoints, outcomes: the key of an outcome of the map");
  ask_->add_option("--journey", asking.journey, "the key of the journey map that is asked about; scorecard: all of them when left out");
  ask_->add_option("--map", asking.map, "a journey map in a file, as JSON, instead of a stored one");
  ask_->add_option("--driver", asking.drivers, "drivers: something that customers may have had before; may be given again; the commonest activities when left out");
  ask_->add_option("--adjust", asking.adjust, "drivers, breakpoints, outcomes: a dimension that effects are adjusted for; may be given again");
  ask_->add_option("--before", asking.before, "drivers: how far is looked back from the start");
  ask_->add_option("--after", asking.after, "drivers: look so long behind the start, too, and count the outcome from then on");
  ask_->add_option("--end", asking.end, "time: to which activity; variants: what an episode ends with");
  ask_->add_option("--key", asking.key, "variants: a dimension of interactions that says to which case each belongs");
  ask_->add_option("--promise", asking.promise, "time: within this it was promised; tells the share that was kept");
  ask_->add_option("--contact", asking.contact, "repeats: what a contact is; all that came in when left out");
  ask_->add_option("--topic", asking.topic, "repeats: the dimension that says what it is about (topic)");
  ask_->add_option("--return", asking.back, "retention: what counts as coming back; anything when left out");
  ask_->add_option("--steps", asking.count, "paths: how many steps behind the start (4)");
  ask_->add_option("--top", asking.top, "how many paths, edges or variants")->check(CLI::Range(std::int64_t(1), std::int64_t(base::limits::question_rows)));
  ask_->add_flag("--backwards", asking.backwards, "paths: what came before");
  ask_->add_flag("--fold-repeats", asking.fold_repeats, "paths, variants: the same activity several times in a row is one");
  ask_->add_option("--period", asking.period, "retention: day, week or month")->check(CLI::IsMember({"day", "week", "month"}));
  ask_->add_option("--zone", asking.zone, "whose days, weeks and months, such as Asia/Shanghai; UTC when left out");
  ask_->add_option("--days", asking.days, "only the last so many days, today among them")->check(CLI::PositiveNumber)->excludes(ask_->add_option("--from", asking.from, "only from this time on"))->excludes(ask_->add_option("--to", asking.to, "only before this time"));
  ask_->add_option("--week", asking.week, "digest: the day on which the week begins; the last whole week when left out");
  ask_->add_option("--filter", asking.filters, "DIMENSION=VALUE that must hold; the same dimension again: any of the values");
  ask_->add_option("--by", asking.by, "a dimension: the answer for each of its values");
  ask_->add_option("--body", asking.body, "the whole question as JSON, as the API takes it; \"-\" reads it from standard input");
  ask_->add_option("--cell", asking.cell, "the customers behind one number of the answer, as JSON: {\"step\": 2, \"dropped\": true}");
  ask_->add_option("--save", asking.save, "keep the question under this name; with --cell as a segment");
  ask_->add_flag("--share", asking.share, "with --save: for everybody who may ask questions");
  command(ask_, [&] { return app::ask(common, asking); });

  std::string journey_key;
  std::int64_t revision = 0;
  bool removed_journeys = false;
  auto journey_ = cli.add_subcommand("journey", "Journey maps: list, export, import, remove");
  journey_->require_subcommand(1);
  auto journey_part = [&](const char* name, const char* what, std::function<int()> run) {
    auto part = journey_->add_subcommand(name, what);
    command(part, std::move(run));
    return part;
  };
  journey_part("list", "The maps, by name", [&] { return journey_list(common, removed_journeys); })->add_flag("--removed", removed_journeys, "those that were removed");
  auto journey_export_ = journey_part("export", "Write a map as JSON to standard output", [&] { return journey_export(common, journey_key, revision); });
  journey_export_->add_option("key", journey_key, "the map's key")->required();
  journey_export_->add_option("--revision", revision, "as it was at this revision");
  auto journey_import_ = journey_part("import", "Add a map, or replace the one of its key", [&] { return journey_import(common, file, journey_key); });
  journey_import_->add_option("file", file, "a JSON file; \"-\" reads standard input")->required();
  journey_import_->add_option("--key", journey_key, "under this key instead of its own");
  journey_part("remove", "Remove a map; bring-back undoes it for 30 days", [&] { return journey_remove(common, journey_key, true); })->add_option("key", journey_key, "the map's key")->required();
  journey_part("bring-back", "Undo a removal", [&] { return journey_remove(common, journey_key, false); })->add_option("key", journey_key, "the map's key")->required();

  std::string saved_name, new_name;
  bool removed_ones = false;
  auto saved_ = cli.add_subcommand("saved", "Saved questions and segments; alone it lists them");
  saved_->add_flag("--removed", removed_ones, "those that were removed");
  auto saved_part = [&](const char* name, const char* what, std::function<base::JsonObject()> change) {
    auto part = saved_->add_subcommand(name, what);
    part->add_option("saved", saved_name, "its name or id")->required();
    command(part, [&, change] { return app::saved_change(common, saved_name, change()); });
    return part;
  };
  saved_part("rename", "Give it another name", [&] { return base::JsonObject{{"name", new_name}}; })->add_option("name", new_name, "the new name")->required();
  saved_part("share", "Let everybody see it who may ask questions", [] { return base::JsonObject{{"shared", true}}; });
  saved_part("unshare", "For its owner alone again", [] { return base::JsonObject{{"shared", false}}; });
  saved_part("remove", "Remove it; bring-back undoes it for 30 days", [] { return base::JsonObject{{"removed", true}}; });
  saved_part("bring-back", "Undo a removal", [] { return base::JsonObject{{"removed", false}}; });
  saved_->callback([&] {
    if (!saved_->get_subcommands().empty()) return;
    base::log::set_level(level);
    code = app::saved_list(common, removed_ones);
  });
  auto segment_ = cli.add_subcommand("segment", "The customers of a saved segment, as they are now");
  segment_->add_option("saved", saved_name, "its name or id")->required();
  command(segment_, [&] { return app::segment(common, saved_name); });

  std::string reason;
  bool now = false;
  auto rights_ = cli.add_subcommand("person", "What a customer may ask for of their data")->require_subcommand(1);
  auto person_export_ = rights_->add_subcommand("export", "Everything that is held of one customer, as JSON");
  person_export_->add_option("id", id, "the customer's id, such as c12")->required();
  person_export_->add_option("--out", out, "a file instead of standard output");
  command(person_export_, [&] { return person_export(common, id, out); });
  auto person_erase_ = rights_->add_subcommand("erase", "Erase a customer with all that is held; there is no undo, but ten minutes to cancel it");
  person_erase_->add_option("id", id, "the customer's id, such as c12")->required();
  person_erase_->add_option("--reason", reason, "why, without personal data: it stays")->required();
  person_erase_->add_flag("--now", now, "at once");
  command(person_erase_, [&] { return person_erase(common, id, reason, now); });

  command(cli.add_subcommand("openapi", "Print the OpenAPI 3.1 description of the API"), [&] { return openapi(); });

  http::Acting acting({.kind = http::Caller::Kind::operator_, .name = "operator"});   // who may run this may do anything with the folder
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return refuse(cli, error);
  } catch (const base::Error& error) {
    std::cerr << "throughline: " << error.what() << '\n';
    if (!error.hint.empty()) std::cerr << "  " << as_commands(error.hint) << '\n';
    return understood ? exit_code(error) : misused;
  } catch (const std::exception& error) {
    std::cerr << "throughline: " << error.what() << '\n';
    return failed;
  }
  return code;
}

}  // namespace app
