// link: compares all people, over the folder itself or through the server that owns it; shows the model.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <thread>

#include "app/commands.h"
#include "app/company.h"
#include "app/served.h"
#include "app/terminal.h"
#include "base/text.h"

namespace app {
namespace {

using namespace record::linkage;

// Lines "identity,entity": user_id:17,person-4. A header line, quotes and blanks around are allowed; an identity without
// a kind is a user_id.
std::vector<KnownPerson> read_truth(const std::filesystem::path& file) {
  std::ifstream input(file);
  if (!input) throw base::not_found(file.string() + " can't be read.", "Name a CSV file with the columns identity and entity.");
  std::vector<KnownPerson> truth;
  auto plain = [](std::string_view text) {
    auto trimmed = base::trim(text);
    return trimmed.size() > 1 && trimmed.front() == '"' && trimmed.back() == '"' ? trimmed.substr(1, trimmed.size() - 2) : trimmed;
  };
  std::string line;
  for (int number = 1; std::getline(input, line); ++number) {
    if (base::trim(line).empty()) continue;
    auto comma = line.rfind(',');
    if (comma == std::string::npos) throw base::invalid("Line " + std::to_string(number) + " of " + file.string() + " has no comma.", "Write identity,entity in each line.", "truth");
    KnownPerson known{plain(std::string_view(line).substr(0, comma)), plain(std::string_view(line).substr(comma + 1))};
    if (number == 1 && known.identity == "identity") continue;
    if (known.identity.find(':') == std::string::npos) known.identity.insert(0, "user_id:");
    truth.push_back(std::move(known));
  }
  return truth;
}

std::string progress_text(const Progress& progress) {
  static constexpr const char* words[] = {"reading people", "learning", "comparing pairs", "writing suggestions", "done"};
  return std::string(words[static_cast<int>(progress.step)]) + (progress.of > 0 ? ", " + grouped(progress.done) + " of " + grouped(progress.of) : "");
}

RunResult run_through(http::Client& server, const std::vector<KnownPerson>& truth, ProgressLine& line) {
  auto asked = server.send("POST", "/api/linkage/runs", base::JsonObject{{"truth", base::to_json(truth)}}).at("run").to_number<std::int64_t>();
  for (;;) {
    auto status = base::from_json<Status>(server.get("/api/linkage"));
    if (status.runs > asked) {
      if (status.failure) throw base::Error(base::ErrorCode::unavailable, *status.failure, "Start it again.");
      if (status.last) return *status.last;
    }
    if (status.progress) line.show(progress_text(*status.progress));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
}

void print_report(const RunResult& result) {
  std::cout << "Rules:\n";
  for (const auto& rule : result.rules)
    if (rule.pairs > 0 || rule.too_large > 0)
      std::cout << "  " << std::left << std::setw(22) << base::enum_name(rule.rule) << std::right << std::setw(12) << grouped(rule.blocks) << " keys shared, " << std::setw(13) << grouped(rule.pairs) << " pairs"
                << (rule.too_large > 0 ? ", " + grouped(rule.too_large) + " keys passed over (too many share them)" : "") << '\n';
  if (!result.quality) return;
  const auto& quality = *result.quality;
  std::cout << "Against the truth of " << grouped(quality.people) << " people with " << grouped(quality.true_pairs) << " true pairs:\n  blocking recall " << std::fixed << std::setprecision(5)
            << quality.blocking_recall << " (" << grouped(quality.compared_true) << " true pairs among " << grouped(quality.compared_pairs) << " compared)\n  from        shown    precision    recall\n";
  for (const auto& point : quality.curve)
    std::cout << "  " << std::setprecision(4) << point.threshold << std::setw(11) << grouped(point.shown) << std::setprecision(5) << std::setw(13) << point.precision << std::setw(10) << point.recall << '\n';
  std::cout.unsetf(std::ios::floatfield);
}

void print_model(const ModelVersion& model) {
  std::cout << "Model " << model.id << ", " << base::to_string(model.at) << ": learnt from " << grouped(model.people) << " people, " << grouped(model.random_pairs) << " random pairs and " << grouped(model.block_pairs)
            << " pairs of blocks with about " << grouped(static_cast<std::int64_t>(model.block_matches)) << " matches; lambda " << std::setprecision(4) << model.lambda << ".\n";
  if (model.few_people) std::cout << "There is too little to learn from: the shares are mostly those assumed at first.\n";
  std::cout << "  field          level        m            u          bits\n";
  for (const auto& one : model.levels)
    std::cout << "  " << std::left << std::setw(15) << base::enum_name(one.field) << std::setw(9) << base::enum_name(one.level) << std::right << std::setprecision(4) << std::setw(11) << one.m << std::setw(13) << one.u
              << std::setw(9) << std::fixed << std::setprecision(2) << one.bits << std::defaultfloat << '\n';
}

}  // namespace

int link(const CommonOptions& common, const LinkOptions& options) {
  if (!store::Database::is_there(common.data, common.database))
    throw base::not_found("There is no data folder at " + common.data.string() + ".", "Name it with --data; `throughline serve` or `throughline import` makes a new one.");
  auto server = server_of(common);
  std::unique_ptr<Company> company;
  if (!server) company = std::make_unique<Company>(company_of(common));
  if (options.model) {
    auto model = server ? base::from_json<Status>(server->get("/api/linkage")).model : company->linker->status().model;
    if (!model) throw base::not_found("There is no model yet.", "`throughline link` learns one.");
    if (common.json) std::cout << base::to_json_text(*model) << '\n';
    else print_model(*model);
    return done;
  }
  std::vector<KnownPerson> truth;
  if (!options.truth.empty()) truth = read_truth(options.truth);
  RunResult result;
  {
    ProgressLine line("Comparing people");
    if (server) {
      result = run_through(*server, truth, line);
    } else {
      company->record->settle();
      result = company->linker->run_now(truth, [&](const Progress& progress) { line.show(progress_text(progress)); });
    }
  }
  if (common.json) {
    std::cout << base::to_json_text(result) << '\n';
    return done;
  }
  std::cout << grouped(result.people) << " people, " << grouped(result.compared) << " pairs compared in " << std::setprecision(3) << result.seconds << " s: " << grouped(result.sure) << " suggestions are sure, "
            << grouped(result.look) << " are worth a look. Model " << result.model << ", lambda " << std::setprecision(4) << result.lambda << ".\n";
  if (result.few_people) std::cout << "There is too little to learn from: the shares are mostly those assumed at first.\n";
  if (options.report || result.quality) print_report(result);
  return done;
}

}  // namespace app
