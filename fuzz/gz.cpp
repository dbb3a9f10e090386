// Compressed bodies and files: whatever they unpack to, memory is bounded, and an end comes.
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "channel/file/bytes.h"
#include "http/dispatch.h"
#include "target.h"

namespace {

void file(std::string_view bytes, const char* encoding) {
  int descriptor = ::memfd_create("fuzz", MFD_CLOEXEC);
  struct Ending {
    int descriptor;
    ~Ending() { ::close(descriptor); }
  } ending{descriptor};
  if (::write(descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) return;
  auto opened = channel::file::open_bytes("/proc/self/fd/" + std::to_string(descriptor), "file", encoding);
  std::string piece(64 << 10, '\0');
  std::uint64_t all = 0;
  while (auto got = opened->read(piece.data(), piece.size())) {
    fuzz::insist(got <= piece.size(), "no more is read than asked for");
    if ((all += got) > 64u << 20) return;   // a bomb: its limit is the disk's size, which is not waited for here
  }
}

void gz(std::string_view bytes) {
  if (bytes.empty()) return;
  static constexpr const char* encodings[]{"", "latin1", "gb18030", "utf-16le", "shift_jis"};
  try {
    file(bytes.substr(1), encodings[static_cast<unsigned char>(bytes[0]) % 5]);
  } catch (const base::Error&) {
  }
  auto whole = http::inflate(bytes.substr(1));
  fuzz::insist(whole.size() <= base::limits::inflated_bytes, "a body unpacks to no more than its limit");
}

fuzz::Target target("gz", gz);

}  // namespace
