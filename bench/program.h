// The real program, as child processes: commands that end, and a server. THROUGHLINE names another build of it.
#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

inline std::filesystem::path build_folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path(); }

inline std::filesystem::path program() {
  if (const char* other = std::getenv("THROUGHLINE")) return other;
  return build_folder() / "throughline";
}

// Starts it with its standard output in a pipe; what it says of its progress goes to build/bench.log.
inline pid_t start(const std::vector<std::string>& words, int& output) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  auto path = program();
  auto log = ::open((build_folder() / "bench.log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  std::vector<char*> arguments{const_cast<char*>(path.c_str())};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  auto child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], 1);
    ::dup2(log, 2);
    ::execv(path.c_str(), arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  ::close(log);
  output = ends[0];
  return child;
}

struct Ended {
  std::string output;
  int code = 0;
  double peak_mb = 0, cpu_seconds = 0;
};

// Runs a command to its end; throws when it fails.
inline Ended run(const std::vector<std::string>& words) {
  int output = -1;
  auto child = start(words, output);
  Ended ended;
  char piece[4096];
  for (ssize_t n; (n = ::read(output, piece, sizeof piece)) > 0;) ended.output.append(piece, static_cast<std::size_t>(n));
  ::close(output);
  rusage used{};
  int status = 0;
  ::wait4(child, &status, 0, &used);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  ended.peak_mb = static_cast<double>(used.ru_maxrss) / 1024;
  ended.cpu_seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  if (ended.code != 0) throw std::runtime_error("throughline " + words.front() + " ended with " + std::to_string(ended.code) + ": " + ended.output + " (build/bench.log tells more)");
  return ended;
}

class Server {
 public:
  explicit Server(const std::filesystem::path& folder) {
    child_ = start({"--data", folder.string(), "--log-level", "error", "serve", "--port", "0"}, output_);
    std::string said;
    char piece[1024];
    const std::string mark = "http://127.0.0.1:";
    while (said.find('\n') == std::string::npos) {
      auto n = ::read(output_, piece, sizeof piece);
      if (n <= 0) throw std::runtime_error("the server does not start: " + said);
      said.append(piece, static_cast<std::size_t>(n));
    }
    port_ = static_cast<unsigned short>(std::atoi(said.c_str() + said.find(mark) + mark.size()));
  }
  ~Server() { stop(); }
  void stop() {
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    ::close(output_);
    child_ = 0;
  }
  unsigned short port() const { return port_; }
  // "VmRSS" now, "VmHWM" the most so far.
  double memory_mb(const std::string& which) const {
    std::ifstream status("/proc/" + std::to_string(child_) + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with(which + ":")) return std::atof(line.c_str() + which.size() + 1) / 1024;
    return 0;
  }
  double cpu_seconds() const {
    std::ifstream stat("/proc/" + std::to_string(child_) + "/stat");
    std::string word;
    double ticks = 0;
    for (int i = 1; i <= 15 && stat >> word; ++i)
      if (i >= 14) ticks += std::atof(word.c_str());
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
  }

 private:
  pid_t child_ = 0;
  int output_ = -1;
  unsigned short port_ = 0;
};

}  // namespace bench
