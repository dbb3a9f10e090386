// libFuzzer's entry: FUZZ_TARGET says which target runs.
#include <cstdint>

#include "base/error.h"
#include "base/log.h"
#include "target.h"

namespace {
fuzz::Run chosen = nullptr;
}

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("FUZZ_TARGET");
  auto found = fuzz::targets().find(name ? name : "");
  if (found == fuzz::targets().end()) {
    std::fputs("FUZZ_TARGET must be one of:", stderr);
    for (const auto& [each, run] : fuzz::targets()) std::fprintf(stderr, " %s", each.c_str());
    std::fputs("\n", stderr);
    std::exit(64);
  }
  chosen = found->second;
  base::log::set_level("error");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    chosen({reinterpret_cast<const char*>(data), size});
  } catch (const base::Error&) {
  }
  return 0;
}
