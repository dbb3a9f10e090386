// The settings file (--config), a TOML file as the command line knows its options: names at the top are those of all commands,
// [serve] those of serve. A name that no command has is refused: a misspelt setting would be without effect, and nobody would
// know. What the environment says is left out: that goes before the file, and CLI11 would have it the other way round.
//
// Throws base::Error: invalid (the name in `field`), too_large. CLI11 throws its own for what is no TOML. `cli` must outlive it.
#pragma once
#include <CLI/CLI.hpp>

#include <vector>

namespace app {

class SettingsFile : public CLI::ConfigTOML {
 public:
  explicit SettingsFile(const CLI::App& cli) : cli_(cli) {}
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

 private:
  void refuse_unknown(const CLI::ConfigItem& item) const;

  const CLI::App& cli_;
};

}  // namespace app
