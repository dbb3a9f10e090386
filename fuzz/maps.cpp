// Maps in TOML and JSON, and the settings file.
#include <sstream>

#include "app/settings_file.h"
#include "channel/file/mapping.h"
#include "target.h"

namespace {

using namespace channel::file;

void map(std::string_view bytes) {
  bool json = !bytes.empty() && bytes.front() == '{';
  auto mapping = json ? read_mapping_json(base::parse_json(bytes)) : read_mapping_toml(bytes, "map");
  auto text = base::json_text(base::to_json(mapping));
  fuzz::insist(base::json_text(base::to_json(read_mapping_json(base::parse_json(text)))) == text, "a good map is written and read the same");
}

void settings(std::string_view bytes) {
  CLI::App cli("settings", "throughline");
  std::string data;
  int port = 0;
  cli.add_option("--data", data)->envname("THROUGHLINE_DATA");
  auto serve = cli.add_subcommand("serve");
  serve->add_option("--port", port)->envname("THROUGHLINE_PORT");
  serve->add_flag("--behind-tls");
  std::istringstream input{std::string(bytes)};
  try {
    for (const auto& item : app::SettingsFile(cli).from_config(input)) fuzz::insist(!item.name.empty(), "a setting has a name");
  } catch (const CLI::Error&) {
  }
}

fuzz::Target map_target("map", map), settings_target("settings", settings);

}  // namespace
