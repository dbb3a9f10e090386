#include <signal.h>

#include <iostream>

#include "access/rules.h"
#include "app/capabilities.h"
#include "app/commands.h"
#include "app/served.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/log.h"
#include "http/server.h"

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

}  // namespace

int serve(const CommonOptions& common, const ServeOptions& options) {
  // Signals are waited for, not handled: blocked before any thread starts.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  auto token = rights::Gate::new_operator_token();
  Company company({.folder = common.data, .name = common.company, .region = common.region, .behind_tls = options.behind_tls, .secret_key_file = common.secret_key_file,
                   .sessions = {.idle = micros_of(options.session_idle_hours), .longest = micros_of(options.session_hours)}, .operator_token = token});
  company.imports->start([&company] { company.uploads->let_go(company.imports->files_in_use()); });
  company.erasures->start();
  http::Router router;
  add_routes(router, company);
  rights::check_every_route_has_a_rule(router);
  auto spool = common.data / "spool";
  std::filesystem::remove_all(spool);
  std::filesystem::create_directories(spool);
  http::Idempotency idempotency(*company.database);
  http::Server server({.bind = options.bind, .port = options.port, .spool = spool, .workers = options.workers, .behind_tls = options.behind_tls}, router,
                      [&company](const http::Route& route, const http::Request& request) { return company.access->gate.admit(route, request); }, &http::page_assets(), &idempotency);
  server.start();
  auto host = options.bind.find(':') == std::string::npos ? options.bind : "[" + options.bind + "]";
  auto url = "http://" + (host == "0.0.0.0" ? "127.0.0.1" : host == "[::]" ? "[::1]" : host) + ":" + std::to_string(server.port());
  ServedMark mark(common.data, url, token);
  base::log::info("serving", {{"url", url}, {"data", std::filesystem::absolute(common.data).string()}, {"version", THROUGHLINE_VERSION}});
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
