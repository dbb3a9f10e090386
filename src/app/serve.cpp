#include <signal.h>

#include <fstream>
#include <iostream>

#include "access/rules.h"
#include "app/backup.h"
#include "app/capabilities.h"
#include "app/ask_options.h"
#include "app/commands.h"
#include "app/live_feed.h"
#include "app/served.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/text.h"
#include "http/server.h"
#include "store/address.h"

namespace app {
namespace {

// The first person: an admin without a password, let in by a link that works once.
std::string one_time_link(Company& company, const std::string& url) {
  std::string email = "owner@localhost.localdomain";
  for (const auto& user : company.access->users.list())
    if (user.role == rights::Role::admin && !user.disabled) email = user.email;
  auto user = company.access->users.by_email(email);
  if (!user) user = company.access->users.add({.email = email, .name = "Owner", .role = rights::Role::admin});
  return url + "/sign-in?link=" + company.access->links.make(*base::read_id('u', user->id));
}

std::int64_t micros_of(double hours) { return static_cast<std::int64_t>(hours * 3600 * base::second); }

base::Secret secret_in(const std::filesystem::path& file) {
  if (file.empty()) return {};
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line) || base::trim(line).empty()) throw base::invalid("The client's secret can't be read from " + file.string() + ".", "Write it there as one line that only this server can read.", "oidc-client-secret-file");
  return base::Secret(base::trim(line));
}

rights::OidcOptions sign_on_of(const ServeOptions& options) {
  rights::OidcOptions oidc{.issuer = options.oidc_issuer, .client_id = options.oidc_client_id, .client_secret = secret_in(options.oidc_client_secret_file), .name = options.oidc_name,
                           .public_url = options.public_url, .link_by_email = options.oidc_link_by_email, .groups_claim = options.oidc_groups_claim, .only = options.sso_only};
  if (!options.oidc_provision.empty()) oidc.provision = base::enum_value<rights::Role>(options.oidc_provision);
  for (const auto& mapping : options.oidc_roles) oidc.roles.push_back(rights::read_mapping(mapping));
  return oidc;
}

}  // namespace

int serve(const CommonOptions& common, const ServeOptions& options) {
  // Signals are waited for, not handled: blocked before any thread starts.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  if (!options.backup_to.empty()) must_be_outside(options.backup_to, common.data, "backup-to");
  auto token = rights::Gate::new_operator_token();
  Company company({.folder = common.data, .database = common.database, .name = common.company, .region = common.region, .behind_tls = options.behind_tls, .secret_key_file = common.secret_key_file,
                   .sessions = {.idle = micros_of(options.session_idle_hours), .longest = micros_of(options.session_hours)},
                   .backup_to = options.backup_to, .backup_days = options.backup_days, .oidc = sign_on_of(options), .operator_token = token, .journeys = true, .dimensions = dimensions_of(common)});
  company.imports->start([&company] { company.uploads->let_go(company.imports->files_in_use()); });
  company.linker->start();
  company.erasures->start();
  http::Router router;
  add_routes(router, company);
  rights::check_every_route_has_a_rule(router);
  auto spool = common.data / "spool";
  std::filesystem::remove_all(spool);
  std::filesystem::create_directories(spool);
  http::Idempotency idempotency(*company.database);
  LiveFeed live(*company.record, *company.imports);
  http::Server server({.bind = options.bind, .port = options.port, .spool = spool, .workers = options.workers, .behind_tls = options.behind_tls, .trusted_proxies = options.trusted_proxies}, router,
                      [&company](const http::Route& route, const http::Request& request) { return company.access->gate.admit(route, request); }, &http::page_assets(), &idempotency, &live.hub);
  server.start();
  auto host = options.bind.find(':') == std::string::npos ? options.bind : "[" + options.bind + "]";
  auto url = "http://" + (host == "0.0.0.0" ? "127.0.0.1" : host == "[::]" ? "[::1]" : host) + ":" + std::to_string(server.port());
  ServedMark mark(common, url, token);
  base::log::info("serving", {{"url", url}, {"data", std::filesystem::absolute(common.data).string()}, {"database", common.database.empty() ? "SQLite" : store::shown_address(common.database)}, {"version", THROUGHLINE_VERSION}});
  std::cout << "Throughline is up at " << url << '\n';
  if (options.open_link) std::cout << "Sign in with this link; it works once, for 15 minutes:\n  " << one_time_link(company, url) << '\n';
  std::cout << std::flush;

  int got = 0;
  sigwait(&signals, &got);
  base::log::info("stopping", {{"signal", got}});
  server.stop();
  return done;
}

}  // namespace app
