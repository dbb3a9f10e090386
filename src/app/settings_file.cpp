#include "app/settings_file.h"

#include <cstdlib>
#include <sstream>

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

namespace app {
namespace {

const CLI::App* subcommand(const CLI::App& command, const std::string& name) {
  for (const CLI::App* each : command.get_subcommands({}))
    if (each->get_name() == name) return each;
  return nullptr;
}

}  // namespace

std::vector<CLI::ConfigItem> SettingsFile::from_config(std::istream& input) const {
  std::string text(base::limits::settings_bytes + 1, '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  if (text.size() > base::limits::settings_bytes)
    throw base::Error(base::ErrorCode::too_large, "The settings file is larger than " + std::to_string(base::limits::settings_bytes >> 10) + " KiB.",
                      "Is --config the right file?");
  std::istringstream whole(text);
  auto items = CLI::ConfigTOML::from_config(whole);
  for (const auto& item : items)
    if (item.name != "++" && item.name != "--") refuse_unknown(item);
  std::erase_if(items, [](const CLI::ConfigItem& item) {
    std::string variable = "THROUGHLINE_";
    for (char c : item.name) variable += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const char* value = std::getenv(variable.c_str());
    return value && *value;
  });
  return items;
}

void SettingsFile::refuse_unknown(const CLI::ConfigItem& item) const {
  const CLI::App* command = &cli_;
  for (const auto& parent : item.parents) {
    const CLI::App* below = subcommand(*command, parent);
    if (!below)
      throw base::invalid("The settings file has a part [" + base::shown(parent) + "], and there is no such command.",
                          "throughline --help shows all commands.", parent);
    command = below;
  }
  const CLI::Option* option = command->get_option_no_throw("--" + item.name);
  if (option && option != command->get_help_ptr() && option != cli_.get_config_ptr() && option != cli_.get_version_ptr()) return;
  std::string known;
  for (const CLI::Option* each : command->get_options())
    if (!each->get_envname().empty()) known += (known.empty() ? "" : ", ") + each->get_single_name();
  auto place = item.parents.empty() ? std::string("at the top of the settings file") : "in [" + base::shown(item.parents.back()) + "] of the settings file";
  throw base::invalid("There is no setting \"" + base::shown(item.name) + "\" " + place + ".",
                      known.empty() ? "No settings are known there." : "Known there are: " + known + ".", item.name);
}

}  // namespace app
