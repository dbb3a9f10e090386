#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "base/error.h"
#include "base/text.h"

namespace base::log {
namespace {

spdlog::logger& logger() {
  static auto made = [] {
    auto logger = std::make_shared<spdlog::logger>("throughline", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
    return logger;
  }();
  return *made;
}

void write(spdlog::level::level_enum level, std::string_view event, Fields fields) {
  if (!logger().should_log(level)) return;
  std::string line(event);
  for (const auto& field : fields) {
    auto value = shown(field.value, 500);
    bool quote = value.empty() || value.find_first_of(" =\"") != std::string::npos;
    line += ' ';
    line += field.key;
    line += '=';
    if (quote) {
      line += '"';
      for (char c : value) (c == '"' ? line += '\\' : line) += c;
      line += '"';
    } else {
      line += value;
    }
  }
  logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void set_level(std::string_view level) {
  if (level == "debug") logger().set_level(spdlog::level::debug);
  else if (level == "info") logger().set_level(spdlog::level::info);
  else if (level == "warning") logger().set_level(spdlog::level::warn);
  else if (level == "error") logger().set_level(spdlog::level::err);
  else throw invalid("There is no log level \"" + std::string(level) + "\".", "Use debug, info, warning or error.", "log-level");
}
void debug(std::string_view event, Fields fields) { write(spdlog::level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(spdlog::level::info, event, fields); }
void warning(std::string_view event, Fields fields) { write(spdlog::level::warn, event, fields); }
void error(std::string_view event, Fields fields) { write(spdlog::level::err, event, fields); }

}  // namespace base::log
